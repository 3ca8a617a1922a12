//! `renkei episode plan -` and `renkei rules`: no database, rules from files.

use serde_json::{Value, json};

use crate::stage::Stage;

/// The example of the format's description.
fn example() -> Value {
    let day = json!(["08:30", "17:30"]);
    json!({
        "id": "example-1", "admission_date": "2026-07-16", "admission_time": "19:10",
        "office": {
            "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day },
            "closed_weekdays": ["sat", "sun"], "holidays_followed": true, "year_end_closure": ["12-29", "01-03"]
        },
        "hospital": {
            "hours": ["08:30", "17:15"], "closed_weekdays": ["sat", "sun"], "holidays_followed": true,
            "year_end_closure": ["12-29", "01-03"], "support_fee": "加算1", "ward": "一般"
        },
        "care_level": "要介護3", "variant": ["CM"], "discharge_decision_date": null, "planned_discharge_date": null,
        "other_stays_in_month": [], "settings": { "count_admission_as_day1": true }
    })
}

fn plan(stage: &Stage, said: &Value) -> Value {
    stage.run_with(&["episode", "plan", "-", "--lang", "ja"], &said.to_string()).ok().json()
}

fn row<'a>(answer: &'a Value, code: &str, label: Option<&str>) -> &'a Value {
    let rows = answer["items"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == code && row["label"] == json!(label)).unwrap()
}

#[test]
fn the_example_is_answered_as_it_says() {
    let stage = Stage::new();
    let answer = plan(&stage, &example());
    assert_eq!((&answer["schema"], &answer["id"]), (&json!(1), &json!("example-1")));
    let facts = |row: &Value| ["due", "state", "kind", "basis", "confirmed"].map(|key| row[key].clone());
    let one = row(&answer, "A03", Some("I"));
    assert_eq!(facts(one), [json!("2026-07-17"), json!("dated"), json!("必須"), json!("制度"), json!(true)]);
    assert!(one["rule"].as_str().unwrap().starts_with("入院時情報連携加算(I): 営業時間後の入院は"), "{one}");
    let two = row(&answer, "A03", Some("II"));
    assert_eq!((&two["due"], &two["confirmed"]), (&json!("2026-07-19"), &json!(false)));
    let need = row(&answer, "W04", None);
    assert_eq!(facts(need)[..4], [json!(null), json!("undated"), json!("目安"), json!("目安")]);
    let absent = row(&answer, "A08", None);
    assert_eq!(
        (&absent["state"], &absent["basis"], &absent["rule"]),
        (&json!("not_applicable"), &json!(null), &json!("CM"))
    );
    assert_eq!(answer["effects"], json!([]));
    assert!(!stage.data().exists(), "nothing is made");
}

#[test]
fn a_list_is_answered_by_a_list_and_what_is_missing_is_not_known() {
    let stage = Stage::new();
    let answer = plan(&stage, &json!([{ "admission_date": "2026-06-01" }, example()]));
    assert_eq!(answer.as_array().unwrap().len(), 2);
    assert_eq!(answer[0]["id"], json!(null));
    assert_eq!(row(&answer[0], "A03", Some("I"))["due"], "2026-06-01");
    assert_eq!(row(&answer[0], "A06", Some("加算2"))["state"], "dated");
    assert_eq!(plan(&stage, &json!([])), json!([]));
}

#[test]
fn a_moved_discharge_is_previewed() {
    let stage = Stage::new();
    let mut said = example();
    said["planned_discharge_date"] = json!("2026-08-04");
    said["dc_history"] = json!(["2026-07-28", "2026-08-01", "2026-08-04"]);
    said["today"] = json!("2026-07-20");
    let answer = plan(&stage, &said);
    let effects = answer["effects"].as_array().unwrap();
    assert_eq!(
        effects.iter().find(|e| e["id"] == "B01").unwrap(),
        &json!({
            "id": "B01", "label": null, "from": "2026-07-25", "to": "2026-07-28", "effect": "later"
        })
    );
    said["planned_discharge_date"] = json!(null);
    assert_eq!(plan(&stage, &said)["effects"][0]["effect"], "undated");
}

#[test]
fn other_stays_of_the_month_count_as_they_say() {
    let stage = Stage::new();
    let state = |others: Value| {
        let mut said = example();
        said["other_stays_in_month"] = others;
        row(&plan(&stage, &said), "A03", Some("I"))["state"].clone()
    };
    assert_eq!(state(json!(["2026-07-02"])), "not_applicable");
    assert_eq!(state(json!([{ "admission_date": "2026-07-02", "discharge_date": "2026-07-08" }])), "not_applicable");
    assert_eq!(state(json!([{ "admission_date": "2026-07-02", "claimed": true }])), "not_applicable");
    assert_eq!(state(json!([{ "admission_date": "2026-07-02", "claimed": false }])), "dated");
    assert_eq!(state(json!([{ "admission_date": "2026-07-02", "a03_done": false }])), "dated");
    assert_eq!(state(json!(["2026-06-30", "2025-07-16"])), "dated");
}

