//! `export all --format jsonl` and back: the same, byte for byte, in an empty place and in one that is lived in.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::stage::Stage;

/// The text as a file of this stage.
fn file(stage: &Stage, name: &str, text: &str) -> PathBuf {
    let path = stage.path(name);
    fs::write(&path, text).unwrap();
    path
}

fn counts(report: &Value, kind: &str) -> [u64; 3] {
    let of = report["records"].as_array().unwrap().iter().find(|counts| counts["kind"] == kind);
    of.map_or([0; 3], |counts| ["new", "changed", "unchanged"].map(|name| counts[name].as_u64().unwrap()))
}

#[test]
fn the_demo_city_comes_back_byte_for_byte_in_one_group() {
    let from = Stage::demo();
    let id = from.first("梟谷診療所");
    from.run(&["set", &id, "note=一行目\n二行目", "person=架空花子", "vacancy=0"]).ok();
    let text = from.everything();
    let total = text.lines().filter(|line| line.starts_with("{\"kind\":\"facility\"")).count() as u64;

    let to = Stage::new();
    let copy = file(&to, "copy.jsonl", &text);
    let would = to.import(std::slice::from_ref(&copy), &["--dry-run", "--json"]).ok().json();
    assert_eq!((would["new"].as_u64(), counts(&would, "facility")), (Some(total), [total, 0, 0]));
    assert_eq!(to.everything(), "", "a dry run writes nothing");
    let done = to.import(std::slice::from_ref(&copy), &["--json"]).ok().json();
    assert_eq!(done["records"], would["records"]);
    assert_eq!(done["files"][0]["format"], "jsonl");
    assert_eq!(to.everything(), text);
    assert_eq!(to.run(&["history", "--json"]).ok().json()["items"].as_array().unwrap().len(), 1);
    // Again: nothing to do, and no group.
    let again = to.import(&[copy], &["--json"]).ok().json();
    assert_eq!(counts(&again, "facility"), [0, 0, total]);
    assert_eq!(to.run(&["history", "--json"]).ok().json()["items"].as_array().unwrap().len(), 1);
    to.run(&["undo", "--yes"]).ok();
    assert_eq!(to.everything(), "");
}

#[test]
fn same_ids_are_brought_up_to_date_others_stay_and_one_undo_takes_it_back() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let old = stage.everything();
    let kept = file(&stage, "old.jsonl", &old);
    stage.run(&["set", &id, "note=変わった"]).ok();
    let before = stage.everything();
    let report = stage.import(std::slice::from_ref(&kept), &["--json"]).ok().json();
    let [new, changed, unchanged] = counts(&report, "facility");
    assert_eq!((new, changed), (0, 1));
    assert!(unchanged > 10);
    assert_eq!(stage.everything(), old);
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before);
    // The text for people says it too.
    let said = stage.import(&[kept], &["--dry-run", "--lang", "ja"]).ok().text();
    assert!(said.contains("施設: 新しい 0  変わった 1"), "{said}");
}

#[test]
fn what_cannot_be_read_is_listed_with_its_line_and_the_rest_is_taken() {
    let from = Stage::demo();
    let mut lines: Vec<String> = from.everything().lines().map(str::to_owned).collect();
    let twice = lines[0].clone();
    lines.insert(1, "{\"kind\":\"parade\",\"record\":{}}".to_owned());
    lines.insert(2, "not json".to_owned());
    lines.push(twice.replacen("\"listings\":[", "\"listings\":[],\"moods\":[1,", 1));
    lines.push(twice);
    let stage = Stage::new();
    let path = file(&stage, "some.jsonl", &lines.join("\n"));
    let rejected = stage.path("rejected.csv");
    let report = stage.import(&[path], &["--json", "--rejected", rejected.to_str().unwrap()]).code(5).json();
    let at: Vec<&Value> = report["rejected"].as_array().unwrap().iter().map(|row| &row["line"]).collect();
    assert_eq!(at, [&json!(2), &json!(3), &json!(lines.len() - 1)]);
    assert_eq!(report["files"][0]["repeated"], 1);
    let csv = fs::read_to_string(rejected).unwrap();
    assert!(csv.contains("parade") && csv.contains("moods"), "{csv}");
    assert_eq!(stage.everything(), from.everything());
}

#[test]
fn files_of_another_format_are_refused_whole() {
    let from = Stage::demo();
    let stage = Stage::new();
    let records = file(&stage, "all.jsonl", &from.everything());
    let table = file(&stage, "list.csv", "なまえ,でんわ\n架空の集い,03-0555-0101\n");
    let ran = stage.import(std::slice::from_ref(&table), &["--format", "jsonl"]).code(1);
    assert!(ran.err.contains("jsonl"), "{}", ran.err);
    let own = ["--map", "name=なまえ", "--as-of", "2026-01-01"];
    stage.import(&[records.clone(), table], &own).code(1);
    let care = crate::stage::fixture("care_202601/jigyosho_520.csv");
    let ran = stage.import(&[records.clone(), care], &[]).code(1);
    assert!(ran.err.contains("one after the other"), "{}", ran.err);
    stage.import(std::slice::from_ref(&records), &["--format", "care"]).code(1);
    stage.import(&[records], &["--city", "桑名市"]).code(2);
    assert_eq!(stage.everything(), "");
}

/// Lines of members from a file could make anybody an admin.
#[test]
fn members_come_in_by_an_admin_only() {
    let from = Stage::new();
    from.run_with(&["member", "add", "hana", "--name", "-", "--role", "admin"], "架空花子\n").ok();
    let me: Value = serde_json::from_str(from.everything().trim()).unwrap();
    let mut boss = me.clone();
    boss["record"]["id"] = json!("00000000-0000-7000-8000-000000000001");
    boss["record"]["code"] = json!("boss");
    boss["record"]["uids"] = json!([4_242]);
    let mut writer = me.clone();
    writer["record"]["role"] = json!("write");

    // A place without a list belongs to whoever may write it.
    let stage = Stage::new();
    let members = format!("{boss}\n{writer}\n");
    stage.import(&[file(&stage, "members.jsonl", &members)], &[]).ok();
    assert_eq!(stage.everything(), members);
    // From then on who writes cannot make themselves an admin, nor bring in anything beside it.
    let everything = Stage::demo().everything() + &format!("{me}\n");
    let ran = stage.import(&[file(&stage, "more.jsonl", &everything)], &[]).code(4);
    assert!(ran.err.contains("Only an admin can change the list of members"), "{}", ran.err);
    assert_eq!(stage.everything(), members);
    // The same list again changes nobody, so anybody who writes may bring it with the rest.
    let everything = Stage::demo().everything() + &members;
    stage.import(&[file(&stage, "same.jsonl", &everything)], &[]).ok();
    assert!(stage.everything().lines().count() > 10);
}
