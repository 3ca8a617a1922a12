//! What coordinators write with the command line, and take back.

use serde_json::Value;

use crate::stage::{Stage, names};

fn note(stage: &Stage, id: &str) -> String {
    let all = stage.everything();
    let line = all.lines().find(|line| line.contains(id) && line.starts_with("{\"kind\":\"facility\"")).unwrap();
    let record: Value = serde_json::from_str(line).unwrap();
    record["record"]["local"]["note"]["facts"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn local_facts_are_one_change_that_can_be_taken_back_and_put_back() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let before = stage.everything();
    stage.run(&["set", &id, "note=二階の受付", "desk=連携室", "vacancy=2", "direct_phone=03-0999-0001"]).ok();
    let card = stage.run(&["show", &id]).ok().text();
    for word in ["二階の受付", "連携室", "03-0999-0001"] {
        assert!(card.contains(word), "{word}: {card}");
    }
    assert_eq!(stage.run(&["find", "--json", "二階の受付"]).ok().json()["items"][0]["id"], id.as_str());

    let history = stage.run(&["history", "--json", "--limit", "1"]).ok().json();
    let entry = &history["items"][0];
    assert_eq!(names(entry), ["group", "at", "uid", "who", "action", "detail", "changes", "of", "undone"]);
    assert_eq!((entry["action"].as_str(), entry["changes"].as_u64()), (Some("edit"), Some(1)));
    assert!(!entry.to_string().contains("二階"), "the history repeats no facts");

    let after = stage.everything();
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before);
    assert_eq!(stage.run(&["history", "--json"]).ok().json()["items"][1]["undone"], true);
    stage.run(&["redo"]).ok();
    assert_eq!(stage.everything(), after);
    stage.run(&["redo"]).code(3);
    let group = entry["group"].to_string();
    stage.run(&["undo", &group]).code(0);
    assert_eq!(stage.everything(), before);
    let lines = stage.run(&["history"]).ok().text();
    assert!(lines.lines().count() >= 4 && !lines.contains("action."), "{lines}");
}

#[test]
fn a_value_may_come_on_standard_input_and_the_same_again_writes_nothing() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    stage.run_with(&["set", &id, "note=-"], "一行目\n二行目\n").ok();
    assert_eq!(note(&stage, &id), "一行目\n二行目");
    let again = stage.run_with(&["set", &id, "note=-"], "一行目\n二行目\n").ok();
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    stage.run(&["set", &id, "note="]).ok();
    assert_eq!(note(&stage, &id), "", "an empty value takes the fact away");
}

#[test]
fn a_value_that_cannot_stand_there_is_2_and_writes_nothing() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let before = stage.everything();
    for (fact, word) in [
        ("colour=red", "colour"),
        ("vacancy=many", "vacancy"),
        ("coordinates=0,0", "coordinates"),
        ("phone=なし", "phone"),
    ] {
        let ran = stage.run(&["set", &id, "note=書かれない", fact]).code(2);
        assert!(ran.err.contains(word) && !ran.err.contains("form.error"), "{}", ran.err);
        assert!(!ran.err.contains("many") && !ran.err.contains("なし"), "what was typed is not repeated: {}", ran.err);
    }
    stage.run(&["set", "ffffffff", "note=x"]).code(3);
    assert_eq!(stage.everything(), before);
}

#[test]
fn read_only_writes_nothing_whatever_the_verb() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    stage.run(&["set", &id, "note=x"]).ok();
    let before = stage.everything();
    let file = stage.path("t_20260101.csv");
    std::fs::write(&file, "名,電話\n通いの場 さざなみ,03-0444-5501\n").unwrap();
    let file = file.to_str().unwrap();
    let map = ["--map", "name=名,phone=電話"];
    for args in [
        &["set", &id, "note=y"][..],
        &["undo"],
        &["redo"],
        &["merge", &id, &id],
        &["split", &id],
        &["import", file, map[0], map[1]],
        &["demo", "--load"],
    ] {
        let mut args = args.to_vec();
        args.push("--read-only");
        let ran = stage.run(&args).code(4);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{args:?}: {}", ran.err);
    }
    stage.run(&["import", file, map[0], map[1], "--dry-run", "--read-only"]).ok();
    stage.run(&["find", "診療所", "--read-only"]).ok();
    assert_eq!(stage.everything(), before);
}

#[test]
fn the_demo_goes_into_an_empty_folder_only() {
    let stage = Stage::demo();
    let before = stage.everything();
    let ran = stage.run(&["demo", "--load"]).code(1);
    assert!(ran.err.contains("already has facilities"), "{}", ran.err);
    assert_eq!(stage.everything(), before);
    let ran = stage.run(&["demo"]).code(2);
    assert!(ran.err.contains("terminal"), "{}", ran.err);
}

#[test]
fn a_data_folder_may_be_named_and_quiet_says_less() {
    let stage = Stage::new();
    let elsewhere = stage.path("elsewhere");
    let ran = stage.run(&["demo", "--load", "--quiet", "--data-dir", elsewhere.to_str().unwrap()]).ok();
    assert_eq!((ran.err.as_str(), ran.text().as_str()), ("", ""));
    assert!(elsewhere.join("renkei.redb").exists() && !stage.data().exists());
    let mode = |path: &std::path::Path| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!((mode(&elsewhere), mode(&elsewhere.join("renkei.redb"))), (0o700, 0o600));
    let mut command = stage.command(&["export"]);
    let output = command.env_remove("HOME").env_remove("RENKEI_DATA_DIR").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("HOME"));
}

#[test]
fn two_records_are_made_one_and_parted_again() {
    let stage = Stage::demo();
    let found = stage.run(&["find", "--json", "診療所", "--limit", "2"]).ok().json();
    let id = |n: usize| found["items"][n]["id"].as_str().unwrap().to_owned();
    let before = stage.everything();
    stage.run(&["merge", &id(0), &id(0)]).code(2);
    stage.run(&["merge", &id(0), &id(1)]).ok();
    stage.run(&["show", &id(1)]).code(3);
    let merged = stage.everything();
    stage.run(&["split", &id(0)]).ok();
    assert_ne!(stage.everything(), merged);
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), merged);
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before);
}
