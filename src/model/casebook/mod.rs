//! Everything about persons and their stays that the screens and the command line read: the records by what belongs together, the lines
//! of what is to be done with their limits, kept current from the journal.

mod answers;
mod board;
mod complete;
mod figures;
mod line;
mod people;
mod situation;
mod stays;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

pub use board::{Board, Order, Sieve};
pub use line::{Line, Status};
pub use people::Found;

use crate::domain::checklist::Template;
use crate::domain::rulebook::Rulebook;
use crate::domain::{
    Conference, ConferenceId, Disclosure, DisclosureId, Episode, EpisodeId, Person, PersonId, Sheet, SheetId, Task,
    TaskId, TemplateId,
};
use crate::port::{Change, EntityKind, Record};

/// Persons, stays, tasks and what belongs to them.
#[derive(Debug)]
pub struct Casebook {
    rulebook: Arc<Rulebook>,
    /// The day that limits are looked at from.
    today: Date,
    persons: HashMap<PersonId, Person>,
    stays: HashMap<EpisodeId, Episode>,
    tasks: HashMap<TaskId, Task>,
    templates: HashMap<TemplateId, Arc<Template>>,
    disclosures: HashMap<DisclosureId, Disclosure>,
    talks: HashMap<ConferenceId, Conference>,
    sheets: HashMap<SheetId, Sheet>,
    links: Links,
    board: Board,
}

/// Which records belong to which stay and person, in the order of their ids.
#[derive(Debug, Default)]
struct Links {
    stays: HashMap<PersonId, BTreeSet<EpisodeId>>,
    tasks: HashMap<EpisodeId, BTreeSet<TaskId>>,
    disclosures: HashMap<PersonId, BTreeSet<DisclosureId>>,
    talks: HashMap<EpisodeId, BTreeSet<ConferenceId>>,
    sheets: HashMap<PersonId, BTreeSet<SheetId>>,
}

impl Casebook {
    /// An empty one under a set of rules.
    pub fn new(rulebook: Arc<Rulebook>, today: Date) -> Self {
        Self {
            rulebook,
            today,
            persons: HashMap::new(),
            stays: HashMap::new(),
            tasks: HashMap::new(),
            templates: HashMap::new(),
            disclosures: HashMap::new(),
            talks: HashMap::new(),
            sheets: HashMap::new(),
            links: Links::default(),
            board: Board::default(),
        }
    }

    /// With all records of a store; records of other kinds are passed over.
    pub fn build(rulebook: Arc<Rulebook>, today: Date, records: impl IntoIterator<Item = Record>) -> Self {
        let mut book = Self::new(rulebook, today);
        for record in records {
            book.put(record);
        }
        book.draw_up();
        book
    }

    pub const fn rulebook(&self) -> &Arc<Rulebook> {
        &self.rulebook
    }

    pub const fn today(&self) -> Date {
        self.today
    }

    /// Brings changes of the journal in, oldest first; says whether anything about persons changed.
    pub fn apply(&mut self, changes: &[Change]) -> bool {
        let mut touched: BTreeSet<PersonId> = BTreeSet::new();
        let mut loose = BTreeSet::new();
        let mut any = false;
        for change in changes.iter().filter(|change| change.kind.is_personal() || change.kind == EntityKind::Template) {
            any = true;
            for record in [&change.before, &change.after].into_iter().flatten() {
                touched.extend(self.person_of(record));
                if let Record::Task(task) = record
                    && task.episode.is_none()
                {
                    loose.insert(task.id);
                }
            }
            match &change.after {
                Some(record) => self.put(record.clone()),
                None => self.take(change.kind, change.key),
            }
        }
        for person in touched {
            self.draw_up_person(person);
        }
        for task in loose {
            self.draw_up_loose(task);
        }
        any
    }

    /// Another day has begun: what was to be done tomorrow is to be done today.
    pub fn turn_to(&mut self, today: Date) {
        if today != self.today {
            self.today = today;
            self.draw_up();
        }
    }

