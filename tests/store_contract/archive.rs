//! Backup and restore, on every store; then what only files can show.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use jiff::Timestamp;
use renkei::port::archive::{ArchiveError, BackUp, Contents, Daily, Restore, Seal, Sealed, Unseal};
use renkei::port::audit::{AuditEntry, AuditFault, AuditQuery, Witness};
use renkei::port::store::Result;
use renkei::port::{Archive, Audit, EntityKind, Put, Record, Store, StoreError};
use renkei::store::{Options, RedbStore, newest_backup, verify};
use strum::IntoEnumIterator;
use zeroize::Zeroizing;

use crate::sample::*;

on_every_store!(
    archive:
    a_restore_brings_everything_back,
    a_restore_is_not_taken_back_by_an_undo,
    what_follows_a_restore_is_no_part_of_it,
    other_sessions_notice_a_restore,
    a_form_that_was_open_over_a_restore_is_stale,
    a_backup_that_is_not_right_changes_nothing,
    a_backup_holds_what_was_there_when_it_began,
    a_restore_loses_no_line_of_the_audit,
    a_backup_of_another_store_brings_its_audit,
    a_backup_without_an_audit_takes_its_place_where_it_is_of_another_store,
);

const SILENT: &dyn Fn(u64, u64) = &|_, _| {};

fn back_up(store: &dyn Store, path: &Path, seal: &Seal) -> Result<Contents> {
    store.back_up(&BackUp { path, seal, at: at(1), replace: false, progress: SILENT })
}

fn restore(store: &dyn Store, path: &Path, unseal: &Unseal) -> Result<Contents> {
    store.restore(&Restore { path, unseal, author: &taro(), at: at(2), progress: SILENT })
}

/// Every kind, changes, a removal, an undo.
fn fill(store: &dyn Store) {
    let records = [Record::Doubt(doubt(1)), Record::PlaceTable(places("99001"))];
    write(store, &hana(), records.into_iter().map(Put::Save).collect()).unwrap();
    for n in 0..40 {
        set(store, &hana(), n, "first");
    }
    set(store, &taro(), 1, "second");
    remove(store, &hana(), 2);
    set(store, &hana(), 3, "taken back");
    store.undo(&hana(), at(0), None).unwrap();
}

fn everything(store: &dyn Store) -> Vec<Record> {
    EntityKind::iter().flat_map(|kind| contents(store, kind)).collect()
}

/// What is there now, and what is there after taking back what `hana` did last.
fn states(store: &dyn Store) -> (Vec<Record>, Vec<Record>) {
    let now = everything(store);
    store.undo(&hana(), at(0), None).unwrap();
    let before = everything(store);
    store.redo(&hana(), at(0)).unwrap();
    assert_eq!(everything(store), now);
    (now, before)
}

pub fn a_restore_brings_everything_back(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    fill(store);
    let (now, before) = states(store);
    let (history, lines) = (store.history(1_000).unwrap(), store.verify_audit().unwrap());
    let made = back_up(store, &path, &Seal::None).unwrap();
    assert_eq!((made.rows("facility"), made.rows("doubt"), made.rows("place_table")), (39, 1, 1));
    for kind in EntityKind::iter() {
        for mut record in contents(store, kind) {
            record.set_rev(store.get(kind, record.key()).unwrap().unwrap().rev());
            let put = Put::Remove { kind, key: record.key(), rev: record.rev() };
            write(store, &taro(), vec![put]).unwrap();
        }
    }
    assert!(everything(store).is_empty());
    let restored = restore(store, &path, &Unseal::Nothing).unwrap();
    assert_eq!((restored.made_at, restored.all_rows()), (at(1), made.all_rows()));
    assert_eq!(everything(store), now);
    // History and undo are those of the backup, with the restore behind them.
    let after = store.history(1_000).unwrap();
    assert_eq!((after[0].label.action.as_str(), after[0].author.name.as_str()), ("restore_backup", "taro"));
    assert_eq!(after[1..], history);
    let verified = store.verify_audit().unwrap();
    assert_eq!((verified.entries, verified.broken), (lines.entries + 41 + 1, None), "the removals stay told");
    store.undo(&hana(), at(0), None).unwrap();
    assert_eq!(everything(store), before);
    store.redo(&hana(), at(0)).unwrap();
    assert_eq!(everything(store), now);
}

