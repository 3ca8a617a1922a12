//! What a form is about: which fields it has, and what its text makes of the records.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::{
    AddressBook, Described, Entry, Field, FieldError, Profession, Scrutiny, acp, admission, answer, card, ending,
    evidence, facility, ledger, meeting, parse, person, sending, service, sheet, talk, task, value,
};
use super::{CallField, CardField, KeepingField};
use super::{EndingField, EvidenceField, PersonField, PostingField, SendingField, ServiceField, TalkField, episode};
use crate::domain::sheet::SheetForm;
use crate::domain::{Person, Survey};
use crate::port::{Put, Record};

/// What cannot stand, by the names of the fields.
pub type Faults = Vec<(String, FieldError)>;

/// What a form is about.
#[derive(Clone, PartialEq, Debug)]
pub enum Subject {
    /// The local facts of an institution.
    Facility,
    /// Somebody, in short: what an admission asks.
    Person,
    /// Somebody with the whole emergency card.
    Card,
    /// The call to 119 that was begun at this time.
    Call(DateTime),
    /// A talk about what the person wants.
    AcpTalk,
    /// A stay that has begun.
    Episode,
    /// A new stay of this person, who is written down with it where the record is new (`rev` 0).
    Admission(Box<Person>),
    Task,
    /// What a meeting was, and what was said in it.
    Meeting,
    /// How a survey is called and for whom it is.
    Survey,
    /// What an institution answered to this survey.
    Answer(Arc<Survey>),
    /// What the centre publishes.
    Publication,
    /// That it is made public somewhere; with what the check of its text has found.
    Posting(Scrutiny),
    /// A worry with the desks that help.
    Guide,
    /// An institution closes, or works partly.
    Closing,
    /// It opens again.
    Reopening,
    /// That a task is done, with what proves it.
    Evidence,
    /// How a stay ended.
    Ending,
    /// What was sent to whom; with the institutions it can be sent to.
    Sending(AddressBook),
    /// A talk, with the professions that may take part in one.
    Talk(Arc<[Profession]>),
    Sheet(Arc<SheetForm>),
}

impl Subject {
    /// Its fields, in the order of the form.
    pub fn fields(&self, record: &Record) -> Vec<Described> {
        match self {
            Self::Facility | Self::Episode | Self::Task | Self::Talk(_) | Self::AcpTalk => value::described(record),
            Self::Meeting | Self::Survey => value::described(record),
            Self::Answer(survey) => answer::fields(survey),
            Self::Publication | Self::Guide | Self::Closing | Self::Reopening => value::described(record),
            Self::Posting(scrutiny) => PostingField::of(scrutiny).into_iter().map(Into::into).collect(),
            Self::Person => PersonField::all().into_iter().map(Into::into).collect(),
            Self::Card => CardField::all().into_iter().map(Into::into).collect(),
            Self::Call(_) => CallField::all().into_iter().map(Into::into).collect(),
            Self::Admission(person) => admission::fields(person),
            Self::Sheet(form) => sheet::fields(form),
            Self::Evidence => EvidenceField::all().into_iter().map(Into::into).collect(),
            Self::Ending => EndingField::all().into_iter().map(Into::into).collect(),
            Self::Sending(_) => SendingField::all().into_iter().map(Into::into).collect(),
        }
    }

    /// What stands in a field of the record, as it is typed.
    pub fn get(&self, record: &Record, name: &str) -> String {
        match (self, record) {
            (Self::Admission(person), Record::Episode(stay)) => admission::get(person, stay, name),
            (Self::Talk(professions), Record::Conference(talk)) => {
                TalkField::parse(name).map(|field| talk::get(talk, field, professions)).unwrap_or_default()
            }
            (Self::Call(at), Record::Person(person)) => card::get_at(person, *at, name),
            (Self::Evidence, Record::Task(task)) => {
                name.parse().map(|field| evidence::get(task, field)).unwrap_or_default()
            }
            (Self::Ending, Record::Episode(stay)) => {
                name.parse().map(|field| ending::get(stay, field)).unwrap_or_default()
            }
            (Self::Sending(_), Record::Disclosure(sent)) => {
                SendingField::parse(name).map(|field| sending::get(sent, field)).unwrap_or_default()
            }
            (_, record) => value::value(record, name).unwrap_or_default(),
        }
    }

    /// Can the field only be looked at?
    pub fn is_fixed(&self, name: &str) -> bool {
        match self {
            Self::Admission(person) => admission::is_fixed(person, name),
            // It follows from what is changed.
            Self::Card => CardField::parse(name) == Some(CardField::Keeping(KeepingField::ChangedOn)),
            Self::Facility | Self::Person | Self::Episode | Self::Task | Self::Talk(_) | Self::Sheet(_) => false,
            Self::Evidence | Self::Ending | Self::Sending(_) | Self::Call(_) | Self::AcpTalk | Self::Meeting => false,
            Self::Survey | Self::Answer(_) => false,
            Self::Publication | Self::Posting(_) | Self::Guide | Self::Closing => false,
            // What is closed is opened again, and no other place.
            Self::Reopening => name == ServiceField::Facility.name(),
        }
    }

    /// Does the field follow from others, where somebody else has set it? Then it is nothing to choose between.
    pub(super) fn follows(&self, name: &str) -> bool {
        match self {
            Self::Facility => matches!(Field::parse(name), Some(Field::Confirmed(_))),
            Self::Card => CardField::parse(name).is_some_and(CardField::follows),
            Self::Person | Self::Episode | Self::Admission(_) => false,
            Self::Task | Self::Talk(_) | Self::Sheet(_) => false,
            Self::Evidence | Self::Ending | Self::Sending(_) | Self::Call(_) | Self::AcpTalk | Self::Meeting => false,
            Self::Survey | Self::Answer(_) => false,
            Self::Publication | Self::Posting(_) | Self::Guide | Self::Closing | Self::Reopening => false,
        }
    }

