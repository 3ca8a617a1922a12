//! Drawing the list of those who share the account.

use ratatui::layout::Rect;

use super::Who;
use crate::command::Command;
use crate::overlay::{frame_around, legend};
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Rows around the list: the frame, the question and the keys.
const AROUND: u16 = 6;

impl Who {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let shown = self.shown();
        let width = area.width.min(60);
        let height = (shown.len() as u16 + AROUND).min(area.height);
        let (x, y) = (area.x + (area.width - width) / 2, area.y + (area.height - height) / 2);
        let place = Rect { x, y, width, height };
        frame_around(canvas, place, cx.words.get("who.title"));
        let inner = width.saturating_sub(4);
        let question = if self.typed.is_empty() {
            cx.words.get("who.question").to_owned()
        } else {
            cx.words.say("who.typed", &[("typed", &self.typed)])
        };
        canvas.put(place.x + 2, place.y + 1, &question, inner, Role::Text);
        let rows = usize::from(height.saturating_sub(AROUND));
        let first = (self.cursor + 1).saturating_sub(rows);
        for ((at, member), y) in shown.iter().enumerate().skip(first).take(rows).zip(place.y + 3..) {
            let role = if at == self.cursor { Role::Selected } else { Role::Text };
            canvas.put_row(place.x + 2, y, &format!("  {}  {}", member.code, member.name), inner, role);
            if at == self.cursor {
                canvas.put(place.x + 2, y, ">", 1, role);
                canvas.set_cursor(place.x + 2, y);
            }
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let keys = cx.words.say("who.keys", &[("open", &key(Command::Open)), ("back", &key(Command::Back))]);
        canvas.put(place.x + 2, place.bottom().saturating_sub(2), &keys, inner, Role::Label);
    }
}
