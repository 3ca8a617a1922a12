//! The store as the rest of the program sees it. `tests/store_contract.rs` says what every implementation must do.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::archive::Archive;
use super::audit::Audit;
use super::caution::Room;
use super::draft::Drafts;
use super::erase::Erase;
use super::key::KeyError;
use super::ledger::Ledger;
use super::presence::Presences;
pub use super::record::{EntityKind, Key, Record, place_key};
use crate::domain::permission::Denial;
use crate::domain::{Author, Doubt, DoubtId, Facility, FacilityId, PersonId};

/// Number of a journal entry; grows by one with every change, over all processes.
pub type Seq = u64;

/// How many changes [`Store::changes_since`] hands out in one call: a session that slept through an import must not take
/// gigabytes for what it missed.
pub const CHANGES_AT_ONCE: usize = 1_000;

/// An undo group: the changes that are taken back together. It is the number of the group's first journal entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub Seq);

/// One write.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are facilities; a box for each would only add an allocation")]
pub enum Put {
    /// Insert (`rev` 0) or replace (`rev` must equal the stored one). The store raises `rev` by one.
    Save(Record),
    /// Remove what the program itself takes away, as merging does; `rev` must equal the stored one.
    Remove { kind: EntityKind, key: Key, rev: u64 },
    /// Move to the trash what a person takes away; `rev` must equal the stored one.
    Trash { kind: EntityKind, key: Key, rev: u64 },
    /// Bring the very bytes back from the trash, under the next `rev`.
    Restore { kind: EntityKind, key: Key },
    /// Delete for ever what lies in the trash, and wipe every image of it from the journal. No undo brings it back.
    Purge { kind: EntityKind, key: Key },
}

impl Put {
    /// The record to be saved.
    pub const fn saved(&self) -> Option<&Record> {
        match self {
            Self::Save(record) => Some(record),
            Self::Remove { .. } | Self::Trash { .. } | Self::Restore { .. } | Self::Purge { .. } => None,
        }
    }

    /// The record it is about.
    pub fn target(&self) -> (EntityKind, Key) {
        match self {
            Self::Save(record) => (record.kind(), record.key()),
            Self::Remove { kind, key, .. }
            | Self::Trash { kind, key, .. }
            | Self::Restore { kind, key }
            | Self::Purge { kind, key } => (*kind, *key),
        }
    }
}

/// The action of a change that records what has left the program: it is no work that one takes back by the key for it.
pub const HAND_OVER: &str = "hand_over";

/// The action of a change that takes somebody out for ever. What it leaves behind (the records that the law wants kept, without a text
/// about the person) is no work that anybody takes back.
pub const ERASE: &str = "erase";

/// What happened, for the history: a stable word, and counts; never personal data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Label {
    /// Such as `import`, `edit`, `add`, `merge`, `undo`, `redo`.
    pub action: String,
    /// File names or counts, for people.
    #[serde(default)]
    pub detail: String,
}

/// Changes that succeed or fail together and are undone together.
#[derive(Clone, Debug)]
pub struct Transaction {
    pub author: Author,
    pub at: Timestamp,
    pub label: Label,
    pub puts: Vec<Put>,
    /// How long to wait for another writer; `None` waits for ever (imports).
    pub patience: Option<Duration>,
}

/// A record before or after a change; `None` where it did not exist.
pub type Image = Option<Record>;

/// One change as the journal keeps it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Change {
    pub seq: Seq,
    pub group: GroupId,
    pub kind: EntityKind,
    pub key: Key,
    pub before: Image,
    pub after: Image,
    /// Where an image is missing, the record lay in the trash then.
    #[serde(default)]
    pub trashed: bool,
    /// A purge or an erasure has wiped both images; an `after` is what an erasure has left of the record. No undo takes it back.
    #[serde(default)]
    pub erased: bool,
}

impl Change {
    /// Whose record it was, where it is about somebody and an image says about whom.
    pub fn person(&self) -> Option<PersonId> {
        self.after.iter().chain(&self.before).find_map(Record::person)
    }

    /// Was it a card that opened with a reason only, before or after?
    pub fn was_restricted(&self) -> bool {
        let mut persons = self.after.iter().chain(&self.before).filter_map(Record::as_person);
        persons.any(|person| person.card.restricted)
    }
}

/// One undo group as the history shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub group: GroupId,
    pub author: Author,
    pub at: Timestamp,
    pub label: Label,
    /// Changed records.
    pub changes: u64,
    /// For an undo or redo: the group it took back or put back.
    #[serde(default)]
    pub of: Option<GroupId>,
    /// Taken back by an undo (and not put back by a redo since).
    #[serde(default)]
    pub undone: bool,
    /// Changes of this group that a purge has wiped.
    #[serde(default)]
    pub erased: u64,
    /// For an undo or redo: records that it left as they were, because someone has changed them since.
    #[serde(default)]
    pub kept: u64,
    /// For an undo or redo: changes that it stepped over, because a purge had wiped them.
    #[serde(default)]
    pub skipped: u64,
}

impl Entry {
    /// Is nothing left of it that an undo could bring back? So is the entry of a purge itself, and that of an erasure.
    pub fn is_erased(&self) -> bool {
        self.erased >= self.changes || self.label.action == ERASE
    }

    /// May an undo that names no group take this one, for that author? What has left the program is not taken back by a key.
    pub fn is_next_undo_of(&self, author: &Author) -> bool {
        let stands = self.of.is_none() && !self.undone && !self.is_erased();
        stands && self.label.action != HAND_OVER && self.author.is_same_person(author)
    }
}

/// A successful write.
#[derive(Clone, PartialEq, Debug)]
pub struct Saved {
    /// `None` where nothing was different: a run that changes nothing makes no group.
    pub group: Option<GroupId>,
    /// The last journal number after it.
    pub seq: Seq,
    /// Records actually changed.
    pub changes: u64,
}

