//! `renkei survey`: a survey from the template, answers typed and taken in, what came of it, and what goes out.

use serde_json::{Value, json};

use crate::stage::Stage;

const PUBLISHED: &str = "00000000-0000-7000-8000-00000000f001";

/// The id of the demo city's survey.
fn demo_survey(stage: &Stage) -> String {
    let list = stage.run(&["survey", "list", "--json"]).ok().json();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0]["asked"], &items[0]["answered"], &items[0]["rate"]),
        (&json!(68), &json!(62), &json!("91.1"))
    );
    items[0]["id"].as_str().unwrap().to_owned()
}

fn shares(value: &Value, question: &str) -> Vec<(String, u64, u64)> {
    let rows = value["total"]["rows"].as_array().unwrap().iter().filter(|row| row["question"] == question);
    rows.map(|row| {
        (row["choice"].as_str().unwrap().to_owned(), row["count"].as_u64().unwrap(), row["share"].as_u64().unwrap())
    })
    .collect()
}

#[test]
fn the_demo_shows_the_seeds_percents_from_answers() {
    let stage = Stage::demo();
    let id = demo_survey(&stage);
    let shown = stage.run(&["survey", "show", &id, "--by", "area", "--json"]).ok().json();
    let row = |choice: &str, count, share| (choice.to_owned(), count, share);
    let wanted = [row("usual", 9, 14), row("partly", 32, 52), row("closed", 20, 32), row("none", 1, 2)];
    assert_eq!(shares(&shown, "request"), wanted);
    let wanted = [row("closed", 27, 43), row("partly", 33, 53), row("usual", 1, 2), row("none", 1, 2)];
    assert_eq!(shares(&shown, "positive"), wanted);
    assert_eq!((&shown["total"]["inferred"], &shown["answers"]), (&json!(false), &Value::Null));
    assert!(shown["groups"].as_array().unwrap().len() > 2);
    let text = stage.run(&["survey", "show", &id, "--by", "kind", "--lang", "ja"]).ok().text();
    assert!(text.contains("[##########----------]  52%  32"), "{text}");
    assert!(text.contains("回答 62/68 (91.1%)") && text.contains("[通所介護") && !text.contains("推定"), "{text}");
    assert!(text.contains("見本"), "the demo's figures say that they are none: {text}");
}

#[test]
fn published_figures_stand_in_where_there_are_no_answers() {
    let stage = Stage::new();
    let template = renkei::rulebook::builtin().survey("continuity").unwrap().as_ref().clone();
    let mut record = serde_json::to_value(&template).unwrap();
    record["id"] = json!(PUBLISHED);
    let file = stage.path("published.jsonl");
    std::fs::write(&file, format!("{}\n", json!({ "kind": "survey", "record": record }))).unwrap();
    stage.import(&[file], &[]).ok();
    let shown = stage.run(&["survey", "show", PUBLISHED, "--json"]).ok().json();
    assert_eq!((&shown["total"]["inferred"], &shown["total"]["rate"]), (&json!(true), &json!("91.1")));
    let text = stage.run(&["survey", "show", PUBLISHED, "--lang", "ja"]).ok().text();
    for wanted in ["公表 52%", "公表値の残り 2%", "ただ一通りに推定", "出典: ", "2020-10  回答 62/68 (91.1%)"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains("できない"), "of the eight services the source has no figures: {text}");
}