pub fn a_restore_is_not_taken_back_by_an_undo(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    set(store, &taro(), 1, "first");
    back_up(store, &path, &Seal::None).unwrap();
    set(store, &taro(), 1, "second");
    restore(store, &path, &Unseal::Nothing).unwrap();
    let group = store.history(1).unwrap()[0].group;
    assert!(matches!(store.undo(&taro(), at(3), Some(group)), Err(StoreError::NothingToUndo)));
    store.undo(&taro(), at(3), None).unwrap();
    assert_eq!(note(store, 1), None, "what was undone is the change that the backup holds");
}

pub fn what_follows_a_restore_is_no_part_of_it(store: &dyn Store) {
    fill(store);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    back_up(store, &path, &Seal::None).unwrap();
    restore(store, &path, &Unseal::Nothing).unwrap();
    let group = store.history(1).unwrap().remove(0).group;
    set(store, &hana(), 5, "later");
    assert_eq!(
        store.group_changes(group, 99).unwrap(),
        [],
        "it changed many records, and none of them in a row of its own"
    );
}

pub fn other_sessions_notice_a_restore(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    for n in 0..5 {
        set(store, &hana(), n, "first");
    }
    back_up(store, &path, &Seal::None).unwrap();
    let at_backup = store.last_seq().unwrap();
    for n in 0..5 {
        set(store, &hana(), n, "second");
    }
    let before = store.last_seq().unwrap();
    restore(store, &path, &Unseal::Nothing).unwrap();
    let after = store.last_seq().unwrap();
    assert!(after > before);
    for known in 0..after {
        assert_eq!(
            store.changes_since(known).unwrap(),
            None,
            "who knew {known} of {at_backup} and {before} reads all again"
        );
    }
    assert_eq!(store.changes_since(after).unwrap(), Some(vec![]));
    set(store, &hana(), 9, "third");
    assert_eq!(store.changes_since(after).unwrap().unwrap().len(), 1);
    // And once more, from a store that is ahead of the backup again.
    restore(store, &path, &Unseal::Nothing).unwrap();
    assert!(store.last_seq().unwrap() > after + 1);
    assert_eq!(store.changes_since(after + 1).unwrap(), None);
}

pub fn a_form_that_was_open_over_a_restore_is_stale(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    set(store, &hana(), 1, "first");
    set(store, &hana(), 2, "removed");
    remove(store, &hana(), 2);
    back_up(store, &path, &Seal::None).unwrap();
    set(store, &hana(), 1, "second");
    let mut open = facility(1, "from the form");
    open.rev = rev(store, 1).unwrap();
    restore(store, &path, &Unseal::Nothing).unwrap();
    set(store, &taro(), 1, "after the restore");
    let stale = write(store, &hana(), vec![save(open)]);
    assert!(matches!(stale, Err(StoreError::Conflict { .. })), "{stale:?}");
    set(store, &hana(), 2, "back");
    assert!(rev(store, 2).unwrap() > 2, "the number of what was removed goes on too");
}

