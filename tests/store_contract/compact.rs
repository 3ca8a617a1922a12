//! Rewriting the data file: whole or not at all, alone, and nothing of the old bytes left.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use redb::{ReadableDatabase, TableDefinition};
use renkei::domain::permission::Denial;
use renkei::port::{Audit as _, Check as _, EntityKind, Put, Store, StoreError};
use renkei::store::keys::{KeyRing, KeySource, Secret, make_key_file};
use renkei::store::{Compacted, Options, RedbStore, place, unfinished};

use crate::sample::*;

const MARK: &str = "架空ヒミツの覚え書き";

fn open(folder: &Path) -> RedbStore {
    RedbStore::open(folder, Options::default()).unwrap()
}

fn compact(folder: &Path) -> renkei::port::store::Result<Compacted> {
    RedbStore::compact(folder, &Options::default(), &hana(), at(9), &|_, _| {})
}

fn file(folder: &Path) -> std::path::PathBuf {
    RedbStore::file_in(folder)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A register in which the mark was purged, so that only free pages may hold it.
fn purged(folder: &Path) {
    let store = open(folder);
    for n in 1..60 {
        write(&store, &hana(), vec![save(facility(n, MARK))]).unwrap();
    }
    for n in 1..60 {
        trash(&store, &hana(), n);
        write(&store, &hana(), vec![purge(n)]).unwrap();
    }
    write(&store, &hana(), vec![save(facility(99, "残る"))]).unwrap();
}

#[test]
fn nothing_of_the_old_bytes_is_left_and_everything_else_is() {
    let folder = tempfile::tempdir().unwrap();
    purged(folder.path());
    let mut old = File::open(file(folder.path())).unwrap();
    let (history, seq) = (open(folder.path()).history(999).unwrap(), open(folder.path()).last_seq().unwrap());
    assert!(holds(&fs::read(file(folder.path())).unwrap(), MARK), "free pages hold it");
    let done = compact(folder.path()).unwrap();
    assert!(done.cleared);
    let now = fs::read(file(folder.path())).unwrap();
    assert!(!holds(&now, MARK));
    assert_eq!(now.len() as u64, done.after);
    let mut bytes = Vec::new();
    old.rewind().unwrap();
    old.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes.len() as u64, done.before);
    assert!(bytes.iter().all(|byte| *byte == 0), "the old file's own bytes are gone too");
    let store = open(folder.path());
    assert_eq!((store.history(999).unwrap(), store.last_seq().unwrap()), (history, seq));
    assert_eq!(note(&store, 99).as_deref(), Some("残る"));
    assert_eq!(rev(&store, 99), Some(1));
    assert!(store.verify_audit().unwrap().broken.is_none());
    assert_eq!(store.look_over().unwrap().findings, []);
    let mut last = None;
    store.audit(&renkei::port::audit::AuditQuery::default(), &mut |line| last = Some(line.action)).unwrap();
    assert_eq!(last.as_deref(), Some("compact"));
    set(&store, &hana(), 99, "続き");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".renkei")), "{names:?}");
}

#[test]
fn who_has_it_open_keeps_it_from_being_rewritten_and_who_comes_waits() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    assert!(matches!(compact(folder.path()), Err(StoreError::InUse)), "also a store that has only been opened");
    write(&store, &hana(), vec![save(facility(1, "一"))]).unwrap();
    assert!(matches!(compact(folder.path()), Err(StoreError::InUse)));
    drop(store);
    compact(folder.path()).unwrap();
    // From the inside of a compaction: nobody else can come.
    let refused = std::cell::Cell::new(0);
    let store = open(folder.path());
    write(&store, &hana(), (0..1_200).map(|n| save(facility(n + 10, "多"))).collect()).unwrap();
    drop(store);
    let look = |_, _| {
        let options = Options { patience: Duration::ZERO, ..Options::default() };
        assert!(matches!(RedbStore::open(folder.path(), options).map(drop), Err(StoreError::Compacting)));
        assert!(matches!(compact(folder.path()), Err(StoreError::InUse)));
        refused.set(refused.get() + 1);
    };
    RedbStore::compact(folder.path(), &Options::default(), &hana(), at(9), &look).unwrap();
    assert!(refused.get() > 0);
    assert_eq!(open(folder.path()).count(EntityKind::Facility).unwrap(), 1_201);
}

#[test]
fn what_a_broken_off_run_has_left_is_ended_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let (new, old) = (folder.path().join(".renkei-compact"), folder.path().join(".renkei-before-compact"));
    write(&open(folder.path()), &hana(), vec![save(facility(1, "一"))]).unwrap();
    // Broken off while it was filled.
    fs::write(&new, MARK).unwrap();
    compact(folder.path()).unwrap();
    assert!(!new.exists());
    // Broken off between the second name and the new one: the second name is the data file itself.
    fs::hard_link(file(folder.path()), &old).unwrap();
    assert!(unfinished(folder.path()).is_some());
    compact(folder.path()).unwrap();
    assert!(!old.exists());
    assert_eq!(note(&open(folder.path()), 1).as_deref(), Some("一"));
    // Broken off before the old bytes were gone.
    fs::write(&old, MARK).unwrap();
    let mut left = File::open(&old).unwrap();
    compact(folder.path()).unwrap();
    assert!(!old.exists());
    let mut bytes = Vec::new();
    left.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, vec![0; MARK.len()]);
}

