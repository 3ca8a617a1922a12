//! `renkei check`: a good place says so, a damaged one says what, and others may be at work.

use renkei::domain::DraftId;
use renkei::port::Drafts;
use renkei::store::{Options, RedbStore};

use crate::stage::Stage;

#[test]
fn a_good_place_is_whole_also_while_others_have_it_open() {
    let stage = Stage::new();
    stage.run(&["check"]).code(3);
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    stage.run(&["set", &id, "note=変わった"]).ok();
    stage.run(&["undo"]).ok();
    let before = stage.everything();
    // Another session, which is open for writing.
    let other = RedbStore::open(&stage.data(), Options::default()).unwrap();
    other.drop_draft(DraftId::new()).unwrap();
    let text = stage.run(&["check"]).ok();
    assert!(text.err.contains("others can read"), "{}", text.err);
    assert!(text.text().contains("Nothing is wrong."));
    drop(other);
    let report = stage.run(&["check", "--json"]).ok().json();
    assert_eq!((&report["whole"], &report["pages_verified"]), (&true.into(), &true.into()));
    assert!(report["records"].as_u64().unwrap() > 10);
    let report = stage.run(&["check", "--json", "--read-only"]).ok().json();
    assert_eq!((&report["whole"], &report["pages_verified"]), (&true.into(), &false.into()));
    assert_eq!(stage.everything(), before);
}

#[test]
fn what_is_wrong_is_said_and_the_code_is_6() {
    let stage = Stage::demo();
    let mut builder = redb::Builder::new();
    builder.set_concurrency_mode(redb::ConcurrencyMode::MultiWriter);
    let database = builder.open(RedbStore::file_in(&stage.data())).unwrap();
    let transaction = database.begin_write().unwrap();
    let table = redb::TableDefinition::<[u8; 16], &[u8]>::new("facility");
    transaction.open_table(table).unwrap().insert([9; 16], b"nothing that can be read".as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(database);
    let ran = stage.run(&["check"]).code(6);
    let text = String::from_utf8(ran.out).unwrap();
    assert!(text.contains("facilities: 1 records cannot be read."), "{text}");
    let report = stage.run(&["check", "--json"]).code(6).json();
    assert_eq!(report["findings"][0]["finding"], "record");
}

#[test]
fn a_restored_place_is_whole() {
    let stage = Stage::demo();
    let copy = stage.path("all.backup");
    stage.run(&["backup", copy.to_str().unwrap()]).ok();
    stage.run(&["set", &stage.first("梟谷診療所"), "note=変わった"]).ok();
    stage.run(&["restore", copy.to_str().unwrap(), "--yes"]).ok();
    assert!(stage.run(&["check"]).ok().text().contains("Nothing is wrong."));
}
