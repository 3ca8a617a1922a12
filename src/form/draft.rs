//! A record being typed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    CallField, CardField, Catalogue, EndingField, Entry, EvidenceField, Faults, FieldKind, PersonField, PostingField,
    Subject, SupportField, value,
};
use crate::domain::card::{Condition, Directory, EmergencyCall, Hours, Resuscitation, review, support_role};
use crate::domain::facility::Ability;
use crate::domain::{DraftId, Facility, FacilityId, Person, PersonId, Phone};
use crate::port::draft::Unsaved;
use crate::port::{EntityKind, Put, Record};

/// Every field of a form as text, over the record that was loaded.
#[derive(Clone, Debug)]
pub struct Draft {
    subject: Subject,
    base: Record,
    adding: bool,
    entries: Vec<Entry>,
}

impl Draft {
    /// To edit a record.
    pub fn edit(subject: Subject, record: impl Into<Record>) -> Self {
        let base = record.into();
        let fields = subject.fields(&base).into_iter();
        let entries = fields.map(|field| {
            let text = subject.get(&base, &field.name);
            Entry::new(field, text)
        });
        let entries = entries.collect();
        Self { subject, base, adding: false, entries }
    }

    /// To add this one.
    pub fn add(subject: Subject, record: impl Into<Record>) -> Self {
        Self { adding: true, ..Self::edit(subject, record) }
    }

    pub fn is_adding(&self) -> bool {
        self.adding
    }

    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The record as it is stored.
    pub fn base(&self) -> &Record {
        &self.base
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn entry(&mut self, at: usize) -> Option<&mut Entry> {
        self.entries.get_mut(at)
    }

    /// The place of a field in the form.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name() == name)
    }

    /// Was anything typed that is not saved?
    pub fn is_dirty(&self) -> bool {
        self.entries.iter().any(Entry::is_changed)
    }

    /// The stored record is another one meanwhile: what was typed stays, everything else follows. `None`: it was removed.
    pub fn rebase(&mut self, stored: Option<Record>) {
        match stored {
            Some(stored) => self.base = stored,
            None => self.base.set_rev(0),
        }
        for entry in &mut self.entries {
            let stored = self.subject.get(&self.base, entry.name());
            entry.rebase(stored);
        }
    }

