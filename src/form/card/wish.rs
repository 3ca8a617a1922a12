//! The fields of what the person wants to be done, with the paper for it.

use jiff::civil::Date;

use super::super::parse::{
    code, code_text, date, date_text, institution, institution_text, line, line_text, phone, phone_text, yes_no,
    yes_no_text,
};
use super::super::{FieldError, FieldKind};
use super::past;
use super::support::HOSPITALS;
use crate::domain::card::{Resuscitation, WishDocument, Wishes};
use crate::domain::text::clean_text;

/// A field of the wishes, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum WishField {
    Hospital,
    HospitalName,
    Treatment,
    Resuscitation,
    DocumentOn,
    DocumentSigned,
    DocumentDoctor,
    DocumentPlace,
    DoctorPhone,
    IfUnable,
}

impl WishField {
    pub(super) fn kind(self) -> FieldKind {
        match self {
            Self::Hospital => FieldKind::Institution(HOSPITALS),
            Self::HospitalName | Self::DocumentDoctor | Self::DocumentPlace => FieldKind::Line,
            Self::Treatment | Self::IfUnable => FieldKind::Text,
            Self::Resuscitation => FieldKind::choice::<Resuscitation>("resuscitation", true),
            Self::DocumentOn => FieldKind::Date,
            Self::DocumentSigned => FieldKind::YesNo,
            Self::DoctorPhone => FieldKind::Phone,
        }
    }
}

pub(super) fn get(wishes: &Wishes, field: WishField) -> String {
    let paper = wishes.document.as_ref();
    let of_paper = |text: fn(&WishDocument) -> String| paper.map(text).unwrap_or_default();
    match field {
        WishField::Hospital => institution_text(wishes.hospital.facility, &wishes.hospital.place),
        WishField::HospitalName => line_text(&wishes.hospital.name),
        WishField::Treatment => wishes.treatment.clone(),
        WishField::Resuscitation => code_text(wishes.resuscitation),
        WishField::DocumentOn => date_text(paper.and_then(|paper| paper.written_on)),
        WishField::DocumentSigned => of_paper(|paper| yes_no_text(paper.signed_by_person)),
        WishField::DocumentDoctor => of_paper(|paper| paper.doctor.clone()),
        WishField::DocumentPlace => of_paper(|paper| paper.place.clone()),
        WishField::DoctorPhone => phone_text(&wishes.doctor_phone),
        WishField::IfUnable => wishes.if_unable.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away, and the paper with its last field.
pub(super) fn set(wishes: &mut Wishes, field: WishField, typed: &str, today: Date) -> Result<(), FieldError> {
    let mut paper = wishes.document.clone().unwrap_or_default();
    match field {
        WishField::Hospital => (wishes.hospital.facility, wishes.hospital.place) = institution(typed),
        WishField::HospitalName => wishes.hospital.name = line(typed),
        WishField::Treatment => wishes.treatment = clean_text(typed),
        // Never refused for want of a paper: what lacks is said beside it.
        WishField::Resuscitation => wishes.resuscitation = code(typed)?,
        WishField::DocumentOn => paper.written_on = past(date(typed, today)?, today)?,
        WishField::DocumentSigned => paper.signed_by_person = yes_no(typed)?,
        WishField::DocumentDoctor => paper.doctor = line(typed).unwrap_or_default(),
        WishField::DocumentPlace => paper.place = line(typed).unwrap_or_default(),
        WishField::DoctorPhone => wishes.doctor_phone = phone(typed)?,
        WishField::IfUnable => wishes.if_unable = clean_text(typed),
    }
    wishes.document = Some(paper).filter(|paper| *paper != WishDocument::default());
    Ok(())
}
