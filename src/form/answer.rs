//! The fields of an answer: a question each, as its survey asks them, then when and how it came.

use jiff::civil::Date;

use super::parse::{date, date_text, fits, line};
use super::survey::AnswerWay;
use super::{Coded, Described, Entry, Faults, FieldError, FieldKind, Label, Part};
use crate::domain::Survey;
use crate::domain::survey::{Answer, Choice, FlawKind, Question, QuestionKind};

/// Names of the two fields that are no question; no code of a question has a point in it where a template is read.
const ON: &str = "answer.on";
const WAY: &str = "answer.way";

/// The questions in the order of the paper.
pub(super) fn fields(survey: &Survey) -> Vec<Described> {
    let questions = survey.questions.iter().map(|question| Described {
        name: question.code.clone(),
        label: Label::Text(question.text.clone()),
        kind: kind(question),
        part: Part::of("answer"),
        group: Some(question.group.clone()).filter(|group| !group.is_empty()),
    });
    let more = [(ON, FieldKind::Date), (WAY, FieldKind::choice::<AnswerWay>("survey_way", true))];
    let more = more.into_iter().map(|(name, kind)| Described {
        name: name.to_owned(),
        label: Label::Key(format!("form.{name}")),
        kind,
        part: Part::of("answer_came"),
        group: None,
    });
    questions.chain(more).collect()
}

fn kind(question: &Question) -> FieldKind {
    let coded = |choice: &Choice| Coded { code: choice.code.clone(), label: Label::Text(choice.text.clone()) };
    let options = || question.choices.iter().map(coded).collect();
    match question.kind {
        QuestionKind::One => FieldKind::Choice { options: options(), optional: true },
        QuestionKind::Several => FieldKind::Several(options()),
        QuestionKind::Text => FieldKind::Text,
        QuestionKind::Number => FieldKind::Number,
    }
}

pub(super) fn get(answer: &Answer, name: &str) -> String {
    match name {
        ON => date_text(answer.on),
        WAY => answer.way.clone(),
        code => answer.said(code).join("\n"),
    }
}

/// The answer as it was typed, by whoever typed it.
pub(super) fn typed(
    base: &Answer,
    survey: &Survey,
    entries: &[Entry],
    today: Date,
    by: Option<&str>,
) -> Result<Answer, Faults> {
    let mut answer = base.clone();
    let mut faults = Faults::new();
    for entry in entries.iter().filter(|entry| entry.is_changed()) {
        let set = fits(entry.text()).and_then(|()| set(&mut answer, survey, entry.name(), entry.text(), today));
        faults.extend(set.err().map(|error| (entry.name().to_owned(), error)));
    }
    // Silence is no answer: the institution stays among those that are waited for.
    if answer.values.is_empty()
        && let Some(first) = survey.questions.first()
    {
        faults.push((first.code.clone(), FieldError::Missing));
    }
    if let Some(by) = by {
        by.clone_into(&mut answer.by);
    }
    if faults.is_empty() { Ok(answer) } else { Err(faults) }
}

fn set(answer: &mut Answer, survey: &Survey, name: &str, typed: &str, today: Date) -> Result<(), FieldError> {
    match name {
        ON => answer.on = date(typed, today)?,
        WAY => answer.way = line(typed).unwrap_or_default(),
        code => {
            let question = survey.question(code).ok_or(FieldError::UnknownField)?;
            let cell = if question.kind == QuestionKind::Several { typed.replace('\n', ";") } else { typed.to_owned() };
            let said = question.written(&cell).map_err(|flaw| match flaw {
                FlawKind::NotANumber => FieldError::NotANumber,
                FlawKind::NoQuestion => FieldError::UnknownField,
                FlawKind::NotAChoice | FlawKind::TooMany | FlawKind::DigitCount => FieldError::NotAChoice,
            })?;
            if said.is_empty() {
                answer.values.remove(code);
            } else {
                answer.values.insert(code.to_owned(), said);
            }
        }
    }
    Ok(())
}