    /// Gives a field another text.
    pub(super) fn set(&mut self, name: &str, text: String) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.name() == name) {
            entry.replace(text);
        }
    }

    /// The changed fields by their stable names, as typed: what a draft keeps.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let changed = self.entries.iter().filter(|entry| entry.is_changed());
        changed.map(|entry| (entry.name().to_owned(), entry.text().to_owned())).collect()
    }

    /// What a draft of this id keeps. A facility or a person that is being added has no record yet; of others it stands in the record
    /// what they belong to.
    pub fn unsaved(&self, id: DraftId) -> Unsaved {
        let alone = matches!(self.subject, Subject::Facility | Subject::Person | Subject::Card);
        let beside = match &self.subject {
            Subject::Admission(person) => vec![Record::Person((**person).clone())],
            Subject::Facility | Subject::Person | Subject::Card | Subject::Call(_) | Subject::Episode => Vec::new(),
            Subject::Task | Subject::Talk(_) | Subject::AcpTalk | Subject::Meeting | Subject::Sheet(_) => Vec::new(),
            Subject::Evidence | Subject::Ending | Subject::Sending(_) | Subject::Survey => Vec::new(),
            // Its questions are the form's fields.
            Subject::Answer(survey) => vec![Record::Survey((**survey).clone())],
            Subject::Publication | Subject::Posting(_) | Subject::Guide => Vec::new(),
            Subject::Closing | Subject::Reopening => Vec::new(),
        };
        let mut base = self.base.clone();
        // The time of a call stands in the newest one of what is kept, also where the record is another meanwhile.
        if let (Subject::Call(at), Record::Person(person)) = (&self.subject, &mut base) {
            person.card.calls.retain(|call| call.at != Some(*at));
            person.card.calls.push(EmergencyCall { at: Some(*at), ..EmergencyCall::default() });
        }
        Unsaved {
            id,
            kind: self.base.kind(),
            key: self.base.key(),
            base: (!(self.adding && alone)).then_some(base),
            fields: self.texts(),
            beside,
        }
    }

    /// Goes on with what a draft kept. A field that this program does not know is left out. `None` where nothing can be known of its form: a
    /// newer program's, or a sheet whose form is not there any more.
    pub fn resume(unsaved: &Unsaved, catalogue: &Catalogue) -> Option<Self> {
        let mut draft = Self::begun(unsaved, catalogue)?;
        for entry in &mut draft.entries {
            if let Some(text) = unsaved.fields.get(entry.name()) {
                entry.replace(String::new());
                entry.insert(text);
            }
        }
        Some(draft)
    }

    fn begun(unsaved: &Unsaved, catalogue: &Catalogue) -> Option<Self> {
        // The short form of a person has fewer fields; where only those were typed, they are all that there was to keep.
        let of_person = if unsaved.fields.keys().all(|name| PersonField::parse(name).is_some()) {
            Subject::Person
        } else {
            Subject::Card
        };
        let Some(base) = &unsaved.base else {
            return match unsaved.kind {
                EntityKind::Facility => {
                    Some(Self::add(Subject::Facility, Facility::new(FacilityId::from_bytes(unsaved.key))))
                }
                EntityKind::Person => {
                    let id = PersonId::from_bytes(unsaved.key);
                    Some(Self::add(of_person, Person::new(id, String::new())))
                }
                EntityKind::Doubt | EntityKind::PlaceTable | EntityKind::Member | EntityKind::Template => None,
                EntityKind::Episode | EntityKind::Task | EntityKind::Disclosure => None,
                EntityKind::Conference | EntityKind::Sheet | EntityKind::AcpTalk => None,
                EntityKind::Meeting | EntityKind::Publication | EntityKind::Guide => None,
                EntityKind::Survey | EntityKind::Answer | EntityKind::ServiceAct => None,
            };
        };
        let has = |name: &str| unsaved.fields.contains_key(name);
        let subject = match base {
            Record::Facility(_) => Subject::Facility,
            Record::Person(person) if unsaved.fields.keys().any(|name| CallField::parse(name).is_some()) => {
                Subject::Call(person.card.calls.last()?.at?)
            }
            Record::Person(_) => of_person,
            Record::Episode(_) => match unsaved.beside.iter().find_map(Record::as_person) {
                Some(person) => Subject::Admission(Box::new(person.clone())),
                None if has(EndingField::EndReason.name()) || has(EndingField::EndOn.name()) => Subject::Ending,
                None => Subject::Episode,
            },
            Record::Task(_) if EvidenceField::all().into_iter().any(|field| has(field.name())) => Subject::Evidence,
            Record::Task(_) => Subject::Task,
            Record::Conference(_) => Subject::Talk(catalogue.professions.clone()),
            Record::Sheet(sheet) => Subject::Sheet(catalogue.sheet(&sheet.form, &sheet.form_version)?.clone()),
            Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => return None,
            Record::Disclosure(_) => Subject::Sending(catalogue.addresses.clone()),
            Record::AcpTalk(_) => Subject::AcpTalk,
            Record::Template(_) => return None,
            Record::Meeting(_) => Subject::Meeting,
            Record::Publication(_) if PostingField::all().iter().any(|field| has(field.name())) => {
                Subject::Posting(catalogue.scrutiny.clone())
            }
            Record::Publication(_) => Subject::Publication,
            Record::Guide(_) => Subject::Guide,
            Record::ServiceAct(act) if act.state == "open" => Subject::Reopening,
            Record::ServiceAct(_) => Subject::Closing,
            Record::Survey(_) => Subject::Survey,
            Record::Answer(_) => {
                let survey = unsaved.beside.iter().find_map(Record::as_survey)?;
                Subject::Answer(std::sync::Arc::new(survey.clone()))
            }
        };
        Some(if base.rev() == 0 { Self::add(subject, base.clone()) } else { Self::edit(subject, base.clone()) })
    }

    /// What is to be written: only fields that were changed are set. Otherwise every field that cannot stand, with the reason.
    pub fn puts(&self, today: Date, by: Option<&str>) -> Result<Vec<Put>, Faults> {
        self.subject.puts((&self.base, self.adding), &self.entries, today, by)
    }

    /// A number that is saved as typed though the numbering plan has none like it: worth a second look.
    pub fn is_doubtful_phone(entry: &Entry) -> bool {
        entry.field.kind == FieldKind::Phone
            && Phone::parse(entry.text()).is_some_and(|phone| phone.dialable().is_none())
    }

    /// Hours that are kept as typed though nobody can be sorted by them: worth other words.
    pub fn is_doubtful_hours(entry: &Entry) -> bool {
        entry.field.kind == FieldKind::Hours && !entry.text().trim().is_empty() && Hours::read(entry.text()).is_none()
    }

    /// The institutions that a field offers: a supporter's follow from the role that is chosen beside it.
    pub fn kinds(&self, entry: &Entry) -> &'static [&'static str] {
        if let Some(CardField::Supporter(n, SupportField::Facility)) = CardField::parse(entry.name()) {
            let role = CardField::Supporter(n, SupportField::Role).name();
            let role = self.entries.iter().find(|entry| entry.name() == role);
            return role.and_then(|role| support_role(role.text())).map_or(&[], |info| &info.kinds);
        }
        match &entry.field.kind {
            FieldKind::Institution(kinds) => kinds,
            _ => &[],
        }
    }

    /// What lacks for the wish against resuscitation that stands in the form of a card. It can be saved as it is.
    pub fn missing(&self, today: Date, directory: &dyn Directory) -> Vec<Condition> {
        let wish = CardField::Wish(super::WishField::Resuscitation).name();
        let against: &str = Resuscitation::NotWanted.into();
        if !matches!(self.subject, Subject::Card)
            || !self.entries.iter().any(|e| e.name() == wish && e.text() == against)
        {
            return Vec::new();
        }
        let puts = self.puts(today, None).unwrap_or_default();
        let person = puts.iter().find_map(|put| put.saved()?.as_person());
        person.map(|person| review::missing(person, directory)).unwrap_or_default()
    }
}

