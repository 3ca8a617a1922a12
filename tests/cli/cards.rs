//! Emergency cards on the command line: looked at and taken out only with a line in the audit, out only with a disclosure.

use crate::stage::*;

/// The audit's actions about persons, newest first, with their notes.
fn audit(stage: &Stage) -> Vec<(String, String)> {
    let json = stage.run(&["audit", "list", "--json"]).ok().json();
    let items = json["items"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    items.iter().map(|item| (text(&item["action"]), text(&item["note"]))).collect()
}

/// Somebody of the demo who agreed to be told about, and somebody who did not.
fn two(stage: &Stage) -> (String, String) {
    let json = stage.run(&["person", "list", "--json"]).ok().json();
    let items = json["items"].as_array().unwrap();
    let id = |wanted: &dyn Fn(&serde_json::Value) -> bool| {
        let found = items.iter().find(|item| wanted(&item["consent"]));
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let agreed = id(&|consent| consent["on"].is_string() && consent["withdrawn_on"].is_null());
    (agreed, id(&serde_json::Value::is_null))
}

#[test]
fn a_look_leaves_a_line_and_the_rounds_list_whom_they_are_about() {
    let stage = Stage::demo();
    let all = stage.run(&["card", "list", "--json"]).ok().json();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(25));
    assert_eq!(audit(&stage)[0], ("view".to_owned(), "card list".to_owned()));
    let due = stage.run(&["card", "list", "--due", "conditions", "--json"]).ok().json();
    let due = due["items"].as_array().unwrap();
    assert!(!due.is_empty() && due.len() < 25);
    assert!(due.iter().all(|item| item["due"].as_array().unwrap().iter().any(|due| due == "conditions")));
    let disaster = stage.run(&["card", "list", "--disaster", "--json"]).ok().json();
    assert!(disaster["items"].as_array().is_some_and(|items| !items.is_empty() && items.len() < 25));
    assert_eq!(stage.run(&["card", "list", "--due", "whim"]).code, 2);
    let (id, _) = two(&stage);
    let card = stage.run(&["card", "show", &id]).ok();
    assert!(card.text().contains("fictional"), "{}", card.text());
    assert_eq!(audit(&stage)[0], ("view".to_owned(), "card show".to_owned()));
    stage.run(&["card", "confirm", &id]).ok();
    let access = stage.run(&["access", "--person", &id, "--json"]).ok().json();
    assert!(access["items"].as_array().is_some_and(|items| items.iter().any(|item| item["note"] == "card show")));
    stage.run(&["access", "--reviewed"]).ok();
    assert_eq!(audit(&stage)[0].0, "access_review");
}

#[test]
fn nothing_is_handed_over_without_a_ground_a_disclosure_and_a_line() {
    let stage = Stage::demo();
    let (agreed, not) = two(&stage);
    let before = stage.run(&["disclosures", "--format", "json"]).ok().json()["items"].as_array().map(Vec::len).unwrap();
    let ran = stage.run(&["card", "export", &not, "--form", "card", "--to", "provider"]);
    assert_eq!((ran.code, ran.out.len()), (2, 0), "{}", ran.err);
    let ran = stage.run(&["card", "export", &not, "--form", "card", "--to", "provider", "--reason", "life"]).ok();
    assert!(!ran.out.is_empty());
    let masked = stage.run(&["card", "export", &agreed, "--form", "page_html", "--to", "hospital", "--mask"]).ok();
    let people = stage.run(&["person", "list", "--json"]).ok().json();
    let person = people["items"].as_array().unwrap().iter().find(|item| item["id"] == agreed.as_str()).unwrap();
    let name = person["name"].as_str().unwrap().to_owned();
    assert!(!masked.text().contains(&name));
    let given = stage.run(&["disclosures", "--format", "json"]).ok().json()["items"].as_array().map(Vec::len).unwrap();
    assert_eq!(given, before + 2);
    let lines = audit(&stage);
    assert!(lines.contains(&("export".to_owned(), "card card provider".to_owned())), "{lines:?}");
    assert!(lines.contains(&("export".to_owned(), "card page_html hospital masked".to_owned())), "{lines:?}");
    let ran = stage.run(&["--read-only", "card", "export", &agreed, "--form", "card", "--to", "hospital"]);
    assert_eq!((ran.code, ran.out.len()), (4, 0), "{}", ran.err);
}
