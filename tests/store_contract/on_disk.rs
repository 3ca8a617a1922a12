//! What only a store in a file can show: permissions, several handles, restarts, versions, bad files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Barrier;
use std::time::Duration;

use redb::{Builder, ConcurrencyMode, Database, ReadableTable, TableDefinition};
use renkei::port::store::facility as load;
use renkei::port::{EntityKind, Store, StoreError};
use renkei::store::{FILE_NAME, Options, RedbStore, SCHEMA_VERSION};

use crate::sample::*;

const META: TableDefinition<'_, &str, u64> = TableDefinition::new("meta");
const FACILITY: TableDefinition<'_, [u8; 16], &[u8]> = TableDefinition::new("facility");

fn open(folder: &Path) -> RedbStore {
    RedbStore::open(folder, Options::default()).unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The file as another program sees it.
fn raw(folder: &Path) -> Database {
    Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).open(folder.join(FILE_NAME)).unwrap()
}

fn set_version(folder: &Path, version: u64) {
    let transaction = raw(folder).begin_write().unwrap();
    transaction.open_table(META).unwrap().insert("schema_version", version).unwrap();
    transaction.commit().unwrap();
}

#[test]
fn a_new_place_is_ones_own() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("share/renkei");
    open(&folder);
    assert_eq!((mode(&folder), mode(&folder.join(FILE_NAME))), (0o700, 0o600));
}

#[test]
fn a_shared_place_keeps_its_modes() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("shared");
    fs::create_dir(&folder).unwrap();
    set_mode(&folder, 0o2770);
    drop(open(&folder));
    assert_eq!((mode(&folder), mode(&folder.join(FILE_NAME))), (0o2770, 0o660));
    set_mode(&folder.join(FILE_NAME), 0o640);
    drop(open(&folder));
    assert_eq!((mode(&folder), mode(&folder.join(FILE_NAME))), (0o2770, 0o640));
}

#[test]
fn two_handles_on_one_file_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (open(folder.path()), open(folder.path()));
    set(&one, &hana(), 1, "from one");
    assert_eq!(note(&two, 1).as_deref(), Some("from one"));
    let seen = one.last_seq().unwrap();
    set(&two, &taro(), 1, "from two");
    assert_eq!(note(&one, 1).as_deref(), Some("from two"));
    assert_eq!(one.changes_since(seen).unwrap().unwrap().len(), 1);
    one.undo(&taro(), at(9), None).unwrap();
    assert_eq!((note(&two, 1).as_deref(), rev(&two, 1)), (Some("from one"), Some(3)));
}

#[test]
fn handles_that_write_at_once_lose_no_update() {
    const EACH: usize = 40;
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    set(&first, &hana(), 1, "");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let store = open(folder.path());
                for _ in 0..EACH {
                    loop {
                        let mut mine = load(&store, id(1)).unwrap().unwrap();
                        mine.local.note.facts.push('x');
                        match write(&store, &hana(), vec![save(mine)]) {
                            Ok(_) => break,
                            Err(StoreError::Conflict { .. }) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                }
            });
        }
    });
    assert_eq!(note(&first, 1).unwrap().len(), 4 * EACH);
    assert_eq!(first.history(usize::MAX).unwrap().len(), 4 * EACH + 1);
    drop(first);
    assert!(RedbStore::check(folder.path(), &Options::default()).unwrap());
}

#[test]
fn handles_that_make_the_file_at_once_agree() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("new");
    let start = Barrier::new(6);
    std::thread::scope(|scope| {
        for n in 0..6 {
            let (place, start) = (&place, &start);
            scope.spawn(move || {
                start.wait();
                set(&open(place), &hana(), n, "here");
            });
        }
    });
    assert_eq!(open(&place).count(EntityKind::Facility).unwrap(), 6);
}

/// Two stores, one that has written and one that has only been opened, while another program is in a write.
fn beside_a_writer(test: impl Fn(&RedbStore, redb::WriteTransaction)) {
    for has_written in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        set(&store, &hana(), 9, "before");
        if !has_written {
            drop(store);
            store = open(folder.path());
        }
        let other = raw(folder.path());
        test(&store, other.begin_write().unwrap());
    }
}

