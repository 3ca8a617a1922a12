//! The first values of a sheet, from what is known.

use jiff::civil::{Date, Time};

use super::{FieldKind, Known, Origin, SheetField, SheetForm, Values};
use crate::domain::text::clean_text;
use crate::domain::{Phone, era};

/// A value as an origin gives it.
enum Fact {
    Words(String),
    /// A stable word, which the form's data file translates.
    Code(&'static str),
    Day(Date),
    Clock(Time),
}

/// What the form can be given from what is known. A fact that does not fit its field (a code without an option) is left off.
pub fn prefill(form: &SheetForm, known: &Known<'_>) -> Values {
    form.fields()
        .filter_map(|field| Some((field.name.clone(), value(field, fact(field.origin?, known)?)?)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn value(field: &SheetField, fact: Fact) -> Option<String> {
    match (&field.kind, fact) {
        (FieldKind::Date, Fact::Day(day)) => Some(day.to_string()),
        (FieldKind::Date, _) => None,
        (FieldKind::YesNo { .. }, Fact::Code(code)) => ["yes", "no"].contains(&code).then(|| code.to_owned()),
        (FieldKind::YesNo { .. }, _) => None,
        (FieldKind::Choice(options) | FieldKind::Several(options), fact) => {
            let word = match fact {
                Fact::Code(code) => field.codes.get(code)?.clone(),
                other => spelled(other),
            };
            options.contains(&word).then_some(word)
        }
        (_, Fact::Code(code)) => field.codes.get(code).cloned(),
        (FieldKind::Line | FieldKind::Text | FieldKind::Number | FieldKind::Phone, fact) => Some(spelled(fact)),
    }
}

fn spelled(fact: Fact) -> String {
    match fact {
        Fact::Words(words) => clean_text(&words),
        Fact::Code(code) => code.to_owned(),
        Fact::Day(day) => era::japanese(day),
        Fact::Clock(time) => time.strftime("%H:%M").to_string(),
    }
}

fn fact(origin: Origin, known: &Known<'_>) -> Option<Fact> {
    let person = known.person;
    let words = |text: &Option<String>| text.clone().map(Fact::Words);
    let number = |phone: &Option<Phone>| phone.as_ref().map(|phone| Fact::Words(phone.display().to_owned()));
    let consent = person.consent.as_ref().filter(|consent| consent.holds_on(known.today));
    match origin {
        Origin::PersonName => Some(Fact::Words(person.name.clone())),
        Origin::PersonKana => words(&person.kana),
        Origin::BirthDate => person.birth_date.map(Fact::Day),
        Origin::Age => person.age_on(known.today).map(|years| Fact::Words(years.to_string())),
        Origin::Sex => person.sex.map(|sex| Fact::Code(sex.into())),
        Origin::Address => words(&person.address),
        Origin::Phone => number(&person.phone),
        Origin::CareLevel => Some(Fact::Code(person.care_level.into())),
        Origin::CertifiedUntil => person.certified_until.map(Fact::Day),
        Origin::ReviewedOn => person.reviewed_on.map(Fact::Day),
        Origin::CareManagerPlace => words(&person.care_manager.place).or_else(|| words(&known.care_manager.name)),
        Origin::CareManagerName => words(&person.care_manager.name),
        Origin::CareManagerPhone => number(&person.care_manager.phone).or_else(|| words(&known.care_manager.phone)),
        Origin::CareManagerFax => words(&known.care_manager.fax),
        Origin::DoctorPlace => words(&person.doctor.place).or_else(|| words(&known.doctor.name)),
        Origin::DoctorName => words(&person.doctor.name),
        Origin::DoctorPhone => number(&person.doctor.phone).or_else(|| words(&known.doctor.phone)),
        Origin::DoctorFax => words(&known.doctor.fax),
        Origin::KeyPersonName => words(&person.key_person.name),
        Origin::KeyPersonRelation => words(&person.key_person.relation),
        Origin::KeyPersonPhone => number(&person.key_person.phone),
        Origin::ConsentGiven => consent.map(|_| Fact::Code("yes")),
        Origin::ConsentOn => consent.map(|consent| Fact::Day(consent.on)),
        Origin::ConsentWay => consent.map(|consent| Fact::Code(consent.way.into())),
        Origin::ConsentScope => consent.map(|consent| Fact::Words(consent.scope.clone())),
        Origin::WrittenOn => Some(Fact::Day(known.today)),
        Origin::ConferenceOn
        | Origin::ConferenceFrom
        | Origin::ConferenceUntil
        | Origin::ConferenceKind
        | Origin::ConferenceByVideo
        | Origin::ConferencePlace
        | Origin::ConferenceParticipants
        | Origin::ConferencePoints
        | Origin::ConferenceDocumentCopied
        | Origin::ConferenceConsented => talk(origin, known),
        Origin::AdmittedOn
        | Origin::AdmittedAt
        | Origin::Planned
        | Origin::Hospital
        | Origin::HospitalPhone
        | Origin::HospitalFax
        | Origin::Ward
        | Origin::Cause
        | Origin::DischargeDecidedOn
        | Origin::DischargePlannedOn
        | Origin::HospitalContactName
        | Origin::HospitalContactRole
        | Origin::HospitalContactPhone => stay(origin, known),
    }
}

fn stay(origin: Origin, known: &Known<'_>) -> Option<Fact> {
    let episode = known.episode?;
    let contact = &episode.hospital_contact;
    let words = |text: &Option<String>| text.clone().map(Fact::Words);
    match origin {
        Origin::AdmittedOn => Some(Fact::Day(episode.admitted_on)),
        Origin::AdmittedAt => episode.admitted_at.map(Fact::Clock),
        Origin::Planned => episode.planned.map(|planned| Fact::Code(yes_no(planned))),
        Origin::Hospital => words(&episode.hospital_name).or_else(|| words(&known.hospital.name)),
        Origin::HospitalPhone => words(&known.hospital.phone),
        Origin::HospitalFax => words(&known.hospital.fax),
        Origin::Ward => words(&episode.ward_name),
        Origin::Cause => words(&episode.cause),
        Origin::DischargeDecidedOn => episode.discharge_decided_on.map(Fact::Day),
        Origin::DischargePlannedOn => episode.discharge_on().map(Fact::Day),
        Origin::HospitalContactName => words(&contact.name),
        Origin::HospitalContactRole => words(&contact.role),
        Origin::HospitalContactPhone => contact.phone.as_ref().map(|phone| Fact::Words(phone.display().to_owned())),
        _ => None,
    }
}

fn talk(origin: Origin, known: &Known<'_>) -> Option<Fact> {
    let talk = known.conference?;
    match origin {
        Origin::ConferenceOn => Some(Fact::Day(talk.on)),
        Origin::ConferenceFrom => talk.from.map(Fact::Clock),
        Origin::ConferenceUntil => talk.until.map(Fact::Clock),
        Origin::ConferenceKind => Some(Fact::Code(talk.kind.into())),
        Origin::ConferenceByVideo => Some(Fact::Code(yes_no(talk.by_video))),
        Origin::ConferencePlace => Some(Fact::Words(talk.place.clone())),
        Origin::ConferenceParticipants => Some(Fact::Words(known.participants.join("\n"))),
        Origin::ConferencePoints => Some(Fact::Words(talk.points.clone())),
        Origin::ConferenceDocumentCopied => Some(Fact::Code(yes_no(talk.document_copied))),
        Origin::ConferenceConsented => Some(Fact::Code(yes_no(talk.consented))),
        _ => None,
    }
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
