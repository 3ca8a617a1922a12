//! The fields of what the ambulance asks about the body, and of the insurance.

use super::super::parse::{code, code_text, line, yes_no, yes_no_text};
use super::super::{Coded, FieldError, FieldKind, Label};
use super::several;
use crate::domain::card::{Bedridden, Dementia, Insurance, Medical, devices};
use crate::domain::text::clean_text;

/// A medical field, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum MedicalField {
    Allergies,
    Devices,
    DeviceNote,
    Illnesses,
    History,
    Infections,
    Medicines,
    Anticoagulant,
    BloodType,
    Talking,
    Walking,
    DailyLiving,
    Cognition,
    Vitals,
    Bedridden,
    Dementia,
}

impl MedicalField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Allergies | Self::Illnesses | Self::History | Self::Medicines => FieldKind::Text,
            Self::Devices => {
                let coded = |info: &crate::domain::card::DeviceInfo| Coded {
                    code: info.code.to_owned(),
                    label: Label::Pair { ja: info.ja, en: info.en },
                };
                FieldKind::Several(devices().iter().map(coded).collect())
            }
            Self::Anticoagulant => FieldKind::YesNo,
            Self::DeviceNote | Self::Infections | Self::BloodType | Self::Vitals => FieldKind::Line,
            Self::Talking | Self::Walking | Self::DailyLiving | Self::Cognition => FieldKind::Line,
            Self::Bedridden => FieldKind::choice::<Bedridden>("bedridden", true),
            Self::Dementia => FieldKind::choice::<Dementia>("dementia", true),
        }
    }
}

pub(super) fn get(medical: &Medical, field: MedicalField) -> String {
    match field {
        MedicalField::Allergies => medical.allergies.clone(),
        MedicalField::Devices => medical.devices.join("\n"),
        MedicalField::DeviceNote => medical.device_note.clone(),
        MedicalField::Illnesses => medical.illnesses.clone(),
        MedicalField::History => medical.history.clone(),
        MedicalField::Infections => medical.infections.clone(),
        MedicalField::Medicines => medical.medicines.clone(),
        MedicalField::Anticoagulant => yes_no_text(medical.anticoagulant),
        MedicalField::BloodType => medical.blood_type.clone(),
        MedicalField::Talking => medical.talking.clone(),
        MedicalField::Walking => medical.walking.clone(),
        MedicalField::DailyLiving => medical.daily_living.clone(),
        MedicalField::Cognition => medical.cognition.clone(),
        MedicalField::Vitals => medical.vitals.clone(),
        MedicalField::Bedridden => code_text(medical.bedridden),
        MedicalField::Dementia => code_text(medical.dementia),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(medical: &mut Medical, field: MedicalField, typed: &str) -> Result<(), FieldError> {
    let text = || line(typed).unwrap_or_default();
    match field {
        MedicalField::Allergies => medical.allergies = clean_text(typed),
        MedicalField::Devices => {
            let known: Vec<[&str; 3]> = devices().iter().map(|info| [info.code, info.ja, info.en]).collect();
            // In the order of the table: the gravest first.
            medical.devices = several(typed, &known, &medical.devices)?;
        }
        MedicalField::DeviceNote => medical.device_note = text(),
        MedicalField::Illnesses => medical.illnesses = clean_text(typed),
        MedicalField::History => medical.history = clean_text(typed),
        MedicalField::Infections => medical.infections = text(),
        MedicalField::Medicines => medical.medicines = clean_text(typed),
        MedicalField::Anticoagulant => medical.anticoagulant = yes_no(typed)?,
        MedicalField::BloodType => medical.blood_type = text(),
        MedicalField::Talking => medical.talking = text(),
        MedicalField::Walking => medical.walking = text(),
        MedicalField::DailyLiving => medical.daily_living = text(),
        MedicalField::Cognition => medical.cognition = text(),
        MedicalField::Vitals => medical.vitals = text(),
        MedicalField::Bedridden => medical.bedridden = code(typed)?,
        MedicalField::Dementia => medical.dementia = code(typed)?,
    }
    Ok(())
}

/// A field of the insurance, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum InsuranceField {
    Health,
    Care,
    Disability,
    Public,
}

pub(super) fn get_insurance(insurance: &Insurance, field: InsuranceField) -> String {
    match field {
        InsuranceField::Health => insurance.health.clone(),
        InsuranceField::Care => insurance.care.clone(),
        InsuranceField::Disability => insurance.disability.clone(),
        InsuranceField::Public => insurance.public.clone(),
    }
}

pub(super) fn set_insurance(insurance: &mut Insurance, field: InsuranceField, typed: &str) {
    let place = match field {
        InsuranceField::Health => &mut insurance.health,
        InsuranceField::Care => &mut insurance.care,
        InsuranceField::Disability => &mut insurance.disability,
        InsuranceField::Public => &mut insurance.public,
    };
    *place = line(typed).unwrap_or_default();
}