    /// The field that says whose a place in a list is, for a field of that place.
    pub(super) fn owner(&self, name: &str) -> Option<String> {
        if !matches!(self, Self::Card) {
            return None;
        }
        CardField::parse(name)?.owner().map(CardField::name)
    }

    /// What the text makes of the records: only changed fields are set. Otherwise every field that cannot stand, with the reason.
    pub(super) fn puts(
        &self,
        (base, adding): (&Record, bool),
        entries: &[Entry],
        today: Date,
        by: Option<&str>,
    ) -> Result<Vec<Put>, Faults> {
        match (self, base) {
            (Self::Facility, Record::Facility(base)) => {
                let changed = facility::changed((base, adding), entries, today, by)?;
                Ok(vec![Put::Save(Record::Facility(changed))])
            }
            (Self::Card, Record::Person(base)) => {
                card::puts(base, entries, today, by).map(|person| vec![Put::Save(person.into())])
            }
            (Self::Call(at), Record::Person(base)) => {
                card::written(base, *at, entries).map(|person| vec![Put::Save(person.into())])
            }
            (Self::Admission(person), Record::Episode(stay)) => admission::puts(person, stay, entries, today),
            (Self::Evidence, Record::Task(task)) => {
                evidence::done(task, entries, today, by).map(|task| vec![Put::Save(task.into())])
            }
            (Self::Ending, Record::Episode(stay)) => {
                ending::ended(stay, entries, today).map(|stay| vec![Put::Save(stay.into())])
            }
            (Self::Sending(book), Record::Disclosure(base)) => {
                sending::sent(base, book, entries, today, by).map(|sent| vec![Put::Save(sent.into())])
            }
            (Self::Answer(survey), Record::Answer(base)) => {
                let answer = answer::typed(base, survey, entries, today, by)?;
                Ok(vec![Put::Save(answer.into())])
            }
            (Self::Posting(scrutiny), Record::Publication(one)) => {
                ledger::posted(one, scrutiny, entries, today, by).map(|one| vec![Put::Save(one.into())])
            }
            (Self::Publication, Record::Publication(before)) => {
                let Record::Publication(after) = self.changed(base, entries, today)? else { return Ok(Vec::new()) };
                Ok(vec![Put::Save(ledger::publication_saved(before, after).into())])
            }
            (subject, base) => {
                let mut record = subject.changed(base, entries, today)?;
                // Somebody's number changed in the short form makes the card on the refrigerator old too.
                if let (Record::Person(before), Record::Person(after)) = (base, &mut record)
                    && !before.card.is_empty()
                {
                    card::dated(before, after, (today, false), by);
                }
                Ok(vec![Put::Save(record)])
            }
        }
    }

    fn changed(&self, base: &Record, entries: &[Entry], today: Date) -> Result<Record, Faults> {
        let mut record = base.clone();
        let mut errors = Vec::new();
        for entry in entries.iter().filter(|entry| entry.is_changed()) {
            let set = parse::fits(entry.text()).and_then(|()| self.set(&mut record, entry, today));
            errors.extend(set.err().map(|error| (entry.name().to_owned(), error)));
        }
        Self::add_faults(&mut errors, faults(&record, entries), entries);
        if errors.is_empty() { Ok(record) } else { Err(errors) }
    }

    fn set(&self, record: &mut Record, entry: &Entry, today: Date) -> Result<(), FieldError> {
        match (self, record) {
            (Self::Sheet(form), Record::Sheet(sheet)) => sheet::set(sheet, form, entry.name(), entry.text(), today),
            (Self::Talk(professions), record) => value::set(record, entry.name(), entry.text(), today, professions),
            (_, record) => value::set(record, entry.name(), entry.text(), today, &[]),
        }
    }

    /// Faults between fields beside those of single ones, which say more; all in the order of the form.
    pub(super) fn add_faults(errors: &mut Faults, faults: Faults, entries: &[Entry]) {
        for (name, error) in faults {
            if !errors.iter().any(|(other, _)| *other == name) {
                errors.push((name, error));
            }
        }
        errors.sort_by_key(|(name, _)| entries.iter().position(|entry| entry.name() == name));
    }
}

/// What cannot stand beside the other fields.
fn faults(record: &Record, entries: &[Entry]) -> Faults {
    fn named<F: Into<&'static str>>(faults: Vec<(F, FieldError)>) -> Faults {
        faults.into_iter().map(|(field, error)| (field.into().to_owned(), error)).collect()
    }
    let text = |field: PersonField| entries.iter().find(|entry| entry.name() == field.name()).map(Entry::text);
    match record {
        Record::Person(person) => named(person::faults(person, &text)),
        Record::Episode(stay) => named(episode::faults(stay)),
        Record::Task(task) => named(task::faults(task)),
        Record::Conference(talk) => named(talk::faults(talk)),
        Record::AcpTalk(talk) => acp::faults(talk),
        Record::Meeting(meeting) => named(meeting::faults(meeting)),
        Record::Publication(one) => named(ledger::publication_faults(one)),
        Record::Guide(guide) => ledger::guide_faults(guide),
        Record::ServiceAct(act) => named(service::faults(act)),
        Record::Facility(_)
        | Record::Sheet(_)
        | Record::Doubt(_)
        | Record::PlaceTable(_)
        | Record::Member(_)
        | Record::Template(_)
        | Record::Survey(_)
        | Record::Answer(_)
        | Record::Disclosure(_) => Vec::new(),
    }
}
