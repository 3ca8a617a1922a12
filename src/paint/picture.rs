//! A buffer as plain text, for snapshots and for tests of widths.

use ratatui::buffer::{Buffer, CellWidth};

/// The rows of a buffer as a terminal would show them: no styles, no trailing blanks, wide characters once.
pub fn picture(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut row = String::new();
        let mut x = buffer.area.left();
        while let Some(cell) = buffer.cell((x, y)) {
            row.push_str(cell.symbol());
            x += cell.cell_width().max(1);
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// The rows whose cells, by the widths the terminal was found to have, do not end exactly at the right edge.
/// Empty in a sound frame: a wide character that sticks out would shift or wrap the row.
pub fn uneven_rows(buffer: &Buffer) -> Vec<u16> {
    let ends = |y: u16| {
        let mut x = u32::from(buffer.area.left());
        while let Some(cell) = u16::try_from(x).ok().and_then(|x| buffer.cell((x, y))) {
            x += u32::from(cell.cell_width().max(1));
        }
        x
    };
    (buffer.area.top()..buffer.area.bottom()).filter(|&y| ends(y) != u32::from(buffer.area.right())).collect()
}
