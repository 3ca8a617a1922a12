//! Somebody with write access to the file breaks it, one thing at a time.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::date;
use redb::{Builder, ConcurrencyMode, ReadableTable, WriteTransaction};

use crate::domain::{Author, Doubt, DoubtId, DoubtReason, Facility, FacilityId, Member, MemberId, Role};
use crate::port::audit::AuditFault;
use crate::port::check::{Check, Finding};
use crate::port::store::Label;
use crate::port::{EntityKind, GroupId, Put, Record, Store, Transaction};
use crate::store::{FILE_NAME, Options, RedbStore, codec, schema};

type Rows<'t> = redb::Table<'t, u64, &'static [u8]>;

const KEPT: [u8; 16] = [1; 16];
const OTHER: [u8; 16] = [2; 16];
const THROWN: [u8; 16] = [3; 16];
const PAIR: [u8; 16] = [4; 16];

fn member(n: u8) -> Member {
    let (id, code) = (MemberId::from_bytes([n; 16]), format!("m{n}"));
    Member {
        id, rev: 0, code, name: "架空花子".to_owned(), uids: vec![u32::from(n)], role: Role::Admin, left_on: None
    }
}

/// Group 1 has rows 1 to 6, group 7 throws one facility away; an undecided pair of the two others.
fn lived_in(folder: &Path) -> RedbStore {
    let store = RedbStore::open(folder, Options::default()).unwrap();
    let write = |puts| {
        let (author, label) = (Author::account(5, "hana"), Label { action: "add".to_owned(), detail: String::new() });
        store.write(Transaction { author, at: Timestamp::UNIX_EPOCH, label, puts, patience: None }).unwrap();
    };
    let facility = |key| Put::Save(Record::Facility(Facility::new(FacilityId::from_bytes(key))));
    let (a, b) = (FacilityId::from_bytes(KEPT), FacilityId::from_bytes(OTHER));
    let (id, found_on) = (DoubtId::from_bytes(PAIR), date(2026, 1, 1));
    let pair = Doubt { id, rev: 0, a, b, reason: DoubtReason::NameAndLot, found_on, verdict: None };
    let members = [5, 6].map(|n| Put::Save(Record::Member(member(n))));
    let rest = [facility(KEPT), facility(OTHER), facility(THROWN), Put::Save(Record::Doubt(pair))];
    write(rest.into_iter().chain(members).collect());
    write(vec![Put::Trash { kind: EntityKind::Facility, key: THROWN, rev: 1 }]);
    store
}

/// What is found once `harm` is done to a good store.
fn found(harm: impl FnOnce(&WriteTransaction)) -> Vec<Finding> {
    let folder = tempfile::tempdir().unwrap();
    let store = lived_in(folder.path());
    let good = store.look_over().unwrap();
    assert_eq!((good.records, good.rows, good.groups, good.thrown, good.lines), (5, 7, 2, 1, 2));
    assert_eq!(good.findings, []);
    drop(store);
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let database = builder.open(folder.path().join(FILE_NAME)).unwrap();
    let transaction = database.begin_write().unwrap();
    harm(&transaction);
    transaction.commit().unwrap();
    drop(database);
    RedbStore::open(folder.path(), Options::default()).unwrap().look_over().unwrap().findings
}

const BAD: &[u8] = b"\0\0\0\0\0\0\0\x01\xc1";

#[test]
fn records_that_cannot_be_read_or_lie_elsewhere() {
    for kind in [EntityKind::Doubt, EntityKind::PlaceTable, EntityKind::Member, EntityKind::Facility] {
        let findings = found(|transaction| {
            transaction.open_table(schema::records(kind)).unwrap().insert([9; 16], BAD).unwrap();
        });
        assert_eq!(findings, [Finding::Record { kind, records: 1 }]);
    }
    let findings = found(|transaction| {
        let mut table = transaction.open_table(schema::records(EntityKind::Facility)).unwrap();
        let bytes = table.get(KEPT).unwrap().unwrap().value().to_vec();
        table.insert([9; 16], bytes.as_slice()).unwrap();
    });
    assert_eq!(findings, [Finding::Key { kind: EntityKind::Facility, records: 1 }]);
}

#[test]
fn pairs_of_nothing_and_codes_of_two() {
    let findings = found(|transaction| {
        transaction.open_table(schema::records(EntityKind::Facility)).unwrap().remove(OTHER).unwrap();
    });
    assert_eq!(findings, [Finding::Pair { pairs: 1 }]);
    let findings = found(|transaction| {
        let twin = Member { id: MemberId::from_bytes([8; 16]), ..member(5) };
        let bytes = codec::encode(&mut Record::Member(twin)).unwrap();
        let mut table = transaction.open_table(schema::records(EntityKind::Member)).unwrap();
        table.insert([8; 16], bytes.as_slice()).unwrap();
    });
    assert_eq!(findings, [Finding::Code]);
}

#[test]
fn rows_and_groups_that_do_not_fit() {
    let journal =
        |harm: &dyn Fn(&mut Rows<'_>)| found(|transaction| harm(&mut transaction.open_table(schema::JOURNAL).unwrap()));
    assert_eq!(journal(&|rows| drop(rows.insert(2, BAD).unwrap())), [Finding::Row { first: 2, rows: 1 }]);
    assert_eq!(journal(&|rows| drop(rows.remove(3).unwrap())), [Finding::Group { first: GroupId(1), groups: 1 }]);
    let findings = found(|transaction| {
        drop(transaction.open_table(schema::GROUPS).unwrap().remove(1).unwrap());
    });
    assert_eq!(
        findings,
        [Finding::Lonely { first: 1, rows: 6 }],
        "the chain takes a group that is gone for a trimmed one"
    );
    let findings = found(|transaction| {
        transaction
            .open_table(schema::TRASH)
            .unwrap()
            .insert(schema::grave_key(EntityKind::Facility, THROWN), BAD)
            .unwrap();
    });
    assert_eq!(findings, [Finding::Trash { records: 1 }]);
}

#[test]
fn a_broken_chain() {
    let findings = found(|transaction| {
        drop(transaction.open_table(schema::AUDIT).unwrap().remove(1).unwrap());
    });
    assert_eq!(findings, [Finding::Chain(AuditFault::Missing(1))]);
}
