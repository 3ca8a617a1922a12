//! Somebody with write access to the file changes the past.

use std::path::Path;

use jiff::Timestamp;
use redb::{Builder, ConcurrencyMode, Database, ReadableTable};

use super::{Line, seal};
use crate::domain::{Author, Facility, FacilityId};
use crate::port::audit::{Audit, AuditFault, AuditQuery, ChainHash, Witness};
use crate::port::store::Label;
use crate::port::{GroupId, Put, Record, Store, Transaction};
use crate::store::{FILE_NAME, Options, RedbStore, codec, schema};

const LINES: u64 = 7;

/// Groups 1, 3, 5 and 6 (two records in group 1 and 3), their lines 1, 2, 4, 6, and an undo (group 7, line 7); lines 3 and 5 are witnesses.
fn lived_in(folder: &Path) -> RedbStore {
    let store = RedbStore::open(folder, Options::default()).unwrap();
    let add = |count: usize| {
        let puts = (0..count).map(|_| Put::Save(Record::Facility(Facility::new(FacilityId::new())))).collect();
        let label = Label { action: "add".to_owned(), detail: String::new() };
        let (author, at) = (Author::account(1001, "hana"), Timestamp::UNIX_EPOCH);
        store.write(Transaction { author, at, label, puts, patience: None }).unwrap();
    };
    let export = || {
        let (author, at, note) = (Author::account(1001, "hana"), Timestamp::UNIX_EPOCH, String::new());
        store.witness(Witness { author, at, action: "export", records: vec![], count: 2, note }).unwrap();
    };
    add(2);
    add(2);
    export();
    add(1);
    export();
    add(1);
    store.undo(&Author::account(1001, "hana"), Timestamp::UNIX_EPOCH, None).unwrap();
    let report = store.verify_audit().unwrap();
    assert_eq!((report.entries, report.groups, report.broken), (LINES, 5, None));
    store
}

type Lines<'t> = redb::Table<'t, u64, &'static [u8]>;

/// The file as another program has it open.
fn beside(folder: &Path) -> Database {
    Builder::new().set_concurrency_mode(ConcurrencyMode::MultiWriter).create(folder.join(FILE_NAME)).unwrap()
}

/// Changes the file behind the program's back, then lets it verify.
fn found_after(tamper: impl FnOnce(&redb::WriteTransaction)) -> Option<AuditFault> {
    let folder = tempfile::tempdir().unwrap();
    let store = lived_in(folder.path());
    let database = beside(folder.path());
    let transaction = database.begin_write().unwrap();
    tamper(&transaction);
    transaction.commit().unwrap();
    store.verify_audit().unwrap().broken
}

