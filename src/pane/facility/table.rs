//! The wide table: the list over the whole width (`z`), and the list of a narrow terminal.

use ratatui::layout::Rect;

use super::sheet::{in_language, status_word};
use super::view::{confirmed_word, distance, over};
use crate::model::Row;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::kilometres;

/// A column and its cells; in the order of importance: the last one goes first where the terminal is narrow.
///
/// Phones and dates are never cut: a column that does not fit is dropped (ux.md 3.4.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Status,
    Phone,
    Area,
    Confirmed,
    Distance,
    Kinds,
}

impl Column {
    const BY_IMPORTANCE: [Self; 6] =
        [Self::Status, Self::Phone, Self::Confirmed, Self::Area, Self::Distance, Self::Kinds];
    /// From left to right.
    const IN_ORDER: [Self; 6] = [Self::Status, Self::Kinds, Self::Area, Self::Phone, Self::Distance, Self::Confirmed];

    const fn cells(self) -> u16 {
        match self {
            Self::Status | Self::Distance | Self::Confirmed => 7,
            Self::Phone => 14,
            Self::Area => 14,
            Self::Kinds => 22,
        }
    }
}

/// Cells that the name keeps before any column is added.
const NAME: u16 = 24;

pub(super) fn draw_row(
    canvas: &mut Canvas<'_>,
    line: Rect,
    row: &Row,
    role: Role,
    cx: &Context<'_>,
    stale_after_days: i32,
) {
    let shown = columns(line.width.saturating_sub(5));
    let taken: u16 = shown.iter().map(|column| column.cells() + 1).sum();
    let name_at = line.x + 4;
    let name_cells = line.width.saturating_sub(5 + taken);
    canvas.put(line.x + 1, line.y, row.mark, 2, role);
    let name = if canvas.width(&row.name) <= name_cells { &row.name } else { &row.short };
    canvas.put(name_at, line.y, name, name_cells, role);
    let mut x = name_at + name_cells + 1;
    for column in Column::IN_ORDER.into_iter().filter(|column| shown.contains(column)) {
        let (text, own) = match column {
            Column::Status => status_word(row.status, cx.words),
            Column::Phone => (row.phone.to_string(), Role::Text),
            Column::Area => (row.area.to_string(), Role::Text),
            Column::Confirmed => confirmed_word(row, cx, stale_after_days),
            Column::Distance => (distance(row, cx).map(kilometres).unwrap_or_default(), Role::Text),
            Column::Kinds => {
                let kinds = row.kinds.iter().map(|info| in_language(cx.words, info.short_ja, info.short_en));
                (kinds.collect::<Vec<_>>().join(" "), Role::Text)
            }
        };
        canvas.put(x, line.y, &text, column.cells(), over(role, own));
        x += column.cells() + 1;
    }
}

fn columns(width: u16) -> Vec<Column> {
    let mut left = width.saturating_sub(NAME);
    let mut shown = Vec::new();
    for column in Column::BY_IMPORTANCE {
        match left.checked_sub(column.cells() + 1) {
            Some(rest) => {
                left = rest;
                shown.push(column);
            }
            None => break,
        }
    }
    shown
}