#[test]
fn a_writer_that_waits_too_long_says_so() {
    beside_a_writer(|store, held| {
        let mut hasty = transaction(&hana(), "edit", vec![save(facility(1, "x"))]);
        hasty.patience = Some(Duration::from_millis(20));
        for _ in 0..3 {
            let result = store.write(hasty.clone());
            let patience = Duration::from_millis(20);
            assert!(matches!(result, Err(StoreError::Busy(told)) if told == patience), "{result:?}");
        }
        // Reading never waits.
        assert_eq!(store.count(EntityKind::Facility).unwrap(), 1);
        held.abort().unwrap();
        hasty.patience = Some(Duration::from_secs(20));
        store.write(hasty).unwrap();
    });
}

#[test]
fn a_writer_without_a_limit_waits() {
    beside_a_writer(|store, held| {
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let mut patient = transaction(&hana(), "import", vec![save(facility(1, "x"))]);
                patient.patience = None;
                store.write(patient).unwrap()
            });
            held.commit().unwrap();
            assert_eq!(waiting.join().unwrap().changes, 1);
        });
    });
}

#[test]
fn undo_and_redo_go_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["one", "two", "three"] {
        set(&open(folder.path()), &hana(), 1, text);
    }
    for left in [Some("two"), Some("one"), None] {
        open(folder.path()).undo(&hana(), at(9), None).unwrap();
        assert_eq!(note(&open(folder.path()), 1).as_deref(), left);
    }
    for text in ["one", "two", "three"] {
        open(folder.path()).redo(&hana(), at(9)).unwrap();
        assert_eq!(note(&open(folder.path()), 1).as_deref(), Some(text));
    }
}

#[test]
fn undo_brings_back_the_very_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    for n in 0..50 {
        set(&store, &taro(), n, "before");
    }
    let bytes = |folder: &Path| -> Vec<(Vec<u8>, Vec<u8>)> {
        use redb::ReadableDatabase;
        let database = raw(folder);
        let table = database.begin_read().unwrap().open_table(FACILITY).unwrap();
        let rows = table.iter().unwrap().map(|row| {
            let (key, value) = row.unwrap();
            // The first 8 bytes are the `rev`, which goes on growing.
            (key.value().to_vec(), value.value()[8..].to_vec())
        });
        rows.collect()
    };
    let before = bytes(folder.path());
    let puts = (25..90).map(|n| {
        let mut wanted = facility(n, "import");
        wanted.rev = rev(&store, n).unwrap_or(0);
        save(wanted)
    });
    write(&store, &hana(), puts.collect()).unwrap();
    assert_ne!(bytes(folder.path()), before);
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(bytes(folder.path()), before);
}

#[test]
fn a_newer_schema_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    set(&store, &hana(), 1, "kept");
    let newer = u64::from(SCHEMA_VERSION) + 1;
    set_version(folder.path(), newer);
    let refused = |result: Result<(), StoreError>| match result {
        Err(StoreError::Newer { found, known }) => assert_eq!((found, known), (SCHEMA_VERSION + 1, SCHEMA_VERSION)),
        other => panic!("{other:?}"),
    };
    // The program that had it open stops writing, whatever it writes.
    refused(write(&store, &hana(), vec![save(facility(2, "x"))]).map(drop));
    refused(store.undo(&hana(), at(9), None).map(drop));
    refused(store.redo(&hana(), at(9)).map(drop));
    refused(RedbStore::open(folder.path(), Options::default()).map(drop));
    set_version(folder.path(), u64::from(SCHEMA_VERSION));
    assert_eq!(note(&store, 1).as_deref(), Some("kept"));
    set(&store, &hana(), 2, "again");
}

