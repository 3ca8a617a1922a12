//! The meeting log on the command line: written by standard input, an action one thing to do, each look with its line in the audit.

use crate::stage::*;

const TEXT: &str =
    "！夜のたん吸引\n＞候補を家族へ説明 @中村 2026-06-12\n> 診療情報を送る @病棟\n! 薬の管理\n= 退院は20日\n";

/// A meeting of providers with that text; its id.
fn added(stage: &Stage) -> String {
    let object = serde_json::json!({ "kind": "在宅サービス事業者の集い", "title": "架空の集い", "on": "2026-06-10", "lines": TEXT });
    let ran = stage.run_with(&["meeting", "add", "-"], &object.to_string()).ok();
    ran.text().trim().to_owned()
}

fn shown(stage: &Stage, id: &str) -> serde_json::Value {
    stage.run(&["meeting", "show", id, "--json"]).ok().json()
}

fn last_note(stage: &Stage) -> String {
    stage.run(&["audit", "list", "--json"]).ok().json()["items"][0]["note"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_meeting_is_written_rewritten_found_and_its_action_ticked() {
    let stage = Stage::new();
    let id = added(&stage);
    let before = shown(&stage, &id);
    assert_eq!(last_note(&stage), "meeting show");
    assert_eq!((before["kind"].as_str(), before["scenes"].as_array().map(Vec::len)), (Some("providers"), Some(2)));
    let task = |meeting: &serde_json::Value, text: &str| {
        let actions = meeting["actions"].as_array().unwrap();
        actions.iter().find(|action| action["text"] == text).unwrap_or_else(|| panic!("{actions:?}")).clone()
    };
    let sent = task(&before, "診療情報を送る");
    assert_eq!((sent["who"].as_str(), sent["state"].as_str()), (Some("病棟"), Some("open")));
    // Reworded it keeps its task; ticked it is done in the log.
    let again = TEXT.replace("診療情報を送る", "診療情報提供書を送る");
    stage.run_with(&["meeting", "write", &id, "-"], &again).ok();
    let reworded = task(&shown(&stage, &id), "診療情報提供書を送る");
    assert_eq!(reworded["task"], sent["task"]);
    stage.run(&["meeting", "done", sent["task"].as_str().unwrap()]).ok();
    assert_eq!(task(&shown(&stage, &id), "診療情報提供書を送る")["state"], "done");
    let list = stage.run(&["meeting", "list", "--json"]).ok().json();
    let item = &list["items"][0];
    assert_eq!((&item["issues"], &item["without_action"], &item["open_actions"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(last_note(&stage), "meeting list");
    // One undo takes back the text and the task's words.
    stage.run(&["undo"]).ok();
    stage.run(&["undo"]).ok();
    assert_eq!(task(&shown(&stage, &id), "診療情報を送る")["state"], "open");
}

#[test]
fn the_list_is_narrowed_and_looked_through() {
    let stage = Stage::new();
    let id = added(&stage);
    let found = |args: &[&str], query: &str| {
        let ran = stage.run_with(&[&["meeting", "list", "--json"], args].concat(), query);
        (ran.code, ran.json()["items"].as_array().map(Vec::len))
    };
    assert_eq!(found(&["--query", "-"], "吸引　架空"), (0, Some(1)));
    assert_eq!(found(&["--query", "-"], "吸引　架空でない"), (3, Some(0)));
    assert_eq!(found(&["--open", "--kind", "providers", "--year", "2026"], ""), (0, Some(1)));
    assert_eq!(found(&["--year", "2025"], ""), (3, Some(0)));
    assert_eq!(stage.run(&["meeting", "list", "--kind", "whim"]).code, 2);
    assert_eq!(stage.run(&["meeting", "list", "--query", "吸引"]).code, 2, "a text about somebody is no argument");
    assert!(stage.run(&["meeting", "show", &id[..13]]).ok().text().contains("> 候補を家族へ説明 @中村 2026-06-12"));
}

#[test]
fn what_cannot_stand_is_told_without_what_was_typed() {
    let stage = Stage::new();
    for (object, field) in [
        (r#"{"kind":"providers","on":"秘密の日"}"#, "on"),
        (r#"{"kind":"providers","whim":"秘密"}"#, "whim"),
        (r#"{"title":"秘密"}"#, "kind"),
    ] {
        let ran = stage.run_with(&["meeting", "add", "-"], object);
        assert_eq!((ran.code, ran.out.len()), (2, 0), "{}", ran.err);
        assert!(ran.err.contains(field) && !ran.err.contains("秘密"), "{}", ran.err);
    }
    let task = "01980000-0000-7000-8000-000000000001";
    assert_eq!(stage.run(&["meeting", "done", task]).code, 3);
    assert_eq!(stage.run(&["meeting", "show", task]).code, 3);
}

#[test]
fn minutes_written_elsewhere_are_shown_and_taken_where_somebody_agrees() {
    let stage = Stage::new();
    let minutes = "第2回の集い\n■課題\n・夜の吸引\n■対応\n・送る（担当：病棟、2026-06-14）\n問1 費用は\n答 市が持つ\n";
    let file = stage.path("minutes.txt");
    std::fs::write(&file, minutes).unwrap();
    let file = file.to_str().unwrap();
    let read = "第2回の集い\n! 夜の吸引\n> 送る @病棟 2026-06-14\n? 費用は\n- 答 市が持つ\n";
    let dry = stage.run(&["meeting", "add", "--kind", "providers", "--lines", file, "--dry-run"]).ok();
    assert_eq!(dry.text(), read);
    assert!(dry.err.contains("issues 1, actions 1, decisions 0, questions 1"), "{}", dry.err);
    assert_eq!(stage.run(&["meeting", "list"]).code, 3, "nothing was written");
    let asked = stage.run(&["meeting", "add", "--kind", "providers", "--lines", file]);
    assert_eq!(asked.code, 2, "nobody is there to agree: {}", asked.err);
    let args = ["meeting", "add", "--kind", "providers", "--on", "2026-06-10", "--lines", "-", "--yes"];
    let id = stage.run_with(&args, minutes).ok().text().trim().to_owned();
    let meeting = shown(&stage, &id);
    assert_eq!((meeting["on"].as_str(), meeting["lines"].as_array().map(Vec::len)), (Some("2026-06-10"), Some(5)));
    let task = meeting["actions"][0]["task"].clone();
    stage
        .run_with(&["meeting", "write", &id, "--lines", "-", "--yes"], &minutes.replace("夜の吸引", "夜間の吸引"))
        .ok();
    let again = shown(&stage, &id);
    assert_eq!((&again["actions"][0]["task"], again["lines"][1]["text"].as_str()), (&task, Some("夜間の吸引")));
    assert_eq!(stage.run(&["meeting", "add", "--kind", "providers"]).code, 2);
}

#[test]
fn issues_are_listed_and_those_that_come_again_are_told() {
    let stage = Stage::new();
    added(&stage);
    let list = |args: &[&str]| stage.run(&[&["meeting", "issues", "--json"], args].concat());
    assert_eq!(list(&["--recurring"]).code, 3);
    added(&stage);
    let found = list(&["--recurring", "--year"]).ok().json();
    assert_eq!((found["items"][0]["times"].as_u64(), found["items"].as_array().map(Vec::len)), (Some(2), Some(2)));
    assert_eq!(last_note(&stage), "meeting issues");
    let open = list(&["--open"]).ok().json();
    let states: Vec<&str> = open["items"].as_array().unwrap().iter().filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, ["open", "no_action", "open", "no_action"]);
    assert!(stage.run(&["meeting", "issues"]).ok().text().contains("no action"));
}

#[test]
fn recording_and_cost_are_written_and_read() {
    let stage = Stage::new();
    let object = r#"{"kind":"providers","title":"架空","recording":"video","recording_agreed":"yes","budget":"3万円","fees":"10,000"}"#;
    let id = stage.run_with(&["meeting", "add", "-"], object).ok().text().trim().to_owned();
    let meeting = shown(&stage, &id);
    let told = (meeting["recording"].as_str(), meeting["recording_agreed"].as_bool());
    assert_eq!(told, (Some("video"), Some(true)));
    assert_eq!((meeting["budget"].as_u64(), meeting["fees"].as_u64()), (Some(30_000), Some(10_000)));
    let page = stage.run(&["meeting", "show", &id]).ok().text();
    assert!(page.contains("Recording: video") && page.contains("30000"), "{page}");
}
