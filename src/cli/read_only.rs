//! `--read-only`: a store that answers every write with a refusal, whoever asks (the screen too).

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::{Author, DraftId, SessionId};
use crate::port::archive::{Archive, BackUp, Contents, Daily, Restore, Seal};
use crate::port::audit::{Audit, AuditEntry, AuditHead, AuditQuery, AuditReport, Witness};
use crate::port::draft::{Draft, Drafts};
use crate::port::erase::{Asked, Erase, Erased, Erasure, Gone};
use crate::port::presence::{Presence, Presences};
use crate::port::store::{Key, Result, Seq};
use crate::port::{
    Change, EntityKind, Entry, GroupId, Ledger, Record, Room, Saved, Store, StoreError, Transaction, Trashed, Trimmed,
};

/// Reads what another store holds, and writes nothing.
pub struct ReadOnly {
    store: Arc<dyn Store>,
    /// For the sentence of the refusal.
    path: String,
}

impl ReadOnly {
    pub fn new(store: Arc<dyn Store>, path: String) -> Self {
        Self { store, path }
    }

    fn refused<T>(&self) -> Result<T> {
        Err(StoreError::ReadOnly { path: self.path.clone(), cause: "--read-only".to_owned() })
    }
}

impl Drafts for ReadOnly {
    fn keep_draft(&self, _: &Draft, _: Option<DraftId>) -> Result<()> {
        self.refused()
    }

    /// None: what could not be kept going on with is not offered.
    fn drafts(&self, _: &Author) -> Result<Vec<Draft>> {
        Ok(Vec::new())
    }

    fn drop_draft(&self, _: DraftId) -> Result<()> {
        self.refused()
    }
}

impl Presences for ReadOnly {
    fn announce(&self, _: &Presence) -> Result<()> {
        self.refused()
    }

    fn withdraw(&self, _: SessionId) -> Result<()> {
        self.refused()
    }

    fn present(&self, now: Timestamp) -> Result<Vec<Presence>> {
        self.store.present(now)
    }
}

impl Audit for ReadOnly {
    fn witness_all(&self, _: Vec<Witness>) -> Result<()> {
        self.refused()
    }

    fn audit(&self, query: &AuditQuery, visit: &mut dyn FnMut(AuditEntry)) -> Result<()> {
        self.store.audit(query, visit)
    }

    fn audit_head(&self) -> Result<Option<AuditHead>> {
        self.store.audit_head()
    }

    fn verify_audit(&self) -> Result<AuditReport> {
        self.store.verify_audit()
    }
}

impl Erase for ReadOnly {
    fn erase(&self, _: &Erasure<'_>) -> Result<Erased> {
        self.refused()
    }

    fn ask_erasure(&self, _: &Asked) -> Result<()> {
        self.refused()
    }

    fn erasures_asked(&self) -> Result<Vec<Asked>> {
        self.store.erasures_asked()
    }

    fn withdraw_erasure(&self, _: Key, _: &Author, _: Timestamp) -> Result<Option<Asked>> {
        self.refused()
    }

    fn gone(&self) -> Result<Vec<Gone>> {
        self.store.gone()
    }
}

impl Room for ReadOnly {
    fn is_room_short(&self) -> bool {
        self.store.is_room_short()
    }
}

impl Archive for ReadOnly {
    /// A backup is a file elsewhere: nothing is written to what is kept.
    fn back_up(&self, request: &BackUp<'_>) -> Result<Contents> {
        self.store.back_up(request)
    }

    fn back_up_daily(&self, _: &Seal, _: Timestamp) -> Result<Daily> {
        Ok(Daily::Nothing)
    }

    fn restore(&self, _: &Restore<'_>) -> Result<Contents> {
        self.refused()
    }
}

impl Store for ReadOnly {
    fn get(&self, kind: EntityKind, key: Key) -> Result<Option<Record>> {
        self.store.get(kind, key)
    }

    fn scan(&self, kind: EntityKind, visit: &mut dyn FnMut(Record)) -> Result<()> {
        self.store.scan(kind, visit)
    }

    fn count(&self, kind: EntityKind) -> Result<u64> {
        self.store.count(kind)
    }

    fn write(&self, _: Transaction) -> Result<Saved> {
        self.refused()
    }

    fn undo(&self, _: &Author, _: Timestamp, _: Option<GroupId>) -> Result<Entry> {
        self.refused()
    }

    fn redo(&self, _: &Author, _: Timestamp) -> Result<Entry> {
        self.refused()
    }

    fn history(&self, limit: usize) -> Result<Vec<Entry>> {
        self.store.history(limit)
    }

    fn last_seq(&self) -> Result<Seq> {
        self.store.last_seq()
    }

    fn changes_since(&self, seq: Seq) -> Result<Option<Vec<Change>>> {
        self.store.changes_since(seq)
    }
}

impl Ledger for ReadOnly {
    fn trash(&self, limit: usize) -> Result<Vec<Trashed>> {
        self.store.trash(limit)
    }

    fn record_history(&self, kind: EntityKind, key: Key, limit: usize) -> Result<Vec<(Entry, Change)>> {
        self.store.record_history(kind, key, limit)
    }

    fn group(&self, group: GroupId) -> Result<Entry> {
        self.store.group(group)
    }

    fn group_changes(&self, group: GroupId, limit: usize) -> Result<Vec<Change>> {
        self.store.group_changes(group, limit)
    }

    fn undo_untouched(&self, _: &Author, _: Timestamp, _: Option<GroupId>) -> Result<Entry> {
        self.refused()
    }

    fn trim(&self, _: Timestamp, _: Duration) -> Result<Trimmed> {
        self.refused()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Facility, FacilityId};
    use crate::port::Put;
    use crate::port::store::Label;
    use crate::store::{Options, RedbStore};

    #[test]
    fn nothing_is_written_through_it() {
        let inner = Arc::new(RedbStore::in_memory(Options::default()).unwrap());
        let store = ReadOnly::new(Arc::clone(&inner) as Arc<dyn Store>, "/data".to_owned());
        let author = Author::account(1, "a");
        let transaction = Transaction {
            author: author.clone(),
            at: Timestamp::UNIX_EPOCH,
            label: Label { action: "add".to_owned(), detail: String::new() },
            puts: vec![Put::Save(Record::Facility(Facility::new(FacilityId::new())))],
            patience: None,
        };
        assert!(matches!(store.write(transaction.clone()), Err(StoreError::ReadOnly { .. })));
        inner.write(transaction).unwrap();
        assert!(matches!(store.undo(&author, Timestamp::UNIX_EPOCH, None), Err(StoreError::ReadOnly { .. })));
        assert!(matches!(store.undo_untouched(&author, Timestamp::UNIX_EPOCH, None), Err(StoreError::ReadOnly { .. })));
        assert!(matches!(store.trim(Timestamp::UNIX_EPOCH, Duration::ZERO), Err(StoreError::ReadOnly { .. })));
        assert!(matches!(store.redo(&author, Timestamp::UNIX_EPOCH), Err(StoreError::ReadOnly { .. })));
        assert_eq!(store.count(EntityKind::Facility).unwrap(), 1);
    }
}
