//! Drawing the menu of a stay.

use ratatui::layout::Rect;

use super::{ActMenu, KEYS};
use crate::domain::text::clean_line;
use crate::overlay::frame;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl ActMenu {
    /// Draws the box into the lower right of the body.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let lines: Vec<String> = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| format!(" {} {}", KEYS.chars().nth(at).unwrap_or(' '), cx.words.get(row.word)))
            .collect();
        let person = cx.casebook.stay(self.stay).and_then(|stay| cx.casebook.person(stay.person));
        let name = person.map(|person| clean_line(&person.name)).unwrap_or_default();
        let title = cx.words.say("acts.title", &[("name", &name)]);
        let width = lines.iter().map(|line| canvas.width(line)).max().unwrap_or(0).max(canvas.width(&title)) + 4;
        let inner = frame(canvas, area, width, lines.len() as u16, &title);
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
