//! The fields of a person.

use jiff::civil::Date;

use super::parse::{
    birth_date, code, code_text, date, date_text, institution, institution_text, line, line_text, phone, phone_text,
};
use super::{Described, FieldError, FieldKind, Label, Part};
use crate::domain::person::{Consent, ConsentWay, Sex};
use crate::domain::text::clean_text;
use crate::domain::{CareLevel, Person};

/// Offices that care managers work in, and the community centres.
const OFFICES: &[&str] = &["care:430", "care:460"];
const DOCTORS: &[&str] = &["medical:clinic", "medical:hospital"];

/// A field of a person, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PersonField {
    Name,
    Kana,
    BirthDate,
    Sex,
    Address,
    Phone,
    CareLevel,
    CertifiedUntil,
    CareManager,
    CareManagerName,
    CareManagerPhone,
    Doctor,
    DoctorName,
    DoctorPhone,
    KeyPersonName,
    KeyPersonRelation,
    KeyPersonPhone,
    ConsentOn,
    ConsentWay,
    ConsentScope,
    ConsentWithdrawnOn,
    ReviewedOn,
    Note,
}

impl PersonField {
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
            Self::Name | Self::Kana | Self::Address | Self::CareManagerName | Self::DoctorName => FieldKind::Line,
            Self::KeyPersonName | Self::KeyPersonRelation | Self::ConsentScope => FieldKind::Line,
            Self::Phone | Self::CareManagerPhone | Self::DoctorPhone | Self::KeyPersonPhone => FieldKind::Phone,
            Self::BirthDate => FieldKind::BirthDate,
            Self::CertifiedUntil | Self::ConsentOn | Self::ConsentWithdrawnOn | Self::ReviewedOn => FieldKind::Date,
            Self::Sex => FieldKind::choice::<Sex>("sex", true),
            Self::CareLevel => FieldKind::choice::<CareLevel>("care_level", false),
            Self::ConsentWay => FieldKind::choice::<ConsentWay>("consent_way", true),
            Self::CareManager => FieldKind::Institution(OFFICES),
            Self::Doctor => FieldKind::Institution(DOCTORS),
            Self::Note => FieldKind::Text,
        }
    }

    const fn part(self) -> &'static str {
        match self {
            Self::Name | Self::Kana | Self::BirthDate | Self::Sex | Self::Address | Self::Phone => "person",
            Self::CareLevel | Self::CertifiedUntil => "care",
            Self::CareManager | Self::CareManagerName | Self::CareManagerPhone => "care_manager",
            Self::Doctor | Self::DoctorName | Self::DoctorPhone => "doctor",
            Self::KeyPersonName | Self::KeyPersonRelation | Self::KeyPersonPhone => "key_person",
            Self::ConsentOn | Self::ConsentWay | Self::ConsentScope | Self::ConsentWithdrawnOn => "consent",
            Self::ReviewedOn | Self::Note => "note",
        }
    }
}

impl From<PersonField> for Described {
    fn from(field: PersonField) -> Self {
        Self {
            name: field.name().to_owned(),
            label: Label::Key(format!("form.person.{}", field.name())),
            kind: field.kind(),
            part: Part::of(field.part()),
            group: None,
        }
    }
}

