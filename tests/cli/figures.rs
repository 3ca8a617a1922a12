//! `renkei episode figures`, `renkei episode check` and `renkei disclosures` on records that came in as JSON Lines.

use std::fs;

use serde_json::{Value, json};

use crate::stage::Stage;

const WANDA: &str = "00000000-0000-7000-8000-00000000a001";
const STAY: &str = "11110000-0000-7000-8000-00000000b001";

fn id(n: u32) -> String {
    format!("00000000-0000-7000-8000-{n:012}")
}

fn person(id: &str, name: &str, level: &str) -> Value {
    json!({ "kind": "person", "record": {
        "id": id, "name": name, "birth_date": "1948-06-12", "care_level": level, "fictional": true,
    } })
}

fn stay(id: &str, person: &str, admitted: &str, more: &Value) -> Value {
    let mut record = json!({
        "id": id, "person": person, "admitted_on": admitted, "hospital_name": "架空中央病院", "ward": "general",
        "support_fee": "unknown", "variant": { "base": "CM" }, "template": self::id(999),
    });
    record["variant"] = json!({ "base": "CM", "eol": false, "rush": false, "short": false });
    for (name, value) in more.as_object().unwrap() {
        record[name] = value.clone();
    }
    json!({ "kind": "episode", "record": record })
}

fn task(n: u32, episode: &str, person: &str, code: &str, on: &str) -> Value {
    json!({ "kind": "task", "record": {
        "id": id(n), "episode": episode, "person": person, "origin": { "item": code },
        "state": { "done": { "on": on, "by": "hana" } },
    } })
}

fn talk(n: u32, kind: &str, on: &str, who: &[(&str, &str)], whole: bool) -> Value {
    let participants: Vec<Value> = who
        .iter()
        .map(|(profession, side)| json!({ "profession": profession, "side": side, "name": "架空 職子" }))
        .collect();
    json!({ "kind": "conference", "record": {
        "id": id(n), "episode": STAY, "person": WANDA, "kind": kind, "on": on, "from": "14:00:00", "by_video": false,
        "place": "架空中央病院", "participants": participants, "points": "食事", "document_copied": whole, "consented": whole,
    } })
}

fn disclosure(n: u32, at: &str, to: &str) -> Value {
    json!({ "kind": "disclosure", "record": {
        "id": id(n), "person": WANDA, "episode": STAY, "at": at, "document": "admission_sheet",
        "contents": "基本情報、心身の状況", "to_name": to, "to_address": "架空市見本町1-1", "to_desk": "地域連携室", "way": "fax",
        "read_back": true, "receipt": { "at": "2026-05-01T16:20:00", "by": "架空 受子" }, "ground": { "consent": "2026-04-10" },
        "by": "hana",
    } })
}

/// A stay with a conference and two interviews, and a short one of somebody else.
fn lived_in() -> Stage {
    let other = "00000000-0000-7000-8000-00000000a002";
    let nurse = ("hospital_nurse", "hospital");
    let ours = [nurse, ("care_manager", "home"), ("home_doctor", "home"), ("pharmacist", "home")];
    let lines = [
        person(WANDA, "架空 和子", "care2"),
        person(other, "架空 支太郎", "support1"),
        stay(
            STAY,
            WANDA,
            "2026-05-01",
            &json!({
                "discharge_decided_on": "2026-06-03", "discharge_told_on": "2026-06-03",
                "end": { "on": "2026-06-10", "reason": "home" },
            }),
        ),
        stay(
            &id(2),
            other,
            "2026-06-01",
            &json!({
                "hospital_name": "=架空東病院", "discharge_decided_on": "2026-06-04", "gap": "週末の退院",
                "end": { "on": "2026-06-05", "reason": "home" },
            }),
        ),
        stay(&id(3), other, "2026-07-01", &json!({ "end": { "on": "2026-07-01", "reason": "cancelled" } })),
        task(11, STAY, WANDA, "A02", "2026-05-01"),
        talk(21, "interview", "2026-05-20", &[nurse, ("care_manager", "home")], false),
        talk(22, "interview", "2026-06-04", &[nurse, ("care_manager", "home"), ("架空 謎子", "home")], false),
        talk(23, "conference", "2026-06-04", &ours, true),
        talk(24, "interview", "2026-06-30", &[nurse, ("care_manager", "home")], false),
        disclosure(31, "2026-05-01T16:10:00", "架空中央病院"),
        disclosure(32, "2026-06-20T09:00:00", "架空西病院"),
    ];
    let stage = Stage::new();
    let path = stage.path("x.jsonl");
    fs::write(&path, lines.map(|line| line.to_string() + "\n").concat()).unwrap();
    stage.import(&[path], &[]).ok();
    stage
}

fn measure<'a>(group: &'a Value, code: &str) -> &'a Value {
    group["measures"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap()
}

fn share(group: &Value, code: &str) -> (u64, u64) {
    let one = measure(group, code);
    (one["numerator"].as_u64().unwrap(), one["denominator"].as_u64().unwrap())
}

