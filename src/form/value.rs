//! The fields of any record by their names.

use jiff::civil::Date;

use super::acp::{self, AcpField};
use super::answer;
use super::card::{self, CallField, CardField, ContactField};
use super::episode::{self, EpisodeField};
use super::ledger::{self, GuideField, PostingField, PublicationField};
use super::meeting::{self, MeetingField};
use super::service::{self, ServiceField};
use super::survey::{self, SurveyField};
use super::talk::{self, TalkField};
use super::task::{self, TaskField};
use super::{Described, Field, FieldError, Profession, fact, sheet};
use crate::port::Record;

/// What stands in a field, as it is typed; `None` where the record has no such field in any form.
pub fn value(record: &Record, name: &str) -> Option<String> {
    match record {
        Record::Facility(facility) => Some(fact::get(facility, Field::parse(name)?)),
        Record::Person(person) => match CallField::parse(name) {
            Some(field) => Some(card::get_newest(person, field)),
            None => Some(card::get(person, CardField::parse(name)?)),
        },
        Record::Episode(stay) => Some(episode::get(stay, EpisodeField::parse(name)?)),
        Record::Task(task) => Some(task::get(task, TaskField::parse(name)?)),
        Record::Conference(talk) => Some(talk::get(talk, TalkField::parse(name)?, &[])),
        Record::Sheet(sheet) => Some(sheet::get(sheet, name)),
        Record::AcpTalk(talk) => Some(acp::get(talk, AcpField::parse(name)?)),
        Record::Doubt(_) | Record::PlaceTable(_) => None,
        Record::Member(_) | Record::Template(_) | Record::Disclosure(_) => None,
        Record::Meeting(meeting) => Some(meeting::get(meeting, MeetingField::parse(name)?)),
        Record::Publication(one) => match PostingField::parse(name) {
            Some(field) => Some(ledger::posting_get(one, field)),
            None => Some(ledger::publication_get(one, PublicationField::parse(name)?)),
        },
        Record::Guide(guide) => Some(ledger::guide_get(guide, GuideField::parse(name)?)),
        Record::ServiceAct(act) => Some(service::get(act, ServiceField::parse(name)?)),
        Record::Survey(survey) => Some(survey::get(survey, SurveyField::parse(name)?)),
        Record::Answer(answer) => Some(answer::get(answer, name)),
    }
}

/// Sets a field from typed text; empty text takes the value away. A sheet's fields need its form: see [`super::Subject`].
pub(super) fn set(
    record: &mut Record,
    name: &str,
    typed: &str,
    today: Date,
    professions: &[Profession],
) -> Result<(), FieldError> {
    let unknown = FieldError::UnknownField;
    match record {
        Record::Facility(facility) => fact::set(facility, Field::parse(name).ok_or(unknown)?, typed),
        Record::Person(person) => card::set(person, CardField::parse(name).ok_or(unknown)?, typed, today),
        Record::Episode(stay) => episode::set(stay, EpisodeField::parse(name).ok_or(unknown)?, typed, today),
        Record::Task(task) => task::set(task, TaskField::parse(name).ok_or(unknown)?, typed, today),
        Record::Conference(talk) => talk::set(talk, TalkField::parse(name).ok_or(unknown)?, typed, today, professions),
        Record::AcpTalk(talk) => acp::set(talk, AcpField::parse(name).ok_or(unknown)?, typed, today),
        Record::Survey(survey) => survey::set(survey, SurveyField::parse(name).ok_or(unknown)?, typed, today),
        Record::Meeting(meeting) => meeting::set(meeting, MeetingField::parse(name).ok_or(unknown)?, typed, today),
        Record::Publication(one) => {
            ledger::publication_set(one, PublicationField::parse(name).ok_or(unknown)?, typed, today)
        }
        Record::Guide(guide) => ledger::guide_set(guide, GuideField::parse(name).ok_or(unknown)?, typed, today),
        Record::ServiceAct(act) => service::set(act, ServiceField::parse(name).ok_or(unknown)?, typed, today),
        Record::Sheet(_)
        | Record::Doubt(_)
        | Record::PlaceTable(_)
        | Record::Member(_)
        | Record::Template(_)
        | Record::Disclosure(_)
        | Record::Answer(_) => Err(unknown),
    }
}

/// The fields that a record of this kind has in every form, in its order; a sheet's stand in its form.
pub(super) fn described(record: &Record) -> Vec<Described> {
    fn all<F: Into<Described>>(fields: Vec<F>) -> Vec<Described> {
        fields.into_iter().map(Into::into).collect()
    }
    match record {
        Record::Facility(_) => all(Field::all()),
        Record::Person(_) => {
            // The place of a contact is told by who stands there.
            let card = CardField::all().into_iter();
            let card = card.filter(|field| !matches!(field, CardField::Contact(_, ContactField::Order)));
            let calls = CallField::all().into_iter().map(Described::from);
            card.map(Described::from).chain(calls).collect()
        }
        Record::Episode(_) => all(EpisodeField::all()),
        Record::Task(task) => all(TaskField::of(&task.origin)),
        Record::Conference(_) => all(TalkField::all()),
        Record::AcpTalk(_) => all(AcpField::all()),
        Record::Meeting(_) => all(MeetingField::all()),
        Record::Survey(_) => all(SurveyField::all()),
        Record::Publication(one) => all(PublicationField::of(one)),
        Record::Guide(_) => all(GuideField::all()),
        Record::ServiceAct(act) => all(ServiceField::of(act)),
        Record::Sheet(_)
        | Record::Doubt(_)
        | Record::PlaceTable(_)
        | Record::Member(_)
        | Record::Template(_)
        | Record::Disclosure(_)
        | Record::Answer(_) => Vec::new(),
    }
}