pub fn a_backup_that_is_not_right_changes_nothing(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    let passphrase = Seal::Passphrase(Zeroizing::new("ひみつの合言葉".to_owned()));
    fill(store);
    let (plain, sealed) = (folder.path().join("plain.backup"), folder.path().join("sealed.backup"));
    back_up(store, &plain, &Seal::None).unwrap();
    back_up(store, &sealed, &passphrase).unwrap();
    set(store, &hana(), 1, "newer than the backup");
    let (now, seq) = (everything(store), store.last_seq().unwrap());
    let refused = |bytes: &[u8], unseal: &Unseal| -> ArchiveError {
        fs::write(&path, bytes).unwrap();
        let Err(StoreError::Archive(error)) = restore(store, &path, unseal) else { panic!("it was restored") };
        assert_eq!(store.last_seq().unwrap(), seq);
        error
    };
    let none = Unseal::Nothing;
    let wrong = Unseal::Passphrase(Zeroizing::new("ちがう合言葉".to_owned()));
    let (plain, sealed) = (fs::read(plain).unwrap(), fs::read(sealed).unwrap());
    assert!(matches!(refused(&sealed, &none), ArchiveError::NeedsKey(Sealed::Passphrase)));
    assert!(matches!(refused(&sealed, &wrong), ArchiveError::WrongKey(Sealed::Passphrase)));
    assert!(matches!(refused(b"", &none), ArchiveError::NotABackup(_)));
    assert!(matches!(refused(b"name,phone\n", &none), ArchiveError::NotABackup(_)));
    assert!(matches!(refused(&zstd::encode_all(&b"a letter"[..], 3).unwrap(), &none), ArchiveError::Damaged { .. }));
    let (inside, mut silent) = (zstd::decode_all(&*plain).unwrap(), 0);
    for part in 1..20 {
        let cut = &plain[..plain.len() * part / 20];
        assert!(matches!(refused(cut, &none), ArchiveError::Damaged { .. }), "cut after {part}/20");
        let mut flipped = plain.clone();
        flipped[plain.len() * part / 20] ^= 0x10;
        // Some bits of a packed stream say nothing: what unpacks to the same is the same backup.
        if zstd::decode_all(&*flipped).is_ok_and(|unpacked| unpacked == inside) {
            silent += 1;
            continue;
        }
        assert!(matches!(refused(&flipped, &none), ArchiveError::Damaged { .. }), "flipped after {part}/20");
    }
    assert!(silent < 5, "{silent} of 19 flipped bits say nothing");
    assert_eq!(everything(store), now);
    assert_eq!(store.verify_audit().unwrap().broken, None);
}

pub fn a_backup_holds_what_was_there_when_it_began(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    for n in 0..2_000 {
        write(store, &hana(), vec![save(facility(n, "first"))]).unwrap();
    }
    let wrote = std::sync::atomic::AtomicBool::new(false);
    let progress = |_, _| {
        // Nobody waits for a backup, and it does not see what comes meanwhile.
        if !wrote.swap(true, std::sync::atomic::Ordering::SeqCst) {
            set(store, &taro(), 1_999, "meanwhile");
        }
    };
    let seal = Seal::None;
    store.back_up(&BackUp { path: &path, seal: &seal, at: at(1), replace: false, progress: &progress }).unwrap();
    assert_eq!(note(store, 1_999).as_deref(), Some("meanwhile"));
    restore(store, &path, &Unseal::Nothing).unwrap();
    assert_eq!(note(store, 1_999).as_deref(), Some("first"));
}

fn lines(store: &dyn Store) -> Vec<AuditEntry> {
    let mut lines = Vec::new();
    store.audit(&AuditQuery::default(), &mut |line| lines.push(line)).unwrap();
    lines
}

pub fn a_restore_loses_no_line_of_the_audit(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let (early, late) = (folder.path().join("early.backup"), folder.path().join("late.backup"));
    set(store, &hana(), 1, "first");
    back_up(store, &early, &Seal::None).unwrap();
    let head = store.audit_head().unwrap().unwrap();
    set(store, &taro(), 1, "a change that somebody would like to hide");
    remove(store, &taro(), 1);
    back_up(store, &late, &Seal::None).unwrap();
    let before = lines(store);
    restore(store, &early, &Unseal::Nothing).unwrap();
    let after = lines(store);
    assert_eq!(after[..before.len()], before, "nothing of it is gone");
    assert_eq!(after.len(), before.len() + 1);
    let line = after.last().unwrap();
    assert_eq!(line.action, "restore_backup");
    assert_eq!(line.note, format!("{}; its audit ends with {} {}", at(1), head.seq, head.hash));
    assert_eq!(store.verify_audit().unwrap().broken, None);
    // Forward again, and on from there.
    restore(store, &late, &Unseal::Nothing).unwrap();
    set(store, &hana(), 2, "after it");
    let report = store.verify_audit().unwrap();
    assert_eq!((report.entries, report.broken), (before.len() as u64 + 3, None));
    assert_eq!(lines(store)[..after.len()], after);
    // An empty store, as on a new machine, takes the chain over and goes on with it.
    let new = RedbStore::in_memory(Options::default()).unwrap();
    restore(&new, &late, &Unseal::Nothing).unwrap();
    assert_eq!(lines(&new)[..before.len()], before);
    assert_eq!(new.verify_audit().unwrap().broken, None);
    // One that is behind the backup takes what it lacks.
    restore(&new, &early, &Unseal::Nothing).unwrap();
    let behind = RedbStore::in_memory(Options::default()).unwrap();
    let only_early = folder.path().join("only-early.backup");
    fs::copy(&early, &only_early).unwrap();
    restore(&behind, &only_early, &Unseal::Nothing).unwrap();
    assert_eq!(behind.verify_audit().unwrap().broken, None);
}

