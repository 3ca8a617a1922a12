//! What panes and overlays look at: the registry, the session, loaded records.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::publication::PlaceNames;
use crate::domain::{Doubt, Facility, FacilityId, Rulebook};
use crate::form::Catalogue;
use crate::keymap::Keymap;
use crate::message::Session;
use crate::model::{Casebook, Registry};
use crate::pane::Context;
use crate::port::draft::Draft;
use crate::port::{Change, EntityKind, Now, Presence, Record};
use crate::words::Words;

/// Whole records kept in memory: the selected one and those that overlays look at.
const KEPT: usize = 256;

/// The data side of the app; it changes only by messages.
#[derive(Debug)]
pub struct World {
    pub registry: Registry,
    pub casebook: Casebook,
    pub session: Session,
    pub doubts: Vec<Doubt>,
    pub words: &'static Words,
    pub keymap: Keymap,
    pub now: Now,
    /// The person's own.
    pub drafts: Vec<Draft>,
    /// Other sessions that edit something.
    pub others: Vec<Presence>,
    /// A write waits for another writer.
    pub waiting: bool,
    /// The data that describe forms.
    pub catalogue: Catalogue,
    /// See [`Context::fire_policy`].
    pub fire_policy: String,
    /// See [`Context::places`].
    pub places: PlaceNames,
    records: HashMap<FacilityId, Facility>,
}

impl World {
    pub fn new(keymap: Keymap, words: &'static Words, rulebook: Arc<Rulebook>, now: Now) -> Self {
        Self {
            registry: Registry::default(),
            casebook: Casebook::new(rulebook, now.today()),
            session: Session::default(),
            doubts: Vec::new(),
            words,
            keymap,
            now,
            drafts: Vec::new(),
            others: Vec::new(),
            waiting: false,
            catalogue: Catalogue::default(),
            fire_policy: String::new(),
            places: PlaceNames::new(),
            records: HashMap::new(),
        }
    }

    /// The view of a pane or an overlay that looks at `selected`.
    pub fn context(&self, selected: Option<FacilityId>) -> Context<'_> {
        Context {
            registry: &self.registry,
            casebook: &self.casebook,
            selected: selected.and_then(|id| self.records.get(&id)),
            session: &self.session,
            words: self.words,
            keymap: &self.keymap,
            now: &self.now,
            drafts: &self.drafts,
            others: &self.others,
            waiting: self.waiting,
            catalogue: &self.catalogue,
            fire_policy: &self.fire_policy,
            places: &self.places,
        }
    }

    pub fn has(&self, id: FacilityId) -> bool {
        self.records.contains_key(&id)
    }

    pub fn keep(&mut self, id: FacilityId, record: Option<Facility>) {
        if self.records.len() >= KEPT {
            self.records.clear();
        }
        match record {
            Some(facility) => {
                self.records.insert(id, facility);
            }
            None => {
                self.records.remove(&id);
            }
        }
    }

    pub fn forget_records(&mut self) {
        self.records.clear();
    }

    /// Pairs that wait for a person.
    pub fn doubts_waiting(&self) -> usize {
        self.doubts.iter().filter(|doubt| doubt.verdict.is_none()).count()
    }

    /// Brings changes of the journal in, oldest first; says whether lists may look different.
    pub fn apply(&mut self, changes: &[Change]) -> bool {
        for change in changes {
            self.refresh_record(change);
        }
        let care = self.casebook.apply(changes);
        self.registry.apply(changes) || care
    }

    fn refresh_record(&mut self, change: &Change) {
        match change.kind {
            EntityKind::Facility => {
                let id = FacilityId::from_bytes(change.key);
                if self.has(id) {
                    let after = change.after.clone().and_then(Record::into_facility);
                    self.keep(id, after);
                }
            }
            EntityKind::Doubt => {
                self.doubts.retain(|doubt| doubt.id.to_bytes() != change.key);
                if let Some(Record::Doubt(doubt)) = &change.after {
                    self.doubts.push(doubt.clone());
                }
            }
            EntityKind::PlaceTable
            | EntityKind::Member
            | EntityKind::Person
            | EntityKind::Episode
            | EntityKind::Task
            | EntityKind::Template
            | EntityKind::Disclosure
            | EntityKind::Conference
            | EntityKind::Sheet
            | EntityKind::AcpTalk
            | EntityKind::Meeting
            | EntityKind::Publication
            | EntityKind::Guide
            | EntityKind::Survey
            | EntityKind::Answer
            | EntityKind::ServiceAct => {}
        }
    }
}
