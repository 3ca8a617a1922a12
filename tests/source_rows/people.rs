//! Stays, wishes, emergency cards and kits.

use jiff::Span;
use renkei::domain::TaskId;
use renkei::port::{EntityKind, Record};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::row::Row;

#[test]
fn s20_the_guide_sets_the_limits_and_the_centre_s_own_replaces_it() {
    let row = Row::demo("S20");
    let said = json!({ "admission_date": "2026-06-01", "variant": ["CM"], "care_level": "要介護3" }).to_string();
    let planned = |row: &Row| -> Value {
        let answer: Value = serde_json::from_str(&row.give(&["episode", "plan", "-"], &said)).unwrap();
        answer["items"].as_array().unwrap().iter().find(|item| item["id"] == "A02").unwrap().clone()
    };
    assert_eq!(planned(&row)["due"], "2026-06-02", "the day after the admission");
    let built_in = row.ok(&["rules", "show", "checklist"]);
    let at = built_in.find("\"A02\"").unwrap();
    let (before, item) = built_in.split_at(at);
    let own = format!("{before}{}", item.replacen("offset = 1", "offset = 2", 1));
    assert_ne!(own, built_in);
    row.file(".config/renkei/rules/checklist.toml", &own);
    row.ok(&["rules", "check"]);
    assert_eq!(planned(&row)["due"], "2026-06-03", "as the centre's own guide says");
    row.file(".config/renkei/rules/checklist.toml", &own.replacen("\"A02\"", "\"A02", 1));
    assert_eq!(row.run(&["rules", "check"], "").code, 1);
    assert_eq!(planned(&row)["due"], "2026-06-02", "until it is sound the built-in one holds");
}

#[test]
fn s21_the_common_sheet_is_written_printed_and_its_sending_recorded() {
    let mut desk = Desk::demo_with_people(80, 24, renkei::paint::Widths::Wide);
    desk.press("f5");
    for (field, text) in [
        ("person.name", "試験 はな"),
        ("person.kana", "シケン ハナ"),
        ("person.birth_date", "S15.3.1"),
        ("person.care_level", "care2"),
        ("admitted_on", "今日"),
        ("admitted_at", "9:00"),
        ("hospital", "ほかげ"),
    ] {
        desk.fill(field, text);
    }
    desk.press("enter f2");
    let stay = {
        let book = desk.app.context().casebook;
        let person = book.persons().find(|person| person.name == "試験 はな").unwrap().id;
        book.stays_of(person).next().unwrap().id
    };
    let count = |desk: &Desk, kind: EntityKind| desk.store.count(kind).unwrap();
    let (sheets, sendings) = (count(&desk, EntityKind::Sheet), count(&desk, EntityKind::Disclosure));
    desk.press("m 2 f2 m 2");
    assert_eq!(count(&desk, EntityKind::Sheet), sheets + 1);
    assert!(desk.screen().contains("入院時情報提供書"), "{}", desk.screen());
    desk.press("8");
    desk.fill("consent_on", "今日");
    desk.fill("read_back", "03-0229-7426");
    desk.press("f2");
    assert_eq!(count(&desk, EntityKind::Disclosure), sendings + 1, "{}", desk.screen());
    let task = desk.store.get(EntityKind::Task, TaskId::of_item(stay, "A03").to_bytes()).unwrap();
    let Some(Record::Task(task)) = task else { panic!("A03 is a task") };
    assert!(task.done().is_some(), "the sending proves the item");
}

#[test]
fn s36_a_wish_may_change_and_the_last_one_is_compared() {
    let row = Row::demo("S36");
    let id = row.add(&["card", "add"], &json!({ "name": "架空 花子" }));
    let talk = |on: &str, place: &str| {
        row.add(&["card", "talk"], &json!({ "person": id, "on": on, "last_place": place, "proxy_name": "架空 太郎" }))
    };
    talk("2026-04-02", "自宅");
    talk("2026-05-02", "施設");
    let talks = row.items(&["card", "talks", &id]);
    let places: Vec<&str> = talks.iter().map(|talk| talk["last_place"].as_str().unwrap()).collect();
    assert_eq!(places, ["facility", "home"], "a history, the newest first");
    let before = row.report().share("end.met");
    let died = |place: &str| {
        row.add(&["card", "set", &id], &json!({ "passing.on": "今日", "passing.place": place }));
        let now = row.report().share("end.met");
        (now.0 - before.0, now.1 - before.1)
    };
    assert_eq!(died("施設"), (1, 1));
    assert_eq!(died("自宅"), (0, 1), "that was wished before");
}

/// Somebody of the demo whose card is full and open.
fn known(row: &Row) -> Value {
    let full = |one: &Value| {
        one["card"]["contacts"][0]["mobile"].is_object() && one["card"]["emergency_consent_on"].is_string()
    };
    let open = |one: &Value| one["card"]["restricted"] != true && one["card"]["passing"].is_null();
    let allergic = |one: &Value| one["card"]["medical"]["allergies"].is_string();
    row.records("person").into_iter().find(|one| full(one) && open(one) && allergic(one)).unwrap()
}