fn audit(stage: &Stage, note: &str) -> Vec<Value> {
    let lines = stage.run(&["audit", "list", "--json"]).ok().json()["items"].as_array().unwrap().clone();
    lines.into_iter().filter(|line| line["note"].as_str().is_some_and(|text| text.starts_with(note))).collect()
}

#[test]
fn the_year_is_counted_and_nobody_is_named() {
    let stage = lived_in();
    let lines = stage.run(&["audit", "head"]).ok().text();
    let figures = stage.run(&["episode", "figures", "2026", "--hospital", "--format", "json"]).ok().json();
    let total = &figures["total"];
    assert_eq!((&figures["from"], &figures["until"]), (&json!("2026-04-01"), &json!("2027-03-31")));
    assert_eq!((&total["admissions"], &total["discharges"]), (&json!(2), &json!(2)));
    assert_eq!(
        (share(total, "contact"), share(total, "contact_in_time"), share(total, "sheet_unjudged")),
        ((1, 2), (1, 2), (0, 1))
    );
    // Of the two only the one with 要介護 owes a sheet; it went out on the day of the admission.
    assert_eq!((share(total, "sheet_first"), share(total, "sheet_none")), ((1, 1), (0, 1)));
    assert_eq!(
        (share(total, "told"), share(total, "told_care"), share(total, "told_support")),
        ((1, 2), (1, 1), (0, 1))
    );
    assert_eq!((share(total, "conference"), share(total, "rush")), ((1, 2), (1, 2)));
    assert_eq!((&total["notice_days"]["median"], &total["stay_days"]["mean"]), (&json!(7.0), &json!(23.0)));
    assert_eq!(total["gaps"], json!([{ "reason": "週末の退院", "count": 1 }]));
    let names: Vec<&Value> = figures["hospitals"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["=架空東病院", "架空中央病院"]);

    let csv = stage
        .run(&["episode", "figures", "2026", "--hospital", "--format", "csv", "--encoding", "utf8-bom", "--lang", "ja"])
        .ok();
    assert!(csv.out.starts_with(b"\xEF\xBB\xBF"));
    assert!(csv.text().contains("2026,全体,told,退院支援連絡実施率,退院日,,1,2,50.0,(少数)\r\n"), "{}", csv.text());
    assert!(csv.text().contains("2026,'=架空東病院,"), "{}", csv.text());
    let path = stage.path("figures.md");
    stage.run(&["episode", "figures", "2026", "--format", "md", "-o", path.to_str().unwrap()]).ok();
    let report = fs::read_to_string(path).unwrap();
    assert!(
        report.starts_with("# Admissions and discharges, fiscal year 2026") && report.contains("50.0% (1/2) (few)"),
        "{report}"
    );
    let text = stage.run(&["episode", "figures", "2026", "--lang", "ja"]).ok().text();
    assert!(text.contains("令和8年度") && text.contains("退院支援連絡実施率 (要介護): 100.0% (1/1) (少数)"), "{text}");
    for text in [&text, &report, &csv.text(), &figures.to_string()] {
        assert!(!text.contains("和子") && !text.contains("支太郎"), "{text}");
    }
    assert_eq!(stage.run(&["audit", "head"]).ok().text(), lines, "figures name nobody and leave no line");
}

#[test]
fn a_year_without_stays_says_so() {
    let stage = Stage::new();
    let ran = stage.run(&["episode", "figures", "2030", "--format", "json"]).code(3);
    assert_eq!(share(&ran.json()["total"], "told"), (0, 0));
    assert!(ran.err.contains("2030"), "{}", ran.err);
    stage.run(&["episode", "figures", "2030", "--format", "pdf"]).code(2);
    stage.run(&["episode", "figures", "30000"]).code(2);
    assert!(!stage.data().exists());
}

#[test]
fn a_stay_is_checked_and_the_look_is_recorded() {
    let stage = lived_in();
    let check = stage.run(&["episode", "check", "1111", "--json"]).ok().json();
    assert_eq!(
        (&check["standing"], &check["class"]),
        (&json!("applies"), &json!({ "code": "2ro", "label": "(II)ロ", "units": 750 }))
    );
    assert_eq!(
        (&check["counted"], &check["conferences"], &check["last_day"]),
        (&json!(2), &json!(1), &json!("2026-06-17"))
    );
    assert_eq!(check["steps"], json!([{ "class": "3", "units": 900, "conferences": 0, "others": 1 }]));
    let counts: Vec<&Value> = check["talks"].as_array().unwrap().iter().map(|talk| &talk["counts"]).collect();
    assert_eq!(counts, ["talk", "same_day", "conference", "too_late"]);
    let note = &check["counterparts"][0];
    assert_eq!((&note["code"], &note["met_on"]), (&json!("joint_guidance_note_3"), &json!(["2026-06-04"])));
    assert!(!check.to_string().contains("架空"), "ids and codes only: {check}");

    let text = stage.run(&["episode", "check", STAY, "--lang", "ja"]).ok().text();
    for said in [
        "架空 和子",
        "退院・退所加算 (II)ロ 750単位",
        "あと面談 1 回で (III) 900単位",
        "職種の分からない出席者",
        "初回加算",
        "未確認",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("謎子"), "what was typed as a profession is not repeated: {text}");
    let lines = audit(&stage, "episode check");
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["records"][0]["id"], &lines[0]["records"][1]["id"]), (&json!(STAY), &json!(WANDA)));

    // Without a line nothing comes out.
    let ran = stage.run(&["--read-only", "episode", "check", STAY]).code(4);
    assert_eq!(ran.text(), "");
    assert!(!ran.err.contains("和子"), "{}", ran.err);
}

