//! Draws the box at the bottom right.

use ratatui::layout::Rect;

use crate::command::Command;
use crate::keymap::Chord;
use crate::paint::{Canvas, Role};
use crate::words::Words;

/// Cells of one entry: key and title.
const ENTRY: u16 = 26;

/// The keys pressed so far, and what may follow as [`Lookup::Pending`](crate::keymap::Lookup::Pending) gives it, drawn in the
/// lower right corner of `area`. Two columns where there is room; what does not fit is left out from the end.
pub fn view(canvas: &mut Canvas<'_>, area: Rect, pressed: &[Chord], next: &[(Chord, Option<Command>)], words: &Words) {
    let columns = if next.len() > 1 && area.width >= 2 * ENTRY + 4 { 2 } else { 1 };
    let rows = (next.len() as u16).div_ceil(columns).min(area.height.saturating_sub(2));
    if rows == 0 || area.width < ENTRY + 4 {
        return;
    }
    let size = (columns * ENTRY + 4, rows + 2);
    let place = Rect { x: area.right() - size.0, y: area.bottom() - size.1, width: size.0, height: size.1 };
    canvas.fill(place, Role::Text);
    let pressed: Vec<String> = pressed.iter().map(|chord| chord.label(words)).collect();
    canvas.rule(Rect { height: 1, ..place }, &pressed.join(" "));
    canvas.rule(Rect { y: place.bottom() - 1, height: 1, ..place }, "");
    for x in [place.x, place.right() - 1] {
        canvas.divider(Rect { x, y: place.y + 1, width: 1, height: rows });
    }
    for (index, (chord, command)) in next.iter().enumerate().take(usize::from(rows * columns)) {
        let (column, row) = (index as u16 / rows, index as u16 % rows);
        let x = place.x + 2 + column * ENTRY;
        let y = place.y + 1 + row;
        let used = canvas.put(x, y, &chord.label(words), 8, Role::Title) + 1;
        let title = command.map_or_else(|| "which-key.more".to_owned(), Command::title_key);
        canvas.put(x + used, y, words.get(&title), ENTRY.saturating_sub(used + 1), Role::Text);
    }
}