fn in_lines(tamper: impl FnOnce(&mut Lines<'_>)) -> Option<AuditFault> {
    found_after(|transaction| tamper(&mut transaction.open_table(schema::AUDIT).unwrap()))
}

fn bytes(lines: &Lines<'_>, seq: u64) -> Vec<u8> {
    lines.get(seq).unwrap().unwrap().value().to_vec()
}

#[test]
fn an_untouched_chain_is_whole() {
    assert_eq!(found_after(|_| {}), None);
}

#[test]
fn every_changed_byte_is_noticed_at_its_line() {
    // One bit at several places of the line: both hashes, the first and the last byte of the body.
    for (seq, place) in [(1, 0), (2, 5), (3, 40), (4, 64), (5, 90), (6, usize::MAX)] {
        let found = in_lines(|lines| {
            let mut line = bytes(lines, seq);
            let place = place.min(line.len() - 1);
            line[place] ^= 1;
            lines.insert(seq, line.as_slice()).unwrap();
        });
        assert_eq!(found, Some(AuditFault::Altered(seq)), "byte {place} of line {seq}");
    }
}

#[test]
fn a_line_cut_short_is_noticed() {
    let found = in_lines(|lines| {
        let line = bytes(lines, 2);
        lines.insert(2, &line[..30]).unwrap();
    });
    assert_eq!(found, Some(AuditFault::Altered(2)));
}

#[test]
fn a_removed_line_is_noticed() {
    for seq in 1..=LINES {
        let found = in_lines(|lines| assert!(lines.remove(seq).unwrap().is_some()));
        assert_eq!(found, Some(AuditFault::Missing(seq)));
    }
}

#[test]
fn swapped_lines_are_noticed() {
    let found = in_lines(|lines| {
        let (a, b) = (bytes(lines, 3), bytes(lines, 5));
        lines.insert(3, b.as_slice()).unwrap();
        lines.insert(5, a.as_slice()).unwrap();
    });
    assert_eq!(found, Some(AuditFault::Unlinked(3)));
}

#[test]
fn a_lost_end_is_noticed_and_stays_noticed() {
    let cut = |lines: &mut Lines<'_>| lines.retain(|seq, _| seq < 5).unwrap();
    assert_eq!(in_lines(cut), Some(AuditFault::Missing(5)));
    assert_eq!(in_lines(|lines| lines.retain(|_, _| false).unwrap()), Some(AuditFault::Missing(1)));
    assert_eq!(
        found_after(|transaction| assert!(transaction.delete_table(schema::AUDIT).unwrap())),
        Some(AuditFault::Missing(1))
    );
    // Who goes on writing does not paper over it.
    let folder = tempfile::tempdir().unwrap();
    let store = lived_in(folder.path());
    let database = beside(folder.path());
    let transaction = database.begin_write().unwrap();
    cut(&mut transaction.open_table(schema::AUDIT).unwrap());
    transaction.commit().unwrap();
    store.redo(&Author::account(1001, "hana"), Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(store.verify_audit().unwrap().broken, Some(AuditFault::Missing(5)));
    assert_eq!(store.audit_head().unwrap().map(|head| head.seq), Some(LINES + 1));
}

/// A cleverer hand: the end is cut and the mark moved. Then the journal knows more than the audit.
#[test]
fn an_end_cut_together_with_its_mark_is_found_by_the_journal() {
    let found = found_after(|transaction| {
        transaction.open_table(schema::AUDIT).unwrap().retain(|seq, _| seq < 6).unwrap();
        transaction.open_table(schema::META).unwrap().insert(schema::AUDIT_LAST, 5).unwrap();
    });
    assert_eq!(found, Some(AuditFault::GroupUnknown(GroupId(6))));
}

/// The cleverest: a line is rewritten and all after it sealed anew. Only a head kept elsewhere shows that.
#[test]
fn a_chain_that_was_sealed_anew_has_another_head() {
    let folder = tempfile::tempdir().unwrap();
    let store = lived_in(folder.path());
    let head = store.audit_head().unwrap();
    let database = beside(folder.path());
    let transaction = database.begin_write().unwrap();
    {
        let mut lines = transaction.open_table(schema::AUDIT).unwrap();
        let mut prev = ChainHash::default();
        for seq in 1..=LINES {
            let old = bytes(&lines, seq);
            let mut entry = Line::split(&old).unwrap().entry().unwrap();
            if seq == 3 {
                entry.count = 0;
            }
            (entry.prev_hash, entry.hash) = (ChainHash::default(), ChainHash::default());
            let body = codec::encode_plain(&entry).unwrap();
            let hash = seal(prev, &body);
            lines.insert(seq, [&prev.0[..], &hash.0[..], &body].concat().as_slice()).unwrap();
            prev = hash;
        }
    }
    transaction.commit().unwrap();
    let report = store.verify_audit().unwrap();
    assert_eq!(report.broken, None);
    assert_ne!(report.head, head);
}

#[test]
fn a_group_that_the_audit_does_not_know_or_knows_otherwise_is_noticed() {
    let other_author = found_after(|transaction| {
        let mut groups = transaction.open_table(schema::GROUPS).unwrap();
        let mut entry = codec::decode_entry(groups.get(3).unwrap().unwrap().value()).unwrap();
        entry.author = Author::account(1002, "taro");
        groups.insert(3, codec::encode_entry(&entry).unwrap().as_slice()).unwrap();
    });
    assert_eq!(other_author, Some(AuditFault::GroupDiffers { group: GroupId(3), seq: 2 }));
    let smuggled = found_after(|transaction| {
        let mut groups = transaction.open_table(schema::GROUPS).unwrap();
        let mut entry = codec::decode_entry(groups.get(3).unwrap().unwrap().value()).unwrap();
        entry.group = GroupId(4);
        groups.insert(4, codec::encode_entry(&entry).unwrap().as_slice()).unwrap();
    });
    assert_eq!(smuggled, Some(AuditFault::GroupUnknown(GroupId(4))));
}

/// Groups of before there was an audit need no line, and trimmed groups no entry.
#[test]
fn older_groups_and_trimmed_ones_are_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let store = lived_in(folder.path());
    let database = beside(folder.path());
    let transaction = database.begin_write().unwrap();
    transaction.delete_table(schema::AUDIT).unwrap();
    transaction.open_table(schema::META).unwrap().remove(schema::AUDIT_LAST).unwrap();
    transaction.commit().unwrap();
    assert_eq!(store.verify_audit().unwrap().broken, None);
    store.redo(&Author::account(1001, "hana"), Timestamp::UNIX_EPOCH).unwrap();
    store.undo(&Author::account(1001, "hana"), Timestamp::UNIX_EPOCH, None).unwrap();
    let report = store.verify_audit().unwrap();
    assert_eq!((report.entries, report.groups, report.broken), (2, 2, None));
    let transaction = database.begin_write().unwrap();
    transaction.open_table(schema::GROUPS).unwrap().pop_last().unwrap();
    transaction.commit().unwrap();
    let report = store.verify_audit().unwrap();
    assert_eq!((report.entries, report.groups, report.broken), (2, 1, None));
}

/// The chain of a fresh store, byte for byte: what an old program sealed must verify for ever.
#[test]
fn the_canonical_bytes_do_not_change() {
    let store = RedbStore::in_memory(Options::default()).unwrap();
    let mut author = Author::account(1001, "hana");
    author.tty = Some("pts/3".to_owned());
    let note = "csv".to_owned();
    let witness = Witness { author, at: Timestamp::UNIX_EPOCH, action: "export", records: vec![], count: 2, note };
    store.witness(witness).unwrap();
    let mut lines = Vec::new();
    store.audit(&AuditQuery::default(), &mut |line| lines.push(line)).unwrap();
    lines[0].hash = ChainHash::default();
    let body = codec::encode_plain(&lines[0]).unwrap();
    let named: serde_json::Value = rmp_serde::from_slice(&body).unwrap();
    let wanted = r#"{"seq":1,"at":"1970-01-01T00:00:00Z","author":{"uid":1001,"name":"hana","tty":"pts/3"},"action":"export","count":2,"note":"csv"}"#;
    assert_eq!(named.to_string(), wanted);
    let head = store.audit_head().unwrap().unwrap().hash;
    assert_eq!(head, seal(ChainHash::default(), &body));
    assert_eq!(head.to_string(), "fa92840f92766fa0de8c45a28741dab11ca31be45823d5aae7ffe42888ecf055");
}
