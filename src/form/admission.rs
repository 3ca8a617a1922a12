//! An admission: a new stay, and the person where nobody has written them down yet.

use jiff::civil::Date;

use super::person::PersonField;
use super::{Described, Entry, FieldError, Part, Subject, episode, parse, person};
use crate::domain::{Episode, Person};
use crate::form::episode::EpisodeField;
use crate::port::{Put, Record};

/// Before the name of a person's field, which stands beside the stay's.
const PERSON: &str = "person.";

/// Who is admitted: of somebody known only these are shown, to be sure that it is the right person.
const SHOWN: [PersonField; 4] = [PersonField::Name, PersonField::Kana, PersonField::BirthDate, PersonField::CareLevel];

/// What is asked of somebody new; the rest is written into the person's own form.
const ASKED: [PersonField; 13] = [
    PersonField::Name,
    PersonField::Kana,
    PersonField::BirthDate,
    PersonField::Sex,
    PersonField::Address,
    PersonField::Phone,
    PersonField::CareLevel,
    PersonField::CertifiedUntil,
    PersonField::CareManager,
    PersonField::CareManagerName,
    PersonField::KeyPersonName,
    PersonField::KeyPersonRelation,
    PersonField::KeyPersonPhone,
];

/// The person first, then the stay.
pub(super) fn fields(person: &Person) -> Vec<Described> {
    let asked: &[PersonField] = if is_known(person) { &SHOWN } else { &ASKED };
    let of_person = asked.iter().map(|field| {
        let described = Described::from(*field);
        Described { name: format!("{PERSON}{}", described.name), part: Part::of("person"), ..described }
    });
    of_person.chain(EpisodeField::all().into_iter().map(Described::from)).collect()
}

/// Is it somebody who was written down before? Then the form shows who, and changes nothing.
pub(super) const fn is_known(person: &Person) -> bool {
    person.rev > 0
}

/// Can the field only be looked at?
pub(super) fn is_fixed(person: &Person, name: &str) -> bool {
    is_known(person) && name.starts_with(PERSON)
}

pub(super) fn get(person: &Person, stay: &Episode, name: &str) -> String {
    match name.strip_prefix(PERSON) {
        Some(name) => PersonField::parse(name).map(|field| person::get(person, field)).unwrap_or_default(),
        // Nobody has said it yet, and a day that is only assumed would be believed.
        None if name == EpisodeField::AdmittedOn.name() => String::new(),
        None => EpisodeField::parse(name).map(|field| episode::get(stay, field)).unwrap_or_default(),
    }
}

/// The person where new, and the stay. Its tasks follow from its checklist: who has that adds them
/// ([`Casebook::complete`](crate::model::Casebook::complete)).
pub(super) fn puts(
    person: &Person,
    stay: &Episode,
    entries: &[Entry],
    today: Date,
) -> Result<Vec<Put>, Vec<(String, FieldError)>> {
    let (mut somebody, mut stay) = (person.clone(), stay.clone());
    let mut errors = Vec::new();
    for entry in entries.iter().filter(|entry| entry.is_changed() && !is_fixed(person, entry.name())) {
        let set = parse::fits(entry.text()).and_then(|()| {
            let text = entry.text();
            if let Some(name) = entry.name().strip_prefix(PERSON) {
                let field = PersonField::parse(name).ok_or(FieldError::UnknownField)?;
                return person::set(&mut somebody, field, text, today);
            }
            let field = EpisodeField::parse(entry.name()).ok_or(FieldError::UnknownField)?;
            episode::set(&mut stay, field, text, today)
        });
        errors.extend(set.err().map(|error| (entry.name().to_owned(), error)));
    }
    let named = |field: PersonField| format!("{PERSON}{}", field.name());
    let text = |field: PersonField| {
        let name = named(field);
        entries.iter().find(|entry| entry.name() == name).map(Entry::text)
    };
    let mut faults: Vec<_> =
        person::faults(&somebody, &text).into_iter().map(|(field, error)| (named(field), error)).collect();
    let admitted = EpisodeField::AdmittedOn.name();
    if entries.iter().any(|entry| entry.name() == admitted && entry.text().trim().is_empty()) {
        faults.push((admitted.to_owned(), FieldError::Missing));
    } else if !errors.iter().any(|(name, _)| name == admitted) {
        faults.extend(episode::faults(&stay).into_iter().map(|(field, error)| (field.name().to_owned(), error)));
    }
    Subject::add_faults(&mut errors, faults, entries);
    if !errors.is_empty() {
        return Err(errors);
    }
    let known = is_known(&somebody);
    let person = (!known).then_some(Put::Save(Record::Person(somebody)));
    Ok(person.into_iter().chain([Put::Save(Record::Episode(stay))]).collect())
}