#[test]
fn a_survey_is_sent_answered_by_digits_and_undone() {
    let stage = Stage::demo();
    let sent = stage.run(&["survey", "new", "continuity", "--on", "2026-11-01"]).ok();
    let id = sent.text().trim().to_owned();
    let everything = stage.everything();
    let record = everything
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|line| line["record"]["id"] == json!(id));
    let survey = record.unwrap()["record"].clone();
    let asked: Vec<String> =
        survey["asked"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    assert_eq!(asked.len(), 68);
    assert_eq!(survey["published"], Value::Null);
    let digits = stage.run_with(&["survey", "answer", &id, &asked[0], "-"], "12 ").code(2);
    assert!(digits.err.contains("Question 3, meal_here"), "{}", digits.err);
    stage.run_with(&["survey", "answer", &id, &asked[0], "-"], "12131313104").code(0);
    let text = "{\"request\": \"closed\", \"meal_box\": \"yes\", \"remark\": \"個別に\\u001b相談\"}";
    stage.run_with(&["survey", "answer", &id, &asked[1], "-", "--way", "phone"], text).ok();
    let wrong = stage.run_with(&["survey", "answer", &id, &asked[1], "-"], "{\"request\": \"secret words\"}").code(2);
    assert!(!wrong.err.contains("secret"), "what was typed is not repeated: {}", wrong.err);
    let shown = stage.run(&["survey", "export", &id, "--format", "json", "--answers"]).ok().json();
    let answers = shown["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 2);
    let of = |facility: &str| answers.iter().find(|one| one["facility"] == json!(facility)).unwrap();
    assert_eq!(of(&asked[0])["values"]["request"], json!(["usual"]));
    assert_eq!(of(&asked[0])["values"]["positive"], json!(["partly"]));
    assert_eq!(of(&asked[0])["values"]["meal_here"], json!(["yes"]));
    assert_eq!(of(&asked[0])["values"].get("phone"), None, "0 is no answer");
    assert_eq!(of(&asked[1])["values"]["remark"], json!(["個別に相談"]));
    assert_eq!(shown["total"]["rate"], json!("2.9"));
    stage.run(&["undo"]).ok();
    let shown = stage.run(&["survey", "show", &id, "--json"]).ok().json();
    assert_eq!(shown["total"]["answered"], json!(1), "one answer, one undo");
    let stranger = stage.first("病院");
    if !asked.contains(&stranger) {
        stage.run_with(&["survey", "answer", &id, &stranger, "-"], "1").code(2);
    }
}

#[test]
fn answers_go_out_as_a_table_and_come_in_again() {
    let stage = Stage::demo();
    let old = demo_survey(&stage);
    let table = stage.run(&["survey", "export", &old, "--format", "csv", "--answers"]).ok();
    assert_eq!(table.text().lines().filter(|line| !line.is_empty()).count(), 63);
    let file = stage.path("answers.csv");
    std::fs::write(&file, &table.out).unwrap();
    let path = file.to_str().unwrap();
    let same = stage.run(&["survey", "import", &old, path, "--json"]).ok().json();
    assert_eq!((&same["same"], &same["new"], &same["changed"]), (&json!(62), &json!([]), &json!([])));

    let new = stage.run(&["survey", "new", "continuity"]).ok().text().trim().to_owned();
    let before = stage.everything();
    let dry = stage.run(&["survey", "import", &new, path, "--dry-run", "--json"]).ok().json();
    assert_eq!(dry["new"].as_array().unwrap().len(), 62);
    assert_eq!(stage.everything(), before, "a dry run writes nothing");
    stage.run(&["survey", "import", &new, path]).ok();
    let totals = [&old, &new].map(|id| stage.run(&["survey", "show", id, "--json"]).ok().json()["total"].clone());
    assert_eq!(totals[0], totals[1]);

    let broken = table.text().replacen(",partly,", ",perhaps,", 1);
    std::fs::write(&file, broken).unwrap();
    let ran = stage.run(&["survey", "import", &new, path]).code(5);
    assert!(ran.text().contains("none of the choices") && ran.text().contains("line "), "{}", ran.text());
    assert!(!ran.text().contains("perhaps"));
}

#[test]
fn a_closed_survey_takes_no_answer_until_it_is_opened_again() {
    let stage = Stage::demo();
    let id = stage.run(&["survey", "new", "continuity"]).ok().text().trim().to_owned();
    let everything = stage.everything();
    let survey = everything
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|line| line["record"]["id"] == json!(id));
    let asked = survey.unwrap()["record"]["asked"][0].as_str().unwrap().to_owned();
    stage.run(&["survey", "close", &id]).ok();
    let refused = stage.run_with(&["survey", "answer", &id, &asked, "-"], "12131313104").code(2);
    assert!(refused.err.contains("--reopen"), "{}", refused.err);
    stage.run(&["survey", "close", &id, "--reopen"]).ok();
    stage.run_with(&["survey", "answer", &id, &asked, "-"], "12131313104").ok();
    stage.run(&["survey", "close", &id]).ok();
    let again = stage.run(&["survey", "close", &id]).ok();
    assert!(!again.err.contains("--reopen"), "nothing was changed: {}", again.err);
}

#[test]
fn single_answers_do_not_go_to_the_city_site() {
    let stage = Stage::demo();
    let id = demo_survey(&stage);
    let export = |more: &[&str]| stage.run(&[&["survey", "export", &id], more].concat());
    let refused = export(&["--answers", "--place", "city_site"]).code(2);
    assert_eq!(refused.text(), "");
    let refused = export(&["--place", "city_site"]).code(2);
    assert!(refused.err.contains("for those who take part"), "{}", refused.err);
    export(&["--place", "nowhere"]).code(2);
    export(&["--format", "pdf"]).code(2);
    let partners = export(&["--place", "network", "--answers"]).ok().text();
    let open = stage.run(&["survey", "new", "continuity", "--publicity", "open"]).ok().text().trim().to_owned();
    stage.run(&["survey", "export", &open, "--place", "city_site"]).ok();
    stage.run(&["survey", "export", &open, "--place", "city_site", "--answers"]).code(2);
    // Without being asked for, no format names an institution.
    let names: Vec<String> = stage
        .register()
        .lines()
        .filter_map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            value["record"]["listings"][0]["name"].as_str().map(str::to_owned)
        })
        .filter(|name| partners.contains(name.as_str()))
        .collect();
    assert!(names.len() > 30, "the answers named them: {}", names.len());
    for format in ["text", "md", "csv", "json"] {
        let text = export(&["--format", format, "--by", "kind", "--lang", "ja"]).ok().text();
        assert!(text.contains("32") && text.contains("52"), "{format}: {text}");
        assert!(names.iter().all(|name| !text.contains(name.as_str())), "{format}");
    }
}