#[test]
fn s41_what_the_ambulance_has_to_know_is_one_page_and_its_giving_is_recorded() {
    let row = Row::demo("S41");
    let person = known(&row);
    let id = person["id"].as_str().unwrap();
    let number = person["card"]["contacts"][0]["mobile"]["spelled"].as_str().unwrap();
    let allergies = person["card"]["medical"]["allergies"].as_str().unwrap();
    let page = row.ok(&["card", "show", id]);
    assert!(page.contains(number) && page.contains(allergies), "{page}");
    row.give(&["card", "set", id, "-"], &json!({ "medical.allergies": "そば (架空)" }).to_string());
    let given = |row: &Row| {
        let all: Value = serde_json::from_str(&row.ok(&["disclosures", "--format", "json"])).unwrap();
        all["items"].as_array().unwrap().len()
    };
    let before = given(&row);
    let page = row.ok(&["card", "export", id, "--form", "page_text", "--to", "ambulance"]);
    assert!(page.contains("そば (架空)") && page.contains(number), "{page}");
    assert!(page.lines().count() <= 60, "one sheet of paper: {}", page.lines().count());
    assert_eq!(given(&row), before + 1);
}

#[test]
fn s42_one_backup_hospital_a_person_told_anew_every_three_months() {
    let row = Row::demo("S42");
    let id = row.add(&["card", "add"], &json!({ "name": "架空 花子" }));
    let today = row.today();
    let ago = |months: i64| today.saturating_sub(Span::new().months(months)).to_string();
    let due = |row: &Row| row.items(&["card", "list", "--due", "exchange"]).iter().any(|one| one["id"] == json!(id));
    let set = |facts: Value| row.add(&["card", "set", &id], &facts);
    let hospital = |row: &Row| row.json(&["person", "show", &id])["card"]["backup_hospital"].clone();
    set(json!({ "backup.hospital": "汐凪市民病院", "backup.registered_on": ago(2) }));
    assert!(!due(&row));
    set(json!({ "backup.registered_on": ago(4) }));
    assert!(due(&row), "more than three months");
    let before = row.report().count("backup.exchanged");
    set(json!({ "backup.exchanged_on": today.to_string() }));
    assert!(!due(&row));
    assert_eq!(row.report().count("backup.exchanged"), before + 1);
    let first = hospital(&row)["hospital"]["facility"].clone();
    set(json!({ "backup.hospital": "浜手中央病院" }));
    let second = hospital(&row)["hospital"]["facility"].clone();
    assert!(first.is_string() && second.is_string() && first != second, "another takes its place: {second}");
}

#[test]
fn s44_what_cannot_stand_on_the_card_is_told_by_its_field() {
    let row = Row::demo("S44");
    let person = known(&row);
    let id = person["id"].as_str().unwrap();
    let facts =
        json!({ "contact1.mobile": "秘密", "kit.handed_on": "秘密の日", "birth_date": "2900-01-01", "entry": "裏口" });
    let said = row.refused(2, &["card", "set", id, "-"], &facts.to_string());
    for field in ["contact1.mobile", "kit.handed_on", "birth_date"] {
        assert!(said.contains(field), "{field}: {said}");
    }
    assert!(!said.contains("秘密") && !said.contains("entry"), "{said}");
    let entry = |row: &Row| row.json(&["person", "show", id])["card"]["entry"].clone();
    assert_ne!(entry(&row), "裏口", "where one cannot stand nothing is written");
    row.give(&["card", "set", id, "-"], &json!({ "entry": "裏口" }).to_string());
    assert_eq!(entry(&row), "裏口");
    let given = json!({ "kind": "manual", "title": "緊急時情報連絡票 利用の手引き (架空)", "edition": "第3版", "publishers": ["架空市", "架空消防本部"] });
    let guide = row.add(&["publication", "add"], &given);
    let ledger = row.items(&["publication", "list", "--kind", "manual"]);
    let kept = ledger.iter().find(|one| one["id"] == json!(guide)).unwrap();
    assert_eq!((&kept["edition"], &kept["publishers"][1]), (&json!("第3版"), &json!("架空消防本部")));
}

#[test]
fn s45_a_kit_without_its_seals_or_with_an_old_sheet_is_seen() {
    let row = Row::demo("S45");
    let id = row.add(&["card", "add"], &json!({ "name": "架空 花子" }));
    let due = |kind: &str| row.items(&["card", "list", "--due", kind]).iter().any(|one| one["id"] == json!(id));
    let set = |facts: Value| row.add(&["card", "set", &id], &facts);
    assert!(!due("seals"), "nobody gave a kit");
    set(
        json!({ "kit.handed_on": "今日", "kit.place": "冷蔵庫の中", "kit.seal_entrance": "はい", "kit.contents": ["用紙"] }),
    );
    assert!(due("seals"), "one seal lacks");
    set(json!({ "kit.seal_fridge": "はい" }));
    assert!(!due("seals"));
    set(json!({ "medical.allergies": "そば (架空)", "kit.sheet_of": "2026-04-01" }));
    assert!(due("sheet"), "the card was changed after its sheet");
    set(json!({ "kit.sheet_of": "今日" }));
    assert!(!due("sheet"));
    let sheet = row.ok(&["card", "export", &id, "--form", "kit_text", "--to", "family", "--reason", "self"]);
    assert!(sheet.contains("架空 花子") && sheet.contains("そば (架空)"), "{sheet}");
}
