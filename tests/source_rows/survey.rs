//! The survey of day-care providers, its sums, its free answers and its publishing; and a survey of the centre's own.

use serde_json::{Value, json};

use crate::row::{Row, network};

fn demo_survey(row: &Row) -> String {
    row.items(&["survey", "list"])[0]["id"].as_str().unwrap().to_owned()
}

/// Counts and shares of a question, in the order of its choices.
fn shares(shown: &Value, question: &str) -> Vec<(u64, u64)> {
    let rows = shown["total"]["rows"].as_array().unwrap().iter().filter(|row| row["question"] == question);
    rows.map(|row| (row["count"].as_u64().unwrap(), row["share"].as_u64().unwrap())).collect()
}

/// Whom a survey was sent to.
fn asked(row: &Row, survey: &str) -> Vec<String> {
    let record = row.records("survey").into_iter().find(|one| one["id"] == json!(survey)).unwrap();
    record["asked"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn sent(row: &Row, template: &str) -> String {
    row.ok(&["survey", "new", template]).trim().to_owned()
}

#[test]
fn s43_a_survey_of_the_centre_s_own_is_asked_and_its_issues_go_into_the_log() {
    let row = Row::demo("S43");
    let template = r#"name = "transport"
version = "2026-01"
title = "救急搬送の課題 (架空)"
purpose = "搬送の時に困る事を集める"
way = "fax"
target = { kinds = ["care:320"], area = "", partner = false }
rounding = "largest_remainder"
rate_rounding = "half_up_1"

[[question]]
code = "trouble"
text = "搬送の時に困った事がありますか"
kind = "one"
choices = [
  { code = "yes", text = "ある" },
  { code = "no", text = "ない" },
  { code = "none", text = "無回答", no_answer = true },
]
"#;
    row.file(".config/renkei/rules/survey-transport.toml", &template.replace("\"one\"", "\"perhaps\""));
    assert_eq!(row.run(&["rules", "check"], "").code, 1);
    row.file(".config/renkei/rules/survey-transport.toml", template);
    row.ok(&["rules", "check"]);
    let survey = sent(&row, "transport");
    let asked = asked(&row, &survey);
    assert!(asked.len() >= 10, "the group homes of the city: {}", asked.len());
    for (place, answer) in asked.iter().zip(["1", "1", "2", "1"]) {
        row.give(&["survey", "answer", &survey, place, "-"], answer);
    }
    assert_eq!(shares(&row.json(&["survey", "show", &survey]), "trouble"), [(3, 75), (1, 25), (0, 0)]);
    let before = row.report();
    row.meeting(
        "fire_training",
        json!({ "lines": "! 夜に家族へつながらない\n! 薬の情報が古い\n> 連絡票を見直す @架空センター" }),
    );
    assert_eq!(row.report().since(&before, "issues"), [("issues", 2)]);
}

#[test]
fn s80_sixty_eight_were_asked_by_fax_and_sixty_two_answered() {
    let row = Row::demo("S80");
    let old = demo_survey(&row);
    let table = row.ok(&["survey", "export", &old, "--answers", "--format", "csv"]);
    let path = row.file("answers.csv", &table);
    let survey = sent(&row, "continuity");
    let total = |row: &Row| {
        let total = row.json(&["survey", "show", &survey])["total"].clone();
        (
            total["asked"].as_u64().unwrap(),
            total["answered"].as_u64().unwrap(),
            total["rate"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(total(&row), (68, 0, "0.0".to_owned()));
    row.ok(&["survey", "import", &survey, &path]);
    assert_eq!(total(&row), (68, 62, "91.1".to_owned()), "62 of 68 are 91.176, and the source cuts");
    row.ok(&["undo"]);
    assert_eq!(total(&row).1, 0, "one import, one undo");
    let stated = Row::on_the_history_too("S80").items(&["survey", "list"]);
    assert_eq!([&stated[0]["on"], &stated[0]["rate"]], ["2020-10", "91.1"]);
    assert_eq!([&stated[0]["asked"], &stated[0]["answered"]], [&json!(68), &json!(62)]);
}

/// The published shares from the answers; and one answer more on the other side changes them.
fn published(number: &str, question: &str, wanted: &[(u64, u64)], mended: &[(u64, u64)]) {
    let history = Row::history(number);
    let stated = history.json(&["survey", "show", &demo_survey(&history)]);
    assert_eq!(shares(&stated, question), wanted);
    assert_eq!(stated["total"]["inferred"], json!(true), "the counts are not in the source");
    let row = Row::demo(number);
    let survey = demo_survey(&row);
    let shown = |row: &Row| row.json(&["survey", "show", &survey]);
    assert_eq!((shares(&shown(&row), question), &shown(&row)["total"]["inferred"]), (wanted.to_vec(), &json!(false)));
    let out = row.ok(&["survey", "export", &survey, "--answers", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    let one =
        all["answers"].as_array().unwrap().iter().find(|one| one["values"][question] == json!(["partly"])).unwrap();
    let mut values = one["values"].clone();
    values[question] = json!("closed");
    let said: serde_json::Map<String, Value> = values
        .as_object()
        .unwrap()
        .iter()
        .map(|(code, said)| (code.clone(), said.as_array().map_or_else(|| said.clone(), |list| list[0].clone())))
        .collect();
    row.give(&["survey", "answer", &survey, one["facility"].as_str().unwrap(), "-"], &Value::Object(said).to_string());
    assert_eq!(shares(&shown(&row), question), mended);
}

#[test]
fn s82_under_a_request_to_close_the_published_shares_come_out() {
    published("S82", "request", &[(9, 14), (32, 52), (20, 32), (1, 2)], &[(9, 14), (31, 50), (21, 34), (1, 2)]);
}

#[test]
fn s83_with_an_infection_in_the_house_the_published_shares_come_out() {
    published("S83", "positive", &[(27, 43), (33, 53), (1, 2), (1, 2)], &[(28, 45), (32, 52), (1, 2), (1, 1)]);
}

#[test]
fn s84_eight_services_by_four_answers() {
    let row = Row::demo("S84");
    let survey = sent(&row, "continuity");
    let asked = asked(&row, &survey);
    // Two policies, then the eight services: can, cannot, to be asked, nothing.
    for (place, digits) in asked.iter().zip(["21123123110", "22112312310", "21111123010"]) {
        row.give(&["survey", "answer", &survey, place, "-"], digits);
    }
    let shown = row.json(&["survey", "show", &survey]);
    let counts = |code: &str| shares(&shown, code).into_iter().map(|(count, _)| count).collect::<Vec<_>>();
    let wanted = [
        ("meal_here", [3, 0, 0, 0]),
        ("meal_box", [2, 1, 0, 0]),
        ("bath_home", [1, 1, 1, 0]),
        ("bath_here", [2, 0, 1, 0]),
        ("toilet", [1, 2, 0, 0]),
        ("training_1", [0, 1, 2, 0]),
        ("training_2", [1, 0, 1, 1]),
        ("phone", [3, 0, 0, 0]),
    ];
    for (code, wanted) in wanted {
        assert_eq!(counts(code), wanted, "{code}");
    }
}

#[test]
fn s85_what_was_written_freely_stays_with_who_wrote_it() {
    let row = Row::demo("S85");
    let survey = sent(&row, "continuity");
    let asked = asked(&row, &survey);
    let said = "優先順位の高い方から、架空の言葉で";
    row.give(
        &["survey", "answer", &survey, &asked[0], "-"],
        &json!({ "request": "partly", "remark": said }).to_string(),
    );
    let out = row.ok(&["survey", "export", &survey, "--answers", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&all["answers"][0]["facility"], &all["answers"][0]["values"]["remark"]),
        (&json!(asked[0]), &json!([said]))
    );
    let table = |more: &[&str]| row.ok(&[&["survey", "export", &survey, "--format", "csv"], more].concat());
    assert!(table(&["--answers"]).contains(said));
    assert!(!table(&[]).contains(said), "not among the sums");
}

#[test]
fn s86_the_sums_are_for_partners_and_single_answers_for_nobody_else() {
    let row = Row::demo("S86");
    let survey = demo_survey(&row);
    let export = |more: &[&str]| row.run(&[&["survey", "export", &survey], more].concat(), "");
    let sums = export(&["--place", network()]);
    assert!(sums.code == 0 && sums.out.contains("52"), "{}", sums.err);
    let name = {
        let out = row.ok(&["survey", "export", &survey, "--answers", "--format", "json"]);
        let all: Value = serde_json::from_str(&out).unwrap();
        all["answers"][0]["name"].as_str().unwrap().to_owned()
    };
    assert!(!sums.out.contains(&name));
    let single = export(&["--place", network(), "--answers"]);
    assert!(single.code == 0 && single.out.contains(&name), "{}", single.out);
    for more in [&["--place", "city_site"][..], &["--place", "city_site", "--answers"]] {
        let held = export(more);
        assert_eq!((held.code, held.out.as_str()), (2, ""), "{}", held.err);
    }
    let open = row.ok(&["survey", "new", "continuity", "--publicity", "open"]).trim().to_owned();
    row.ok(&["survey", "export", &open, "--place", "city_site"]);
    row.refused(2, &["survey", "export", &open, "--place", "city_site", "--answers"], "");
}
