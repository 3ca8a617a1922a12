//! The centre itself: its name and aim, the scenes, the projects, whom it serves.

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::row::{Row, network};

const CONFIG: &str = ".config/renkei/config.toml";
const CENTRE: &str = "架空市連携センター";

#[test]
fn s01_the_centre_stands_on_what_it_gives_out() {
    let row = Row::demo("S01");
    let notice = row.items(&["publication", "list", "--kind", "notice"])[0]["id"].as_str().unwrap().to_owned();
    let paste = |row: &Row| row.ok(&["publication", "paste", &notice, "--place", network()]);
    let report = |row: &Row, format: &str| row.ok(&["report", "--format", format]);
    assert!(!paste(&row).contains(CENTRE) && !report(&row, "text").contains(CENTRE));
    row.file(CONFIG, &format!("centre = \"{CENTRE}\"\n"));
    assert!(paste(&row).trim_end().ends_with(CENTRE), "{}", paste(&row));
    for format in ["text", "md", "html"] {
        assert!(
            report(&row, format).lines().take(60).any(|line| line.contains("年次報告") && line.contains(CENTRE)),
            "{format}"
        );
    }
    let desk = Desk::demo_with_people(80, 24, renkei::paint::Widths::Wide);
    assert!(desk.screen().lines().next().unwrap().contains("みおつくし"), "the demo city's centre in the title row");
}

#[test]
fn s02_the_aim_stands_under_the_title_and_the_report_counts_where_people_died() {
    let row = Row::demo("S02");
    let motto = "住み慣れた場所で最期の時を、架空の言葉で";
    let second = |row: &Row| row.ok(&["report"]).lines().nth(1).unwrap().to_owned();
    assert_eq!(second(&row), "");
    row.file(CONFIG, &format!("centre = \"{CENTRE}\"\nmotto = \"{motto}\"\n"));
    assert_eq!(second(&row), motto);
    assert!(row.ok(&["report", "--format", "html"]).contains(&format!("<p>{motto}</p>")));
    assert!(row.ok(&["report", "--format", "md"]).lines().any(|line| line == motto));

    let before = row.report();
    for place in ["自宅", "病院"] {
        let id = row.add(&["card", "add"], &json!({ "name": "架空 花子" }));
        let talk = json!({ "person": id, "on": "2026-04-02", "last_place": "自宅" });
        row.add(&["card", "talk"], &talk);
        row.add(&["card", "set", &id], &json!({ "passing.on": "今日", "passing.place": place }));
    }
    let after = row.report();
    assert_eq!(after.since(&before, "end.place."), [("end.place.home", 1), ("end.place.hospital", 1)]);
    let (then, now) = (before.share("end.met"), after.share("end.met"));
    assert_eq!((now.0 - then.0, now.1 - then.1), (1, 2), "one of the two where it was wished");
}

#[test]
fn s03_what_belongs_to_a_scene_is_counted_there_and_nowhere_else() {
    let row = Row::demo("S03");
    let scenes = ["hospital", "daily", "emergency", "end"];
    for scene in scenes {
        let before = row.report();
        row.meeting("other", json!({ "scenes": scene, "projects": "g" }));
        assert_eq!(row.report().since(&before, "tag."), [(format!("tag.{scene}.g").as_str(), 1)]);
    }
}

#[test]
fn s04_each_of_the_eight_projects_is_counted() {
    let row = Row::demo("S04");
    let before = row.report();
    row.meeting("other", json!({ "scenes": "daily", "projects": "a\nb\nc\nd\ne\nf\ng\nh" }));
    row.meeting("other", json!({ "scenes": "daily", "projects": "h" }));
    let after = row.report();
    let grown: Vec<(&str, i64)> = after.since(&before, "tag.");
    let wanted: Vec<(String, i64)> =
        "abcdefgh".chars().map(|code| (format!("tag.daily.{code}"), if code == 'h' { 2 } else { 1 })).collect();
    assert_eq!(grown, wanted.iter().map(|(code, by)| (code.as_str(), *by)).collect::<Vec<_>>());
    let signs = row.ok(&["report"]);
    assert!(signs.contains("ア 資源") && signs.contains("ク 広域"), "{signs}");
}