#[test]
fn a_record_of_a_newer_program_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    set(&store, &hana(), 1, "kept");
    change_body(folder.path(), |map| {
        map.push(("a_field_of_2031".into(), short_string("x")));
    });
    assert_eq!(note(&store, 1).as_deref(), Some("kept"));
    let mut all = 0;
    store.scan(EntityKind::Facility, &mut |_| all += 1).unwrap();
    assert_eq!(all, 1);
    // To save it unchanged changes nothing, and to change it keeps what this program does not know.
    let same = load(&store, id(1)).unwrap().unwrap();
    assert_eq!(write(&store, &hana(), vec![save(same)]).unwrap().changes, 0);
    set(&store, &hana(), 1, "changed");
    assert_eq!(note(&store, 1).as_deref(), Some("changed"));
    change_body(folder.path(), |map| {
        let kept =
            map.iter().find(|(name, _)| name == "a_field_of_2031").expect("the field of the newer program is gone");
        assert_eq!(kept.1, short_string("x"));
    });
}

#[test]
fn a_record_of_an_older_program_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    set(&store, &hana(), 1, "gone with its field");
    change_body(folder.path(), |map| map.retain(|(name, _)| name == "id"));
    let found = load(&store, id(1)).unwrap().unwrap();
    assert_eq!((found.listings.len(), found.local.note.facts.as_str(), found.rev), (0, "", 1));
}

/// The fields of the only facility's MessagePack map, in bytes, changed as another program would.
fn change_body(folder: &Path, change: impl Fn(&mut Vec<(String, Vec<u8>)>)) {
    let transaction = raw(folder).begin_write().unwrap();
    {
        let mut table = transaction.open_table(FACILITY).unwrap();
        let bytes = table.get(key(1)).unwrap().unwrap().value().to_vec();
        let (rev, body) = bytes.split_at(8);
        let mut fields = split_map(body);
        change(&mut fields);
        let mut changed = rev.to_vec();
        changed.push(0x80 | u8::try_from(fields.len()).unwrap());
        for (name, value) in fields {
            changed.extend(short_string(&name));
            changed.extend(value);
        }
        table.insert(key(1), changed.as_slice()).unwrap();
    }
    transaction.commit().unwrap();
}

/// A short MessagePack string.
fn short_string(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xA0 | u8::try_from(text.len()).unwrap()];
    assert!(text.len() < 32);
    bytes.extend(text.as_bytes());
    bytes
}

/// A small MessagePack map with text keys, its values left encoded.
fn split_map(body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let count = body[0];
    assert_eq!(count & 0xF0, 0x80, "a map of less than 16 fields");
    let mut rest = &body[1..];
    (0..count & 0x0F)
        .map(|_| {
            let mut reader = rest;
            let name: String = rmp_serde::from_read(&mut reader).unwrap();
            let value_from = reader;
            let _: serde::de::IgnoredAny = rmp_serde::from_read(&mut reader).unwrap();
            let value = value_from[..value_from.len() - reader.len()].to_vec();
            rest = reader;
            (name, value)
        })
        .collect()
}

/// Lets nobody write the file, root included where the file system can. False where that is not possible here.
pub fn forbid_writing(file: &Path, forbid: bool) -> bool {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
    if !rustix::process::geteuid().is_root() {
        set_mode(file, if forbid { 0o400 } else { 0o600 });
        return true;
    }
    let file = fs::File::open(file).unwrap();
    ioctl_getflags(&file).is_ok_and(|mut flags| {
        flags.set(IFlags::IMMUTABLE, forbid);
        ioctl_setflags(&file, flags).is_ok()
    })
}

