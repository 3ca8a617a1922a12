//! The fields of a stay.

use jiff::civil::Date;

use super::parse::{
    code, code_text, date, date_text, institution, institution_text, line, line_text, phone, phone_text, time,
    time_text, yes_no, yes_no_text,
};
use super::{Described, FieldError, FieldKind, Label, Part};
use crate::domain::Episode;
use crate::domain::checklist::Base;
use crate::domain::episode::{SupportFee, Ward};
use crate::domain::text::clean_text;

/// Where people are admitted; some clinics have beds.
const HOSPITALS: &[&str] = &["medical:hospital", "medical:clinic"];

/// A field of a stay, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EpisodeField {
    AdmittedOn,
    AdmittedAt,
    Hospital,
    WardName,
    Ward,
    SupportFee,
    Planned,
    Cause,
    Base,
    Eol,
    Rush,
    Short,
    NeedOn,
    AppliedOn,
    DischargeDecidedOn,
    DischargePlannedOn,
    DischargeToldOn,
    TransferOn,
    HospitalContactName,
    HospitalContactRole,
    HospitalContactPhone,
    CommunityContactName,
    CommunityContactRole,
    CommunityContactPhone,
    Gap,
    Note,
}

impl EpisodeField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    fn kind(self) -> FieldKind {
        match self {
            Self::WardName | Self::Cause | Self::Gap => FieldKind::Line,
            Self::HospitalContactName | Self::HospitalContactRole => FieldKind::Line,
            Self::CommunityContactName | Self::CommunityContactRole => FieldKind::Line,
            Self::HospitalContactPhone | Self::CommunityContactPhone => FieldKind::Phone,
            Self::AdmittedOn | Self::NeedOn | Self::AppliedOn | Self::TransferOn => FieldKind::Date,
            Self::DischargeDecidedOn | Self::DischargePlannedOn | Self::DischargeToldOn => FieldKind::Date,
            Self::AdmittedAt => FieldKind::Time,
            Self::Hospital => FieldKind::Institution(HOSPITALS),
            Self::Ward => FieldKind::choice::<Ward>("ward", false),
            Self::SupportFee => FieldKind::choice::<SupportFee>("support_fee", false),
            Self::Planned => FieldKind::yes_no_unknown("planned"),
            Self::Base => FieldKind::choice::<Base>("base", false),
            Self::Eol | Self::Rush | Self::Short => FieldKind::YesNo,
            Self::Note => FieldKind::Text,
        }
    }

    const fn part(self) -> &'static str {
        match self {
            Self::AdmittedOn | Self::AdmittedAt | Self::Planned | Self::Cause => "admission",
            Self::Hospital | Self::WardName | Self::Ward | Self::SupportFee => "admission",
            Self::Base | Self::Eol | Self::Rush | Self::Short => "variant",
            Self::NeedOn | Self::AppliedOn | Self::DischargeDecidedOn | Self::DischargePlannedOn => "days",
            Self::DischargeToldOn | Self::TransferOn => "days",
            Self::HospitalContactName | Self::HospitalContactRole | Self::HospitalContactPhone => "contacts",
            Self::CommunityContactName | Self::CommunityContactRole | Self::CommunityContactPhone => "contacts",
            Self::Gap | Self::Note => "note",
        }
    }
}

impl From<EpisodeField> for Described {
    fn from(field: EpisodeField) -> Self {
        Self {
            name: field.name().to_owned(),
            label: Label::Key(format!("form.episode.{}", field.name())),
            kind: field.kind(),
            part: Part::of(field.part()),
            group: None,
        }
    }
}

