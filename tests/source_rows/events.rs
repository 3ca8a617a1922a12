//! Trainings, talks and meetings: each is written down, and counted as what it is.

use serde_json::{Value, json};

use crate::row::Row;

fn field<'v>(shown: &'v Value, name: &str) -> &'v Value {
    shown.get(name).unwrap_or_else(|| panic!("{name}: {shown}"))
}

#[test]
fn s12_who_came_to_a_joint_training_is_counted_by_profession() {
    let row = Row::demo("S12");
    let before = row.report();
    let came = "医師 架空病院 3\nケアマネジャー 12名\n薬剤師 4";
    row.meeting("multi_training", json!({ "from": "14:00", "until": "17:00", "attendance": came }));
    let after = row.report();
    let grown = after.since(&before, "attendance");
    let wanted =
        [("attendance", 19), ("attendance.doctor", 3), ("attendance.pharmacist", 4), ("attendance.care_manager", 12)];
    assert_eq!(grown, wanted);
    assert_eq!(after.since(&before, "meetings"), [("meetings", 1), ("meetings.multi_training", 1)]);
    assert_eq!(after.since(&before, "tag."), [("tag.daily.f", 1)], "what the kind proposes");
}

#[test]
fn s13_citizens_at_a_lecture_are_counted_as_citizens() {
    let row = Row::demo("S13");
    let before = row.report();
    row.meeting("lecture", json!({ "attendance": "市民 120\n医師 1" }));
    let after = row.report();
    let grown = after.since(&before, "attendance.");
    assert_eq!(grown, [("attendance.doctor", 1), ("attendance.citizen", 120)]);
    assert_eq!(after.since(&before, "tag."), [("tag.end.g", 1)], "awareness, towards the end of life");
}

#[test]
fn s15_a_conference_of_peers_stays_out_of_what_leaves() {
    let row = Row::demo("S15");
    let peers = row.meeting("peer_support", json!({ "title": "架空のピアの回" }));
    row.meeting("lecture", json!({ "title": "架空の講演の回" }));
    let calendar = row.ok(&["calendar", "--ics"]);
    assert!(calendar.contains("架空の講演の回") && !calendar.contains("架空のピアの回"), "{calendar}");
    let shown = row.json(&["meeting", "show", &peers]);
    assert_eq!((field(&shown, "publicity"), field(&shown, "anonymous")), (&json!("closed"), &json!(true)));
}

#[test]
fn s22_training_with_the_hospitals_belongs_to_the_scene_of_the_hospital() {
    let row = Row::demo("S22");
    let before = row.report();
    row.meeting("hospital_training", json!({ "attendance": "看護師 架空病院 9\n訪問看護 架空訪看 2" }));
    let after = row.report();
    assert_eq!(after.since(&before, "tag."), [("tag.hospital.c", 1), ("tag.hospital.f", 1)]);
    assert_eq!(after.since(&before, "meetings."), [("meetings.hospital_training", 1)]);
    assert_eq!(after.since(&before, "attendance."), [("attendance.nurse", 9), ("attendance.visiting_nurse", 2)]);
}

#[test]
fn s23_the_co_host_of_a_training_is_kept() {
    let row = Row::demo("S23");
    let id = row.meeting("nursing_association", json!({ "hosts": "架空センター", "cohosts": "架空看護協会 北支部" }));
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!(field(&shown, "cohosts"), &json!(["架空看護協会 北支部"]));
    assert_eq!(field(&shown, "hosts"), &json!(["架空センター"]));
    assert_eq!(field(&shown, "scenes"), &json!(["hospital"]));
}

#[test]
fn s30_how_wishes_were_trained_is_kept_and_found() {
    let row = Row::demo("S30");
    let id = row.meeting("acp_training", json!({ "on": "令和2年度", "teaching": "ロールプレイ (架空)" }));
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!((field(&shown, "teaching"), field(&shown, "on")), (&json!("ロールプレイ (架空)"), &json!("FY2020")));
    assert_eq!(row.report_of(&["2020"]).count("meetings.acp_training"), 1, "the year is all that is known of the day");
    assert_eq!(row.report_of(&["2021"]).count("meetings.acp_training"), 0);
}

