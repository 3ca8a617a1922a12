//! The fields of a call to 119, written while somebody is on the telephone.

use jiff::civil::DateTime;

use super::super::parse::{fits, line};
use super::super::{Described, Entry, FieldError, FieldKind, Label, Part};
use crate::domain::Person;
use crate::domain::card::EmergencyCall;
use crate::domain::text::clean_text;
use crate::form::Faults;

/// Before the name of its field.
const CALL: &str = "call.";

/// A field of a call, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CallField {
    FoundAt,
    Symptoms,
    Course,
    LastMeal,
    Vitals,
    Done,
    Caller,
}

impl CallField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name, apart from those of the card.
    pub fn name(self) -> String {
        let name: &'static str = self.into();
        format!("{CALL}{name}")
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.strip_prefix(CALL)?.parse().ok()
    }
}

impl From<CallField> for Described {
    fn from(field: CallField) -> Self {
        let kind = match field {
            CallField::Symptoms | CallField::Course | CallField::Done => FieldKind::Text,
            CallField::FoundAt | CallField::LastMeal | CallField::Vitals | CallField::Caller => FieldKind::Line,
        };
        let label = Label::Key(format!("form.{}", field.name()));
        Self { name: field.name(), label, kind, part: Part::of("call"), group: None }
    }
}

/// Of a call.
fn get(call: &EmergencyCall, field: CallField) -> String {
    match field {
        CallField::FoundAt => call.found_at.clone(),
        CallField::Symptoms => call.symptoms.clone(),
        CallField::Course => call.course.clone(),
        CallField::LastMeal => call.last_meal.clone(),
        CallField::Vitals => call.vitals.clone(),
        CallField::Done => call.done.clone(),
        CallField::Caller => call.caller.clone(),
    }
}

/// Of the newest call: what the history tells, and what a draft is held against.
pub(in crate::form) fn get_newest(person: &Person, field: CallField) -> String {
    person.card.calls.last().map(|call| get(call, field)).unwrap_or_default()
}

/// Of the call that was begun at this time.
pub(in crate::form) fn get_at(person: &Person, at: DateTime, name: &str) -> String {
    let call = person.card.calls.iter().rev().find(|call| call.at == Some(at));
    call.zip(CallField::parse(name)).map(|(call, field)| get(call, field)).unwrap_or_default()
}

/// The person with what was typed of the call that began at this time. Somebody else may have written another one meanwhile, which stays.
pub(in crate::form) fn written(base: &Person, at: DateTime, entries: &[Entry]) -> Result<Person, Faults> {
    let mut person = base.clone();
    let calls = &mut person.card.calls;
    let kept = calls.iter().rposition(|call| call.at == Some(at));
    let mut call = kept.map(|place| calls[place].clone()).unwrap_or_default();
    call.at = Some(at);
    let mut errors = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_changed()) {
        let (text, line) = (entry.text(), line(entry.text()).unwrap_or_default());
        let set = fits(text).and_then(|()| {
            match CallField::parse(entry.name()).ok_or(FieldError::UnknownField)? {
                CallField::FoundAt => call.found_at = line,
                CallField::Symptoms => call.symptoms = clean_text(text),
                CallField::Course => call.course = clean_text(text),
                CallField::LastMeal => call.last_meal = line,
                CallField::Vitals => call.vitals = line,
                CallField::Done => call.done = clean_text(text),
                CallField::Caller => call.caller = line,
            }
            Ok(())
        });
        errors.extend(set.err().map(|error| (entry.name().to_owned(), error)));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    match kept {
        Some(place) => calls[place] = call,
        None => person.card.keep_call(call),
    }
    // A call that was begun and in which nothing stands is none.
    person.card.calls.retain(|call| !call.is_empty());
    Ok(person)
}
