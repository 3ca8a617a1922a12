//! `renkei access`: who opened whose card, and what somebody should ask about.

use crate::stage::{Stage, names};

fn person(stage: &Stage) -> String {
    let json = stage.run(&["person", "list", "--json"]).ok().json();
    json["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_restricted_card_is_opened_with_a_reason_that_stands_out_in_the_month() {
    let stage = Stage::demo();
    let id = person(&stage);
    stage.run_with(&["card", "set", &id, "medical.devices=-"], "oxygen").ok();
    stage.run(&["card", "set", &id, "restricted=yes"]).ok();
    for args in [&["card", "show", &id][..], &["show", &id], &["show", &id, "--format", "vcf"], &["card", "talks", &id]]
    {
        let ran = stage.run(args).code(2);
        assert_eq!(ran.text(), "", "{args:?}");
    }
    stage.run(&["person", "show", &id]).code(2);
    let people = stage.run(&["person", "list", "--json"]).ok().json();
    let listed = people["items"].as_array().unwrap().iter().find(|item| item["id"] == id.as_str()).unwrap();
    assert_eq!(names(listed), ["id", "name", "kana", "restricted"]);
    let cards = stage.run(&["card", "list", "--json"]).ok().json();
    let card = cards["items"].as_array().unwrap().iter().find(|item| item["id"] == id.as_str()).unwrap().clone();
    assert_eq!(card["devices"], serde_json::json!([]), "on what somebody depends is on the card");
    assert_eq!(stage.run(&["card", "show", &id, "--reason", "whim"]).code, 2);
    stage.run(&["card", "show", &id, "--reason", "safety"]).ok();
    let access = stage.run(&["access", "--person", &id, "--json"]).ok().json();
    let items = access["items"].as_array().unwrap();
    let opened = items.iter().find(|item| item["action"] == "emergency_open").unwrap();
    assert_eq!(names(opened), ["seq", "at", "who", "action", "persons", "count", "note", "stands_out", "why"]);
    assert_eq!((&opened["note"], &opened["why"]), (&"safety".into(), &"emergency".into()));
    let month = stage.run(&["access", "--reviewed"]).ok();
    assert!(month.text().contains("opened with a reason"), "{}", month.text());
    let lines = stage.run(&["audit", "list", "--action", "access_review", "--json"]).ok().json();
    assert!(lines["items"][0]["note"].as_str().unwrap().contains("standing_out="), "{lines}");
}

#[test]
fn a_restricted_card_is_handed_over_with_a_reason_to_open_it_beside_the_ground() {
    let stage = Stage::demo();
    let (id, other) = {
        let people = stage.run(&["person", "list", "--json"]).ok().json();
        let id = |at: usize| people["items"][at]["id"].as_str().unwrap().to_owned();
        (id(0), id(1))
    };
    stage.run(&["card", "set", &id, "restricted=yes"]).ok();
    stage.run(&["card", "set", &other, "restricted=no"]).ok();
    let export = |more: &[&str]| {
        let base = ["card", "export", &other, &id, "--form", "card", "--to", "family", "--reason", "self"];
        stage.run(&[&base[..], more].concat())
    };
    let told = |action: &str| {
        let audit = stage.run(&["audit", "list", "--action", action, "--json"]).json();
        audit["items"].as_array().unwrap().clone()
    };
    for (more, said) in [(&[][..], "--open-reason"), (&["--open-reason", "whim"], "--open-reason")] {
        let ran = export(more).code(2);
        assert!(ran.text().is_empty() && ran.err.contains(said), "{}", ran.err);
    }
    assert!(told("emergency_open").is_empty() && told("export").is_empty());
    assert!(!stage.run(&["disclosures", "--json"]).text().contains(&id), "nothing was given");
    let ran = export(&["--open-reason", "family"]).ok();
    assert!(!ran.text().is_empty());
    let opened = told("emergency_open");
    assert_eq!(
        (opened.len(), &opened[0]["note"], &opened[0]["records"][0]["id"]),
        (1, &"family".into(), &id.as_str().into())
    );
    assert_eq!(told("export").len(), 1);
}

#[test]
fn what_a_change_did_to_a_card_is_a_look_at_it_and_of_a_restricted_one_is_not_told() {
    let stage = Stage::demo();
    let id = person(&stage);
    stage.run_with(&["card", "set", &id, "medical.allergies=-"], "架空そばアレルギー").ok();
    let group = |stage: &Stage| {
        let history = stage.run(&["history", "--json"]).ok().json();
        history["items"][0]["group"].to_string()
    };
    let change = group(&stage);
    let text = stage.run(&["history", "--change", &change]).ok().text();
    assert!(text.contains("架空そば"), "{text}");
    let access = stage.run(&["access", "--person", &id, "--json"]).ok().json();
    assert!(access["items"].as_array().unwrap().iter().any(|line| line["note"] == "history"), "{access}");
    stage.run(&["card", "set", &id, "restricted=yes"]).ok();
    for args in [&["history", "--change", &change][..], &["history", "--change", &change, "--json"]] {
        let text = stage.run(args).ok().text();
        assert!(!text.contains("架空そば"), "{text}");
    }
    let json = stage.run(&["history", "--change", &change, "--json"]).ok().json();
    assert_eq!(json["records"][0]["restricted"], true);
}

#[test]
fn whole_records_taken_out_stand_out_where_a_restricted_card_is_among_them() {
    let stage = Stage::demo();
    let id = person(&stage);
    stage.run(&["card", "set", &id, "restricted=yes"]).ok();
    stage.run(&["export", "person", "--format", "jsonl"]).ok();
    let access = stage.run(&["access", "--json"]).ok().json();
    let line = access["items"].as_array().unwrap().iter().find(|line| line["action"] == "export").unwrap();
    assert_eq!((&line["why"], &line["note"]), (&"restricted".into(), &"person jsonl".into()), "{access}");
    assert!(line["count"].as_u64().unwrap() > 1, "{line}");
}

#[test]
fn the_list_names_nobody_and_a_month_without_a_look_is_empty() {
    let stage = Stage::demo();
    let people = stage.run(&["person", "list", "--json"]).ok().json();
    let id = people["items"][0]["id"].as_str().unwrap();
    stage.run(&["show", id]).ok();
    let text = stage.run(&["access"]).ok().text();
    for person in people["items"].as_array().unwrap() {
        assert!(!text.contains(person["name"].as_str().unwrap()));
    }
    assert_eq!(stage.run(&["access", "--month", "2020-01"]).code, 3);
    assert_eq!(stage.run(&["access", "--month", "January"]).code, 2);
    assert_eq!(stage.run(&["--read-only", "access", "--reviewed"]).code, 4);
    assert_eq!(stage.run(&["access", "--reviewed", "--person", id]).code, 2, "a month is looked over as a whole");
}
