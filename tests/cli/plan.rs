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
fn what_is_to_be_asked_of_the_insurer_stands_in_the_rule_too() {
    let stage = Stage::new();
    let mut said = example();
    said["admission_date"] = json!("2026-05-02");
    let answer = plan(&stage, &said);
    let two = row(&answer, "A03", Some("II"));
    assert_eq!((&two["due"], &two["confirmed"]), (&json!("2026-05-04"), &json!(false)));
    for key in ["rule", "remark"] {
        assert!(two[key].as_str().unwrap().contains("入院日+3 も可か保険者に確認"), "{two}");
    }
    assert_eq!(row(&answer, "A03", Some("I"))["confirmed"], json!(true));
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
fn the_history_of_a_discharge_is_read_in_its_many_forms() {
    let stage = Stage::new();
    let moved = |history: Value, end: Value| {
        let mut said = example();
        said["planned_discharge_date"] = json!("2026-08-04");
        said["dc_history"] = history;
        said["end"] = end;
        let answer = plan(&stage, &said);
        let effects = answer["effects"].as_array().unwrap();
        effects.iter().find(|effect| effect["id"] == "F01").cloned().unwrap_or_default()
    };
    let later = json!({ "id": "F01", "label": null, "from": "2026-07-31", "to": "2026-08-07", "effect": "later" });
    for history in [
        json!(["2026-07-28"]),
        json!([{ "from": "2026-07-28", "to": "2026-08-04", "recorded": "2026-07-20", "reason": "x" }]),
        json!([{ "old": "2026-07-28", "new": "2026-08-04", "changed_on": "2026-07-20", "note": "x" }]),
        json!([{ "dc": "2026-07-28", "date": "2026-07-18" }, { "dc": "2026-08-04", "at": "2026-07-20" }]),
        json!([{ "discharge_date": "2026-07-28" }]),
        json!([{ "date": "2026-07-28" }]),
    ] {
        assert_eq!(moved(history, json!(null)), later);
    }
    for history in [json!([null]), json!([null, "2026-08-04"]), json!([{ "from": null, "to": "2026-08-04" }])] {
        assert_eq!(moved(history, json!(null))["effect"], "dated");
    }
    assert_eq!(moved(json!([]), json!(null)), json!(null));
    // The stay has ended at home: the real day is what it was moved to.
    let home = json!({ "date": "2026-08-06", "reason": "自宅" });
    let real = moved(json!(["2026-07-28", "2026-08-04"]), home.clone());
    assert_eq!(
        (&real["from"], &real["to"], &real["effect"]),
        (&json!("2026-08-07"), &json!("2026-08-09"), &json!("later"))
    );
    let real = moved(json!(["2026-07-28"]), home);
    assert_eq!((&real["from"], &real["to"]), (&json!("2026-07-31"), &json!("2026-08-09")));
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
    let of = |key: &str, value: Value| {
        let mut stay = json!({ "admission_date": "2026-07-02", "admission_time": "10:00" });
        stay[key] = value;
        state(json!([stay]))
    };
    // 2026-07-02 is a Thursday: (II) until the 4th.
    for sent in [json!("2026-07-04"), json!("2026-07-02T11:00:00+09:00"), json!({ "date": "2026-07-03" }), json!("II")]
    {
        assert_eq!(of("a03_done", sent), "not_applicable");
    }
    for sent in [json!(null), json!(false), json!("2026-07-05"), json!({ "date": "2026-07-05" }), json!("missed")] {
        assert_eq!(of("a03_done", sent), "dated");
    }
    for key in ["claimed", "a03_claimed", "billed", "a03", "a03_met"] {
        for (value, wanted) in [
            (json!(true), "not_applicable"),
            (json!("I"), "not_applicable"),
            (json!("Ⅱ"), "not_applicable"),
            (json!(false), "dated"),
            (json!("missed"), "dated"),
            (json!("none"), "dated"),
        ] {
            assert_eq!(of(key, value), wanted, "{key}");
        }
    }
    assert_eq!(of("claimed", json!(null)), "not_applicable", "nothing is said");
    assert_eq!(state(json!([{ "a03_claimed": true }])), "not_applicable");
    assert_eq!(state(json!([{ "a03_claimed": false }])), "dated");
    assert_eq!(state(json!([{ "date": "2026-07-02", "a03_claimed": true }])), "not_applicable");
    assert_eq!(state(json!([{ "date": "2026-06-02", "a03_claimed": true }])), "dated");
    // After hours, and the second day after is a Saturday: the third day counts, by the same office.
    let evening =
        |sent: &str| state(json!([{ "admission_date": "2026-07-02", "admission_time": "18:00", "a03_done": sent }]));
    assert_eq!((evening("2026-07-05"), evening("2026-07-06")), (json!("not_applicable"), json!("dated")));
}

#[test]
fn an_office_whose_hours_are_not_given_is_said() {
    let stage = Stage::new();
    for office in [json!(null), json!({}), json!({ "hours": null })] {
        let mut said = example();
        said["office"] = office;
        said["admission_time"] = json!("10:00");
        let answer = plan(&stage, &said);
        for label in ["I", "II"] {
            let row = row(&answer, "A03", Some(label));
            assert_eq!(row["confirmed"], json!(false));
            assert!(row["rule"].as_str().unwrap().contains("営業時間が示されていない"), "{row}");
        }
    }
    let answer = plan(&stage, &example());
    assert!(!row(&answer, "A03", Some("I"))["rule"].as_str().unwrap().contains("示されていない"));
}

#[test]
fn a_missing_key_of_a_place_and_null_are_the_same() {
    let stage = Stage::new();
    let second = |key: &str, value: Option<Value>, admitted: &str| {
        let mut said = example();
        said["admission_date"] = json!(admitted);
        said["admission_time"] = json!("10:00");
        match value {
            Some(value) => said["office"][key] = value,
            None => _ = said["office"].as_object_mut().unwrap().remove(key),
        }
        row(&plan(&stage, &said), "A03", Some("I"))["due"].clone()
    };
    for none in [None, Some(json!(null)), Some(json!([]))] {
        assert_eq!(second("year_end_closure", none, "2026-12-29"), "2026-12-29", "open at the year's end");
    }
    for followed in [None, Some(json!(null)), Some(json!(true))] {
        assert_eq!(second("holidays_followed", followed, "2026-07-20"), "2026-07-21", "closed on a holiday");
    }
    assert_eq!(second("holidays_followed", Some(json!(false)), "2026-07-20"), "2026-07-20");
    let midnight = json!({ "thu": ["08:30", "24:00"] });
    let mut said = example();
    said["office"]["hours"] = midnight;
    said["admission_time"] = json!("23:59");
    assert_eq!(row(&plan(&stage, &said), "A03", Some("I"))["due"], "2026-07-16", "open until midnight");
}

#[test]
fn people_write_levels_ends_and_variants_in_many_ways() {
    let stage = Stage::new();
    let state = |key: &str, value: Value, code: &str, label: Option<&str>| {
        let mut said = example();
        said[key] = value;
        row(&plan(&stage, &said), code, label)["state"].clone()
    };
    for none in ["未認定", "非該当", "自立", "なし"] {
        assert_eq!(state("care_level", json!(none), "A03", Some("I")), "not_applicable", "{none}");
        assert_eq!(state("care_level", json!(none), "A04", None), "not_applicable", "{none}");
    }
    for open in
        ["申請中", "不明", "区分変更中", "要介護認定 申請中", "要介護3(区分変更申請中)", "要介護３（区分変更中）"]
    {
        assert_eq!(state("care_level", json!(open), "A03", Some("II")), "dated", "{open}");
    }
    assert_eq!(state("care_level", json!("要支援2（区分変更申請中）"), "A03", Some("I")), "not_applicable");
    for closed in [
        "老健入所",
        "特養入所",
        "有料老人ホームへ入居",
        "死去",
        "逝去",
        "看取り",
        "Died",
        "DECEASED",
        "Facility",
        "transferred",
    ] {
        assert_eq!(
            state("end", json!({ "date": "2026-08-01", "reason": closed }), "A05", None),
            "not_needed",
            "{closed}"
        );
    }
    for home in [json!("その他"), json!(null), json!("Discharged"), json!("discharge")] {
        let mut said = example();
        said["end"] = json!({ "date": "2026-08-01", "reason": home });
        assert_eq!(row(&plan(&stage, &said), "F01", None)["due"], "2026-08-04");
    }
    assert_eq!(state("end", json!({ "date": "2026-08-01" }), "F01", None), "dated");
    assert_eq!(state("end", json!({ "date": null }), "F01", None), "undated");
    assert_eq!(state("variant", json!(["N65"]), "W06", None), "undated");
    assert_eq!(state("variant", json!(["N40", "急"]), "W05", None), "undated");
    assert_eq!(state("variant", json!(["CM", "看取り"]), "E01", None), "undated");
    assert_eq!(state("variant", json!(["CM", "短"]), "W01", None), "not_applicable");
    assert_eq!(state("application_date", json!("2026-07-20"), "W04", None), "done");
}

#[test]
fn rows_of_what_does_not_apply_are_as_many_as_its_limits() {
    let stage = Stage::new();
    let mut said = example();
    said["variant"] = json!(["NEW65", "SHORT"]);
    let answer = plan(&stage, &said);
    let shown: Vec<Value> = answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| ["A03", "A06", "W01", "B05", "B06", "B07"].contains(&row["id"].as_str().unwrap()))
        .map(|row| json!([row["id"], row["label"], row["state"], row["rule"]]))
        .collect();
    let n = "not_applicable";
    let wanted = json!([
        ["A03", "I", n, "NEW65"],
        ["A03", "II", n, "NEW65"],
        ["A06", null, n, "SHORT"],
        ["A06", "加算2", n, "SHORT"],
        ["W01", null, n, "SHORT"],
        ["W01", "療養病棟", n, "SHORT"],
        ["B05", null, n, "SHORT"],
        ["B05", "加算の限り(入院中)", n, "SHORT"],
        ["B06", null, n, "SHORT"],
        ["B06", "訪問看護指示書", n, "SHORT"],
        ["B07", null, n, "SHORT"],
        ["B07", "搬入", n, "SHORT"],
    ]);
    assert_eq!(json!(shown), wanted);
}