pub(super) fn get(stay: &Episode, field: EpisodeField) -> String {
    let (hospital, community) = (&stay.hospital_contact, &stay.community_contact);
    match field {
        EpisodeField::AdmittedOn => stay.admitted_on.to_string(),
        EpisodeField::AdmittedAt => time_text(stay.admitted_at),
        EpisodeField::Hospital => institution_text(stay.hospital, &stay.hospital_name),
        EpisodeField::WardName => line_text(&stay.ward_name),
        EpisodeField::Ward => code_text(Some(stay.ward)),
        EpisodeField::SupportFee => code_text(Some(stay.support_fee)),
        EpisodeField::Planned => stay.planned.map(|yes| if yes { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
        EpisodeField::Cause => line_text(&stay.cause),
        EpisodeField::Base => code_text(Some(stay.variant.base)),
        EpisodeField::Eol => yes_no_text(stay.variant.eol),
        EpisodeField::Rush => yes_no_text(stay.variant.rush),
        EpisodeField::Short => yes_no_text(stay.variant.short),
        EpisodeField::NeedOn => date_text(stay.need_on),
        EpisodeField::AppliedOn => date_text(stay.applied_on),
        EpisodeField::DischargeDecidedOn => date_text(stay.discharge_decided_on),
        EpisodeField::DischargePlannedOn => date_text(stay.discharge_planned_on),
        EpisodeField::DischargeToldOn => date_text(stay.discharge_told_on),
        EpisodeField::TransferOn => date_text(stay.transfer_on),
        EpisodeField::HospitalContactName => line_text(&hospital.name),
        EpisodeField::HospitalContactRole => line_text(&hospital.role),
        EpisodeField::HospitalContactPhone => phone_text(&hospital.phone),
        EpisodeField::CommunityContactName => line_text(&community.name),
        EpisodeField::CommunityContactRole => line_text(&community.role),
        EpisodeField::CommunityContactPhone => phone_text(&community.phone),
        EpisodeField::Gap => line_text(&stay.gap),
        EpisodeField::Note => stay.note.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(stay: &mut Episode, field: EpisodeField, typed: &str, today: Date) -> Result<(), FieldError> {
    let (hospital, community) = (&mut stay.hospital_contact, &mut stay.community_contact);
    match field {
        EpisodeField::AdmittedOn => stay.admitted_on = date(typed, today)?.ok_or(FieldError::Missing)?,
        EpisodeField::AdmittedAt => stay.admitted_at = time(typed)?,
        EpisodeField::Hospital => (stay.hospital, stay.hospital_name) = institution(typed),
        EpisodeField::WardName => stay.ward_name = line(typed),
        EpisodeField::Ward => stay.ward = code(typed)?.unwrap_or_default(),
        EpisodeField::SupportFee => stay.support_fee = code(typed)?.unwrap_or_default(),
        EpisodeField::Planned => {
            stay.planned = match typed.trim() {
                "" => None,
                typed => Some(yes_no(typed)?),
            };
        }
        EpisodeField::Cause => stay.cause = line(typed),
        EpisodeField::Base => stay.variant.base = code(typed)?.unwrap_or_default(),
        EpisodeField::Eol => stay.variant.eol = yes_no(typed)?,
        EpisodeField::Rush => stay.variant.rush = yes_no(typed)?,
        EpisodeField::Short => stay.variant.short = yes_no(typed)?,
        EpisodeField::NeedOn => stay.need_on = date(typed, today)?,
        EpisodeField::AppliedOn => stay.applied_on = date(typed, today)?,
        EpisodeField::DischargeDecidedOn => stay.discharge_decided_on = date(typed, today)?,
        EpisodeField::DischargePlannedOn => stay.discharge_planned_on = date(typed, today)?,
        EpisodeField::DischargeToldOn => stay.discharge_told_on = date(typed, today)?,
        EpisodeField::TransferOn => stay.transfer_on = date(typed, today)?,
        EpisodeField::HospitalContactName => hospital.name = line(typed),
        EpisodeField::HospitalContactRole => hospital.role = line(typed),
        EpisodeField::HospitalContactPhone => hospital.phone = phone(typed)?,
        EpisodeField::CommunityContactName => community.name = line(typed),
        EpisodeField::CommunityContactRole => community.role = line(typed),
        EpisodeField::CommunityContactPhone => community.phone = phone(typed)?,
        EpisodeField::Gap => stay.gap = line(typed),
        EpisodeField::Note => stay.note = clean_text(typed),
    }
    Ok(())
}

/// What cannot stand beside the other fields.
pub(super) fn faults(stay: &Episode) -> Vec<(EpisodeField, FieldError)> {
    let days = [
        (EpisodeField::DischargeDecidedOn, stay.discharge_decided_on),
        (EpisodeField::DischargePlannedOn, stay.discharge_planned_on),
        (EpisodeField::TransferOn, stay.transfer_on),
    ];
    let early = days.into_iter().filter(|(_, day)| day.is_some_and(|day| day < stay.admitted_on));
    early.map(|(field, _)| (field, FieldError::BeforeAdmission)).collect()
}
