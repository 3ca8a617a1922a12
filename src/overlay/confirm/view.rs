//! Draws the question in a box in the middle.

use ratatui::layout::Rect;

use super::{Answer, Confirm};
use crate::command::Command;
use crate::overlay::{frame_around, legend};
use crate::paint::{Canvas, Role};
use crate::pane::{Context, Question};

impl Confirm {
    pub fn view(&self, canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>) {
        let word = match &self.question {
            Question::Quit => "quit",
            Question::QuitUnsaved => "quit_unsaved",
            Question::DiscardForm => "discard",
            Question::PlainStore => "plain_store",
            Question::UndoMany { .. } => "undo_many",
            Question::UndoGroup { .. } => "undo_group",
            Question::UndoRest { .. } => "undo_rest",
            Question::ReviewAccesses { .. } => "review_accesses",
        };
        let (records, what) = match &self.question {
            Question::UndoMany { changes, .. } => (*changes, ""),
            Question::UndoGroup { what, .. } => (0, what.as_str()),
            Question::UndoRest { rest, why, .. } => (*rest, why.as_str()),
            Question::ReviewAccesses { lines, what, .. } => (*lines, what.as_str()),
            Question::Quit | Question::QuitUnsaved | Question::DiscardForm | Question::PlainStore => (0, ""),
        };
        let say =
            |part: &str| cx.words.say(&format!("confirm.{word}{part}"), &[("what", &what), ("records", &records)]);
        let width = area.width.min(60);
        let inner = width.saturating_sub(4);
        let (question, note) = (say(""), say("_note"));
        let mut lines: Vec<(String, Role)> = Vec::new();
        lines.extend(canvas.wrap(&question, inner).into_iter().map(|line| (line, Role::Title)));
        if !note.is_empty() {
            lines.extend(canvas.wrap(&note, inner).into_iter().map(|line| (line, Role::Text)));
        }
        let height = (lines.len() as u16 + 5).min(area.height);
        let place =
            Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        frame_around(canvas, place, "");
        for ((line, role), y) in lines.iter().zip(place.y + 1..place.bottom()) {
            canvas.put(place.x + 2, y, line, inner, *role);
        }
        let y = place.bottom().saturating_sub(3);
        let mut x = place.x + 2;
        for answer in self.answers() {
            let chosen = *answer == self.chosen;
            let part = match answer {
                Answer::No => "_no",
                Answer::Keep => "_keep",
                Answer::Yes => "_yes",
            };
            let role = if chosen { Role::Selected } else { Role::Text };
            if chosen {
                canvas.set_cursor(x, y);
            }
            x += canvas.put(x, y, &format!(" {} ", say(part)), place.right().saturating_sub(x), role) + 2;
        }
        let key = |command| legend::key(cx, self.scope(), command);
        let keys = cx.words.say("confirm.keys", &[("open", &key(Command::Open)), ("back", &key(Command::Back))]);
        canvas.put(place.x + 2, place.bottom().saturating_sub(2), &keys, inner, Role::Label);
    }
}