#[test]
fn a_file_that_may_only_be_read_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE_NAME);
    set(&open(folder.path()), &hana(), 1, "kept");
    if !forbid_writing(&file, true) {
        eprintln!("SKIPPED: a_file_that_may_only_be_read_is_read: root, on a file system without immutable files");
        return;
    }
    let _allow = AllowWriting(file.clone());
    let store = open(folder.path());
    assert!(store.is_read_only());
    assert_eq!(note(&store, 1).as_deref(), Some("kept"));
    let refused = |result: Result<(), StoreError>| match result {
        Err(StoreError::ReadOnly { path, .. }) => assert!(path.ends_with(FILE_NAME)),
        other => panic!("{other:?}"),
    };
    refused(write(&store, &hana(), vec![save(facility(2, "x"))]).map(drop));
    refused(store.undo(&hana(), at(9), None).map(drop));
    refused(store.redo(&hana(), at(9)).map(drop));
    // It follows what others write, and writes itself as soon as it may.
    assert!(forbid_writing(&file, false));
    set(&open(folder.path()), &taro(), 3, "others");
    assert_eq!(note(&store, 3).as_deref(), Some("others"));
    assert!(!store.is_read_only());
    set(&store, &hana(), 2, "at last");
}

/// The folder can be removed, whatever fails.
pub struct AllowWriting(pub std::path::PathBuf);

impl Drop for AllowWriting {
    fn drop(&mut self) {
        forbid_writing(&self.0, false);
    }
}

#[test]
fn a_file_that_is_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    for content in [&b"This is a letter, not a database. "[..], &[0; 8192], &[0xFF; 9_000]] {
        fs::write(&path, content).unwrap();
        match RedbStore::open(folder.path(), Options::default()).map(drop) {
            Err(StoreError::Refused { .. } | StoreError::Damaged(_)) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE_NAME);
    let store = open(folder.path());
    write(&store, &hana(), (0..2_000).map(|n| save(facility(n, "text"))).collect()).unwrap();
    drop(store);
    let whole = fs::read(&path).unwrap();
    let mut refused = 0;
    for tenth in 1..10 {
        fs::write(&path, &whole[..whole.len() * tenth / 10]).unwrap();
        let read = || -> Result<u32, StoreError> {
            let store = RedbStore::open(folder.path(), Options::default())?;
            let mut found = 0;
            store.scan(EntityKind::Facility, &mut |_| found += 1)?;
            store.changes_since(0)?;
            store.history(10)?;
            Ok(found)
        };
        match read() {
            // The cut may have met only free pages.
            Ok(found) => assert_eq!(found, 2_000, "{tenth}"),
            Err(StoreError::Refused { .. } | StoreError::Damaged(_)) => refused += 1,
            Err(other) => panic!("{tenth}: {other:?}"),
        }
    }
    assert!(refused >= 3, "most of the file holds records, and only {refused} cuts were noticed");
}

#[test]
fn a_place_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "").unwrap();
    match RedbStore::open(&file.join("renkei"), Options::default()).map(drop) {
        Err(StoreError::Open { path, .. }) => assert!(path.contains("a file"), "{path}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn progress_is_told_and_ends_at_the_end() {
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let listener = std::sync::Arc::clone(&told);
    let progress: renkei::store::ProgressFn =
        std::sync::Arc::new(move |written| listener.lock().unwrap().push(written));
    let store = RedbStore::in_memory(Options { progress: Some(progress), ..Options::default() }).unwrap();
    write(&store, &hana(), (0..2_500).map(|n| save(facility(n, ""))).collect()).unwrap();
    let steps: Vec<_> = told.lock().unwrap().drain(..).map(|written| (written.done, written.of)).collect();
    assert_eq!(steps, [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]);
    store.undo(&hana(), at(9), None).unwrap();
    assert_eq!(told.lock().unwrap().len(), 3);
}

/// `renkei find` beside an import, or beside a colleague's renkei that was stopped in the middle of a write.
#[test]
fn opening_reading_and_closing_never_wait_for_a_writer() {
    let folder = tempfile::tempdir().unwrap();
    set(&open(folder.path()), &hana(), 1, "kept");
    let other = raw(folder.path());
    let held = other.begin_write().unwrap();
    let (say, hear) = std::sync::mpsc::channel();
    let path = folder.path().to_owned();
    std::thread::spawn(move || {
        let store = open(&path);
        let found = note(&store, 1);
        drop(store);
        say.send(found)
    });
    let found = hear.recv_timeout(Duration::from_secs(20)).expect("it waited for the writer");
    assert_eq!(found.as_deref(), Some("kept"));
    held.abort().unwrap();
}
