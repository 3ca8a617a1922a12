//! Erasing a person on the command line: nothing that the program reads holds the name afterwards, and the audit holds the fact without it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use renkei::domain::disclosure::{Ground, Way};
use renkei::domain::task::{Origin, TaskState};
use renkei::domain::{
    AcpTalk, AcpTalkId, Author, Disclosure, DisclosureId, DraftId, Facility, FacilityId, Person, PersonId, Task, TaskId,
};
use renkei::exchange::export::jsonl;
use renkei::port::draft::{Draft, Unsaved};
use renkei::port::store::Label;
use renkei::port::{Audit as _, Drafts as _, EntityKind, Ledger as _, Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};
use strum::IntoEnumIterator;

use crate::stage::*;

/// Plainly fictional, and found nowhere else.
const NAME: &str = "架空ヒミツ 乙女座";

fn person() -> Person {
    let mut person = Person::new(PersonId::from_bytes([0x51; 16]), NAME.to_owned());
    person.kana = Some("カクウヒミツ オトメザ".to_owned());
    person
}

fn write(store: &RedbStore, puts: Vec<Put>) {
    let label = Label { action: "edit".to_owned(), detail: String::new() };
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    store.write(Transaction { author, at: Timestamp::UNIX_EPOCH, label, puts, patience: None }).unwrap();
}

fn disclosure(n: u8, year: i16) -> Disclosure {
    Disclosure {
        id: DisclosureId::from_bytes([n; 16]),
        rev: 0,
        person: person().id,
        episode: None,
        at: date(year, 6, 12).at(9, 0, 0, 0),
        document: "emergency_card".to_owned(),
        sheet: None,
        contents: "連絡先".to_owned(),
        to: None,
        to_name: "架空病院".to_owned(),
        to_address: String::new(),
        to_desk: format!("{NAME} の担当"),
        way: Way::Handed,
        number: None,
        read_back: false,
        place: String::new(),
        receipt: None,
        ground: Ground::Reason(format!("{NAME} の急変")),
        by: "hana".to_owned(),
    }
}

/// The program's own clock is the machine's.
#[expect(clippy::disallowed_methods, reason = "a term is reckoned from the day on which the program runs")]
fn this_year() -> i16 {
    jiff::Zoned::now().year()
}

/// A register with somebody marked in every table, in the journal, in a draft, and in a note of an institution.
fn marked() -> Stage {
    let stage = Stage::new();
    stage.run(&["init"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let mut talk = AcpTalk::new(AcpTalkId::from_bytes([0x52; 16]), person().id, date(2026, 6, 1));
    talk.values = format!("{NAME} の庭");
    let task = Task {
        id: TaskId::from_bytes([0x53; 16]),
        rev: 0,
        episode: None,
        person: Some(person().id),
        origin: Origin::Hand { text: format!("{NAME} に電話"), due: None },
        assignee: None,
        state: TaskState::Open,
        note: String::new(),
    };
    let mut place = Facility::new(FacilityId::from_bytes([0x54; 16]));
    place.local.identity.facts.name = Some("架空の園".to_owned());
    place.local.note.facts = format!("{NAME} の家族から");
    let this_year = this_year();
    write(
        &store,
        vec![
            Put::Save(person().into()),
            Put::Save(talk.into()),
            Put::Save(task.into()),
            Put::Save(disclosure(0x55, this_year - 1).into()),
            Put::Save(disclosure(0x56, this_year - 5).into()),
            Put::Save(Record::Facility(place)),
        ],
    );
    // A talk that somebody threw away lies in the trash.
    let mut thrown = AcpTalk::new(AcpTalkId::from_bytes([0x58; 16]), person().id, date(2026, 6, 3));
    thrown.values = format!("{NAME} の井戸");
    let (kind, key) = (EntityKind::AcpTalk, thrown.id.to_bytes());
    write(&store, vec![Put::Save(thrown.into())]);
    let rev = store.get(kind, key).unwrap().map_or(0, |record| record.rev());
    write(&store, vec![Put::Trash { kind, key, rev }]);
    // A second version, so that the journal holds an older image.
    let mut changed =
        store.get(EntityKind::Person, person().id.to_bytes()).unwrap().and_then(Record::into_person).unwrap();
    changed.note = format!("{NAME} の覚え書き");
    write(&store, vec![Put::Save(changed.into())]);
    let unsaved = Unsaved {
        id: DraftId::new(),
        kind: EntityKind::AcpTalk,
        key: [0x57; 16],
        base: Some(AcpTalk::new(AcpTalkId::from_bytes([0x57; 16]), person().id, date(2026, 6, 2)).into()),
        fields: BTreeMap::from([("values".to_owned(), format!("{NAME} の縁側"))]),
        beside: Vec::new(),
    };
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    store.keep_draft(&Draft { author, at: Timestamp::UNIX_EPOCH, unsaved }, None).unwrap();
    stage
}

/// Everything that a program can read out of the store.
fn everything(stage: &Stage) -> String {
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let mut all = String::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| all.push_str(&jsonl::record(&record).unwrap())).unwrap();
    }
    let mut from = 0;
    while let Some(changes) = store.changes_since(from).unwrap().filter(|changes| !changes.is_empty()) {
        from = changes.last().map_or(from, |change| change.seq);
        all.push_str(&format!("{changes:?}"));
    }
    all.push_str(&format!("{:?}", store.trash(usize::MAX).unwrap()));
    all.push_str(&format!("{:?}", store.history(usize::MAX).unwrap()));
    let author = Author::account(rustix::process::getuid().as_raw(), "hana");
    all.push_str(&format!("{:?}", store.drafts(&author).unwrap()));
    store.audit(&renkei::port::audit::AuditQuery::default(), &mut |line| all.push_str(&format!("{line:?}"))).unwrap();
    all
}