pub fn a_backup_of_another_store_brings_its_audit(store: &dyn Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    let other = RedbStore::in_memory(Options::default()).unwrap();
    for n in 0..3 {
        set(&other, &hana(), n, "of another place");
    }
    back_up(&other, &path, &Seal::None).unwrap();
    for n in 0..5 {
        set(store, &taro(), n, "ours");
    }
    let head = store.audit_head().unwrap().unwrap();
    restore(store, &path, &Unseal::Nothing).unwrap();
    let after = lines(store);
    assert_eq!(after[..3], lines(&other));
    assert_eq!(after.len(), 4);
    assert_eq!(after[3].note, format!("{}; instead of audit {} {}", at(1), head.seq, head.hash));
    assert_eq!(store.verify_audit().unwrap().broken, None);
    set(store, &taro(), 9, "and on");
    assert_eq!(store.verify_audit().unwrap().broken, None);
}

pub fn a_backup_without_an_audit_takes_its_place_where_it_is_of_another_store(store: &dyn Store) {
    let folder = crate::migration::schema_1();
    let old = crate::migration::kept_before_migration(folder.path());
    set(store, &taro(), 1, "ours");
    let head = store.audit_head().unwrap().unwrap();
    restore(store, &old, &Unseal::Nothing).unwrap();
    assert_eq!(crate::migration::export(store), crate::migration::exported());
    let after = lines(store);
    assert!(after[0].note.contains(&head.hash.to_string()), "{}", after[0].note);
    assert_eq!((after.len(), store.verify_audit().unwrap().broken), (1, None));
}

#[test]
fn a_chain_that_was_altered_is_not_made_good_by_a_restore() {
    use redb::{Builder, ConcurrencyMode, ReadableTable, TableDefinition};
    const AUDIT: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("audit");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    let store = store_in(folder.path());
    set(&store, &hana(), 1, "first");
    back_up(&store, &path, &Seal::None).unwrap();
    set(&store, &taro(), 1, "second");
    set(&store, &taro(), 1, "third");
    drop(store);
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let database = builder.open(folder.path().join(renkei::store::FILE_NAME)).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut table = transaction.open_table(AUDIT).unwrap();
        let mut line = table.get(2).unwrap().unwrap().value().to_vec();
        *line.last_mut().unwrap() ^= 1;
        table.insert(2, line.as_slice()).unwrap();
    }
    transaction.commit().unwrap();
    drop(database);
    let store = store_in(folder.path());
    restore(&store, &path, &Unseal::Nothing).unwrap();
    assert_eq!(store.verify_audit().unwrap().broken, Some(AuditFault::Altered(2)), "it stays broken where it was");
}

