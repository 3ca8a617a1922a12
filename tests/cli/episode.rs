//! `renkei due`, `renkei episode`, `renkei person`: a stay from its admission to its end, and what scripts meet on the way.

use serde_json::{Value, json};

use super::stage::{Stage, names};

/// Nobody of the demo has this name.
const SECRET: &str = "秘密 花子";

fn today(stage: &Stage) -> jiff::civil::Date {
    let listed = stage.run(&["episode", "list", "--json"]).ok().json();
    // The one who was admitted today.
    let newest = listed["items"].as_array().unwrap().iter().map(|item| item["admitted_on"].as_str().unwrap()).max();
    newest.unwrap().parse().unwrap()
}

fn stay_of<'v>(listed: &'v Value, id: &str) -> &'v Value {
    listed["items"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap()
}

fn item<'v>(shown: &'v Value, code: &str) -> &'v Value {
    shown["items"].as_array().unwrap().iter().find(|item| item["id"] == code).unwrap()
}

#[test]
fn due_says_what_is_due_without_names_and_with_codes() {
    let stage = Stage::demo();
    let due = stage.run(&["due", "--json"]).ok().json();
    assert_eq!(due["schema"], 1);
    let items = due["items"].as_array().unwrap();
    for urgency in ["overdue", "today", "coming"] {
        assert!(items.iter().any(|item| item["urgency"] == urgency), "{urgency}");
    }
    assert!(items.iter().all(|item| item["due"].is_string()), "what has no date is shown with --all");
    let mut keys = names(&items[0]);
    keys.sort_unstable();
    let wanted = [
        "assignee",
        "basis",
        "code",
        "confirmed",
        "days_left",
        "due",
        "from",
        "kind",
        "label",
        "person",
        "phase",
        "stay",
        "task",
        "text",
        "urgency",
    ];
    assert_eq!(keys, wanted);
    let all = stage.run(&["due", "--all", "--json"]).ok().json();
    assert!(all["items"].as_array().unwrap().iter().any(|item| item["urgency"] == "undated"));
    let duties = stage.run(&["due", "--duty", "--json"]).ok().json();
    assert!(duties["items"].as_array().unwrap().iter().all(|item| item["kind"] == "必須"));
    let plain = stage.run(&["due", "--plain"]).ok().text();
    assert_eq!(plain.lines().count(), items.len());
    assert!(plain.lines().all(|line| line.split('\t').count() == 8));

    let silent = stage.run(&["due"]).ok().text();
    assert!(!silent.contains("凪浜") && !silent.contains("月丘さん"));
    let before = stage.run(&["audit", "list", "--json"]).ok().text().matches("view").count();
    let named = stage.run(&["due", "--names"]).ok().text();
    assert!(named.contains("凪浜 静江"));
    let after = stage.run(&["audit", "list", "--json"]).ok().text().matches("view").count();
    assert!(after > before, "looking leaves a line");
    stage.run(&["due", "--names", "--read-only"]).code(4);

    stage.run(&["due", "--mine"]).code(3);
    stage.run(&["due", "--hospital", "nowhere"]).code(3);
    Stage::new().run(&["due"]).code(3);
}

#[test]
fn a_stay_from_its_admission_to_its_end_and_back() {
    let stage = Stage::demo();
    let day = today(&stage);
    let hospital = stage.first("鐘守病院");
    let description = json!({
        "person": { "name": SECRET, "kana": "ヒミツ ハナコ", "birth_date": "1941-02-03", "care_level": "要介護2" },
        "admission_date": day, "hospital": hospital, "planned": false, "variant": ["CM"],
    });
    let admitted = stage.run_with(&["episode", "admit", "-", "--json"], &description.to_string()).ok().json();
    let stay = admitted["stay"].as_str().unwrap().to_owned();
    assert!(admitted["tasks"].as_u64().unwrap() > 20);

    // Advice is done without proof; a duty wants it, and never as an argument.
    stage.run(&["episode", "done", &stay, "a01"]).ok();
    let refused = stage.run(&["episode", "done", &stay, "A03"]).code(2);
    assert!(!refused.err.contains(SECRET));
    stage.run(&["episode", "done", &stay, "A03", "--evidence", "by FAX"]).code(2);
    stage.run_with(&["episode", "done", &stay, "A03", "--by", "-", "--evidence", "-"], "灯原\nFAX 10:20").ok();
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!(item(&shown, "A01")["state"], "done");
    assert_eq!(item(&shown, "A03")["proof"]["done"]["by"], "灯原");
    assert_eq!(item(&shown, "A03")["proof"]["done"]["evidence"], "FAX 10:20");
    stage.run(&["episode", "undone", &stay, "A01"]).ok();
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!(item(&shown, "A01")["state"], "dated");
    stage.run(&["episode", "done", &stay, "Z99"]).code(3);

    // The discharge: what it would do, then what it does, with the items of an overlay that came in.
    let discharge = format!("discharge_planned_on={}", day.saturating_add(jiff::Span::new().days(12)));
    let before = stage.everything();
    let dry = stage.run(&["episode", "set", &stay, &discharge, "--dry-run", "--json"]).ok().json();
    assert!(dry["effects"].as_array().unwrap().len() > 10);
    assert_eq!(stage.everything(), before);
    stage.run(&["episode", "set", &stay, &discharge, "variant=CM+EOL"]).ok();
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!(item(&shown, "E02")["state"], "dated");
    stage.run(&["episode", "set", &stay, "discharge_planned_on=2001-01-01"]).code(2);
    stage.run(&["episode", "set", &stay, "nonsense=1"]).code(2);

    let end = ["episode", "end", &stay, "--on", &day.to_string(), "--reason", "death"];
    stage.run(&end).ok();
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!(item(&shown, "B01")["state"], "not_needed");
    stage.run(&end).code(5);
    stage.run(&["undo"]).ok();
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!(item(&shown, "B01")["state"], "dated");
    stage.run(&["episode", "retemplate", &stay]).ok();
}

