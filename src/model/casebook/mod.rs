//! Everything about persons and their stays that the screens and the command line read: the records by what belongs together, the lines
//! of what is to be done with their limits, kept current from the journal.

mod agreed;
mod answers;
mod board;
mod complete;
mod figures;
mod line;
mod people;
mod report;
mod situation;
mod stays;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

pub use agreed::{ActionRow, IssueRow, IssueState, MeetingCount};
pub use board::{Board, Counts, Open, Order, Sieve};
pub use line::{Line, Status};
pub use people::Found;

use crate::domain::checklist::Template;
use crate::domain::rulebook::Rulebook;
use crate::domain::{
    AcpTalk, AcpTalkId, Conference, ConferenceId, Disclosure, DisclosureId, Episode, EpisodeId, MeetingId, Person,
    PersonId, Sheet, SheetId, Task, TaskId, TemplateId,
};
use crate::model::logbook::Logbook;
use crate::port::{Change, EntityKind, Record};

/// Persons, stays, tasks and what belongs to them.
#[derive(Debug)]
pub struct Casebook {
    rulebook: Arc<Rulebook>,
    /// The day that limits are looked at from.
    today: Date,
    persons: HashMap<PersonId, Person>,
    spellings: HashMap<PersonId, people::Spelling>,
    stays: HashMap<EpisodeId, Episode>,
    tasks: HashMap<TaskId, Task>,
    templates: HashMap<TemplateId, Arc<Template>>,
    disclosures: HashMap<DisclosureId, Disclosure>,
    talks: HashMap<ConferenceId, Conference>,
    sheets: HashMap<SheetId, Sheet>,
    acp_talks: HashMap<AcpTalkId, AcpTalk>,
    links: Links,
    logbook: Logbook,
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
    acp_talks: HashMap<PersonId, BTreeSet<AcpTalkId>>,
    /// What each meeting agreed on.
    actions: HashMap<MeetingId, BTreeSet<TaskId>>,
}