/// Why a data file was not opened. The words have a sentence for each under `error.refused`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Refusal {
    /// This account may not read it.
    Forbidden,
    /// There is none yet, and the disk takes nothing.
    ReadOnlyDisk,
    /// A program that shares with nobody has it open: a renkei from before sharing, or another program of redb's.
    Exclusive,
    /// A renkei with other locks has it open.
    OtherLocks,
    /// A writer was killed, and the repair needs somebody who may write.
    NeedsRepair,
    /// The file's format is from before the first release.
    OldFormat,
    /// It is another kind of file.
    NotOurs,
}

/// What can go wrong in the store. Each says what happened and what to do; none holds personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Someone else changed the record meanwhile; both versions are here and the person chooses.
    #[error("the record was changed by someone else meanwhile; nothing was written")]
    Conflict { mine: Box<Image>, theirs: Box<Image> },
    /// An undo or redo of records that were changed since; nothing was written. `group` is the newest of these changes.
    #[error("{records} of the records were changed again by change {} ({who}); nothing was written", .group.0)]
    ChangedSince { group: GroupId, who: String, at: Timestamp, records: u64 },
    /// A restore or purge of what does not lie in the trash (any more).
    #[error("the record is not in the trash; nothing was written")]
    NotInTrash,
    /// An undo of what was deleted for ever.
    #[error("the change {} was deleted for ever and cannot be taken back", .0.0)]
    Erased(GroupId),
    /// Another writer held the store longer than the patience.
    #[error("another program has been writing for more than {} s; nothing was written, try again", .0.as_secs())]
    Busy(Duration),
    /// The data file is being rewritten, and nobody else may have it open.
    #[error("the data file is being rewritten; nothing was done, try again in a moment")]
    Compacting,
    /// Nobody else has asked for this erasure, and it is to be asked for by one admin and approved by another.
    #[error("no other admin has asked for this erasure; nothing was erased")]
    NotAsked,
    /// Somebody else has the data file open, and it was to be rewritten.
    #[error("another renkei has the data open; nothing was done")]
    InUse,
    /// A newer renkei wrote this store.
    #[error("the data were written by a newer renkei (schema {found}, this program knows {known}); update renkei")]
    Newer { found: u32, known: u32 },
    #[error("there is nothing to take back")]
    NothingToUndo,
    #[error("there is nothing to put back")]
    NothingToRedo,
    #[error("there is no change with the number {}", .0.0)]
    NoSuchGroup(GroupId),
    /// The list of members does not let this person do it.
    #[error("not allowed: {0}; nothing was written")]
    NotAllowed(Denial),
    #[error("cannot write to {path}: {cause}")]
    ReadOnly { path: String, cause: String },
    #[error("cannot open {path}: {cause}")]
    Open { path: String, cause: String },
    /// The file is there, and this program may not or cannot open it, for a reason that has its own way out.
    #[error("cannot open {path}: {why}")]
    Refused { path: String, why: Refusal },
    #[error(
        "{path} is on a network file system ({fs}), where the locks of the data file do not hold; use a local disk"
    )]
    NetworkDisk { path: String, fs: String },
    #[error("the data file is damaged: {0}; restore a backup")]
    Damaged(String),
    /// The data are encrypted and stay locked, or their keys are not as they should be.
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    #[error("reading or writing the data file failed: {0}")]
    Io(String),
    /// A backup could not be made, read or brought back.
    #[error(transparent)]
    Archive(#[from] super::archive::ArchiveError),
}

pub type Result<T> = std::result::Result<T, StoreError>;

/// Where everything is kept. All methods may block on the disk or on another writer: call them on the store thread.
pub trait Store: Archive + Audit + Drafts + Erase + Ledger + Presences + Room + Send + Sync {
    fn get(&self, kind: EntityKind, key: Key) -> Result<Option<Record>>;

    /// Every record of a kind in key order, from one snapshot. The visitor must not call the store.
    fn scan(&self, kind: EntityKind, visit: &mut dyn FnMut(Record)) -> Result<()>;

    fn count(&self, kind: EntityKind) -> Result<u64>;

    /// All or nothing, durable when it returns. A put that equals what is stored is dropped; a stale one is a conflict even then.
    fn write(&self, transaction: Transaction) -> Result<Saved>;

    /// Takes back the author's own last group that is neither an undo nor undone, or the group named.
    fn undo(&self, author: &Author, at: Timestamp, group: Option<GroupId>) -> Result<Entry>;

    /// Puts back what the author's last undo took back, unless something was written by them since.
    fn redo(&self, author: &Author, at: Timestamp) -> Result<Entry>;

    /// The newest groups first.
    fn history(&self, limit: usize) -> Result<Vec<Entry>>;

    /// The last journal number: cheap, for polling.
    fn last_seq(&self) -> Result<Seq>;

    /// The next changes after `seq`, oldest first and at most [`CHANGES_AT_ONCE`] (ask again from the last one; empty at the
    /// end); `None` when the journal was trimmed past it (reload everything).
    fn changes_since(&self, seq: Seq) -> Result<Option<Vec<Change>>>;
}

/// Shorthands for the kinds. Free functions, so that an implementation has nothing to get wrong.
pub fn facility(store: &dyn Store, id: FacilityId) -> Result<Option<Facility>> {
    Ok(store.get(EntityKind::Facility, id.to_bytes())?.and_then(Record::into_facility))
}

/// See [`facility`].
pub fn doubt(store: &dyn Store, id: DoubtId) -> Result<Option<Doubt>> {
    Ok(store.get(EntityKind::Doubt, id.to_bytes())?.and_then(Record::into_doubt))
}
