//! `renkei service`: closing, reopening, who is concerned, who can take over.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::stage::Stage;

/// A day care that a person of the demo goes to, and that is closed there.
const ALBA: &str = "01a19467-e931-7bfe-b3ab-e97d1cdf1206";

fn board(stage: &Stage) -> Vec<Value> {
    let ran = stage.run(&["service", "list", "--json"]);
    ran.json()["items"].as_array().unwrap().clone()
}

fn of<'v>(items: &'v [Value], facility: &str) -> Option<&'v Value> {
    items.iter().find(|item| item["facility"] == json!(facility))
}

fn records(stage: &Stage) -> Vec<(String, Value)> {
    let lines = stage.everything();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["kind"].as_str().unwrap().to_owned(), line["record"].clone())).collect()
}

#[test]
fn closing_and_reopening_are_two_acts_and_two_undos() {
    let stage = Stage::demo();
    let place = stage.first("薬局");
    let acts = |stage: &Stage| {
        let of = |(kind, record): &&(String, Value)| kind == "service_act" && record["facility"] == json!(place);
        records(stage).iter().filter(of).count()
    };
    assert_eq!((of(&board(&stage), &place), acts(&stage)), (None, 0));
    stage.run(&["service", "reopen", &place]).code(3);
    let mut close = vec!["service", "close", &place, "--until", "tomorrow", "--reason", "disaster", "--note", "-"];
    close.extend(["--said-by", "管理者・電話"]);
    stage.run_with(&close, "停電\u{1b}[31m\n").ok();
    let items = board(&stage);
    let closed = of(&items, &place).unwrap();
    assert_eq!((&closed["state"], &closed["note"]), (&json!("closed"), &json!("停電[31m")));
    assert_eq!((&closed["holds"], &closed["ask_again"]), (&json!(true), &json!(false)));
    assert_eq!(closed["said_by"], json!("管理者・電話"));
    assert!(stage.run(&["service", "list"]).ok().text().contains("聞いた相手 管理者・電話"));
    stage.run(&["service", "reopen", &place]).ok();
    assert_eq!((of(&board(&stage), &place), acts(&stage)), (None, 2));
    stage.run(&["undo"]).ok();
    assert_eq!(acts(&stage), 1);
    assert_eq!(of(&board(&stage), &place).unwrap()["state"], json!("closed"));
    stage.run(&["undo"]).ok();
    assert_eq!((of(&board(&stage), &place), acts(&stage)), (None, 0));
}

#[test]
fn partly_says_what_goes_on_and_what_is_wrong_writes_nothing() {
    let stage = Stage::demo();
    let place = stage.first("薬局");
    let before = stage.everything();
    for wrong in [
        &["--keeps", "karaoke"][..],
        &["--reason", "holiday"],
        &["--until", "2026-01-01", "--from", "2026-02-01"],
        &["--from", "someday"],
        &["--note", "swordfish"],
    ] {
        let ran = stage.run(&[&["service", "close", &place], wrong].concat()).code(2);
        assert!(!ran.err.contains("swordfish"), "{}", ran.err);
    }
    assert_eq!(stage.everything(), before);
    stage.run(&["service", "close", &place, "--keeps", "meal_box,phone"]).ok();
    let items = board(&stage);
    let item = of(&items, &place).unwrap();
    assert_eq!((&item["state"], &item["services"]), (&json!("partly"), &json!(["meal_box", "phone"])));
}

/// Over the exported records, not over the types.
#[test]
fn the_board_names_everybody_linked() {
    let stage = Stage::demo();
    let records = records(&stage);
    let died: BTreeSet<&str> = records
        .iter()
        .filter(|(kind, record)| kind == "episode" && record["end"]["reason"] == "death")
        .map(|(_, record)| record["person"].as_str().unwrap())
        .collect();
    let items = board(&stage);
    let states: Vec<&str> = items.iter().map(|item| item["state"].as_str().unwrap()).collect();
    assert_eq!(states.iter().filter(|state| **state == "closed").count(), 2);
    assert_eq!(states.iter().filter(|state| **state == "partly").count(), 1);
    assert_eq!(items.len(), 3, "who is open again stands there no more");
    let mut named = 0;
    for item in &items {
        let facility = &item["facility"];
        let mut wanted = BTreeSet::new();
        for (_, person) in records.iter().filter(|(kind, _)| kind == "person") {
            let id = person["id"].as_str().unwrap();
            if died.contains(id) || !person["card"]["passing"].is_null() {
                continue;
            }
            for link in ["care_manager", "doctor"] {
                if person[link]["facility"] == *facility {
                    wanted.insert((id.to_owned(), link.to_owned()));
                }
            }
            for support in person["card"]["supporters"].as_array().into_iter().flatten() {
                if support["who"]["facility"] == *facility {
                    wanted.insert((id.to_owned(), "supporter".to_owned()));
                }
            }
        }
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let found: BTreeSet<(String, String)> =
            item["persons"].as_array().unwrap().iter().map(|one| (text(&one["person"]), text(&one["link"]))).collect();
        assert_eq!(found, wanted, "{facility}");
        assert!(!found.is_empty(), "each closing of the demo concerns somebody");
        named += found.len();
    }
    let anonymous = stage.run(&["service", "list"]).ok().text();
    assert!(!anonymous.contains("凪浜"), "{anonymous}");
    let lines = |text: String| text.lines().filter(|line| line.starts_with("    ")).count();
    assert_eq!(lines(anonymous), 0);
    let with_names = stage.run(&["service", "list", "--names"]).ok().text();
    assert!(with_names.contains("凪浜"), "{with_names}");
    assert_eq!(lines(with_names), named);
    let audit = stage.run(&["audit", "list", "--json"]).ok().text();
    assert!(audit.contains("service list"), "who looked at names left a line");
}

#[test]
fn the_command_line_finds_what_the_board_finds() {
    let stage = Stage::demo();
    let find = |more: &[&str]| stage.run(&[&["service", "substitutes", ALBA], more].concat());
    let all = find(&["--json"]).ok().json()["items"].as_array().unwrap().len();
    let bath = find(&["--json", "--need", "meal,bath"]).ok().json();
    let items = bath["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.len() < all, "{} of {all}", items.len());
    assert!(items.iter().all(|item| item["facility"] != json!(ALBA)));
    assert_eq!(bath["needs"], json!(["meal", "bath"]));
    let lines = find(&["--need", "meal,bath"]).ok().text();
    assert_eq!(lines.lines().count(), items.len());
    for (line, item) in lines.lines().zip(items) {
        assert!(line.contains(item["facility"].as_str().unwrap()), "{line}");
    }
    find(&["--need", "karaoke"]).code(2);
    find(&["--days", "毎"]).code(2);
    let sundays = find(&["--json", "--days", "日"]).json()["items"].as_array().unwrap().len();
    assert!(sundays < all, "fewer are open on Sundays: {sundays} of {all}");
}
