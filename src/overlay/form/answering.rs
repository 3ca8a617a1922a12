//! An answer of a survey as it is read off the paper: a digit a question, and the next question comes by itself.

use super::Form;
use crate::domain::survey::{Question, QuestionKind};
use crate::form::Subject;
use crate::pane::Context;

/// What a digit does.
enum Typed {
    /// The answer stands; on to the next question.
    Done,
    /// One of several; more may follow.
    More,
    /// It is text of the field, or nothing.
    Other,
}

impl Form {
    /// Text that was typed on a question; `false` where it is none of these, and the field takes it as any other does.
    pub(super) fn answer(&mut self, text: &str, cx: &Context<'_>) -> bool {
        let Subject::Answer(survey) = self.draft.subject() else { return false };
        let survey = std::sync::Arc::clone(survey);
        let mut taken = false;
        for c in text.chars().map(half) {
            // Each digit of a burst is an answer of its own.
            let Some(question) = survey.question(self.field()) else { return taken };
            match self.take(question, c) {
                Typed::Done => self.go(self.at + 1),
                Typed::More => {}
                Typed::Other => return taken,
            }
            taken = true;
            self.check(cx);
        }
        taken
    }

    fn take(&mut self, question: &Question, c: char) -> Typed {
        let Some(digit) = c.to_digit(10).map(|digit| digit as usize) else { return Typed::Other };
        let Some(entry) = self.draft.entry(self.at) else { return Typed::Other };
        let code = || question.choices.get(digit.checked_sub(1)?).map(|choice| choice.code.clone());
        match question.kind {
            QuestionKind::One if digit == 0 => entry.replace(String::new()),
            QuestionKind::One => match code() {
                Some(code) => entry.replace(code),
                None => return Typed::More,
            },
            QuestionKind::Several if digit == 0 => entry.replace(String::new()),
            QuestionKind::Several => {
                if let Some(code) = code() {
                    let mut chosen: Vec<&str> = entry.text().lines().collect();
                    match chosen.iter().position(|one| *one == code) {
                        Some(at) => drop(chosen.remove(at)),
                        None => chosen.push(&code),
                    }
                    let text = chosen.join("\n");
                    entry.replace(text);
                }
                return Typed::More;
            }
            // Where something is written already, digits are part of it.
            QuestionKind::Text if !entry.text().is_empty() => return Typed::Other,
            QuestionKind::Text if digit == 0 => {}
            QuestionKind::Text => match question.phrases.get(digit - 1) {
                Some(phrase) => entry.replace(phrase.clone()),
                None => return Typed::Other,
            },
            QuestionKind::Number => return Typed::Other,
        }
        Typed::Done
    }

    /// Is the field a question of a survey, whose digits are told?
    pub(super) fn is_question(&self, at: usize) -> bool {
        let Subject::Answer(survey) = self.draft.subject() else { return false };
        self.draft.entries().get(at).is_some_and(|entry| survey.question(entry.name()).is_some())
    }
}

const fn half(c: char) -> char {
    match c {
        '０'..='９' => match char::from_u32(c as u32 - 0xfee0) {
            Some(half) => half,
            None => c,
        },
        c => c,
    }
}
