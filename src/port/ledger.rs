//! The store's book of changes: what happened to one record, what lies in the trash, and how far back all of it reaches.

use std::time::Duration;

use jiff::Timestamp;

use super::store::{Change, EntityKind, Entry, GroupId, Key, Record, Result};
use crate::domain::Author;

/// A shorter window is not kept: an undo is promised for this long.
pub const SHORTEST_WINDOW: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// So many of the newest groups stay whatever their age: a wrong clock must not empty the history.
pub const KEPT_GROUPS: usize = 200;

/// A record in the trash.
#[derive(Clone, PartialEq, Debug)]
pub struct Trashed {
    pub kind: EntityKind,
    pub key: Key,
    pub record: Record,
    /// When it was thrown away, by whom, and with which change.
    pub at: Timestamp,
    pub author: Author,
    pub group: GroupId,
}

/// What a trimming took off the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Trimmed {
    pub rows: u64,
    pub groups: u64,
}

/// The part of the store that history, trash and undo screens work with. As [`super::Store`]: for the store thread only.
pub trait Ledger {
    /// What lies in the trash, thrown away last first.
    fn trash(&self, limit: usize) -> Result<Vec<Trashed>>;

    /// The changes of one record, newest first, each with the group that it belongs to. From one snapshot.
    fn record_history(&self, kind: EntityKind, key: Key, limit: usize) -> Result<Vec<(Entry, Change)>>;

    /// One group.
    ///
    /// # Errors
    /// [`super::StoreError::NoSuchGroup`] where there is none, or it was trimmed.
    fn group(&self, group: GroupId) -> Result<Entry>;

    /// The changes of a group, oldest first, no more than `limit`; an import has tens of thousands.
    fn group_changes(&self, group: GroupId, limit: usize) -> Result<Vec<Change>>;

    /// As [`super::Store::undo`], but leaves alone what someone has changed since, and says in [`Entry::kept`] how many records
    /// these are. Where that is all of them, nothing is written and the answer is [`super::StoreError::ChangedSince`].
    fn undo_untouched(&self, author: &Author, at: Timestamp, group: Option<GroupId>) -> Result<Entry>;

    /// Removes groups older than `keep` by their own time, whole, from the oldest end only.
    ///
    /// Never younger ones than [`SHORTEST_WINDOW`], nor one of the newest [`KEPT_GROUPS`] (so a clock that is years ahead takes
    /// those at most), nor one that an undo or redo within the window refers to, nor anything newer than what stays.
    fn trim(&self, now: Timestamp, keep: Duration) -> Result<Trimmed>;
}
