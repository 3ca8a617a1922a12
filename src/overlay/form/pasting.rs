//! Minutes that were written elsewhere, pasted into a meeting: they get their marks, and a person looks at them before anything is saved.

use super::Form;
use crate::domain::Meeting;
use crate::domain::meeting::{Mark, marked};
use crate::form::{self, MeetingField, Subject};
use crate::pane::Context;

impl Form {
    /// Do the keys reach the text of a meeting?
    pub(super) fn is_writing_lines(&self) -> bool {
        matches!(self.draft.subject(), Subject::Meeting) && self.field() == MeetingField::Lines.name()
    }

    /// Takes a text of several lines as minutes; `false` where it is none.
    pub(super) fn paste_minutes(&mut self, text: &str, cx: &Context<'_>) -> bool {
        if !self.is_writing_lines() || !text.trim().contains(['\n', '\r']) {
            return false;
        }
        let text = crate::domain::text::clean_text(text);
        let lines = marked(&text, cx.now.today(), &form::read_due);
        let before = self.entry().before_caret();
        let is_within = !before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
        let typed = if is_within { format!("\n{lines}\n") } else { format!("{lines}\n") };
        self.edit(|entry| entry.insert(&typed), cx);
        let read = form::readings(&lines, &Meeting::default(), cx.now.today());
        let count = |mark| read.count(mark);
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("n", &lines.lines().count()),
            ("issues", &count(Mark::Issue)),
            ("actions", &count(Mark::Action)),
            ("decisions", &count(Mark::Decision)),
            ("questions", &count(Mark::Question)),
        ];
        self.message = Some(cx.words.say("form.said.pasted", &values));
        true
    }
}
