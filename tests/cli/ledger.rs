//! History of a record, undo of others' changes and over others' changes, the trash, trimming.

use std::time::Duration;

use jiff::Timestamp;
use renkei::domain::{Author, Facility, FacilityId};
use renkei::port::store::Label;
use renkei::port::{Put, Record, Store, Transaction};
use renkei::store::{Options, RedbStore};

use crate::stage::Stage;

/// What somebody else writes into the same place.
fn by_another(stage: &Stage, facility: Facility) -> u64 {
    let store = RedbStore::open(&stage.data(), Options::default()).unwrap();
    let saved = store.write(Transaction {
        author: Author::account(4_242, "sora"),
        at: "2026-06-12T01:30:00Z".parse::<Timestamp>().unwrap(),
        label: Label { action: "add".to_owned(), detail: String::new() },
        puts: vec![Put::Save(Record::Facility(facility))],
        patience: Some(Duration::from_secs(20)),
    });
    saved.unwrap().group.unwrap().0
}

fn by_hand(name: &str, n: u8) -> Facility {
    let mut facility = Facility::new(FacilityId::from_bytes([n; 16]));
    facility.local.identity.facts.name = Some(name.to_owned());
    facility
}

#[test]
fn the_history_of_a_facility_names_fields_old_and_new() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    stage.run(&["set", &id, "note=古い", "person=架空花子"]).ok();
    stage.run(&["set", &id, "note=新しい"]).ok();
    let text = stage.run(&["history", &id]).ok().text();
    assert!(text.contains("Note: 古い -> 新しい") && text.contains("架空花子"), "{text}");
    let text = stage.run(&["history", &id, "--lang", "ja"]).ok().text();
    assert!(text.contains("メモ: 古い -> 新しい"), "{text}");
    // Nothing stood there before: no arrow.
    by_another(&stage, by_hand("架空の集い", 7));
    let added = stage.run(&["history", "07070707"]).ok().text();
    assert!(added.contains("Name: 架空の集い\n") && !added.contains("->"), "{added}");
    let items = stage.run(&["history", &id, "--json", "--limit", "1"]).ok().json();
    let item = &items["items"][0];
    assert_eq!((item["action"].as_str(), item["deed"].as_str()), (Some("edit"), Some("changed")));
    let note = item["fields"].as_array().unwrap().iter().find(|field| field["field"] == "note").unwrap();
    assert_eq!((note["old"].as_str(), note["new"].as_str()), (Some("古い"), Some("新しい")));
    let change = stage.run(&["history", "--change", &item["group"].to_string(), "--json"]).ok().json();
    assert_eq!(change["records"][0]["id"], id.as_str());
    stage.run(&["history", "--change", "999999"]).code(3);
}

#[test]
fn the_change_of_another_is_taken_back_after_a_question_only() {
    let stage = Stage::demo();
    let group = by_another(&stage, by_hand("架空の集い", 7)).to_string();
    let before = stage.everything();
    // Nobody can answer here.
    let ran = stage.run(&["undo", &group]).code(2);
    assert!(ran.err.contains("sora") && ran.err.contains("--yes"), "{}", ran.err);
    assert_eq!(stage.everything(), before);
    stage.run(&["undo", &group, "--yes"]).ok();
    assert!(!stage.everything().contains("架空の集い"));
    // Without a number it is one's own last change only.
    stage.run(&["redo"]).ok();
    assert!(stage.everything().contains("架空の集い"));
}

#[test]
fn an_undo_over_a_later_change_says_which_and_can_keep_it() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    stage.run(&["set", &id, "note=later"]).ok();
    let history = stage.run(&["history", "--json"]).ok().json();
    let (edit, load) = (history["items"][0]["group"].to_string(), history["items"][1]["group"].to_string());
    let before = stage.everything();
    let ran = stage.run(&["undo", &load, "--yes"]).code(4);
    assert!(ran.err.contains(&format!("change {edit}")) && ran.err.contains("--keep-changed"), "{}", ran.err);
    assert_eq!(stage.everything(), before);
    let ran = stage.run(&["undo", &load, "--yes", "--keep-changed"]).ok();
    assert!(ran.err.contains("1 were changed since"), "{}", ran.err);
    let left = stage.everything();
    assert!(left.contains("later") && left.lines().filter(|line| line.contains("\"facility\"")).count() == 1);
    stage.run(&["redo"]).ok();
    assert_eq!(stage.everything(), before);
}

#[test]
fn what_was_removed_lies_in_the_trash_until_it_is_purged() {
    let stage = Stage::demo();
    by_another(&stage, by_hand("架空の集い", 7));
    let id = stage.first("架空の集い");
    stage.run(&["trash", "list"]).code(3);
    stage.run(&["remove", &id]).ok();
    stage.run(&["show", &id]).code(3);
    let list = stage.run(&["trash", "list", "--json"]).ok().json();
    assert_eq!((&list["items"][0]["id"], &list["items"][0]["name"]), (&id.as_str().into(), &"架空の集い".into()));
    assert!(stage.run(&["trash", "list"]).ok().text().contains("架空の集い"));
    stage.run(&["trash", "restore", &id[..6]]).ok();
    stage.run(&["show", &id]).ok();
    stage.run(&["undo"]).ok();
    stage.run(&["trash", "purge", &id]).code(2);
    assert!(stage.run(&["history", &id]).ok().text().contains("架空の集い"));
    stage.run(&["trash", "purge", &id, "--yes"]).ok();
    stage.run(&["trash", "list"]).code(3);
    let history = stage.run(&["history", &id, "--json"]).ok().text();
    assert!(history.contains("erased") && !history.contains("架空の集い"), "{history}");
    stage.run(&["trash", "empty", "--yes"]).code(3);
}

#[test]
fn what_the_open_data_list_is_not_removed() {
    let stage = Stage::demo();
    let before = stage.everything();
    let published = before.lines().filter(|line| line.contains("\"listings\":[{")).count();
    assert!(published > 0);
    stage.run(&["remove", &stage.first("梟谷診療所")]).code(1);
    assert_eq!(stage.everything(), before);
}

#[test]
fn a_young_history_is_not_trimmed() {
    let stage = Stage::demo();
    let trimmed = stage.run(&["trim", "--json"]).ok().json();
    assert_eq!((trimmed["groups"].as_u64(), trimmed["rows"].as_u64()), (Some(0), Some(0)));
    stage.run(&["undo", "1", "--yes"]).ok();
}
