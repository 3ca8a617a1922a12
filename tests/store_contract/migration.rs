//! A database of the released schema 1, opened by this program.

use std::fs;
use std::path::Path;

use redb::{Builder, ConcurrencyMode, ReadableDatabase, TableDefinition};
use renkei::exchange::export::jsonl;
use renkei::port::{EntityKind, Store, StoreError};
use renkei::store::{FILE_NAME, Options, RedbStore, SCHEMA_VERSION};
use strum::IntoEnumIterator;

use crate::on_disk::{AllowWriting, forbid_writing};
use crate::sample::*;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// A folder with the database that the released program of schema 1 wrote.
pub fn schema_1() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let packed = fs::read(fixture("schema-1.redb.zst")).unwrap();
    fs::write(folder.path().join(FILE_NAME), zstd::decode_all(&*packed).unwrap()).unwrap();
    folder
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/databases").join(name)
}

/// That program's own export of it.
pub fn exported() -> String {
    fs::read_to_string(fixture("schema-1.jsonl")).unwrap()
}

fn open(folder: &Path) -> RedbStore {
    RedbStore::open(folder, Options::default()).unwrap()
}

/// What `renkei export all --format jsonl` writes.
pub fn export(store: &dyn Store) -> String {
    let mut text = String::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| text += &jsonl::record(&record).unwrap()).unwrap();
    }
    text
}

fn version(folder: &Path) -> u64 {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let database = builder.open_read_only(folder.join(FILE_NAME)).unwrap();
    let meta = database.begin_read().unwrap().open_table(META).unwrap();
    meta.get("schema_version").unwrap().unwrap().value()
}

#[test]
fn reading_an_old_file_changes_nothing_in_it() {
    let folder = schema_1();
    let before = fs::read(folder.path().join(FILE_NAME)).unwrap();
    let store = open(folder.path());
    assert_eq!(export(&store), exported());
    for kind in EntityKind::iter() {
        store.count(kind).unwrap();
        assert_eq!(store.get(kind, [0; 16]).unwrap(), None);
    }
    assert!(!store.history(100).unwrap().is_empty());
    assert!(store.changes_since(0).unwrap().is_some());
    drop(store);
    assert_eq!(version(folder.path()), 1);
    assert!(fs::read(folder.path().join(FILE_NAME)).unwrap() == before);
}

#[test]
fn checking_an_old_file_does_not_migrate_it() {
    let folder = schema_1();
    assert!(RedbStore::check(folder.path(), &Options::default()).unwrap());
    assert_eq!(version(folder.path()), 1);
}

#[test]
fn the_first_write_migrates_and_everything_is_still_there() {
    let folder = schema_1();
    let store = open(folder.path());
    let (history, last) = (store.history(100).unwrap(), store.last_seq().unwrap());
    set(&store, &hana(), 1, "new");
    assert_eq!(version(folder.path()), u64::from(SCHEMA_VERSION));
    assert_eq!(store.last_seq().unwrap(), last + 1, "the numbers go on");
    assert_eq!(store.history(100).unwrap()[1..], history);
    store.undo(&hana(), at(1), None).unwrap();
    assert_eq!(export(&store), exported());
    drop(store);
    let store = open(folder.path());
    assert_eq!(export(&store), exported());
    assert_eq!(store.changes_since(last).unwrap().unwrap().len(), 2);
}

#[test]
fn what_was_written_under_the_old_schema_is_taken_back_and_put_back() {
    let folder = schema_1();
    let store = open(folder.path());
    let mut taken = 0;
    for entry in store.history(100).unwrap() {
        if entry.of.is_none() && !entry.undone {
            store.undo(&entry.author, at(taken), Some(entry.group)).unwrap();
            taken += 1;
        }
    }
    assert!(taken >= 2, "the fixture holds several changes");
    assert_eq!(export(&store), "", "all came from changes that are in the journal");
    let author = store.history(1).unwrap()[0].author.clone();
    for n in 0..taken {
        store.redo(&author, at(100 + n)).unwrap();
    }
    assert_eq!(export(&store), exported());
}

#[test]
fn many_handles_migrate_one_file_at_once() {
    let folder = schema_1();
    let start = std::sync::Barrier::new(6);
    std::thread::scope(|scope| {
        for n in 0..6 {
            let (folder, start) = (folder.path(), &start);
            scope.spawn(move || {
                let store = open(folder);
                start.wait();
                set(&store, &hana(), n, "new");
            });
        }
    });
    let store = open(folder.path());
    for _ in 0..6 {
        store.undo(&hana(), at(1), None).unwrap();
    }
    assert_eq!(export(&store), exported());
}

#[test]
fn who_may_only_read_an_old_file_reads_it() {
    let folder = schema_1();
    let file = folder.path().join(FILE_NAME);
    if !forbid_writing(&file, true) {
        eprintln!("SKIPPED: who_may_only_read_an_old_file_reads_it: root, on a file system without immutable files");
        return;
    }
    let _allow = AllowWriting(file);
    let store = open(folder.path());
    assert_eq!(export(&store), exported());
    let refused = write(&store, &hana(), vec![save(facility(1, "x"))]);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    assert_eq!(version(folder.path()), 1);
}
