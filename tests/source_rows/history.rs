//! What the presentation tells of its own meetings: the two rounds of providers and what followed from them.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::row::Row;

/// The meeting of the history with that sign at the end of its title.
fn round(row: &Row, sign: char) -> String {
    let items = row.items(&["meeting", "list", "--kind", "providers"]);
    let found = items.iter().find(|item| item["title"].as_str().unwrap().ends_with(sign));
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// The actions under an issue, each as what is done, who does it, its state and what came of it.
fn actions(shown: &Value, issue: u64) -> Vec<[String; 4]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = shown["actions"].as_array().unwrap().iter().filter(|action| action["issue"] == json!(issue));
    of.map(|action| ["text", "who", "state", "result"].map(|name| text(&action[name]))).collect()
}

fn issues(shown: &Value) -> Vec<&str> {
    let lines = shown["lines"].as_array().unwrap().iter().filter(|line| line["mark"] == "issue");
    lines.map(|line| line["text"].as_str().unwrap()).collect()
}

#[test]
fn s61_the_first_round_is_there_with_what_followed() {
    let row = Row::history("S61");
    let id = round(&row, '①');
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!([&shown["on"], &shown["from"], &shown["until"]], ["2020-04-24", "18:00:00", "19:00:00"]);
    assert_eq!(issues(&shown).len(), 3);
    let done = actions(&shown, 2);
    assert_eq!((done.len(), done[0][2].as_str()), (1, "done"));
    assert!(done[0][3].contains("68") && done[0][3].contains("91.1"), "{done:?}");
    // It is kept as any other: another text, and what was done stays done.
    row.give(
        &["meeting", "write", &id, "-"],
        "! 情報\n> 通所介護事業所のサービス提供状況を把握する（市と協働、FAX） @センター",
    );
    let again = row.json(&["meeting", "show", &id]);
    assert_eq!((issues(&again), &again["actions"][0]["state"]), (vec!["情報"], &json!("done")));
}

#[test]
fn s65_the_second_round_is_there_and_what_is_open_goes_on_to_the_next() {
    let row = Row::history("S65");
    let shown = row.json(&["meeting", "show", &round(&row, '②')]);
    assert_eq!([&shown["on"], &shown["from"]], ["2021-05-25", "18:00:00"]);
    assert_eq!((issues(&shown).len(), actions(&shown, 1).len(), actions(&shown, 2).len()), (2, 1, 2));
    let third = row.meeting("providers", json!({ "lines": "! 夜の連絡先\n> 一覧を作る @架空センター" }));
    let open = row.items(&["meeting", "list", "--kind", "providers", "--open"]);
    assert!(open.iter().any(|item| item["id"] == json!(third)));

    let mut desk = Desk::demo_with_people(80, 24, renkei::paint::Widths::Wide);
    desk.press("4 f5");
    let at = renkei::domain::meeting::kinds().iter().position(|kind| kind.code == "providers").unwrap();
    for _ in 0..at {
        desk.press("down");
    }
    desk.press("enter");
    let Some(renkei::app::Overlay::Form(form)) = desk.app.overlays().last() else { panic!("{}", desk.screen()) };
    let entries = form.draft().entries();
    let carried = entries.iter().find(|entry| entry.name() == "lines").unwrap().text();
    let carried: Vec<&str> = carried.lines().filter_map(|line| line.strip_prefix("! ")).collect();
    let book = desk.app.context().casebook;
    let open: Vec<&str> =
        book.carried("providers", None).iter().map(|(_, issue, _)| issue.line.text.as_str()).collect();
    assert!(!open.is_empty());
    assert_eq!(carried, open);
}

#[test]
fn s66_a_training_of_which_the_month_is_known_answers_what_was_agreed() {
    let row = Row::history("S66");
    let count = |row: &Row| row.report_of(&["2021"]).count("meetings.joint_association");
    assert_eq!(count(&row), 1, "the one of the history");
    let id = row.meeting("joint_association", json!({ "on": "令和3年8月", "cohosts": "架空訪問介護連絡協議会" }));
    assert_eq!(row.json(&["meeting", "show", &id])["on"], "2021-08");
    assert_eq!(count(&row), 2);
    let agreed = row.meeting("providers", json!({ "lines": "! 訪問が心配\n> 合同研修を行う @架空センター" }));
    let task = row.json(&["meeting", "show", &agreed])["actions"][0]["task"].as_str().unwrap().to_owned();
    row.give(&["meeting", "done", &task, "-"], "8月に行い、20人が来た");
    let shown = row.json(&["meeting", "show", &agreed]);
    assert_eq!(
        actions(&shown, 1),
        [["合同研修を行う", "架空センター", "done", "8月に行い、20人が来た"].map(str::to_owned)]
    );
}

