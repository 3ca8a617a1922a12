//! What a form is opened for.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::domain::card::EmergencyCall;
use crate::domain::permission::Area;
use crate::domain::survey::Answer;
use crate::domain::{
    AcpTalk, Conference, Disclosure, Episode, Facility, Guide, Meeting, Person, PersonId, Publication, ServiceAct,
    Sheet, Survey, Task,
};
use crate::form::{Catalogue, Draft, Scrutiny, Subject};
use crate::port::Record;

/// The record that a form edits or adds. `None`, or a record with `rev` 0, is one to be added.
#[derive(Clone, PartialEq, Debug)]
pub enum FormFor {
    Facility(Option<Box<Facility>>),
    Person(Option<Box<Person>>),
    /// The whole emergency card of somebody.
    Card(Box<Person>),
    /// The card of somebody who is not written down yet.
    NewCard,
    /// What is known only when 119 is called: the call that was begun at this time, or begins now.
    Call(Box<Person>, DateTime),
    /// A talk about what the person wants.
    AcpTalk(Box<AcpTalk>),
    Meeting(Box<Meeting>),
    /// How a survey is called, for whom it is, when it was sent.
    Survey(Box<Survey>),
    /// What an institution answered to this survey.
    Answer(Box<Answer>, Arc<Survey>),
    /// What the centre publishes.
    Publication(Box<Publication>),
    /// That it is made public somewhere; with what the check of its text has found.
    Posting(Box<Publication>, Scrutiny),
    /// A worry with the desks that help.
    Guide(Box<Guide>),
    /// A closing or a reopening.
    ServiceAct(Box<ServiceAct>),
    /// A new stay. Of somebody who is written down already the form shows who it is and changes nothing; else the person is added with the
    /// stay. `stay` is what is known of it before anything is typed: the template that it runs under, what it takes over.
    Admission {
        person: Option<Box<Person>>,
        stay: Box<Episode>,
    },
    Episode(Box<Episode>),
    /// One written by hand with all its fields, an item of a checklist with assignee and note.
    Task(Box<Task>),
    /// That a task is done, with what proves it.
    Evidence(Box<Task>),
    /// How a stay ended.
    Ending(Box<Episode>),
    /// What was sent to whom.
    Sending(Box<Disclosure>),
    Talk(Box<Conference>),
    Sheet(Box<Sheet>),
}

impl FormFor {
    /// The record that is edited, where there is one.
    pub fn record(&self) -> Option<Record> {
        let record = match self {
            Self::Facility(facility) => Record::Facility((**facility.as_ref()?).clone()),
            Self::Person(person) => Record::Person((**person.as_ref()?).clone()),
            Self::Card(person) | Self::Call(person, _) => Record::Person((**person).clone()),
            Self::AcpTalk(talk) => Record::AcpTalk((**talk).clone()),
            Self::Meeting(meeting) => Record::Meeting((**meeting).clone()),
            Self::Survey(survey) => Record::Survey((**survey).clone()),
            Self::Answer(answer, _) => Record::Answer((**answer).clone()),
            Self::Publication(one) | Self::Posting(one, _) => Record::Publication((**one).clone()),
            Self::Guide(guide) => Record::Guide((**guide).clone()),
            Self::ServiceAct(act) => Record::ServiceAct((**act).clone()),
            Self::Admission { .. } | Self::NewCard => return None,
            Self::Episode(stay) | Self::Ending(stay) => Record::Episode((**stay).clone()),
            Self::Sending(sent) => Record::Disclosure((**sent).clone()),
            Self::Task(task) | Self::Evidence(task) => Record::Task((**task).clone()),
            Self::Talk(talk) => Record::Conference((**talk).clone()),
            Self::Sheet(sheet) => Record::Sheet((**sheet).clone()),
        };
        Some(record)
    }

