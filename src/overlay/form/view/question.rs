//! A question of a survey as it is put, with what its digits stand for.

use super::Form;
use crate::domain::survey::QuestionKind;
use crate::domain::text::clean_line;
use crate::form::Subject;
use crate::paint::Canvas;
use crate::pane::Context;

impl Form {
    /// What a question asks in full and what its digits stand for, in lines of at most `width` cells; empty where the form is another.
    pub(super) fn choices(
        &self,
        at: usize,
        (canvas, label, width): (&Canvas<'_>, u16, u16),
        cx: &Context<'_>,
    ) -> Vec<String> {
        let Subject::Answer(survey) = self.draft.subject() else { return Vec::new() };
        let entry = self.draft.entries().get(at);
        let Some(question) = entry.and_then(|entry| survey.question(entry.name())) else { return Vec::new() };
        let numbered = |texts: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            texts.zip(1_usize..).map(|(text, n)| format!("{n} {}", clean_line(text))).collect()
        };
        let none = format!("0 {}", cx.words.get("surveys.no_answer"));
        let items = match question.kind {
            QuestionKind::One | QuestionKind::Several => {
                let mut all = numbered(&mut question.choices.iter().map(|choice| &choice.text));
                all.push(none);
                all
            }
            QuestionKind::Text => {
                let mut all = numbered(&mut question.phrases.iter());
                all.extend([none, cx.words.get("surveys.free_text").to_owned()]);
                all
            }
            QuestionKind::Number => vec![cx.words.get("form.hint.count").to_owned()],
        };
        let text = clean_line(&question.text);
        // Where the label holds it, it is not said twice.
        let mut lines = if canvas.width(&text) < label { Vec::new() } else { canvas.wrap(&text, width) };
        // A digit is never parted from what it stands for, but where that is longer than a line.
        let mut row = String::new();
        for item in items {
            if !row.is_empty() && canvas.width(&row) + 2 + canvas.width(&item) > width {
                lines.extend(canvas.wrap(&std::mem::take(&mut row), width));
            }
            row = if row.is_empty() { item } else { format!("{row}  {item}") };
        }
        lines.extend(canvas.wrap(&row, width));
        lines
    }
}
