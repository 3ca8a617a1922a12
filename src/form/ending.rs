//! How a stay ended.

use jiff::civil::Date;

use super::parse::{code, date};
use super::{Described, Entry, FieldError, FieldKind, Label, Part};
use crate::domain::Episode;
use crate::domain::episode::{End, EndReason};

/// A field of the form, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EndingField {
    EndReason,
    EndOn,
}

impl EndingField {
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl From<EndingField> for Described {
    fn from(field: EndingField) -> Self {
        let kind = match field {
            EndingField::EndReason => FieldKind::choice::<EndReason>("end_reason", true),
            EndingField::EndOn => FieldKind::Date,
        };
        let label = Label::Key(format!("form.ending.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of("ending"), group: None }
    }
}

pub(super) fn get(stay: &Episode, field: EndingField) -> String {
    let Some(end) = stay.end else { return String::new() };
    match field {
        EndingField::EndReason => super::parse::code_text(Some(end.reason)),
        EndingField::EndOn => end.on.to_string(),
    }
}

/// The stay with its end; without a reason it goes on. The day is today unless another is typed.
pub(super) fn ended(stay: &Episode, entries: &[Entry], today: Date) -> Result<Episode, Vec<(String, FieldError)>> {
    let text = |field: EndingField| entries.iter().find(|entry| entry.name() == field.name()).map_or("", Entry::text);
    let fault = |field: EndingField, error| vec![(field.name().to_owned(), error)];
    let reason: Option<EndReason> =
        code(text(EndingField::EndReason)).map_err(|error| fault(EndingField::EndReason, error))?;
    let on = date(text(EndingField::EndOn), today).map_err(|error| fault(EndingField::EndOn, error))?.unwrap_or(today);
    let Some(reason) = reason else {
        // A day alone ends nothing, and must not look as if it had.
        if stay.end.is_none() && !text(EndingField::EndOn).trim().is_empty() {
            return Err(fault(EndingField::EndReason, FieldError::Missing));
        }
        return Ok(Episode { end: None, ..stay.clone() });
    };
    if on < stay.admitted_on && reason != EndReason::Cancelled {
        return Err(fault(EndingField::EndOn, FieldError::BeforeAdmission));
    }
    if on > today {
        return Err(fault(EndingField::EndOn, FieldError::NotYet));
    }
    Ok(Episode { end: Some(End { on, reason }), ..stay.clone() })
}
