//! The fields of the institutions around a person: supporters by their place in the list, and the backup hospital.

use jiff::civil::Date;

use super::super::parse::{date, date_text, institution, institution_text, line, line_text, phone, phone_text};
use super::super::{Coded, FieldError, FieldKind, Label};
use super::past;
use crate::domain::card::{BackupHospital, Support, support_role, support_roles};
use crate::domain::text::clean_text;

/// So many supporters have a place in the form.
pub(super) const SUPPORTERS: usize = 8;
pub(super) const HOSPITALS: &[&str] = &["medical:hospital", "medical:clinic"];

/// A field of a supporter, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SupportField {
    Role,
    Facility,
    Name,
    Phone,
    NightPhone,
    Note,
}

impl SupportField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Role => {
                let roles = support_roles().iter();
                let coded = |role: &crate::domain::card::RoleInfo| Coded {
                    code: role.code.to_owned(),
                    label: Label::Pair { ja: role.ja, en: role.en },
                };
                FieldKind::Choice { options: roles.map(coded).collect(), optional: true }
            }
            // Which kinds are offered follows from the role: see `Draft::kinds`.
            Self::Facility => FieldKind::Institution(&[]),
            Self::Name => FieldKind::Line,
            Self::Phone | Self::NightPhone => FieldKind::Phone,
            Self::Note => FieldKind::Text,
        }
    }
}

/// Of the supporter in the `n`th place, counted from 1.
pub(super) fn get(supporters: &[Support], n: usize, field: SupportField) -> String {
    let Some(support) = n.checked_sub(1).and_then(|at| supporters.get(at)) else { return String::new() };
    match field {
        SupportField::Role => support.role.clone(),
        SupportField::Facility => institution_text(support.who.facility, &support.who.place),
        SupportField::Name => line_text(&support.who.name),
        SupportField::Phone => phone_text(&support.who.phone),
        SupportField::NightPhone => phone_text(&support.night_phone),
        SupportField::Note => support.note.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(supporters: &mut Vec<Support>, n: usize, field: SupportField, typed: &str) -> Result<(), FieldError> {
    if supporters.len() < n {
        supporters.resize(n, Support::default());
    }
    let Some(support) = n.checked_sub(1).and_then(|at| supporters.get_mut(at)) else { return Ok(()) };
    match field {
        SupportField::Role => {
            let code = line(typed).unwrap_or_default();
            if !code.is_empty() && code != support.role && support_role(&code).is_none() {
                return Err(FieldError::NotAChoice);
            }
            support.role = code;
        }
        SupportField::Facility => (support.who.facility, support.who.place) = institution(typed),
        SupportField::Name => support.who.name = line(typed),
        SupportField::Phone => support.who.phone = phone(typed)?,
        SupportField::NightPhone => support.night_phone = phone(typed)?,
        SupportField::Note => support.note = clean_text(typed),
    }
    Ok(())
}

/// A field of the backup hospital, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum BackupField {
    Hospital,
    Name,
    Phone,
    Number,
    RegisteredOn,
    ExchangedOn,
}

impl BackupField {
    pub(super) const fn kind(self) -> FieldKind {
        match self {
            Self::Hospital => FieldKind::Institution(HOSPITALS),
            Self::Name | Self::Number => FieldKind::Line,
            Self::Phone => FieldKind::Phone,
            Self::RegisteredOn | Self::ExchangedOn => FieldKind::Date,
        }
    }
}

pub(super) fn get_backup(backup: &BackupHospital, field: BackupField) -> String {
    let hospital = &backup.hospital;
    match field {
        BackupField::Hospital => institution_text(hospital.facility, &hospital.place),
        BackupField::Name => line_text(&hospital.name),
        BackupField::Phone => phone_text(&hospital.phone),
        BackupField::Number => backup.number.clone(),
        BackupField::RegisteredOn => date_text(backup.registered_on),
        BackupField::ExchangedOn => date_text(backup.exchanged_on),
    }
}

pub(super) fn set_backup(
    backup: &mut BackupHospital,
    field: BackupField,
    typed: &str,
    today: Date,
) -> Result<(), FieldError> {
    let hospital = &mut backup.hospital;
    match field {
        BackupField::Hospital => (hospital.facility, hospital.place) = institution(typed),
        BackupField::Name => hospital.name = line(typed),
        BackupField::Phone => hospital.phone = phone(typed)?,
        BackupField::Number => backup.number = line(typed).unwrap_or_default(),
        BackupField::RegisteredOn => backup.registered_on = past(date(typed, today)?, today)?,
        BackupField::ExchangedOn => backup.exchanged_on = past(date(typed, today)?, today)?,
    }
    Ok(())
}