/// Days of work: a change each day, and a look every few hours.
#[test]
fn the_daily_backup_is_made_once_a_day_and_the_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let day = |day: i64, hour: i64| at(0) + jiff::SignedDuration::from_hours(24 * day + hour);
    assert_eq!(store.back_up_daily(&Seal::None, day(0, 0)).unwrap(), Daily::Nothing, "nothing is there yet");
    assert!(!folder.path().join("backups").exists());
    let backups = || names(&folder.path().join("backups"));
    for n in 0..40 {
        set(&store, &hana(), 1, &format!("day {n}"));
        assert!(matches!(store.back_up_daily(&Seal::None, day(n, 0)).unwrap(), Daily::Made { .. }), "{n}");
        assert_eq!(store.back_up_daily(&Seal::None, day(n, 9)).unwrap(), Daily::NotDue);
    }
    let kept = backups();
    assert!((8..=14).contains(&kept.len()), "{kept:?}");
    let minute = |at: Timestamp| Some(at - jiff::SignedDuration::from_secs(at.as_second() % 60));
    assert_eq!(newest_backup(folder.path()), minute(day(39, 0)));
    // Each of them is one.
    for name in kept.iter().filter(|name| name.ends_with(".backup")) {
        verify(&folder.path().join("backups").join(name), &Unseal::Nothing, SILENT).unwrap();
    }
    // What is cut to nothing, or is something else, is no backup: it is due again, and the file stays for a person to see.
    let newest = folder.path().join("backups").join(day(39, 0).strftime("renkei-%Y%m%dT%H%MZ.backup").to_string());
    fs::write(&newest, "").unwrap();
    assert!(matches!(store.back_up_daily(&Seal::None, day(39, 1)).unwrap(), Daily::Made { .. }));
    assert!(newest.exists());
    // A clock that is years back or ahead takes nothing away.
    let before = backups();
    store.back_up_daily(&Seal::None, day(-4_000, 0)).unwrap();
    assert_eq!(backups().len(), before.len() + 1);
    assert!(before.iter().all(|name| backups().contains(name)));
    store.back_up_daily(&Seal::None, day(40, 0)).unwrap();
    assert_eq!(newest_backup(folder.path()), minute(day(40, 0)));
}

#[test]
fn one_at_a_time_makes_the_daily_backup() {
    let folder = tempfile::tempdir().unwrap();
    fill(&store_in(folder.path()));
    let start = std::sync::Barrier::new(4);
    let made: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let store = store_in(folder.path());
                    start.wait();
                    let made = store.back_up_daily(&Seal::None, at(5)).unwrap();
                    usize::from(matches!(made, Daily::Made { .. }))
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(made, 1);
    // Whoever holds the lock keeps the others away, and frees it when it ends.
    let lock = fs::File::open(folder.path().join("backups/.lock")).unwrap();
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
    let store = store_in(folder.path());
    let tomorrow = at(5) + jiff::SignedDuration::from_hours(24);
    assert_eq!(store.back_up_daily(&Seal::None, tomorrow).unwrap(), Daily::Elsewhere);
    drop(lock);
    assert!(matches!(store.back_up_daily(&Seal::None, tomorrow).unwrap(), Daily::Made { .. }));
}

#[test]
fn who_may_only_read_makes_no_daily_backup() {
    let folder = tempfile::tempdir().unwrap();
    fill(&store_in(folder.path()));
    let store = RedbStore::open(folder.path(), Options { read_only: true, ..Options::default() }).unwrap();
    assert_eq!(store.back_up_daily(&Seal::None, at(5)).unwrap(), Daily::Nothing);
    assert!(!folder.path().join("backups").exists());
}

#[test]
fn a_daily_backup_that_cannot_be_written_removes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    fill(&store);
    fs::write(folder.path().join("backups"), "a file where the folder should be").unwrap();
    let failed = store.back_up_daily(&Seal::None, at(5));
    assert!(matches!(failed, Err(StoreError::Archive(ArchiveError::Write { .. }))), "{failed:?}");
}

#[test]
fn a_shared_place_has_shared_backups() {
    let folder = tempfile::tempdir().unwrap();
    let shared = folder.path().join("shared");
    renkei::store::place::settle(&shared, Some(rustix::process::getegid().as_raw())).unwrap();
    let store = store_in(&shared);
    fill(&store);
    let Daily::Made { path, .. } = store.back_up_daily(&Seal::None, at(5)).unwrap() else { panic!("none made") };
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode(&shared.join("backups")), mode(&path)), (0o2770, 0o660));
    assert_eq!(mode(&shared.join("backups/.lock")), 0o660);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn store_in(folder: &Path) -> RedbStore {
    RedbStore::open(folder, Options::default()).unwrap()
}