    /// Other rules are in force.
    pub fn set_rulebook(&mut self, rulebook: Arc<Rulebook>) {
        self.rulebook = rulebook;
        self.draw_up();
    }

    pub const fn board(&self) -> &Board {
        &self.board
    }

    fn put(&mut self, record: Record) {
        match record {
            Record::Person(person) => {
                self.persons.insert(person.id, person);
            }
            Record::Episode(stay) => {
                self.links.stays.entry(stay.person).or_default().insert(stay.id);
                self.stays.insert(stay.id, stay);
            }
            Record::Task(task) => {
                if let Some(stay) = task.episode {
                    self.links.tasks.entry(stay).or_default().insert(task.id);
                }
                self.tasks.insert(task.id, task);
            }
            Record::Template(template) => {
                self.templates.insert(template.id, Arc::new(template));
            }
            Record::Disclosure(disclosure) => {
                self.links.disclosures.entry(disclosure.person).or_default().insert(disclosure.id);
                self.disclosures.insert(disclosure.id, disclosure);
            }
            Record::Conference(talk) => {
                self.links.talks.entry(talk.episode).or_default().insert(talk.id);
                self.talks.insert(talk.id, talk);
            }
            Record::Sheet(sheet) => {
                self.links.sheets.entry(sheet.person).or_default().insert(sheet.id);
                self.sheets.insert(sheet.id, sheet);
            }
            Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
        }
    }

    fn take(&mut self, kind: EntityKind, key: crate::port::Key) {
        match kind {
            EntityKind::Person => {
                self.persons.remove(&PersonId::from_bytes(key));
            }
            EntityKind::Episode => {
                if let Some(stay) = self.stays.remove(&EpisodeId::from_bytes(key)) {
                    unlink(&mut self.links.stays, stay.person, stay.id);
                    self.board.drop_stay(stay.id);
                }
            }
            EntityKind::Task => {
                if let Some(task) = self.tasks.remove(&TaskId::from_bytes(key)) {
                    if let Some(stay) = task.episode {
                        unlink(&mut self.links.tasks, stay, task.id);
                    }
                    self.board.drop_task(task.id);
                }
            }
            EntityKind::Template => {
                self.templates.remove(&TemplateId::from_bytes(key));
            }
            EntityKind::Disclosure => {
                if let Some(gone) = self.disclosures.remove(&DisclosureId::from_bytes(key)) {
                    unlink(&mut self.links.disclosures, gone.person, gone.id);
                }
            }
            EntityKind::Conference => {
                if let Some(gone) = self.talks.remove(&ConferenceId::from_bytes(key)) {
                    unlink(&mut self.links.talks, gone.episode, gone.id);
                }
            }
            EntityKind::Sheet => {
                if let Some(gone) = self.sheets.remove(&SheetId::from_bytes(key)) {
                    unlink(&mut self.links.sheets, gone.person, gone.id);
                }
            }
            EntityKind::Facility | EntityKind::Doubt | EntityKind::PlaceTable | EntityKind::Member => {}
        }
    }

    fn person_of(&self, record: &Record) -> Option<PersonId> {
        match record {
            Record::Person(person) => Some(person.id),
            Record::Episode(stay) => Some(stay.person),
            Record::Task(task) => task.person.or_else(|| Some(self.stays.get(&task.episode?)?.person)),
            Record::Disclosure(disclosure) => Some(disclosure.person),
            Record::Conference(talk) => Some(talk.person),
            Record::Sheet(sheet) => Some(sheet.person),
            Record::Facility(_)
            | Record::Doubt(_)
            | Record::PlaceTable(_)
            | Record::Member(_)
            | Record::Template(_) => None,
        }
    }
}

fn unlink<K: std::hash::Hash + Eq, V: Ord>(links: &mut HashMap<K, BTreeSet<V>>, of: K, gone: V) {
    if let Some(all) = links.get_mut(&of) {
        all.remove(&gone);
    }
}
