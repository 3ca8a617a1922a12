//! A database of the released schema 1, opened by this program.

use std::fs;
use std::path::{Path, PathBuf};

use redb::{Builder, ConcurrencyMode, ReadableDatabase, TableDefinition};
use renkei::domain::{Author, Person, PersonId};
use renkei::exchange::export::jsonl;
use renkei::port::archive::{ArchiveError, Restore, Unseal};
use renkei::port::{Archive, Audit, EntityKind, Put, Record, Store, StoreError};
use renkei::store::{FILE_NAME, Options, RedbStore, SCHEMA_VERSION, verify};
use strum::IntoEnumIterator;

use crate::on_disk::{AllowWriting, forbid_writing};
use crate::sample::*;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");

/// A folder with the database that the released program of schema 1 wrote.
pub fn schema_1() -> tempfile::TempDir {
    of_schema(1)
}

fn of_schema(number: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let packed = fs::read(fixture(&format!("schema-{number}.redb.zst"))).unwrap();
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

/// The backup that a migration makes of what it is about to change.
pub fn kept_before_migration(folder: &Path) -> PathBuf {
    set(&open(folder), &hana(), 1, "new");
    let kept: Vec<PathBuf> = fs::read_dir(folder.join("backups")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [kept] = kept.as_slice() else { panic!("{kept:?}") };
    kept.clone()
}

#[test]
fn the_backup_before_a_migration_holds_what_was_there() {
    let folder = schema_1();
    let (history, last) = (open(folder.path()).history(100).unwrap(), open(folder.path()).last_seq().unwrap());
    let kept = kept_before_migration(folder.path());
    let name = kept.file_name().unwrap().to_str().unwrap();
    let stamp = history[0].at.strftime("%Y%m%dT%H%MZ");
    assert_eq!(name, format!("renkei-{stamp}-schema-1.backup"));
    let contents = verify(&kept, &Unseal::Nothing, &|_, _| {}).unwrap();
    assert_eq!((contents.schema, contents.made_at), (1, history[0].at));
    let new = tempfile::tempdir().unwrap();
    let store = open(new.path());
    let request = Restore { path: &kept, unseal: &Unseal::Nothing, author: &taro(), at: at(9), progress: &|_, _| {} };
    store.restore(&request).unwrap();
    assert_eq!(export(&store), exported(), "byte for byte");
    assert_eq!(store.history(100).unwrap()[1..], history);
    assert!(store.last_seq().unwrap() > last);
    assert_eq!(store.verify_audit().unwrap().broken, None);
    // Over the migrated store itself it is the way back, and the audit of what came between stays.
    let store = open(folder.path());
    store.restore(&request).unwrap();
    assert_eq!(export(&store), exported());
    let report = store.verify_audit().unwrap();
    assert_eq!((report.entries, report.broken), (2, None));
}

#[test]
fn without_the_backup_nothing_is_migrated() {
    let folder = schema_1();
    // Not a folder: also root cannot write into it.
    fs::write(folder.path().join("backups"), "").unwrap();
    let store = open(folder.path());
    let failed = write(&store, &hana(), vec![save(facility(1, "x"))]);
    assert!(matches!(failed, Err(StoreError::Archive(ArchiveError::NotMigrated { .. }))), "{failed:?}");
    assert_eq!(export(&store), exported());
    drop(store);
    assert_eq!(version(folder.path()), 1);
    // With room for it, it goes on.
    fs::remove_file(folder.path().join("backups")).unwrap();
    kept_before_migration(folder.path());
    assert_eq!(version(folder.path()), u64::from(SCHEMA_VERSION));
}

#[test]
fn a_migration_that_was_broken_off_behind_its_backup_makes_it_anew() {
    let folder = schema_1();
    let old = fs::read(folder.path().join(FILE_NAME)).unwrap();
    let kept = kept_before_migration(folder.path());
    let whole = fs::read(&kept).unwrap();
    // As a kill between the two leaves it.
    fs::write(folder.path().join(FILE_NAME), old).unwrap();
    assert_eq!(kept_before_migration(folder.path()), kept);
    assert!(fs::read(&kept).unwrap() == whole);
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

#[test]
fn a_file_of_schema_2_is_shown_as_it_is_and_migrated_at_the_first_write() {
    let folder = of_schema(2);
    let wanted = fs::read_to_string(fixture("schema-2.jsonl")).unwrap();
    assert_eq!(export(&open(folder.path())), wanted, "reading migrates nothing");
    assert_eq!(version(folder.path()), 2);
    let store = open(folder.path());
    let members: Vec<Record> = contents(&store, EntityKind::Member);
    let [Record::Member(admin)] = members.as_slice() else { panic!("one member: {members:?}") };
    let author = Author { member: Some(admin.id), ..Author::account(0, "hana") };
    write(&store, &author, vec![Put::Save(Person::new(PersonId::from_bytes([1; 16]), "架空".to_owned()).into())])
        .unwrap();
    drop(store);
    assert_eq!(version(folder.path()), u64::from(SCHEMA_VERSION));
    let store = open(folder.path());
    let (person, rest): (Vec<String>, Vec<String>) =
        export(&store).lines().map(|line| format!("{line}\n")).partition(|line| line.contains("\"person\",\"record\""));
    assert_eq!((person.len(), rest.concat()), (1, wanted));
    assert_eq!(store.verify_audit().unwrap().broken, None);
}

#[test]
fn a_file_of_schema_3_takes_a_talk_about_wishes_after_its_migration() {
    let folder = of_schema(3);
    let wanted = fs::read_to_string(fixture("schema-3.jsonl")).unwrap();
    assert_eq!(export(&open(folder.path())), wanted, "reading migrates nothing");
    assert_eq!(version(folder.path()), 3);
    let store = open(folder.path());
    write(&store, &hana(), vec![Put::Save(acp_talk(1).into())]).unwrap();
    drop(store);
    assert_eq!(version(folder.path()), u64::from(SCHEMA_VERSION));
    let store = open(folder.path());
    let (talks, rest): (Vec<String>, Vec<String>) =
        export(&store).lines().map(|line| format!("{line}\n")).partition(|line| line.contains("\"acp_talk\""));
    assert_eq!((talks.len(), rest.concat()), (1, wanted));
    assert_eq!(store.verify_audit().unwrap().broken, None);
}

#[test]
fn a_file_of_schema_4_takes_a_meeting_and_what_it_agreed_on_after_its_migration() {
    let folder = of_schema(4);
    let wanted = fs::read_to_string(fixture("schema-4.jsonl")).unwrap();
    assert_eq!(export(&open(folder.path())), wanted, "reading migrates nothing");
    assert_eq!(version(folder.path()), 4);
    let store = open(folder.path());
    write(&store, &hana(), vec![Put::Save(meeting(1).into()), Put::Save(action(1).into())]).unwrap();
    drop(store);
    assert_eq!(version(folder.path()), u64::from(SCHEMA_VERSION));
    let store = open(folder.path());
    let (log, rest): (Vec<String>, Vec<String>) =
        export(&store).lines().map(|line| format!("{line}\n")).partition(|line| line.contains("一覧を配る"));
    assert_eq!((log.len(), rest.concat()), (2, wanted));
    assert_eq!(store.verify_audit().unwrap().broken, None);
}
