//! Drawing the menu of orders.

use ratatui::layout::Rect;
use strum::IntoEnumIterator;

use super::SortMenu;
use crate::model::Sort;
use crate::overlay::frame;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl SortMenu {
    /// Draws the box into the lower right of the body.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let lines: Vec<String> = Sort::iter()
            .enumerate()
            .map(|(at, sort)| {
                let name = cx.words.get(&format!("sort.{sort}")).to_owned();
                let help = cx.words.get(&format!("sort.{sort}-help")).to_owned();
                format!(" {} {name}  {help}", at + 1)
            })
            .collect();
        let width = lines.iter().map(|line| canvas.width(line)).max().unwrap_or(0) + 4;
        let inner = frame(canvas, area, width, lines.len() as u16, cx.words.get("sort.title"));
        for (at, line) in lines.iter().enumerate() {
            let y = inner.y + at as u16;
            if y < inner.bottom() {
                let role = if at == self.cursor { Role::Selected } else { Role::Text };
                canvas.put_row(inner.x, y, line, inner.width, role);
                if at == self.cursor {
                    canvas.put(inner.x, y, ">", 1, role);
                    canvas.set_cursor(inner.x, y);
                }
            }
        }
    }
}