#[test]
fn sealed_for_a_key_only_its_owner_opens_it() {
    use age::secrecy::ExposeSecret;
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    fill(&store);
    let (owner, other) = (age::x25519::Identity::generate(), age::x25519::Identity::generate());
    let second = age::x25519::Identity::generate();
    let seal = Seal::Recipients(vec![owner.to_public().to_string(), second.to_public().to_string()]);
    let path = folder.path().join("a.backup");
    assert_eq!(back_up(&store, &path, &seal).unwrap().sealed, Sealed::Recipients);
    let text = |identity: &age::x25519::Identity| {
        let secret = identity.to_string();
        let path = folder.path().join(format!("{}.key", identity.to_public()));
        fs::write(&path, format!("# created: today\n{}\n", secret.expose_secret())).unwrap();
        Unseal::KeyFile(path)
    };
    for identity in [&owner, &second] {
        assert_eq!(verify(&path, &text(identity), SILENT).unwrap().rows("facility"), 39);
    }
    let fails = |unseal: &Unseal| match verify(&path, unseal, SILENT) {
        Err(StoreError::Archive(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(fails(&text(&other)), ArchiveError::WrongKey(Sealed::Recipients)));
    assert!(matches!(fails(&Unseal::Nothing), ArchiveError::NeedsKey(Sealed::Recipients)));
    let nonsense = Unseal::KeyFile(folder.path().join("nonsense.key"));
    fs::write(folder.path().join("nonsense.key"), "ssh-ed25519 AAAA").unwrap();
    assert!(matches!(fails(&nonsense), ArchiveError::BadIdentity));
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    for end in [bytes.len() - 1, bytes.len() / 2, 300, 30] {
        fs::write(&path, &bytes[..end]).unwrap();
        assert!(matches!(fails(&text(&owner)), ArchiveError::Damaged { .. }), "cut to {end}");
    }
    let bad = Seal::Recipients(vec![owner.to_public().to_string(), "age1nothing".to_owned()]);
    let refused = back_up(&store, &folder.path().join("b.backup"), &bad);
    assert!(matches!(refused, Err(StoreError::Archive(ArchiveError::BadRecipient(2)))), "{refused:?}");
    assert!(!folder.path().join("b.backup").exists());
}

#[test]
fn a_backup_is_ones_own_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    fill(&store);
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("a.backup");
    back_up(&store, &path, &Seal::None).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let whole = fs::read(&path).unwrap();
    let again = back_up(&store, &path, &Seal::None);
    assert!(matches!(again, Err(StoreError::Archive(ArchiveError::Exists(_)))), "{again:?}");
    assert!(fs::read(&path).unwrap() == whole);
    let replace = BackUp { path: &path, seal: &Seal::None, at: at(9), replace: true, progress: SILENT };
    store.back_up(&replace).unwrap();
    assert_eq!(verify(&path, &Unseal::Nothing, SILENT).unwrap().made_at, at(9));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 1, "nothing else is left behind");
    let nowhere = back_up(&store, &out.path().join("no/such/folder/a.backup"), &Seal::None);
    assert!(matches!(nowhere, Err(StoreError::Archive(ArchiveError::Write { .. }))), "{nowhere:?}");
}

#[test]
fn a_backup_of_schema_1_is_brought_back_and_migrated() {
    let old = crate::migration::schema_1();
    let store = store_in(old.path());
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("a.backup");
    assert_eq!(back_up(&store, &path, &Seal::None).unwrap().schema, 1, "reading it has not migrated it");
    let fresh = tempfile::tempdir().unwrap();
    let restored = store_in(fresh.path());
    restore(&restored, &path, &Unseal::Nothing).unwrap();
    assert_eq!(crate::migration::export(&restored), crate::migration::exported());
    set(&restored, &hana(), 1, "new");
    restored.undo(&hana(), at(3), None).unwrap();
    assert_eq!(crate::migration::export(&restored), crate::migration::exported());
}

