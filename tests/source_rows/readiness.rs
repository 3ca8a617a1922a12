//! When a place closes: what each one said it would do, who is affected, and who can take over.

use serde_json::{Value, json};

use crate::row::{Row, network};

/// A day care that somebody of the demo goes to.
const ALBA: &str = "01a19467-e931-7bfe-b3ab-e97d1cdf1206";

fn demo_survey(row: &Row) -> String {
    row.items(&["survey", "list"])[0]["id"].as_str().unwrap().to_owned()
}

/// The single answers, by institution.
fn answers(row: &Row, survey: &str) -> Vec<Value> {
    let out = row.ok(&["survey", "export", survey, "--answers", "--format", "json"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    all["answers"].as_array().unwrap().clone()
}

#[test]
fn s73_what_each_day_care_does_is_known_by_its_name() {
    let row = Row::demo("S73");
    let survey = demo_survey(&row);
    let record = row.records("survey").into_iter().find(|one| one["id"] == json!(survey)).unwrap();
    let known = answers(&row, &survey);
    let silent =
        record["asked"].as_array().unwrap().iter().find(|id| !known.iter().any(|one| one["facility"] == **id)).unwrap();
    let silent = silent.as_str().unwrap();
    row.give(
        &["survey", "answer", &survey, silent, "-"],
        &json!({ "request": "closed", "positive": "partly", "meal_box": "yes" }).to_string(),
    );
    let now = answers(&row, &survey);
    assert_eq!(now.len(), known.len() + 1);
    let said = now.iter().find(|one| one["facility"] == json!(silent)).unwrap();
    assert_eq!(said["values"], json!({ "request": ["closed"], "positive": ["partly"], "meal_box": ["yes"] }));
    let table = row.ok(&["survey", "export", &survey, "--answers", "--place", network()]);
    assert!(table.contains(said["name"].as_str().unwrap()), "{table}");
}

#[test]
fn s74_who_is_affected_by_a_closing_and_who_can_take_over() {
    let row = Row::demo("S74");
    let person = row
        .records("person")
        .into_iter()
        .find(|one| one["care_manager"]["facility"].is_string() && one["card"]["passing"].is_null())
        .unwrap();
    let office = person["care_manager"]["facility"].as_str().unwrap();
    let board = |row: &Row| row.items(&["service", "list"]).into_iter().find(|one| one["facility"] == json!(office));
    assert_eq!(board(&row), None);
    row.ok(&["service", "close", office, "--reason", "infection", "--until", "tomorrow"]);
    let line = board(&row).unwrap();
    let affected: Vec<&Value> = line["persons"].as_array().unwrap().iter().map(|one| &one["person"]).collect();
    assert!(affected.contains(&&person["id"]), "{line}");
    // Everybody who is linked and lives, looked for in the exported records.
    let died: Vec<Value> = row
        .records("episode")
        .into_iter()
        .filter(|one| one["end"]["reason"] == "death")
        .map(|one| one["person"].clone())
        .collect();
    let linked: Vec<Value> = row
        .records("person")
        .into_iter()
        .filter(|one| one["card"]["passing"].is_null() && !died.contains(&one["id"]))
        .filter(|one| {
            let supporters = one["card"]["supporters"].as_array().into_iter().flatten();
            let links = [&one["care_manager"]["facility"], &one["doctor"]["facility"]];
            links
                .into_iter()
                .chain(supporters.map(|support| &support["who"]["facility"]))
                .any(|link| *link == json!(office))
        })
        .map(|one| one["id"].clone())
        .collect();
    assert!(linked.iter().all(|id| affected.contains(&id)) && affected.iter().all(|id| linked.contains(id)), "{line}");

    let others = row.items(&["service", "substitutes", ALBA, "--need", "meal,bath"]);
    let closed: Vec<Value> = row
        .items(&["service", "list"])
        .iter()
        .filter(|one| one["state"] == "closed")
        .map(|one| one["facility"].clone())
        .collect();
    assert!(!others.is_empty() && others.iter().all(|one| !closed.contains(&one["facility"])), "{others:?}");
    let first = others[0]["facility"].as_str().unwrap().to_owned();
    row.ok(&["service", "close", &first]);
    let again = row.items(&["service", "substitutes", ALBA, "--need", "meal,bath"]);
    assert!(again.iter().all(|one| one["facility"] != json!(first)), "closed itself, it takes nobody");
    assert_eq!(again.len(), others.len() - 1);
}

#[test]
fn s81_who_answered_that_they_can_is_offered_as_a_substitute() {
    let row = Row::demo("S81");
    let survey = demo_survey(&row);
    let record = row.records("survey").into_iter().find(|one| one["id"] == json!(survey)).unwrap();
    let offered = |row: &Row| -> Vec<(String, String)> {
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let items = row.items(&["service", "substitutes", ALBA, "--need", "bath"]);
        items.iter().map(|one| (text(one, "facility"), text(one, "fit"))).collect()
    };
    let before = offered(&row);
    let (place, _) = before
        .iter()
        .find(|(id, fit)| fit == "yes" && record["asked"].as_array().unwrap().contains(&json!(id)))
        .unwrap();
    let say = |answer: &str| {
        let said = json!({ "bath_here": answer, "bath_home": answer, "request": "partly" }).to_string();
        row.give(&["survey", "answer", &survey, place, "-"], &said);
        offered(&row).into_iter().find(|(id, _)| id == place).map(|(_, fit)| fit)
    };
    assert_ne!(say("no").as_deref(), Some("yes"));
    assert_eq!(say("yes").as_deref(), Some("yes"));
}