    /// What has to be allowed for a save of it.
    pub fn area(&self) -> Area {
        match self {
            Self::Facility(_) | Self::ServiceAct(_) => Area::Register,
            Self::Publication(_)
            | Self::Posting(..)
            | Self::Guide(_)
            | Self::Meeting(_)
            | Self::Survey(_)
            | Self::Answer(..) => Area::Log,
            Self::Task(task) | Self::Evidence(task) if task.meeting().is_some() && task.person.is_none() => Area::Log,
            Self::Task(_) | Self::Evidence(_) | Self::Person(_) | Self::Card(_) | Self::NewCard => Area::Persons,
            Self::Call(..) | Self::AcpTalk(_) | Self::Admission { .. } | Self::Episode(_) => Area::Persons,
            Self::Ending(_) | Self::Sending(_) | Self::Talk(_) | Self::Sheet(_) => Area::Persons,
        }
    }

    /// The form's text at its beginning; `None` for a sheet whose form is not known.
    pub fn draft(self, catalogue: &Catalogue) -> Option<Draft> {
        let subject = match &self {
            Self::Facility(_) => Subject::Facility,
            Self::Person(_) => Subject::Person,
            Self::Card(_) | Self::NewCard => Subject::Card,
            Self::Call(_, at) => Subject::Call(*at),
            Self::AcpTalk(_) => Subject::AcpTalk,
            Self::Meeting(_) => Subject::Meeting,
            Self::Survey(_) => Subject::Survey,
            Self::Answer(_, survey) => Subject::Answer(Arc::clone(survey)),
            Self::Publication(_) => Subject::Publication,
            Self::Posting(_, scrutiny) => Subject::Posting(scrutiny.clone()),
            Self::Guide(_) => Subject::Guide,
            Self::ServiceAct(act) if act.state == "open" => Subject::Reopening,
            Self::ServiceAct(_) => Subject::Closing,
            Self::Admission { .. } | Self::Episode(_) => Subject::Episode,
            Self::Task(_) => Subject::Task,
            Self::Evidence(_) => Subject::Evidence,
            Self::Ending(_) => Subject::Ending,
            Self::Sending(_) => Subject::Sending(catalogue.addresses.clone()),
            Self::Talk(_) => Subject::Talk(catalogue.professions.clone()),
            Self::Sheet(sheet) => Subject::Sheet(catalogue.sheet(&sheet.form, &sheet.form_version)?.clone()),
        };
        let draft = match self {
            Self::Facility(Some(facility)) => Draft::edit(subject, *facility),
            Self::Facility(None) => Draft::add(subject, Facility::new(crate::domain::FacilityId::new())),
            Self::Person(Some(person)) => Draft::edit(subject, *person),
            Self::Person(None) => Draft::add(subject, nobody()),
            Self::Card(person) => Draft::edit(subject, *person),
            Self::NewCard => Draft::add(subject, nobody()),
            Self::Call(mut person, at) => {
                // The time of the call stands in the record that a draft keeps.
                if person.card.calls.last().is_none_or(|call| call.at != Some(at)) {
                    person.card.calls.push(EmergencyCall { at: Some(at), ..EmergencyCall::default() });
                }
                Draft::edit(subject, *person)
            }
            Self::AcpTalk(talk) => begin(subject, *talk),
            Self::Meeting(meeting) => begin(subject, *meeting),
            Self::Survey(survey) => begin(subject, *survey),
            Self::Answer(answer, _) => begin(subject, *answer),
            Self::Publication(one) => begin(subject, *one),
            Self::Posting(one, _) => Draft::edit(subject, *one),
            Self::Guide(guide) => begin(subject, *guide),
            Self::ServiceAct(act) => begin(subject, *act),
            Self::Admission { person, mut stay } => {
                let person = person.unwrap_or_else(|| Box::new(nobody()));
                stay.person = person.id;
                Draft::add(Subject::Admission(person), *stay)
            }
            Self::Episode(stay) | Self::Ending(stay) => begin(subject, *stay),
            Self::Sending(sent) => begin(subject, *sent),
            Self::Task(task) | Self::Evidence(task) => begin(subject, *task),
            Self::Talk(talk) => begin(subject, *talk),
            Self::Sheet(sheet) => begin(subject, *sheet),
        };
        Some(draft)
    }
}

fn begin(subject: Subject, record: impl Into<Record>) -> Draft {
    let record = record.into();
    if record.rev() == 0 { Draft::add(subject, record) } else { Draft::edit(subject, record) }
}

fn nobody() -> Person {
    Person::new(PersonId::new(), String::new())
}
