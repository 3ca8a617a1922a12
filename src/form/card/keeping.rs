//! The fields that a card has of itself: how the person lives, who keeps it, and what came in the end.

use jiff::civil::{Date, DateTime, Time};

use super::super::parse::{
    code, code_text, date, date_text, line, phone, phone_text, time, time_text, yes_no, yes_no_text,
};
use super::super::{FieldError, FieldKind};
use super::past;
use crate::domain::acp::CarePlace;
use crate::domain::card::{Card, Household, Passing};
use crate::domain::text::clean_text;

/// A field of the card itself. The order of the form is that of [`CardField::all`](super::CardField::all).
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum KeepingField {
    Area,
    Household,
    Language,
    Entry,
    Restricted,
    CheckedBy,
    CheckedByPhone,
    EmergencyConsentOn,
    CreatedOn,
    ChangedOn,
    NextReviewOn,
    WrittenBy,
}

impl KeepingField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Household => FieldKind::choice::<Household>("household", true),
            Self::Area | Self::Language | Self::CheckedBy | Self::WrittenBy => FieldKind::Line,
            Self::Entry => FieldKind::Text,
            Self::Restricted => FieldKind::YesNo,
            Self::CheckedByPhone => FieldKind::Phone,
            Self::EmergencyConsentOn | Self::CreatedOn | Self::ChangedOn | Self::NextReviewOn => FieldKind::Date,
        }
    }
}

pub(super) fn get(card: &Card, field: KeepingField) -> String {
    match field {
        KeepingField::Area => card.area.clone(),
        KeepingField::Household => code_text(card.household),
        KeepingField::Language => card.language.clone(),
        KeepingField::Entry => card.entry.clone(),
        KeepingField::Restricted => yes_no_text(card.restricted),
        KeepingField::CheckedBy => card.checked_by.clone(),
        KeepingField::CheckedByPhone => phone_text(&card.checked_by_phone),
        KeepingField::EmergencyConsentOn => date_text(card.emergency_consent_on),
        KeepingField::CreatedOn => date_text(card.created_on),
        KeepingField::ChangedOn => date_text(card.changed_on),
        KeepingField::NextReviewOn => date_text(card.next_review_on),
        KeepingField::WrittenBy => card.written_by.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(card: &mut Card, field: KeepingField, typed: &str, today: Date) -> Result<(), FieldError> {
    let text = || line(typed).unwrap_or_default();
    match field {
        KeepingField::Area => card.area = text(),
        KeepingField::Household => card.household = code(typed)?,
        KeepingField::Language => card.language = text(),
        KeepingField::Entry => card.entry = clean_text(typed),
        KeepingField::Restricted => card.restricted = yes_no(typed)?,
        KeepingField::CheckedBy => card.checked_by = text(),
        KeepingField::CheckedByPhone => card.checked_by_phone = phone(typed)?,
        KeepingField::EmergencyConsentOn => card.emergency_consent_on = past(date(typed, today)?, today)?,
        KeepingField::CreatedOn => card.created_on = past(date(typed, today)?, today)?,
        KeepingField::ChangedOn => card.changed_on = past(date(typed, today)?, today)?,
        KeepingField::NextReviewOn => card.next_review_on = date(typed, today)?,
        KeepingField::WrittenBy => card.written_by = text(),
    }
    Ok(())
}

/// A field of what came in the end, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PassingField {
    On,
    Time,
    Place,
    ConferenceOn,
}

impl PassingField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::On | Self::ConferenceOn => FieldKind::Date,
            Self::Time => FieldKind::Time,
            Self::Place => FieldKind::choice::<CarePlace>("care_place", true),
        }
    }
}

/// Midnight is no time that anybody said.
pub(super) fn get_passing(card: &Card, field: PassingField) -> String {
    let Some(passing) = &card.passing else { return String::new() };
    match field {
        PassingField::On => date_text(passing.at.map(DateTime::date)),
        PassingField::Time => time_text(passing.at.map(DateTime::time).filter(|time| *time != Time::midnight())),
        PassingField::Place => code_text(passing.place),
        PassingField::ConferenceOn => date_text(passing.conference_on),
    }
}

/// Sets a field from typed text. A time without its day is left out; the form says so.
pub(super) fn set_passing(card: &mut Card, field: PassingField, typed: &str, today: Date) -> Result<(), FieldError> {
    let mut passing = card.passing.clone().unwrap_or_default();
    match field {
        PassingField::On => {
            let hour = passing.at.map_or(Time::midnight(), DateTime::time);
            passing.at = past(date(typed, today)?, today)?.map(|day| day.to_datetime(hour));
        }
        PassingField::Time => {
            let hour = time(typed)?.unwrap_or(Time::midnight());
            passing.at = passing.at.map(|at| at.date().to_datetime(hour));
        }
        PassingField::Place => passing.place = code(typed)?,
        PassingField::ConferenceOn => passing.conference_on = past(date(typed, today)?, today)?,
    }
    card.passing = Some(passing).filter(|passing| *passing != Passing::default());
    Ok(())
}