/// Does a form's text say anything else than what is stored? Its save may have succeeded when the program was ended. What the stored
/// record has no field for (the proof of an open task) is more: a draft may be offered once too often, never be thrown away.
pub fn says_more(fields: &BTreeMap<String, String>, stored: &Record) -> bool {
    let mut fields = fields.iter();
    fields.any(|(field, text)| value::value(stored, field).is_none_or(|value| value != *text))
}

impl Entry {
    /// The answer of a 可 談 否 field.
    pub fn ability(&self) -> Option<Ability> {
        Ability::parse(self.text())
    }

    /// Turns an answer by one: 未 可 談 否 and round, or yes and no, or the options of a choice.
    pub fn turn(&mut self, forward: bool) {
        let ring: Vec<&str> = match &self.field.kind {
            FieldKind::YesNo => vec!["", "yes"],
            FieldKind::Ability => vec!["", Ability::Yes.mark(), Ability::Ask.mark(), Ability::No.mark()],
            FieldKind::Choice { options, optional } => {
                let none = optional.then_some("");
                none.into_iter().chain(options.iter().map(|option| option.code.as_str())).collect()
            }
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::Phone
            | FieldKind::Number
            | FieldKind::Date
            | FieldKind::BirthDate
            | FieldKind::Time
            | FieldKind::Hours
            | FieldKind::Kinds
            | FieldKind::Coordinates
            | FieldKind::Several(_)
            | FieldKind::Institution(_)
            | FieldKind::Participants => return,
        };
        let at = ring.iter().position(|answer| *answer == self.text()).unwrap_or(0);
        let step = if forward { 1 } else { ring.len().saturating_sub(1) };
        let next = ring.get((at + step) % ring.len().max(1)).map(|next| (*next).to_owned());
        if let Some(next) = next {
            self.replace(next);
        }
    }
}