#[test]
fn s31_a_training_in_an_institution_says_where() {
    let row = Row::demo("S31");
    let id = row.meeting("acp_facility", json!({ "place": "架空特養の食堂", "way": "on_site" }));
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!((field(&shown, "place"), field(&shown, "way")), (&json!("架空特養の食堂"), &json!("on_site")));
    assert_eq!(field(&shown, "scenes"), &json!(["end"]));
}

#[test]
fn s32_a_meeting_with_the_social_workers_is_found_by_its_kind() {
    let row = Row::demo("S32");
    let kinds = |row: &Row| row.items(&["meeting", "list", "--kind", "social_workers"]).len();
    assert_eq!(kinds(&row), 0);
    let id = row.meeting("social_workers", json!({ "cohosts": "架空社会福祉士会" }));
    let found = row.items(&["meeting", "list", "--kind", "social_workers"]);
    assert_eq!((found.len(), &found[0]["id"]), (1, &json!(id)));
    assert_eq!(found[0]["projects"], json!(["d", "f"]));
}

#[test]
fn s33_awareness_at_a_gathering_place_says_where_how_many_and_what_was_given() {
    let row = Row::demo("S33");
    let before = row.report();
    let given = json!({ "place": "架空公民館", "cohosts": "架空地域包括", "attendance": "市民 24", "materials": "ACPリーフレット\n緊急キットの案内" });
    let id = row.meeting("salon", given);
    let shown = row.json(&["meeting", "show", &id]);
    assert_eq!(field(&shown, "materials"), &json!(["ACPリーフレット", "緊急キットの案内"]));
    assert_eq!(field(&shown, "place"), &json!("架空公民館"));
    let after = row.report();
    assert_eq!(after.since(&before, "attendance."), [("attendance.citizen", 24)]);
    assert_eq!(after.since(&before, "meetings."), [("meetings.salon", 1)]);
}

#[test]
fn s35_where_the_card_game_was_played_is_found_again() {
    let row = Row::demo("S35");
    let found = |row: &Row| -> Vec<Value> {
        let out = row.run(&["meeting", "list", "--query", "-", "--json"], "もしバナ").out;
        let list: Value = serde_json::from_str(&out).unwrap();
        list["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
    };
    let before = found(&row);
    row.meeting("salon", json!({ "teaching": "ほかの教材" }));
    assert_eq!(found(&row), before, "another one");
    let id = row.meeting("salon", json!({ "teaching": "もしバナゲーム", "attendance": "市民 8" }));
    let after = found(&row);
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.contains(&json!(id)));
}

#[test]
fn s46_the_fire_service_at_a_training_is_counted() {
    let row = Row::demo("S46");
    let before = row.report();
    row.meeting("fire_training", json!({ "attendance": "消防・救急 架空消防本部 7\nケアマネジャー 10" }));
    let after = row.report();
    assert_eq!(after.since(&before, "attendance."), [("attendance.care_manager", 10), ("attendance.fire", 7)]);
    assert_eq!(after.since(&before, "tag."), [("tag.emergency.c", 1), ("tag.emergency.f", 1)]);
}

#[test]
fn s60_practice_runs_on_by_its_number() {
    let row = Row::history("S60");
    let numbers = |row: &Row| {
        let items = row.items(&["meeting", "list", "--kind", "zoom_practice"]);
        let mut numbers: Vec<u64> = items.iter().map(|item| item["number"].as_u64().unwrap()).collect();
        numbers.sort_unstable();
        numbers
    };
    assert_eq!(numbers(&row), [1, 2, 3]);
    row.meeting("zoom_practice", json!({ "way": "online" }));
    assert_eq!(numbers(&row), [1, 2, 3, 4]);
}