#[test]
fn a_stay_is_named_by_the_beginning_of_its_id() {
    let stage = lived_in();
    let ran = stage.run(&["episode", "check", "0000"]).code(2);
    assert!(ran.err.contains("2 records"), "{}", ran.err);
    let ran = stage.run(&["episode", "check", "abcd"]).code(3);
    assert!(ran.err.contains("There is no stay abcd"), "{}", ran.err);
    // An id of a person is none of a stay.
    stage.run(&["episode", "check", WANDA]).code(3);
    stage.run(&["episode", "check", "和子"]).code(2);
    assert_eq!(audit(&stage, "episode check").len(), 0);
}

#[test]
fn disclosures_are_listed_with_what_the_law_asks_for() {
    let stage = lived_in();
    let all = stage.run(&["disclosures", "--format", "json"]).ok().json();
    let first = &all["items"][0];
    let told =
        ["at", "person_name", "to_name", "to_address", "contents", "way"].map(|name| first[name].as_str().unwrap());
    assert_eq!(
        told,
        ["2026-05-01T16:10:00", "架空 和子", "架空中央病院", "架空市見本町1-1", "基本情報、心身の状況", "fax"]
    );
    assert_eq!(first["ground"], json!({ "consent": "2026-04-10", "reason": null }));
    let later = stage.run(&["disclosures", "--since", "2026-06-01", "--format", "csv", "--lang", "ja"]).ok().text();
    let lines: Vec<&str> = later.split("\r\n").collect();
    assert!(lines[0].starts_with("提供年月日,時刻,提供先,提供先の住所,"), "{later}");
    assert!(
        lines[1].starts_with(
            "2026-06-20,09:00,架空西病院,架空市見本町1-1,地域連携室,架空 和子,1948-06-12,入院時情報提供書,"
        ),
        "{later}"
    );
    assert_eq!(lines.len(), 3, "{later}");
    let text = stage.run(&["disclosures", "--lang", "ja"]).ok().text();
    assert!(text.contains("本人同意 2026-04-10") && text.contains("受領 2026-05-01 16:20 架空 受子"), "{text}");

    let lines = audit(&stage, "disclosures ");
    let counts: Vec<&Value> = lines.iter().map(|line| &line["count"]).collect();
    assert_eq!(counts, [2, 1, 2], "the newest first");
    let ran = stage.run(&["--read-only", "disclosures"]).code(4);
    assert_eq!(ran.text(), "");
    assert!(ran.err.contains("Nothing about persons comes out"), "{}", ran.err);
    stage.run(&["disclosures", "--since", "2027-01-01"]).code(3);
    assert_eq!(audit(&stage, "disclosures ").len(), 3);
    stage.run(&["disclosures", "--since", "gestern"]).code(2);
    stage.run(&["disclosures", "--format", "pdf"]).code(2);
}

#[test]
fn a_centres_talk_fees_and_professions_change_the_answer() {
    let stage = lived_in();
    let folder = stage.path(".config/renkei/rules");
    std::fs::create_dir_all(&folder).unwrap();
    let class = || {
        let ran = stage.run(&["episode", "check", "1111", "--json"]).ok();
        (ran.json()["class"]["units"].clone(), ran.err)
    };
    let fees = stage.run(&["rules", "show", "talk-fees"]).ok().text();
    std::fs::write(folder.join("talk-fees.toml"), fees.replace("units = 750", "units = 751")).unwrap();
    assert_eq!(class(), (json!(751), String::new()));
    std::fs::write(folder.join("talk-fees.toml"), fees.replace("units = 750", "units = \"751\"")).unwrap();
    let (units, said) = class();
    assert_eq!(units, json!(750), "what is built in holds on");
    assert!(said.contains("talk-fees.toml:32:"), "{said}");
    std::fs::remove_file(folder.join("talk-fees.toml")).unwrap();
    let nobody = r#"profession = [{ code = "nobody", side = "family", label_ja = "x", label_en = "x" }]"#;
    std::fs::write(folder.join("professions.toml"), nobody).unwrap();
    assert_eq!(class(), (Value::Null, String::new()), "nobody of the hospital is known");
}
