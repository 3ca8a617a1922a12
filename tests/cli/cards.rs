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

#[test]
fn a_person_is_shown_by_the_id_and_another_format_is_taken_out_with_its_disclosure() {
    let stage = Stage::demo();
    let (id, _) = two(&stage);
    let disclosures =
        || stage.run(&["disclosures", "--format", "json"]).ok().json()["items"].as_array().map(Vec::len).unwrap();
    let before = disclosures();
    assert!(stage.run(&["show", &id]).ok().text().contains("fictional"));
    assert_eq!(audit(&stage)[0], ("view".to_owned(), "show".to_owned()));
    assert_eq!(stage.run(&["show", &id, "--json"]).ok().json()["items"][0]["kind"], "emergency_card");
    assert_eq!(disclosures(), before);
    for (format, start) in [("vcf", "BEGIN:VCARD"), ("md", ""), ("tsv", ""), ("csv", "")] {
        let text = stage.run(&["show", &id, "--format", format]).ok().text();
        assert!(text.starts_with(start) && !text.is_empty(), "{format}: {text}");
    }
    assert_eq!(disclosures(), before + 4);
    assert!(audit(&stage).contains(&("export".to_owned(), "card vcard centre".to_owned())));
    let ran = stage.run(&["--read-only", "show", &id]);
    assert_eq!((ran.code, ran.out.len()), (4, 0), "no line, no card");
    assert_eq!(stage.run(&["show", "ffffffff-ffff-7fff-8fff-ffffffffffff"]).code, 3);
    let facility = stage.first("診療所");
    assert!(!stage.run(&["show", &facility]).ok().out.is_empty());
}

#[test]
fn fields_are_written_by_name_and_nothing_personal_stands_among_the_arguments() {
    let stage = Stage::demo();
    let (id, _) = two(&stage);
    let ran = stage.run(&["card", "set", &id, "medical.allergies=印"]).code(2);
    assert!(!ran.err.contains('印'), "{}", ran.err);
    stage.run_with(&["card", "set", &id, "medical.allergies=-", "kit.seal_fridge=yes"], "そば\n").ok();
    stage
        .run_with(&["card", "set", &id, "-"], r#"{"contact1.mobile":"090-0000-0042","medical.devices":["酸素"]}"#)
        .ok();
    let ran = stage.run_with(&["card", "set", &id, "-"], r#"{"contact1.mobile":"印","bogus":"印"}"#).code(2);
    assert!(ran.err.contains("contact1.mobile") && ran.err.contains("bogus") && !ran.err.contains('印'), "{}", ran.err);
    let text = stage.run(&["card", "show", &id]).ok().text();
    assert!(text.contains("そば") && text.contains("090-0000-0042"), "{text}");
    stage.run(&["card", "set", &id, "medical.allergies="]).ok();
    assert!(!stage.run(&["card", "show", &id]).ok().text().contains("そば"));
    let new = stage.run_with(&["card", "add", "-"], r#"{"name":"架空 新","household":"独居"}"#).ok().text();
    let shown = stage.run(&["card", "show", new.trim()]).ok().text();
    assert!(shown.contains("架空 新"), "{shown}");
    assert_eq!(stage.run_with(&["card", "add", "-"], r#"{"kana":"印"}"#).code, 2);
    let area = stage.run(&["card", "list", "--area", "無い地区"]);
    assert_eq!(area.code, 3);
    let plain = stage.run(&["card", "list", "--plain"]).ok().text();
    assert!(plain.lines().all(|line| line.split('\t').count() == 5), "{plain}");
}

#[test]
fn talks_are_added_and_listed_newest_first() {
    let stage = Stage::demo();
    let (id, _) = two(&stage);
    let talk = format!(
        r#"{{"person":"{id}","on":"2026-01-05","wanted":"家にいたい","last_place":"自宅","treatment.drip":"望む"}}"#
    );
    stage.run_with(&["card", "talk", "-"], &talk).ok();
    let talks = stage.run(&["card", "talks", &id, "--json"]).ok().json();
    let found = talks["items"].as_array().unwrap().iter().find(|talk| talk["wanted"] == "家にいたい").unwrap();
    assert_eq!((&found["last_place"], &found["treatments"]["drip"]), (&"home".into(), &"wanted".into()));
    assert!(stage.run(&["card", "talks", &id]).ok().text().contains("家にいたい"));
    assert_eq!(audit(&stage)[0], ("view".to_owned(), "card talks".to_owned()));
    let ran = stage.run_with(&["card", "talk", "-"], &talk.replace("自宅", "印"));
    assert!(ran.code == 2 && !ran.err.contains('印'), "{}", ran.err);
    assert_eq!(stage.run_with(&["card", "talk", "-"], r#"{"on":"2026-01-05"}"#).code, 2);
}