#[test]
fn s62_of_what_speaks_of_cases_no_name_goes_out_whatever_is_said() {
    let row = Row::demo("S62");
    let person = row.records("person").remove(0);
    let name = person["name"].as_str().unwrap().to_owned();
    let asked = json!({ "lines": "! 事例から学ぶ\n? 検査の順番は\n? 面会はいつから", "publicity": "open" });
    let id = row.meeting("infection", asked);
    let naming = row.give(&["publication", "answer", &id, "2", "-"], &format!("{name}さんの時は先に電話した。"));
    let post = |publication: &str| {
        row.run(&["publication", "post", publication, "--place", "city_site", "--cleared", "-"], "よい")
    };
    let held = post(naming.trim());
    assert_eq!((held.code, held.out.as_str()), (5, ""), "{}", held.err);
    assert!(!held.err.contains(&name), "{}", held.err);
    let clean = row.give(&["publication", "answer", &id, "3", "-"], "来月から予約でできます。");
    let posted = post(clean.trim());
    assert_eq!(posted.code, 0, "{}", posted.err);
    // Of a meeting that speaks of no cases somebody may say why a name stands.
    let other = row.meeting("providers", json!({ "lines": "? 検査の順番は", "publicity": "open" }));
    let open = row.give(&["publication", "answer", &other, "1", "-"], &format!("{name}さんの時は先に電話した。"));
    assert_eq!(post(open.trim()).code, 0);
}

#[test]
fn s63_connecting_nurses_stands_in_two_scenes() {
    let row = Row::demo("S63");
    let before = row.report();
    row.meeting("connecting_nurses", json!({}));
    let after = row.report();
    assert_eq!(after.since(&before, "tag."), [("tag.hospital.f", 1), ("tag.daily.f", 1)]);
    assert_eq!(after.since(&before, "meetings."), [("meetings.connecting_nurses", 1)]);
}

#[test]
fn s64_a_night_cafe_needs_no_agenda() {
    let row = Row::demo("S64");
    let before = row.report();
    let id = row.meeting(
        "night_cafe",
        json!({ "attendance": "9", "lines": "夜の往診の話\n車の停め方\n> 駐車場を聞く @架空センター 月末" }),
    );
    let shown = row.json(&["meeting", "show", &id]);
    let texts: Vec<&str> =
        shown["lines"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["夜の往診の話", "車の停め方", "駐車場を聞く"]);
    assert_eq!(shown["actions"][0]["who"], "架空センター", "what follows is to be done");
    let after = row.report();
    assert_eq!(after.count("issues"), before.count("issues"), "nobody is asked for an issue");
    assert_eq!(after.count("attendance") - before.count("attendance"), 9);
}

#[test]
fn s67_a_briefing_counts_as_advice_and_training() {
    let row = Row::demo("S67");
    let before = row.report();
    row.meeting("briefing", json!({ "scenes": "daily\nemergency", "attendance": "訪問看護 15" }));
    let after = row.report();
    let tags = [("tag.daily.e", 1), ("tag.daily.f", 1), ("tag.emergency.e", 1), ("tag.emergency.f", 1)];
    assert_eq!(after.since(&before, "tag."), tags);
    assert_eq!(after.since(&before, "attendance."), [("attendance.visiting_nurse", 15)]);
}

#[test]
fn s69_who_came_without_a_number_is_told_apart() {
    let row = Row::demo("S69");
    let before = row.report();
    let id = row.meeting("providers", json!({ "attendance": "行政 架空市 3\n訪問・通所系サービス事業者の代表" }));
    let after = row.report();
    let grown = after.since(&before, "attendance");
    assert_eq!(grown, [("attendance", 3), ("attendance.office", 3), ("attendance.unstated", 1)]);
    let came = row.records("meeting").into_iter().find(|one| one["id"] == json!(id)).unwrap()["attendance"].clone();
    let wanted = json!([
        { "profession": "office", "organisation": "架空市", "count": 3 },
        { "profession": "", "organisation": "訪問・通所系サービス事業者の代表" },
    ]);
    assert_eq!(came, wanted);
}
