//! Draws the lock: a clock, a field of dots, a sentence. Nothing of what lies under it.

use jiff::Zoned;
use ratatui::layout::Rect;

use super::{Lock, Stage};
use crate::paint::{Canvas, Role};
use crate::port::Now;
use crate::words::Words;

/// Cells of the field.
const FIELD: u16 = 32;

impl Lock {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, words: &Words, now: &Now) {
        canvas.fill(area, Role::Text);
        let middle = area.y + area.height / 3;
        centred(canvas, area, middle, &clock(&now.wall, words), Role::Title);
        let title = match self.stage {
            Stage::Asking => "lock.title",
            Stage::Opening => "lock.open",
            Stage::Choosing => "lock.choose",
            Stage::Repeating => "lock.repeat",
            Stage::Bare => "lock.bare",
        };
        centred(canvas, area, middle + 2, words.get(title), Role::Text);
        if !matches!(self.stage, Stage::Asking | Stage::Bare) {
            self.field(canvas, area, middle + 4);
        }
        let mut y = middle + 6;
        for (line, role) in self.sentences(words, now) {
            for line in canvas.wrap(&line, area.width.saturating_sub(4).min(72)) {
                if y < area.bottom() {
                    centred(canvas, area, y, &line, role);
                    y += 1;
                }
            }
        }
    }

    fn field(&self, canvas: &mut Canvas<'_>, area: Rect, y: u16) {
        let width = FIELD.min(area.width);
        // No room for a dot and the caret: it is typed all the same.
        if width < 3 || y >= area.bottom() {
            return;
        }
        let x = area.x + (area.width - width) / 2;
        canvas.fill(Rect { x, y, width, height: 1 }, Role::Selected);
        let dots = self.typed.len().min(usize::from(width.saturating_sub(2)));
        canvas.put(x + 1, y, &"*".repeat(dots), width - 2, Role::Selected);
        canvas.set_cursor(x + 1 + dots as u16, y);
    }

    fn sentences(&self, words: &Words, now: &Now) -> Vec<(String, Role)> {
        let mut lines = Vec::new();
        if self.checking {
            lines.push((words.get("lock.checking").to_owned(), Role::Text));
        }
        if let Some(key) = self.said {
            lines.push((words.say(key, &[("n", &super::SHORTEST), ("tries", &self.tries)]), Role::Title));
        }
        if let Some(left) = self.wait_left(now.mono) {
            let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
            lines.push((words.say("lock.wait", &[("seconds", &seconds)]), Role::Text));
        }
        if let Some(why) = &self.failed {
            lines.push((why.clone(), Role::Text));
        }
        if matches!(self.stage, Stage::Choosing | Stage::Repeating) {
            lines.push((words.say("lock.choose_note", &[("n", &super::SHORTEST)]), Role::Text));
        }
        lines
    }
}

fn clock(wall: &Zoned, words: &Words) -> String {
    let (day, time) = (wall.date(), wall.time());
    let time = format!("{:02}:{:02}", time.hour(), time.minute());
    words.say("lock.clock", &[("month", &day.month()), ("day", &day.day()), ("time", &time)])
}

fn centred(canvas: &mut Canvas<'_>, area: Rect, y: u16, text: &str, role: Role) {
    if y < area.bottom() {
        let cells = canvas.width(text).min(area.width);
        canvas.put(area.x + (area.width - cells) / 2, y, text, cells, role);
    }
}