#[test]
fn after_an_erasure_nothing_that_can_be_read_holds_the_name() {
    let stage = marked();
    assert!(everything(&stage).matches(NAME).count() > 8, "the mark is seen where it is");
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "request", "--yes", "--json"]).ok();
    let item = ran.json()["items"][0].clone();
    assert_eq!(item["erased"]["person"], 1);
    assert_eq!(item["erased"]["acp_talk"], 2, "the one in the trash too");
    assert_eq!(item["erased"]["disclosure"], 2);
    assert_eq!(item["disclosures_kept"], 1, "the other is older than three years");
    assert_eq!(item["raw_pages_cleared"], false);
    assert_eq!(item["still_naming"][0]["kind"], "facility", "a person has to see to it: {item}");
    assert_eq!(item["still_naming"].as_array().map(Vec::len), Some(1));
    // The note of the institution is not the program's to change.
    let place = FacilityId::from_bytes([0x54; 16]).to_string();
    stage.run(&["set", &place, "note="]).ok();
    let left = everything(&stage);
    let in_note = left.matches(NAME).count();
    // The older image of the note itself, before and after it was emptied, and nothing else.
    assert!(left.matches("の家族から").count() == in_note, "only the note's own history: {in_note}");
    let audit = stage.run(&["audit", "list", "--action", "erase", "--json"]).ok().json();
    let line = &audit["items"][0];
    assert_eq!(line["records"][0]["id"], id.as_str());
    assert!(line["note"].as_str().is_some_and(|note| note.starts_with("request ")), "{line}");
    stage.run(&["audit", "verify"]).ok();
    stage.run(&["check"]).ok();
    let given = stage.run(&["disclosures"]).ok();
    assert!(given.text().contains("erased") && !given.text().contains(NAME), "{}", given.text());
    assert_eq!(stage.run(&["undo"]).code, 0, "the note comes back, the person does not");
    assert_eq!(stage.run(&["person", "show", &id]).code, 3);
}

#[test]
fn an_undo_does_not_take_back_what_the_law_wants_kept() {
    let stage = marked();
    let id = person().id.to_string();
    stage.run(&["erase", &id, "--reason", "request", "--yes"]).ok();
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let erasure = store.history(1).unwrap().remove(0);
    assert_eq!(erasure.label.action, "erase");
    assert_eq!(store.count(EntityKind::Disclosure).unwrap(), 1);
    drop(store);
    let ran = stage.run(&["undo", &erasure.group.0.to_string()]);
    assert_ne!(ran.code, 0, "{}", ran.text());
    stage.run(&["undo"]);
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    assert_eq!(store.count(EntityKind::Disclosure).unwrap(), 1);
    assert!(!store.history(1).unwrap()[0].label.detail.starts_with("erase"), "another change was taken back, if any");
}

#[test]
fn it_asks_and_names_its_reasons() {
    let stage = marked();
    let id = person().id.to_string();
    let ran = stage.run(&["erase", &id, "--reason", "whim", "--yes"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = stage.run(&["erase", &id, "--reason", "request"]);
    assert_eq!(ran.code, 2, "nobody can answer: {}", ran.err);
    assert_eq!(stage.run(&["person", "show", &id]).code, 0);
    assert!(!ran.err.contains(NAME));
}