#[test]
fn a_backup_of_a_newer_schema_is_refused() {
    // A newer renkei's file cannot be opened to back it up: its backup is made by hand, from a header alone.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.backup");
    let header = serde_json::json!({"header": {"format": 1, "schema": 99, "program": "9.0.0",
        "made_at": "2031-01-01T00:00:00Z", "tables": []}});
    let body = rmp_serde::to_vec_named(&header).unwrap();
    let mut bytes = u32::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(body);
    fs::write(&path, zstd::encode_all(&*bytes, 3).unwrap()).unwrap();
    let store = store_in(folder.path());
    set(&store, &hana(), 1, "kept");
    match restore(&store, &path, &Unseal::Nothing) {
        Err(StoreError::Archive(ArchiveError::Newer { found: 99, .. })) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(note(&store, 1).as_deref(), Some("kept"));
}

#[test]
fn every_table_of_the_file_is_in_a_backup() {
    use redb::{ReadableDatabase, TableHandle};
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    fill(&store);
    let (author, note) = (hana(), String::new());
    store.witness(Witness { author, at: at(0), action: "export", records: vec![], count: 1, note }).unwrap();
    let mut lines = 0;
    store.audit(&AuditQuery::default(), &mut |_| lines += 1).unwrap();
    let made = back_up(&store, &folder.path().join("a.backup"), &Seal::None).unwrap();
    assert_eq!(made.rows("audit"), lines);
    drop(store);
    let mut builder = redb::Builder::new();
    builder.set_concurrency_mode(redb::ConcurrencyMode::MultiWriter);
    let file = builder.open_read_only(folder.path().join(renkei::store::FILE_NAME)).unwrap();
    for table in file.begin_read().unwrap().list_tables().unwrap() {
        let name = table.name();
        // Who is there now is of the moment.
        assert!(name == "presence" || made.tables.iter().any(|(known, _)| known == name), "{name} is not backed up");
    }
}

#[test]
fn plain_becomes_encrypted_and_plain_again_by_backup_and_restore() {
    use renkei::store::keys::Secret;
    let places: Vec<_> = (0..3).map(|_| tempfile::tempdir().unwrap()).collect();
    let file = |n: usize| places[n].path().join("out.backup");
    let plain = store_in(&places[0].path().join("data"));
    fill(&plain);
    let wanted = everything(&plain);
    back_up(&plain, &file(0), &Seal::None).unwrap();

    let secret = Secret::passphrase("みんなの合言葉");
    let folder = places[1].path().join("data");
    let encrypted = RedbStore::create_encrypted(&folder, "hana", &secret, Options::default()).unwrap();
    restore(&encrypted, &file(0), &Unseal::Nothing).unwrap();
    assert_eq!(everything(&encrypted), wanted);
    // Its backup is never plain: any of its own keys opens it, even when the store is gone.
    assert_eq!(back_up(&encrypted, &file(1), &Seal::None).unwrap().sealed, Sealed::OwnKeys);
    drop(encrypted);
    fs::remove_dir_all(&folder).unwrap();
    let bytes = fs::read(file(1)).unwrap();
    assert!(bytes.starts_with(b"RENKEI-BACKUP 1\n"));
    let name = "架空の事業所".as_bytes();
    assert!(!bytes.windows(name.len()).any(|part| part == name));
    let word = |text: &str| Unseal::Passphrase(Zeroizing::new(text.to_owned()));
    let fails = |unseal: &Unseal| match verify(&file(1), unseal, SILENT) {
        Err(StoreError::Archive(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(fails(&Unseal::Nothing), ArchiveError::NeedsKey(Sealed::OwnKeys)));
    assert!(matches!(fails(&word("ちがう合言葉")), ArchiveError::WrongKey(Sealed::OwnKeys)));
    let last = store_in(&places[2].path().join("data"));
    restore(&last, &file(1), &word("みんなの合言葉")).unwrap();
    assert_eq!(everything(&last), wanted);
    last.undo(&taro(), at(5), None).unwrap();
    // Cut or altered anywhere, its head of slots too.
    for at in (0..bytes.len()).step_by(bytes.len() / 40) {
        fs::write(file(1), &bytes[..at]).unwrap();
        assert!(verify(&file(1), &word("みんなの合言葉"), SILENT).is_err(), "cut to {at}");
    }
}