#[test]
fn what_was_sent_says_what_it_meets() {
    let stage = Stage::new();
    let met = |sent: Value| {
        let mut said = example();
        said["a03_done"] = sent;
        let answer = plan(&stage, &said);
        for label in ["I", "II"] {
            let row = row(&answer, "A03", Some(label));
            let words = match row["met"].as_str().unwrap() {
                "I" => "送付済み: (I)を満たす",
                "II" => "送付済み: (II)を満たす",
                _ => "間に合っていない",
            };
            assert!(row["rule"].as_str().unwrap().contains(words), "{row}");
        }
        row(&answer, "A03", Some("I"))["met"].clone()
    };
    assert_eq!(met(json!({ "date": "2026-07-10", "time": "10:00" })), "I");
    assert_eq!(met(json!("2026-07-17T09:00")), "I");
    assert_eq!(met(json!("2026-07-17T23:59:00+09:00")), "I");
    assert_eq!(met(json!("2026-07-17T14:59:00Z")), "I");
    assert_eq!(met(json!("2026-07-17T15:00:00Z")), "II", "midnight in Japan");
    assert_eq!(met(json!("2026-07-17T20:00:00-05:00")), "II");
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
        (json!("秘密"), vec!["description"]),
        (json!(null), vec!["description"]),
        (
            json!({ "admission_date": "2026-07-16", "planned_discharge_date": "2026-07-15" }),
            vec!["planned_discharge_date"],
        ),
        (
            json!({ "admission_date": "2026-07-16", "end": { "date": "2026-07-15", "reason": "自宅" } }),
            vec!["end.date"],
        ),
        (
            json!({ "admission_date": "2026-07-16", "dc_history": [{ "dc": "2026-07-20", "who": "秘密" }] }),
            vec!["dc_history[0].who"],
        ),
        (json!({ "admission_date": "2026-07-16", "dc_history": [{ "note": "秘密" }] }), vec!["dc_history[0]"]),
    ] {
        let ran = stage.run_with(&["episode", "plan", "-"], &said.to_string()).code(2);
        assert_eq!(ran.text(), "");
        assert!(names.iter().all(|name| ran.err.contains(name)), "{}", ran.err);
        assert!(!ran.err.contains("秘密") && !ran.err.contains("plan."), "{}", ran.err);
    }
    let mut said = example();
    said["planned_discharge_date"] = json!("2026-07-10");
    said["end"] = json!({ "date": "2026-07-10", "reason": "取りやめ" });
    said["today"] = json!("2026-07-20T10:00");
    stage.run_with(&["episode", "plan", "-"], &format!("\u{feff}{said}")).ok();
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
    assert_eq!(sound.text().matches("Taken: ").count(), renkei::rulebook::BUILT_IN.len(), "{}", sound.text());
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
