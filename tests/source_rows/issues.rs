//! Questions that the presentation asks: whether information is shared, whether people can meet, whether the talking goes on, whom to ask.

use serde_json::json;

use crate::row::{Report, Row};

#[test]
fn s51_the_question_of_sharing_information_waits_for_an_action() {
    let row = Row::history("S51");
    let open = |row: &Row| {
        let items = row.items(&["meeting", "list", "--open", "--kind", "centre"]);
        assert_eq!(items.len(), 1);
        let count = |name: &str| items[0][name].as_u64().unwrap();
        (items[0]["id"].as_str().unwrap().to_owned(), count("issues"), count("without_action"))
    };
    let (id, issues, without) = open(&row);
    assert_eq!((issues, without), (4, 4));
    let shown = row.json(&["meeting", "show", &id]);
    let lines = shown["lines"].as_array().unwrap();
    let said: Vec<&str> =
        lines.iter().filter(|line| line["mark"] == "issue").map(|line| line["text"].as_str().unwrap()).collect();
    assert!(said[0].contains("情報共有"), "{said:?}");
    let answered =
        format!("! {}\n> 共有する物を決める @架空センター\n! {}\n! {}\n! {}\n", said[0], said[1], said[2], said[3]);
    row.give(&["meeting", "write", &id, "-"], &answered);
    assert_eq!(open(&row), (id, 4, 3));
}

#[test]
fn s52_meetings_online_and_both_are_told_apart() {
    let row = Row::demo("S52");
    let before = row.report();
    for way in ["online", "online", "both", "on_site"] {
        row.meeting("zoom_practice", json!({ "way": way }));
    }
    row.meeting("zoom_practice", json!({}));
    let grown = [("ways.on_site", 1), ("ways.online", 2), ("ways.both", 1), ("ways.unstated", 1)];
    assert_eq!(row.report().since(&before, "ways."), grown);
}

#[test]
fn s53_whether_the_talking_goes_on_is_seen_by_the_days_between_and_by_who_came_again() {
    let row = Row::history("S53");
    let year = |row: &Row| row.report_of(&["2021"]);
    assert_eq!(year(&row).median("interval.median"), "396.0", "from 2020-04-24 to 2021-05-25");
    assert_eq!(year(&row).share("returning"), (2, 2));
    row.meeting(
        "providers",
        json!({ "on": "2021-06-24", "attendance": "訪問・通所系サービス事業者の代表\n架空の会 3" }),
    );
    assert_eq!(year(&row).median("interval.median"), "213.0", "and 30 days more");
    assert_eq!(year(&row).share("returning"), (3, 4), "one is new");
}

#[test]
fn s54_from_a_worry_to_the_desk_and_its_number() {
    let row = Row::demo("S54");
    let found = row.items(&["publication", "ask", "どこに相談したらいいかわからない"]);
    assert_eq!(found[0]["kind"], "guide");
    let desk = found[0]["desks"][0]["facility"].as_str().unwrap();
    let phone = |row: &Row| row.items(&["publication", "ask", "どこに相談したら"])[0]["desks"][0]["phone"].clone();
    let shown = row.ok(&["show", desk]);
    assert!(shown.contains(phone(&row).as_str().unwrap()), "the number of the register");
    row.ok(&["set", desk, "direct_phone=03-0999-0777"]);
    assert_eq!(phone(&row), "03-0999-0777", "no copy of it anywhere");
    let asked = row.items(&["publication", "ask", "送迎は続けてよいか"]);
    assert_eq!(asked[0]["answer"].as_str().map(str::is_empty), Some(false), "answered before: {asked:?}");
}

#[test]
fn s55_from_the_issue_over_the_action_to_what_came_of_it() {
    let row = Row::demo("S55");
    let id = row.meeting("care_conference", json!({ "lines": "! 夜の受診先がない" }));
    let before = row.report();
    row.give(&["meeting", "write", &id, "-"], "! 夜の受診先がない\n> 当番表を作る @架空医師会 今日");
    let agreed = row.report();
    let without = |report: &Report| report.share("issues.without_action").0;
    assert_eq!(without(&before) - without(&agreed), 1);
    let task = row.json(&["meeting", "show", &id])["actions"][0]["task"].as_str().unwrap().to_owned();
    row.give(&["meeting", "done", &task, "-"], "当番表を配り、来月から使う");
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!(shown["actions"][0]["result"], "当番表を配り、来月から使う");
    let (then, now) = (agreed.share("actions.done"), row.report().share("actions.done"));
    assert_eq!((now.0 - then.0, now.1 - then.1), (1, 0));
}

#[test]
fn s56_who_comes_by_profession_and_who_comes_again() {
    let row = Row::demo("S56");
    let before = row.report();
    let day = |ago: i64| row.today().saturating_sub(jiff::Span::new().days(ago)).to_string();
    row.meeting("zoom_practice", json!({ "on": day(1), "attendance": "医師 架空の病院 2\n薬剤師 架空の薬局 1" }));
    let once = row.report();
    row.meeting("zoom_practice", json!({ "on": day(0), "attendance": "医師 架空の病院 1\n看護師 架空の訪看 4" }));
    let twice = row.report();
    let grown = [("attendance.doctor", 3), ("attendance.pharmacist", 1), ("attendance.nurse", 4)];
    assert_eq!(twice.since(&before, "attendance."), grown);
    let came = |from: &Report, until: &Report| {
        let (from, until) = (from.share("returning"), until.share("returning"));
        (until.0 - from.0, until.1 - from.1)
    };
    assert_eq!(came(&before, &once), (0, 2), "both are new");
    assert_eq!(came(&once, &twice), (1, 2), "the hospital came again");
}
