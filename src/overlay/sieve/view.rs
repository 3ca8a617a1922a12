//! Drawing the menu of the board's filter.

use ratatui::layout::Rect;

use super::{Choice, SieveMenu};
use crate::overlay::frame;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

impl SieveMenu {
    /// Draws the box into the lower right of the body.
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let lines: Vec<String> = self
            .choices
            .iter()
            .enumerate()
            .map(|(at, choice)| {
                let tick = if self.is_on(choice) { "[レ]" } else { "[  ]" };
                let name = match choice {
                    Choice::Mine => cx.words.say("sieve.mine", &[("name", &self.me)]),
                    Choice::DutyOnly => cx.words.get("sieve.duty_only").to_owned(),
                    Choice::Phase(phase) => cx.words.get(&format!("phase.{phase}")).to_owned(),
                    Choice::Hospital(_, name) => name.clone(),
                };
                let digit = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
                format!(" {digit} {tick} {name}")
            })
            .collect();
        let width = lines.iter().map(|line| canvas.width(line)).max().unwrap_or(0).max(34) + 2;
        let height = (lines.len() as u16).min(area.height.saturating_sub(2));
        let inner = frame(canvas, area, width, height, cx.words.get("sieve.title"));
        let top = (self.cursor + 1).saturating_sub(usize::from(inner.height));
        for (at, line) in lines.iter().enumerate().skip(top) {
            let y = inner.y + (at - top) as u16;
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