#[test]
fn s06_one_person_goes_through_the_scenes() {
    let row = Row::demo("S06");
    let open: Vec<Value> = row.records("episode").into_iter().filter(|one| one["end"].is_null()).collect();
    let stay =
        |person: &Value| open.iter().find(|one| one["person"] == person["id"]).map(|one| one["id"].as_str().unwrap());
    let called = |one: &Value| one["card"]["calls"].as_array().is_some_and(|calls| !calls.is_empty());
    let restricted = |one: &Value| one["card"]["restricted"] == true;
    let mut persons = row.records("person").into_iter();
    let person = persons.find(|one| called(one) && !restricted(one) && stay(one).is_some()).unwrap();
    let id = person["id"].as_str().unwrap();
    let course = |row: &Row| -> Vec<(String, String)> {
        let items = row.items(&["person", "course", id]);
        let days: Vec<&str> = items.iter().filter_map(|item| item["on"].as_str()).collect();
        assert!(days.is_sorted(), "{days:?}");
        let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
        items.iter().map(|item| (text(item, "scene"), text(item, "what"))).collect()
    };
    let before = course(&row);
    let count = |turns: &[(String, String)], scene: &str| turns.iter().filter(|(one, _)| one == scene).count();
    assert!(count(&before, "hospital") >= 1 && count(&before, "emergency") >= 1, "{before:?}");
    let today = row.today().to_string();
    row.ok(&["episode", "end", stay(&person).unwrap(), "--on", &today, "--reason", "home"]);
    row.add(&["card", "talk"], &json!({ "person": id, "on": "今日", "wanted": "家にいたい" }));
    let after = course(&row);
    assert_eq!(count(&after, "daily"), count(&before, "daily") + 1);
    assert_eq!(count(&after, "end"), count(&before, "end") + 1);
    assert_eq!(after.len(), before.len() + 2);
    let audit = row.ok(&["audit", "list", "--json"]);
    assert!(audit.contains("person course"), "who looked leaves a line");
    // At the desk it stands on the whole card.
    let mut desk = Desk::demo_with_people(80, 40, renkei::paint::Widths::Wide);
    let moved = desk.app.context().casebook.persons().find(|one| one.name == "糸車 サチ").unwrap().id;
    desk.press("3 home");
    for _ in 0..60 {
        if desk.app.shown_cards().and_then(renkei::pane::card::CardPane::selected) == Some(moved) {
            break;
        }
        desk.press("down");
    }
    desk.press("enter 1");
    let mut seen = desk.screen();
    for _ in 0..8 {
        desk.press("pagedown");
        seen += &desk.screen();
    }
    let steps = ["入退院  入院", "入退院  転院"];
    assert!(steps.iter().all(|step| seen.contains(step)), "{seen}");
}

#[test]
fn s96_a_child_has_a_card_and_a_desk_to_ask() {
    let row = Row::demo("S96");
    let year = row.today().year() - 4;
    let given =
        json!({ "name": "架空 こども", "birth_date": format!("{year}-01-05"), "medical.devices": ["たん吸引"] });
    let id = row.add(&["card", "add"], &given);
    let person = row.json(&["person", "show", &id]);
    assert_eq!((&person["age"], &person["card"]["medical"]["devices"]), (&json!(4), &json!(["suction"])));
    let desks = row.items(&["publication", "ask", "子どもの医療的ケア"]);
    let desk = desks[0]["desks"][0]["name"].as_str().unwrap();
    assert!(!desk.is_empty() && desks[0]["asked"].as_str().unwrap().contains("子ども"), "{desks:?}");
    let place = row.items(&["find", "葦原新田クリニック"])[0]["id"].as_str().unwrap().to_owned();
    let found = |row: &Row| row.items(&["find", "小児", "--limit", "500"]).iter().any(|one| one["id"] == json!(place));
    row.ok(&["set", &place, "capability.child="]);
    assert!(!found(&row));
    row.ok(&["set", &place, "capability.child=可"]);
    assert!(found(&row));
}