impl Casebook {
    /// An empty one under a set of rules.
    pub fn new(rulebook: Arc<Rulebook>, today: Date) -> Self {
        Self {
            rulebook,
            today,
            persons: HashMap::new(),
            spellings: HashMap::new(),
            stays: HashMap::new(),
            tasks: HashMap::new(),
            templates: HashMap::new(),
            disclosures: HashMap::new(),
            talks: HashMap::new(),
            sheets: HashMap::new(),
            acp_talks: HashMap::new(),
            links: Links::default(),
            logbook: Logbook::default(),
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
        for change in changes.iter().filter(|change| change.kind.is_of_casebook()) {
            any = true;
            for record in [&change.before, &change.after].into_iter().flatten() {
                touched.extend(self.person_of(record));
                match record {
                    Record::Task(task) if task.episode.is_none() => {
                        loose.insert(task.id);
                    }
                    Record::Template(template) => {
                        let under = self.stays.values().filter(|stay| stay.template == template.id);
                        touched.extend(under.map(|stay| stay.person));
                    }
                    Record::Task(_) | Record::Person(_) | Record::Episode(_) | Record::Disclosure(_) => {}
                    Record::Conference(_) | Record::Sheet(_) | Record::AcpTalk(_) => {}
                    Record::Meeting(_) | Record::Publication(_) | Record::Guide(_) => {}
                    Record::Survey(_) | Record::Answer(_) | Record::ServiceAct(_) => {}
                    Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
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

    /// Another day has begun: of two limits of an item the second counts once the first is past.
    pub fn turn_to(&mut self, today: Date) {
        let before = std::mem::replace(&mut self.today, today);
        if today < before {
            self.draw_up();
        } else {
            for stay in self.board.stays_due(before, today) {
                self.draw_up_stay(stay);
            }
        }
    }

    /// Other rules are in force.
    pub fn set_rulebook(&mut self, rulebook: Arc<Rulebook>) {
        self.rulebook = rulebook;
        self.draw_up();
    }

    /// Meetings, publications, surveys and closings.
    pub const fn logbook(&self) -> &Logbook {
        &self.logbook
    }

    pub const fn board(&self) -> &Board {
        &self.board
    }

    fn put(&mut self, record: Record) {
        match record {
            Record::Person(person) => {
                self.spellings.insert(person.id, people::Spelling::of(&person));
                self.persons.insert(person.id, person);
            }
            Record::Episode(stay) => {
                let (id, person) = (stay.id, stay.person);
                let before = self.stays.insert(id, stay).map(|before| before.person);
                relink(&mut self.links.stays, before, Some(person), id);
            }
            Record::Task(task) => {
                let (id, stay, meeting) = (task.id, task.episode, task.meeting());
                let before = self.tasks.insert(id, task);
                if before.as_ref().is_some_and(|before| before.episode != stay) {
                    self.board.drop_task(id);
                }
                let (former, agreed) = before.map_or((None, None), |before| (before.episode, before.meeting()));
                relink(&mut self.links.tasks, former, stay, id);
                relink(&mut self.links.actions, agreed, meeting, id);
            }
            Record::Template(template) => {
                self.templates.insert(template.id, Arc::new(template));
            }
            Record::Disclosure(disclosure) => {
                let (id, person) = (disclosure.id, disclosure.person);
                let before = self.disclosures.insert(id, disclosure).map(|before| before.person);
                relink(&mut self.links.disclosures, before, Some(person), id);
            }
            Record::Conference(talk) => {
                let (id, stay) = (talk.id, talk.episode);
                let before = self.talks.insert(id, talk).map(|before| before.episode);
                relink(&mut self.links.talks, before, Some(stay), id);
            }
            Record::Sheet(sheet) => {
                let (id, person) = (sheet.id, sheet.person);
                let before = self.sheets.insert(id, sheet).map(|before| before.person);
                relink(&mut self.links.sheets, before, Some(person), id);
            }
            Record::AcpTalk(talk) => {
                let (id, person) = (talk.id, talk.person);
                let before = self.acp_talks.insert(id, talk).map(|before| before.person);
                relink(&mut self.links.acp_talks, before, Some(person), id);
            }
            Record::Meeting(_)
            | Record::Publication(_)
            | Record::Guide(_)
            | Record::Survey(_)
            | Record::Answer(_)
            | Record::ServiceAct(_) => self.logbook.put(record),
            Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
        }
    }

    fn take(&mut self, kind: EntityKind, key: crate::port::Key) {
        match kind {
            EntityKind::Person => {
                self.spellings.remove(&PersonId::from_bytes(key));
                self.persons.remove(&PersonId::from_bytes(key));
            }
            EntityKind::Episode => {
                if let Some(stay) = self.stays.remove(&EpisodeId::from_bytes(key)) {
                    unlink(&mut self.links.stays, stay.person, stay.id);
                    for task in self.links.tasks.get(&stay.id).into_iter().flatten() {
                        self.board.drop_task(*task);
                    }
                }
            }
            EntityKind::Task => {
                if let Some(task) = self.tasks.remove(&TaskId::from_bytes(key)) {
                    if let Some(stay) = task.episode {
                        unlink(&mut self.links.tasks, stay, task.id);
                    }
                    if let Some(meeting) = task.meeting() {
                        unlink(&mut self.links.actions, meeting, task.id);
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
            EntityKind::AcpTalk => {
                if let Some(gone) = self.acp_talks.remove(&AcpTalkId::from_bytes(key)) {
                    unlink(&mut self.links.acp_talks, gone.person, gone.id);
                }
            }
            EntityKind::Meeting
            | EntityKind::Publication
            | EntityKind::Guide
            | EntityKind::Survey
            | EntityKind::Answer
            | EntityKind::ServiceAct => self.logbook.take(kind, key),
            EntityKind::Facility | EntityKind::Doubt | EntityKind::PlaceTable | EntityKind::Member => {}
        }
    }

    fn person_of(&self, record: &Record) -> Option<PersonId> {
        // A stay may turn out to be another's: its tasks go with it, whatever they say themselves.
        let of_stay = || Some(self.stays.get(&record.as_task()?.episode?)?.person);
        of_stay().or_else(|| record.person())
    }
}

/// What belonged to one belongs to another now, or still to the same.
fn relink<K: std::hash::Hash + Eq, V: Ord + Copy>(
    links: &mut HashMap<K, BTreeSet<V>>,
    before: Option<K>,
    now: Option<K>,
    id: V,
) {
    if let Some(before) = before.filter(|before| now.as_ref() != Some(before)) {
        unlink(links, before, id);
    }
    if let Some(now) = now {
        links.entry(now).or_default().insert(id);
    }
}

fn unlink<K: std::hash::Hash + Eq, V: Ord>(links: &mut HashMap<K, BTreeSet<V>>, of: K, gone: V) {
    if let Some(all) = links.get_mut(&of) {
        all.remove(&gone);
    }
}