#[test]
fn unknown_keys_are_refused_by_name_and_values_never_repeated() {
    let stage = Stage::demo();
    let admit = |text: &str| stage.run_with(&["episode", "admit", "-"], text).code(2).err;
    let unknown =
        admit(&json!({ "person": { "name": SECRET, "shoe": 1 }, "admission_date": "x", "ward9": 1 }).to_string());
    for key in ["person.shoe", "ward9", "admission_date"] {
        assert!(unknown.contains(key), "{unknown}");
    }
    let broken = admit(&format!("{{\"person\": \"{SECRET}"));
    let wrong = admit(&json!({ "person": { "name": SECRET, "birth_date": SECRET }, "cause": [SECRET] }).to_string());
    for said in [unknown, broken, wrong] {
        assert!(!said.contains("秘密"), "{said}");
    }
    let person = stage.run(&["person", "list", "--json"]).ok().json()["items"][0]["id"].as_str().unwrap().to_owned();
    let set = |text: &str| stage.run_with(&["person", "set", &person, "-"], text);
    let err = set(&json!({ "nickname": SECRET, "phone": SECRET }).to_string()).code(2).err;
    assert!(err.contains("nickname") && err.contains("phone") && !err.contains("秘密"), "{err}");
    set(&json!({ "note": "猫が2匹", "care_level": "要介護3", "phone": "03-0110-0999" }).to_string()).ok();
    let shown = stage.run(&["person", "show", &person, "--json"]).ok().json();
    assert_eq!((&shown["note"], &shown["care_level"]), (&json!("猫が2匹"), &json!("care3")));
    stage.run(&["person", "set", &person, SECRET]).code(2);
}

#[test]
fn ids_go_by_their_beginning_and_a_readmission_takes_over() {
    let stage = Stage::demo();
    let day = today(&stage);
    let listed = stage.run(&["episode", "list", "--json"]).ok().json();
    let discharged = "01a19112-0000-7000-8000-000000000000";
    assert_eq!(stay_of(&listed, discharged)["end"]["reason"], "home");
    stage.run(&["episode", "show", "01a19112"]).ok();
    stage.run(&["episode", "show", "01a191"]).code(2);
    stage.run(&["episode", "show", "ffff"]).code(3);
    stage.run(&["episode", "show", SECRET]).code(2);
    let open = stage.run(&["episode", "list", "--open", "--json"]).ok().json();
    assert!(open["items"].as_array().unwrap().iter().all(|item| item["end"].is_null()));
    stage.run(&["episode", "list", "--year", "1999"]).code(3);

    // Still there: it cannot begin again.
    stage.run(&["episode", "readmit", "01a19101", "--on", &day.to_string()]).code(5);
    let again = stage.run(&["episode", "readmit", "01a19112", "--on", &day.to_string(), "--json"]).ok().json();
    assert_eq!(again["after"], discharged);
    let shown = stage.run(&["episode", "show", again["stay"].as_str().unwrap(), "--json"]).ok().json();
    assert_eq!(item(&shown, "P03")["state"], "done", "what was done in calm times holds on");
    let before = stage.run(&["person", "list"]).ok();
    assert!(before.text().contains("灯台 誠"));
    stage.run(&["person", "list", "--read-only"]).code(4);
}

#[test]
fn an_application_fulfils_its_item_and_takes_it_from_the_board() {
    let stage = Stage::demo();
    let day = today(&stage);
    let description = json!({
        "person": { "name": SECRET, "birth_date": "1941-02-03", "care_level": "要介護2" },
        "admission_date": day, "hospital": stage.first("鐘守病院"), "variant": ["CM"],
    });
    let admitted = stage.run_with(&["episode", "admit", "-", "--json"], &description.to_string()).ok().json();
    let stay = admitted["stay"].as_str().unwrap().to_owned();
    let is_open = |code: &str| {
        let due = stage.run(&["due", "--all", "--json"]).ok().json();
        due["items"].as_array().unwrap().iter().any(|item| item["stay"] == stay && item["code"] == code)
    };
    assert!(is_open("W04"));
    stage.run(&["episode", "set", &stay, &format!("applied_on={day}")]).ok();
    assert!(!is_open("W04") && is_open("W02"));
    let shown = stage.run(&["episode", "show", &stay, "--json"]).ok().json();
    assert_eq!((&item(&shown, "W04")["state"], &item(&shown, "W04")["done"]), (&json!("done"), &json!(day)));
    let text = stage.run(&["episode", "show", &stay, "--lang", "ja"]).ok().text();
    assert!(text.contains("経過の日付による"), "{text}");
    stage.run(&["episode", "set", &stay, "applied_on="]).ok();
    assert!(is_open("W04"));
}