#[test]
fn a_copy_made_of_hard_links_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    purged(folder.path());
    let copy = folder.path().join("snapshot");
    fs::hard_link(file(folder.path()), &copy).unwrap();
    assert!(!compact(folder.path()).unwrap().cleared);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(&copy, file(elsewhere.path())).unwrap();
    assert_eq!(note(&open(elsewhere.path()), 99).as_deref(), Some("残る"), "the copy is whole");
    assert!(!holds(&fs::read(file(folder.path())).unwrap(), MARK));
}

#[test]
fn a_shared_place_keeps_mode_group_and_owner() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("shared");
    place::settle(&folder, Some(rustix::process::getegid().as_raw())).unwrap();
    write(&open(&folder), &hana(), vec![save(facility(1, "一"))]).unwrap();
    let of = |path: &Path| {
        let meta = fs::metadata(path).unwrap();
        (meta.mode(), meta.uid(), meta.gid())
    };
    let before = of(&file(&folder));
    assert_eq!(before.0 & 0o777, 0o660);
    compact(&folder).unwrap();
    assert_eq!(of(&file(&folder)), before);
    fs::set_permissions(file(&folder), fs::Permissions::from_mode(0o640)).unwrap();
    compact(&folder).unwrap();
    assert_eq!(of(&file(&folder)).0 & 0o777, 0o640, "a mode that somebody has chosen stays");
}

#[test]
fn an_encrypted_file_stays_one_under_the_same_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.key");
    let key = make_key_file(&path).unwrap();
    let data = folder.path().join("data");
    let store = RedbStore::create_encrypted(&data, "one", &key, Options::default()).unwrap();
    write(&store, &hana(), vec![save(facility(1, MARK))]).unwrap();
    drop(store);
    let given = |secret: &Secret| Options { key: Some(KeySource::Given(secret.clone())), ..Options::default() };
    RedbStore::compact(&data, &given(&key), &hana(), at(9), &|_, _| {}).unwrap();
    assert!(RedbStore::is_encrypted(&data));
    assert!(!holds(&fs::read(file(&data)).unwrap(), MARK));
    let store = RedbStore::open(&data, given(&key)).unwrap();
    assert_eq!(note(&store, 1).as_deref(), Some(MARK));
    assert!(store.verify_audit().unwrap().broken.is_none());
    drop(store);
    assert!(matches!(compact(&data), Err(StoreError::Key(_))), "not without the key");
}

#[test]
fn keys_are_changed_while_a_window_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let (key, other) = (folder.path().join("a.key"), folder.path().join("b.key"));
    let (key, other) = (make_key_file(&key).unwrap(), make_key_file(&other).unwrap());
    let data = folder.path().join("data");
    let store = RedbStore::create_encrypted(&data, "one", &key, Options::default()).unwrap();
    let opened = KeyRing::read(&data).unwrap().unwrap().unlock(&KeySource::Given(key)).unwrap();
    KeyRing::add(&data, &opened, "two", &other).unwrap();
    KeyRing::remove(&data, "two").unwrap();
    write(&store, &hana(), vec![save(facility(1, "一"))]).unwrap();
}

#[test]
fn what_only_a_newer_program_knows_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    write(&open(folder.path()), &hana(), vec![save(facility(1, "一"))]).unwrap();
    let database = redb::Database::open(file(folder.path())).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(TableDefinition::<u64, u64>::new("future")).unwrap().insert(1, 2).unwrap();
    transaction.commit().unwrap();
    drop(database);
    let refused = compact(folder.path());
    assert!(matches!(&refused, Err(StoreError::Io(cause)) if cause.contains("future")), "{refused:?}");
    let database = redb::Database::open(file(folder.path())).unwrap();
    let table = database.begin_read().unwrap().open_table(TableDefinition::<u64, u64>::new("future")).unwrap();
    assert_eq!(table.get(1).unwrap().map(|value| value.value()), Some(2));
    drop((table, database));
    assert!(!folder.path().join(".renkei-compact").exists());
    assert_eq!(note(&open(folder.path()), 1).as_deref(), Some("一"));
}

#[test]
fn only_admins_rewrite_it_and_a_damaged_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let members = vec![Put::Save(member(1).into()), Put::Save(member(2).into())];
    write(&open(folder.path()), &hana(), members).unwrap();
    let refused = RedbStore::compact(folder.path(), &Options::default(), &taro(), at(9), &|_, _| {});
    assert!(matches!(refused, Err(StoreError::NotAllowed(Denial::Role(_) | Denial::AdminsOnly))), "{refused:?}");
    let read_only = Options { read_only: true, ..Options::default() };
    let refused = RedbStore::compact(folder.path(), &read_only, &hana(), at(9), &|_, _| {});
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })));
    compact(folder.path()).unwrap();
    let whole = fs::read(file(folder.path())).unwrap();
    fs::write(file(folder.path()), &whole[..whole.len() / 2]).unwrap();
    assert!(compact(folder.path()).is_err());
    assert_eq!(fs::read(file(folder.path())).unwrap(), &whole[..whole.len() / 2], "it may still be of use to somebody");
}
