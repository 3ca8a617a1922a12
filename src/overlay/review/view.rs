//! Draws a pair side by side.

use ratatui::layout::Rect;

use super::{Answer, Review, Side, compare};
use crate::command::Command;
use crate::overlay::legend;
use crate::paint::{Canvas, Role};
use crate::pane::Context;

const LABEL: u16 = 10;

impl Review {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        canvas.fill(area, Role::Text);
        if area.height < 6 || area.width < 30 {
            return;
        }
        canvas.fill(Rect { height: 1, ..area }, Role::Bar);
        canvas.put(area.x + 1, area.y, cx.words.get("review.title"), area.width / 2, Role::Bar);
        let key = |command| legend::key(cx, self.scope(), command);
        let keys = cx.words.say("review.keys", &[("open", &key(Command::Open)), ("back", &key(Command::Back))]);
        canvas.put(area.x + 1, area.bottom() - 1, &keys, area.width - 2, Role::Label);
        let Some(doubt) = self.doubt() else {
            canvas.put(area.x + 1, area.y + 2, cx.words.get("review.empty"), area.width - 2, Role::Text);
            return;
        };
        let position = [("at", self.at + 1), ("count", self.doubts.len())];
        let position = cx.words.say("review.position", &[("at", &position[0].1), ("count", &position[1].1)]);
        canvas.put_right(area.right() - 1, area.y, &position, area.width / 3, Role::Bar);
        let reason = cx.words.get(&format!("review.reason.{}", doubt.reason)).to_owned();
        canvas.put(area.x + 1, area.y + 1, &reason, area.width - 2, Role::Title);
        let body = Rect { y: area.y + 2, height: area.height - 5, ..area };
        self.draw_pair(canvas, body, cx);
        self.draw_answers(canvas, Rect { y: area.bottom() - 2, height: 1, ..area }, cx);
        if let Some(message) = &self.message {
            canvas.put(area.x + 1, area.bottom() - 3, message, area.width - 2, Role::Warn);
        } else if self.saving {
            canvas.put(area.x + 1, area.bottom() - 3, cx.words.get("form.saving"), area.width - 2, Role::Label);
        }
    }

    fn draw_pair(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let column = (area.width - LABEL - 3) / 2;
        let [left, right] = [area.x + LABEL + 1, area.x + LABEL + 2 + column];
        let (a, b) = match &self.sides {
            [Side::Here(a), Side::Here(b)] => (a, b),
            sides => {
                for (side, x) in sides.iter().zip([left, right]) {
                    let text = match side {
                        Side::Loading => cx.words.get("review.loading"),
                        Side::Gone => cx.words.get("review.missing"),
                        Side::Here(facility) => facility.name(),
                    };
                    for (line, y) in canvas.wrap(text, column).iter().zip(area.y..area.bottom()) {
                        canvas.put(x, y, line, column, Role::Text);
                    }
                }
                return;
            }
        };
        // Every field takes as many lines as its longer side.
        let mut lines: Vec<(String, String, String, Role)> = Vec::new();
        for field in compare(a, b) {
            let (role, mark) = if field.differs() { (Role::Warn, "*") } else { (Role::Text, " ") };
            let mut label = format!("{mark}{}", cx.words.get(field.key));
            let (mut a, mut b) = (canvas.wrap(&field.left, column), canvas.wrap(&field.right, column));
            let rows = a.len().max(b.len());
            a.resize(rows, String::new());
            b.resize(rows, String::new());
            for (a, b) in a.into_iter().zip(b) {
                lines.push((std::mem::take(&mut label), a, b, role));
            }
        }
        let first = self.scroll.min(lines.len().saturating_sub(usize::from(area.height)));
        for ((label, a, b, role), y) in lines.iter().skip(first).zip(area.y..area.bottom()) {
            canvas.put(area.x, y, label, LABEL, Role::Label);
            canvas.put(left, y, a, column, *role);
            canvas.put(right, y, b, column, *role);
        }
    }

    fn draw_answers(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let mut x = area.x + 1;
        for (number, answer) in (1..).zip(Answer::ALL) {
            let word = match answer {
                Answer::Same => "review.same",
                Answer::Different => "review.different",
                Answer::Later => "review.later",
            };
            let role = if answer == self.answer { Role::Selected } else { Role::Text };
            if answer == self.answer {
                canvas.set_cursor(x, area.y);
            }
            let text = format!(" {number} {} ", cx.words.get(word));
            x += canvas.put(x, area.y, &text, area.right().saturating_sub(x), role);
        }
    }
}
