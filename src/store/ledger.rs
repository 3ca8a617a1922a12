//! [`Ledger`] over the redb file.

use std::time::Duration;

use jiff::Timestamp;

use super::trash::{self, Hand};
use super::{RedbStore, journal, trim, undo};
use crate::domain::Author;
use crate::port::store::{Key, Result};
use crate::port::{Change, EntityKind, Entry, GroupId, Ledger, Trashed, Trimmed};

impl Ledger for RedbStore {
    fn trash(&self, limit: usize) -> Result<Vec<Trashed>> {
        self.read(|transaction| trash::list(transaction, limit))
    }

    fn record_history(&self, kind: EntityKind, key: Key, limit: usize) -> Result<Vec<(Entry, Change)>> {
        self.read(|transaction| journal::record_history(transaction, kind, key, limit))
    }

    fn group(&self, group: GroupId) -> Result<Entry> {
        self.read(|transaction| journal::group(transaction, group))
    }

    fn group_changes(&self, group: GroupId, limit: usize) -> Result<Vec<Change>> {
        self.read(|transaction| journal::group_changes(transaction, group, limit))
    }

    fn undo_untouched(&self, author: &Author, at: Timestamp, group: Option<GroupId>) -> Result<Entry> {
        self.turn(|writer| undo::undo(writer, Hand { author, at }, group, undo::Changed::Keep))
    }

    fn trim(&self, now: Timestamp, keep: Duration) -> Result<Trimmed> {
        if !self.read(|transaction| trim::is_due(transaction, now, keep))? {
            return Ok(Trimmed::default());
        }
        self.commit(Some(self.patience()), |writer| {
            let trimmed = trim::trim(writer, now, keep)?;
            Ok((trimmed.rows > 0, trimmed))
        })
    }
}