pub(super) fn get(person: &Person, field: PersonField) -> String {
    let (manager, doctor, key) = (&person.care_manager, &person.doctor, &person.key_person);
    let consent = person.consent.as_ref();
    match field {
        PersonField::Name => person.name.clone(),
        PersonField::Kana => line_text(&person.kana),
        PersonField::BirthDate => date_text(person.birth_date),
        PersonField::Sex => code_text(person.sex),
        PersonField::Address => line_text(&person.address),
        PersonField::Phone => phone_text(&person.phone),
        PersonField::CareLevel => code_text(Some(person.care_level)),
        PersonField::CertifiedUntil => date_text(person.certified_until),
        PersonField::CareManager => institution_text(manager.facility, &manager.place),
        PersonField::CareManagerName => line_text(&manager.name),
        PersonField::CareManagerPhone => phone_text(&manager.phone),
        PersonField::Doctor => institution_text(doctor.facility, &doctor.place),
        PersonField::DoctorName => line_text(&doctor.name),
        PersonField::DoctorPhone => phone_text(&doctor.phone),
        PersonField::KeyPersonName => line_text(&key.name),
        PersonField::KeyPersonRelation => line_text(&key.relation),
        PersonField::KeyPersonPhone => phone_text(&key.phone),
        PersonField::ConsentOn => date_text(consent.map(|consent| consent.on)),
        PersonField::ConsentWay => code_text(consent.map(|consent| consent.way)),
        PersonField::ConsentScope => consent.map(|consent| consent.scope.clone()).unwrap_or_default(),
        PersonField::ConsentWithdrawnOn => date_text(consent.and_then(|consent| consent.withdrawn_on)),
        PersonField::ReviewedOn => date_text(person.reviewed_on),
        PersonField::Note => person.note.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(person: &mut Person, field: PersonField, typed: &str, today: Date) -> Result<(), FieldError> {
    let (manager, doctor, key) = (&mut person.care_manager, &mut person.doctor, &mut person.key_person);
    match field {
        PersonField::Name => person.name = line(typed).ok_or(FieldError::Missing)?,
        PersonField::Kana => person.kana = line(typed),
        PersonField::BirthDate => person.birth_date = birth_date(typed, today)?,
        PersonField::Sex => person.sex = code(typed)?,
        PersonField::Address => person.address = line(typed),
        PersonField::Phone => person.phone = phone(typed)?,
        PersonField::CareLevel => person.care_level = code(typed)?.unwrap_or_default(),
        PersonField::CertifiedUntil => person.certified_until = date(typed, today)?,
        PersonField::CareManager => (manager.facility, manager.place) = institution(typed),
        PersonField::CareManagerName => manager.name = line(typed),
        PersonField::CareManagerPhone => manager.phone = phone(typed)?,
        PersonField::Doctor => (doctor.facility, doctor.place) = institution(typed),
        PersonField::DoctorName => doctor.name = line(typed),
        PersonField::DoctorPhone => doctor.phone = phone(typed)?,
        PersonField::KeyPersonName => key.name = line(typed),
        PersonField::KeyPersonRelation => key.relation = line(typed),
        PersonField::KeyPersonPhone => key.phone = phone(typed)?,
        PersonField::ConsentOn => consented(person, past(typed, today)?),
        // Without a day there is no consent; `faults` says so.
        PersonField::ConsentWay => {
            let way = code::<ConsentWay>(typed)?;
            if let (Some(consent), Some(way)) = (&mut person.consent, way) {
                consent.way = way;
            }
        }
        PersonField::ConsentScope => {
            if let Some(consent) = &mut person.consent {
                consent.scope = line(typed).unwrap_or_default();
            }
        }
        PersonField::ConsentWithdrawnOn => {
            let day = past(typed, today)?;
            if let Some(consent) = &mut person.consent {
                consent.withdrawn_on = day;
            }
        }
        PersonField::ReviewedOn => person.reviewed_on = past(typed, today)?,
        PersonField::Note => person.note = clean_text(typed),
    }
    Ok(())
}

/// What cannot stand beside the other fields. `text` is what stands in a field of the form.
pub(super) fn faults<'a>(
    person: &Person,
    text: &dyn Fn(PersonField) -> Option<&'a str>,
) -> Vec<(PersonField, FieldError)> {
    let mut faults = Vec::new();
    if person.name.is_empty() {
        faults.push((PersonField::Name, FieldError::Missing));
    }
    let said = |field| text(field).is_some_and(|text| !text.trim().is_empty());
    match &person.consent {
        None => {
            let more = [PersonField::ConsentWay, PersonField::ConsentScope, PersonField::ConsentWithdrawnOn];
            if more.into_iter().any(said) && !said(PersonField::ConsentOn) {
                faults.push((PersonField::ConsentOn, FieldError::NoConsentDay));
            }
        }
        Some(consent) => {
            if text(PersonField::ConsentWay).is_some_and(|text| text.trim().is_empty()) {
                faults.push((PersonField::ConsentWay, FieldError::Missing));
            }
            if consent.withdrawn_on.is_some_and(|day| day < consent.on) {
                faults.push((PersonField::ConsentWithdrawnOn, FieldError::BeforeConsent));
            }
        }
    }
    faults
}

/// The consent was given on that day, or there is none.
fn consented(person: &mut Person, day: Option<Date>) {
    match (day, &mut person.consent) {
        (None, consent) => *consent = None,
        (Some(day), Some(consent)) => consent.on = day,
        // By which way, the next field says; `faults` holds it to that.
        (Some(on), consent) => {
            *consent = Some(Consent { on, way: ConsentWay::Written, scope: String::new(), withdrawn_on: None });
        }
    }
}

fn past(typed: &str, today: Date) -> Result<Option<Date>, FieldError> {
    match date(typed, today)? {
        Some(day) if day > today => Err(FieldError::NotYet),
        day => Ok(day),
    }
}
