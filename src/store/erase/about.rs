//! What belongs to what is erased.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{every_image, every_record, images_of};
use crate::domain::{EpisodeId, MeetingId, PersonId, Task};
use crate::port::store::Key;
use crate::port::{EntityKind, Record};
use crate::store::fault::Result;
use crate::store::write::Writer;

/// What an erasure names: a person, a stay, a disclosure, a meeting.
pub(super) type Root = (EntityKind, Key);

/// The roots with all that hangs on them.
pub(super) struct About {
    pub(super) roots: BTreeSet<Root>,
    pub(super) persons: HashSet<PersonId>,
    /// The stays of these persons, also those that only an older image knows, and stays that are erased themselves; by their root.
    stays: HashMap<EpisodeId, Root>,
    /// The same of meetings: one that speaks of a person's case is that person's.
    meetings: HashMap<MeetingId, Root>,
}

impl About {
    pub(super) fn of(writer: &mut Writer<'_>, roots: BTreeSet<Root>) -> Result<Self> {
        let of_kind = |wanted: EntityKind| roots.iter().filter(move |(kind, _)| *kind == wanted).copied();
        let mut about = Self {
            persons: of_kind(EntityKind::Person).map(|(_, key)| PersonId::from_bytes(key)).collect(),
            stays: of_kind(EntityKind::Episode).map(|root| (EpisodeId::from_bytes(root.1), root)).collect(),
            meetings: of_kind(EntityKind::Meeting).map(|root| (MeetingId::from_bytes(root.1), root)).collect(),
            roots: roots.clone(),
        };
        // These first: what belongs to one need not name the person.
        const FIRST: [EntityKind; 2] = [EntityKind::Episode, EntityKind::Meeting];
        for kind in FIRST {
            every_record(writer, kind, &mut |record, _| about.learn(record))?;
        }
        every_image(writer, &mut |row| {
            for kind in FIRST {
                images_of(row, kind)?.iter().for_each(|record| about.learn(record));
            }
            Ok(())
        })?;
        Ok(about)
    }

    fn learn(&mut self, record: &Record) {
        let Some(person) = record.person().filter(|person| self.persons.contains(person)) else { return };
        let root = (EntityKind::Person, person.to_bytes());
        if let Record::Episode(stay) = record {
            self.stays.insert(stay.id, root);
        }
        if let Record::Meeting(meeting) = record {
            self.meetings.insert(meeting.id, root);
        }
    }

    pub(super) fn holds(&self, record: &Record) -> bool {
        self.root_of(record).is_some()
    }

    /// To which of the roots a record belongs; `None`: to none.
    pub(super) fn root_of(&self, record: &Record) -> Option<Root> {
        let own = (record.kind(), record.key());
        if self.roots.contains(&own) {
            return Some(own);
        }
        let person = record.person();
        if let Some(person) = person.filter(|person| self.persons.contains(person)) {
            return Some((EntityKind::Person, person.to_bytes()));
        }
        // The disclosures of a stay that is erased without its person stay whole.
        let goes_with = |root: &&Root| root.0 == EntityKind::Person || record.kind() != EntityKind::Disclosure;
        let of_stay = record.stay().and_then(|stay| self.stays.get(&stay)).filter(goes_with);
        // What a meeting agreed on about somebody else is that one's.
        let of_meeting = record.as_task().and_then(Task::meeting).filter(|_| person.is_none());
        of_stay.or_else(|| self.meetings.get(&of_meeting?)).copied()
    }
}
