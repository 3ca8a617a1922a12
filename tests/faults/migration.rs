//! A migration that is broken off at any write: the old file, whole, or the new one.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use redb::{Builder, ConcurrencyMode, Database, ReadableDatabase, StorageBackend, TableDefinition};
use renkei::store::{Options, RedbStore, SCHEMA_VERSION};

use crate::sample::contents;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// A disk in memory that is taken away after so many writes.
#[derive(Clone, Debug)]
struct Disk {
    bytes: Arc<Mutex<Vec<u8>>>,
    left: Arc<AtomicUsize>,
}

impl Disk {
    fn holding(bytes: Vec<u8>, writes: usize) -> Self {
        Self { bytes: Arc::new(Mutex::new(bytes)), left: Arc::new(AtomicUsize::new(writes)) }
    }

    fn take(&self) -> io::Result<()> {
        let took = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        took.map(drop).map_err(|_| io::Error::other("killed"))
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.bytes.lock().unwrap().len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let from = offset as usize;
        let bytes = self.bytes.lock().unwrap();
        out.copy_from_slice(bytes.get(from..from + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.take()?;
        self.bytes.lock().unwrap().resize(len as usize, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.take()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.take()?;
        let from = offset as usize;
        self.bytes.lock().unwrap()[from..from + data.len()].copy_from_slice(data);
        Ok(())
    }
}

fn open(disk: &Disk) -> Result<RedbStore, renkei::port::StoreError> {
    let disk = disk.clone();
    RedbStore::with_backend(move || Ok(disk.clone()), ConcurrencyMode::ExclusiveWriter, Options::default())
}

fn version(database: &Database) -> u64 {
    let meta = database.begin_read().unwrap().open_table(META).unwrap();
    meta.get("schema_version").unwrap().unwrap().value()
}

#[test]
fn a_migration_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases/schema-1.redb.zst");
    let old = zstd::decode_all(&*std::fs::read(fixture).unwrap()).unwrap();
    let (mut stayed_old, mut became_new) = (0, 0);
    let wanted = contents(&open(&Disk::holding(old.clone(), usize::MAX)).unwrap());
    for writes in 0.. {
        let disk = Disk::holding(old.clone(), writes);
        let finished = open(&disk).is_ok() && disk.left.load(Ordering::SeqCst) > 0;
        // The next start finds what was written until then.
        let found = disk.bytes.lock().unwrap().clone();
        let raw = Builder::new().create_with_backend(Disk::holding(found.clone(), usize::MAX)).unwrap();
        match version(&raw) {
            1 => stayed_old += 1,
            new if new == u64::from(SCHEMA_VERSION) => became_new += 1,
            other => panic!("schema {other}"),
        }
        let next = open(&Disk::holding(found, usize::MAX)).unwrap();
        assert_eq!(contents(&next), wanted, "killed after {writes} writes");
        if finished {
            break;
        }
    }
    eprintln!("killed after each write: {stayed_old} times the old file, {became_new} times the new one");
    assert!(stayed_old >= 3 && became_new >= 1, "{stayed_old} old, {became_new} new");
}
