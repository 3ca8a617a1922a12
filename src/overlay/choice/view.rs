//! Drawing a short menu.

use ratatui::layout::Rect;

use super::ChoiceMenu;
use crate::overlay::frame;
use crate::paint::{Canvas, Role};

impl ChoiceMenu {
    /// Draws the box into the lower right of the body.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect) {
        // From the eleventh on there is no digit left.
        let digit = |at: usize| if at < 10 { ((at + 1) % 10).to_string() } else { " ".to_owned() };
        let lines: Vec<String> =
            self.rows.iter().enumerate().map(|(at, (text, _))| format!(" {} {text}", digit(at))).collect();
        let widest = lines.iter().map(|line| canvas.width(line)).max().unwrap_or(0);
        let width = widest.max(canvas.width(&self.title) + 4) + 2;
        let inner = frame(canvas, area, width, lines.len() as u16, &self.title);
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