#[test]
fn s68_practice_with_the_city_is_one_of_two_answers_to_an_issue() {
    let row = Row::demo("S68");
    let before = row.report();
    let lines = "! 陽性者への訪問が心配\n> 合同研修を行う @架空センター\n> 防護具の着脱を練習する @架空市";
    let agreed = row.meeting("providers", json!({ "lines": lines }));
    row.meeting("protective_gear", json!({ "cohosts": "架空市", "attendance": "介護職 18" }));
    let shown = row.json(&["meeting", "show", &agreed]);
    let task = shown["actions"][1]["task"].as_str().unwrap();
    row.give(&["meeting", "done", task, "-"], "市と共に行った");
    let shown = row.json(&["meeting", "show", &agreed]);
    let states: Vec<String> = actions(&shown, 1).into_iter().map(|[.., state, _]| state).collect();
    assert_eq!(states, ["open", "done"]);
    let after = row.report();
    let (met, of) = (after.share("actions.done"), before.share("actions.done"));
    assert_eq!((met.0 - of.0, met.1 - of.1), (1, 2));
    assert_eq!(after.since(&before, "meetings.protective_gear"), [("meetings.protective_gear", 1)]);
}

#[test]
fn s72_that_information_is_wanted_in_time_stands_with_its_two_answers() {
    let row = Row::history("S72");
    let id = round(&row, '①');
    let shown = row.json(&["meeting", "show", &id]);
    assert!(issues(&shown)[0].contains("正確な情報をタイムリーに"), "{shown}");
    let states: Vec<String> = actions(&shown, 1).into_iter().map(|[.., state, _]| state).collect();
    assert_eq!(states, ["done", "done"]);
    let without = |row: &Row| {
        let items = row.items(&["meeting", "list", "--open"]);
        items.iter().find(|item| item["id"] == json!(id)).map(|item| item["without_action"].as_u64().unwrap())
    };
    assert_eq!(without(&row), Some(1), "one of the three has no action");
    row.give(&["meeting", "write", &id, "-"], "! 情報\n! 対応\n! 混乱\n");
    assert_eq!(without(&row), Some(3));
}

#[test]
fn s75_an_issue_says_who_took_it_where_and_what_came_of_it() {
    let row = Row::history("S75");
    let shown = row.json(&["meeting", "show", &round(&row, '②')]);
    assert!(issues(&shown)[0].contains("ワクチン"), "{shown}");
    let [[_, who, state, result]] = &actions(&shown, 1)[..] else { panic!("one action: {shown}") };
    assert_eq!((who.as_str(), state.as_str(), result.as_str()), ("介護高齢課", "done", "ワクチン会議で伝達"));
    // At the desk: ticked on the board, it is done in the log.
    let mut desk = Desk::demo_with_people(80, 24, renkei::paint::Widths::Wide);
    let open = |desk: &Desk| {
        let book = desk.app.context().casebook;
        let meetings = book.logbook().meetings();
        meetings.flat_map(|one| book.actions(one)).filter(renkei::model::casebook::ActionRow::is_open).count()
    };
    let before = open(&desk);
    let action = {
        let book = desk.app.context().casebook;
        let meetings: Vec<_> = book.logbook().meetings().collect();
        let row = meetings.iter().flat_map(|one| book.actions(one)).find(renkei::model::casebook::ActionRow::is_open);
        row.unwrap().task.unwrap().id
    };
    desk.press("2 home");
    for _ in 0..400 {
        if desk.app.shown_tasks().and_then(|pane| pane.list.selected()) == Some(action) {
            break;
        }
        desk.press("down");
    }
    desk.press("space");
    assert_eq!(open(&desk), before - 1, "{}", desk.screen());
}

#[test]
fn s76_two_trainings_were_done_in_the_time_that_was_set() {
    let row = Row::history("S76");
    let shown = row.json(&["meeting", "show", &round(&row, '②')]);
    let done: Vec<[String; 4]> = actions(&shown, 2);
    assert_eq!(done.iter().map(|[.., state, _]| state.as_str()).collect::<Vec<_>>(), ["done", "done"]);
    assert!(done[0][3].contains("7月") && done[1][3].contains("11月"), "{done:?}");
    let on_time = |row: &Row| row.report_of(&["2021"]).share("actions.on_time");
    assert_eq!(on_time(&row), (2, 2));
    let late =
        row.meeting("providers", json!({ "on": "2021-05-26", "lines": "> 一覧を配る @架空センター 2021-06-30" }));
    let task = row.json(&["meeting", "show", &late])["actions"][0]["task"].as_str().unwrap().to_owned();
    row.ok(&["meeting", "done", &task]);
    assert_eq!(on_time(&row), (2, 3), "done today, which is late");
}