#[test]
fn what_was_sent_says_what_it_meets() {
    let stage = Stage::new();
    let met = |sent: Value| {
        let mut said = example();
        said["a03_done"] = sent;
        row(&plan(&stage, &said), "A03", Some("I"))["met"].clone()
    };
    assert_eq!(met(json!({ "date": "2026-07-10", "time": "10:00" })), "I");
    assert_eq!(met(json!("2026-07-17T09:00")), "I");
    assert_eq!(met(json!("2026-07-19")), "II");
    assert_eq!(met(json!({ "date": "2026-07-20" })), "missed");
}

#[test]
fn a_wrong_description_is_told_by_name_and_repeats_nothing() {
    let stage = Stage::new();
    for (said, names) in [
        (json!({ "admission_date": "2026-07-16", "adress": "秘密" }), vec!["adress"]),
        (json!({}), vec!["admission_date"]),
        (json!({ "admission_date": "秘密", "variant": ["CM", "NEW65"] }), vec!["admission_date", "variant"]),
        (
            json!([{ "admission_date": "2026-07-16", "office": { "hours": { "mon": ["秘密"] } } }]),
            vec!["[0].office.hours"],
        ),
        (
            json!({ "admission_date": "2026-07-16", "end": { "date": "2026-07-20", "reason": "秘密" } }),
            vec!["end.reason"],
        ),
        (json!({ "admission_date": "2026-07-16", "care_level": "秘密" }), vec!["care_level"]),
        (json!("秘密"), vec![]),
    ] {
        let ran = stage.run_with(&["episode", "plan", "-"], &said.to_string()).code(2);
        assert_eq!(ran.text(), "");
        assert!(names.iter().all(|name| ran.err.contains(name)), "{}", ran.err);
        assert!(!ran.err.contains("秘密") && !ran.err.contains("plan."), "{}", ran.err);
    }
    let ran = stage.run_with(&["episode", "plan", "-"], "{ \"秘密").code(2);
    assert!(!ran.err.contains("秘密"), "{}", ran.err);
}

#[test]
fn rule_files_change_the_answers_and_broken_ones_are_told() {
    let stage = Stage::new();
    let rules = stage.path("rules");
    std::fs::create_dir(&rules).unwrap();
    let folder = rules.to_str().unwrap();
    let said = example().to_string();
    let run = || stage.run_with(&["episode", "plan", "-", "--rules", folder], &said).ok();
    let shown = stage.run(&["rules", "show", "checklist"]).ok().text();
    let changed =
        shown.replace("入院時情報提供書を病院の連携窓口へ送る", "送る").replacen("offset = 3\n", "offset = 5\n", 1);
    std::fs::write(rules.join("checklist-own.toml"), changed).unwrap();
    let ran = run();
    assert_eq!(row(&ran.json(), "A06", None)["due"], "2026-07-20");
    assert_eq!(ran.err, "");
    std::fs::write(rules.join("checklist-own.toml"), shown.replace("anchor = \"ADM\"", "anchor = \"ADMN\"")).unwrap();
    let ran = run();
    assert_eq!(row(&ran.json(), "A06", None)["due"], "2026-07-18", "what is built in holds on");
    assert!(ran.err.contains("checklist-own.toml:") && ran.err.contains("ADMN"), "{}", ran.err);
}

#[test]
fn the_check_says_every_fault_and_which_files_are_in_force() {
    let stage = Stage::new();
    let sound = stage.run(&["rules", "check"]).ok();
    assert!(sound.text().contains("standard"), "{}", sound.text());
    let folder = stage.path(".config/renkei/rules");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, _) in renkei::rulebook::BUILT_IN {
        std::fs::write(folder.join(format!("{name}.toml")), stage.run(&["rules", "show", name]).ok().out).unwrap();
    }
    let sound = stage.run(&["rules", "check"]).ok();
    assert_eq!(sound.text().matches("Taken: ").count(), 8, "{}", sound.text());
    let broken = stage.path("hours-own.toml");
    std::fs::write(&broken, "[ofice]\n\n[settings]\nrush_days = \"3\"\n").unwrap();
    let ran = stage.run(&["rules", "check", broken.to_str().unwrap(), "nowhere.toml"]).code(1);
    for said in ["hours-own.toml:1:2: ", "hours-own.toml:4:13: ", "nowhere.toml"] {
        assert!(ran.text().contains(said), "{said}: {}", ran.text());
    }
    let ran = stage.run(&["rules", "show", "holidays"]).code(2);
    assert!(ran.err.contains("form-admission-sheet"), "{}", ran.err);
    assert!(!stage.data().exists(), "nothing is made");
}
