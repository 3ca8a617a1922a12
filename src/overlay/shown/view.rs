//! Drawing it without any decoration beside the text: what is dragged over with a mouse is the text alone.

use ratatui::layout::Rect;

use super::Shown;
use crate::command::Command;
use crate::overlay::copy::draw_code;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl Shown {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        let body = Rect { height: area.height.saturating_sub(1), ..area };
        let mut below = 0;
        let drawn = self.code.as_ref().is_some_and(|code| draw_code(canvas, body, code));
        if !drawn {
            let lines: Vec<String> = self.text.lines().flat_map(|line| canvas.wrap(line, area.width)).collect();
            below = lines.len().saturating_sub(self.scroll + usize::from(body.height));
            for (line, y) in lines.iter().skip(self.scroll).zip(body.y..body.bottom()) {
                canvas.put(area.x, y, line, area.width, Role::Text);
            }
        }
        let back = legend::key(cx, self.scope(), Command::Back);
        let mut keys = cx.words.say("hand_over.shown_keys", &[("back", &back)]);
        if below > 0 {
            let down = legend::key(cx, self.scope(), Command::Down);
            keys += &cx.words.say("hand_over.shown_more", &[("n", &below), ("down", &down)]);
        }
        canvas.put(area.x, area.bottom().saturating_sub(1), &keys, area.width, Role::Label);
    }
}
