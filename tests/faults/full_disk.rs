//! A disk that fills up, in every run of the tests.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use redb::{ConcurrencyMode, StorageBackend};
use renkei::domain::SessionId;
use renkei::port::audit::{Audit, Witness};
use renkei::port::{EntityKind, Presence, Presences, Put, Store, StoreError, Transaction};
use renkei::store::{Options, RedbStore};

use crate::sample::*;

/// A disk in memory; every handle on it sees the same bytes.
#[derive(Clone, Default)]
struct Disk {
    bytes: Arc<Mutex<Vec<u8>>>,
    full: Arc<AtomicBool>,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Disk")
    }
}

impl Disk {
    fn room(&self) -> io::Result<()> {
        if self.full.load(Ordering::SeqCst) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes.lock().unwrap().len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let from = offset as usize;
        out.copy_from_slice(
            self.bytes.lock().unwrap().get(from..from + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?,
        );
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if len > self.len()? {
            self.room()?;
        }
        self.bytes.lock().unwrap().resize(len as usize, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.room()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        // A file system that copies on write needs room for every write.
        self.room()?;
        let from = offset as usize;
        self.bytes.lock().unwrap()[from..from + data.len()].copy_from_slice(data);
        Ok(())
    }
}

#[test]
fn a_full_disk_loses_nothing_and_the_program_goes_on() {
    let disk = Disk::default();
    let same = disk.clone();
    let make = move || Ok(same.clone());
    let store = RedbStore::with_backend(make, ConcurrencyMode::ExclusiveWriter, Options::default()).unwrap();
    store.write(transaction("import", (0..500).map(|n| facility(n, "first")))).unwrap();
    let before = contents(&store);
    for round in 0..3 {
        disk.full.store(true, Ordering::SeqCst);
        let wanted = || transaction("import", (500..3_000).map(|n| facility(n, "more")));
        let refused =
            |result: Result<(), StoreError>| assert!(matches!(result, Err(StoreError::DiskFull)), "{result:?}");
        refused(store.write(wanted()).map(drop));
        refused(store.undo(&author(), at(), None).map(drop));
        refused(store.write(wanted()).map(drop));

        disk.full.store(false, Ordering::SeqCst);
        assert_eq!(contents(&store), before, "round {round}");
        assert_eq!(store.write(wanted()).unwrap().changes, 2_500);
        store.undo(&author(), at(), None).unwrap();
        assert_eq!(contents(&store), before, "round {round}");
    }
}

/// One way of writing.
type Step<'a> = dyn Fn() -> Result<(), StoreError> + 'a;

/// Every way of writing: an edit, the trash and back, for ever, undo, redo, what stands beside the records.
#[test]
fn each_way_of_writing_is_refused_whole_and_works_when_there_is_room() {
    let disk = Disk::default();
    let same = disk.clone();
    let make = move || Ok(same.clone());
    let store = RedbStore::with_backend(make, ConcurrencyMode::ExclusiveWriter, Options::default()).unwrap();
    store.write(transaction("import", (0..50).map(|n| facility(n, "first")))).unwrap();
    let (kind, key, other) = (EntityKind::Facility, facility(1, "").id.to_bytes(), facility(2, "").id.to_bytes());
    let puts = |put: Put| Transaction { puts: vec![put], ..transaction("edit", std::iter::empty()) };
    let edit = || transaction("edit", std::iter::once(facility(60, "added")));
    let witness = || Witness {
        author: author(),
        at: at(),
        action: "export",
        records: Vec::new(),
        count: 50,
        note: String::new(),
    };
    let session = SessionId::new();
    let presence = Presence { session, author: author(), kind, key, since: at(), seen_at: at() };
    let steps: [(&str, &Step<'_>); 10] = [
        ("edit", &|| store.write(edit()).map(drop)),
        ("undo", &|| store.undo(&author(), at(), None).map(drop)),
        ("redo", &|| store.redo(&author(), at()).map(drop)),
        ("trash", &|| store.write(puts(Put::Trash { kind, key, rev: 1 })).map(drop)),
        ("restore", &|| store.write(puts(Put::Restore { kind, key })).map(drop)),
        ("remove", &|| store.write(puts(Put::Trash { kind, key: other, rev: 1 })).map(drop)),
        ("purge", &|| store.write(puts(Put::Purge { kind, key: other })).map(drop)),
        ("witness", &|| store.witness(witness())),
        ("announce", &|| store.announce(&presence)),
        ("withdraw", &|| store.withdraw(session)),
    ];
    for (name, step) in steps {
        let before = (contents(&store), store.history(100).unwrap(), store.audit_head().unwrap());
        disk.full.store(true, Ordering::SeqCst);
        for _ in 0..2 {
            assert!(matches!(step(), Err(StoreError::DiskFull)), "{name}");
        }
        disk.full.store(false, Ordering::SeqCst);
        let after = (contents(&store), store.history(100).unwrap(), store.audit_head().unwrap());
        assert!(after == before, "{name} left something behind");
        step().unwrap_or_else(|error| panic!("{name}, with room again: {error}"));
    }
    assert_eq!(store.count(kind).unwrap(), 50, "one added, one deleted for ever");
}
