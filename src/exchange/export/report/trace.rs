//! The records behind a figure. Persons, stays and tasks stand with their ids only: who may see them opens them there.

use serde_json::{Value, json};

use super::rows::label;
use crate::domain::publication::PlaceNames;
use crate::domain::report::{Counted, Figure, Shape, Traced};
use crate::domain::text::clean_line;
use crate::exchange::export::csv;
use crate::exchange::export::json::SCHEMA;
use crate::words::Words;

/// A record and what may be said of it.
pub struct Row {
    pub counted: Counted,
    /// Its day, as well as it is known; its title.
    pub day: String,
    pub title: String,
}

/// `meeting`, `task`, ...: the kinds as an export names them.
const fn kind(what: Traced) -> &'static str {
    match what {
        Traced::Meeting(_) | Traced::Line(..) => "meeting",
        Traced::Task(_) => "task",
        Traced::Publication(_) => "publication",
        Traced::Survey(_) => "survey",
        Traced::Facility(_) => "facility",
        Traced::ServiceAct(_) => "service_act",
        Traced::Person(_) => "person",
        Traced::Episode(_) => "episode",
    }
}

fn id(what: Traced) -> String {
    match what {
        Traced::Meeting(id) | Traced::Line(id, _) => id.to_string(),
        Traced::Task(id) => id.to_string(),
        Traced::Publication(id) => id.to_string(),
        Traced::Survey(id) => id.to_string(),
        Traced::Facility(id) => id.to_string(),
        Traced::ServiceAct(id) => id.to_string(),
        Traced::Person(id) => id.to_string(),
        Traced::Episode(id) => id.to_string(),
    }
}

/// The line of a meeting, from 1.
const fn line(what: Traced) -> Option<usize> {
    match what {
        Traced::Line(_, at) => Some(at + 1),
        Traced::Meeting(_) | Traced::Task(_) | Traced::Publication(_) | Traced::Survey(_) => None,
        Traced::Facility(_) | Traced::ServiceAct(_) | Traced::Person(_) | Traced::Episode(_) => None,
    }
}

pub fn text(figure: &Figure, rows: &[Row], words: &Words) -> String {
    let mut out = format!(
        "{}  {}: {}\n",
        figure.code,
        label(&figure.code, &PlaceNames::new(), words),
        super::rows::value(figure, words)
    );
    for row in rows {
        let one = &row.counted;
        let count = match figure.shape {
            Shape::Count | Shape::Median => one.amount.to_string(),
            Shape::Share | Shape::Rate(_) => format!("{}/{}", one.met, one.amount),
        };
        let what = kind(one.what);
        let kind = words.get(&format!("kind_of_record.{what}")).to_owned();
        let at = line(one.what).map(|at| words.say("report.line", &[("n", &at)]));
        let cells = [count, kind, id(one.what), at.unwrap_or_default(), row.day.clone(), clean_line(&row.title)];
        let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        out += &format!("  {}\n", cells.join("  "));
    }
    out
}

pub fn csv(figure: &Figure, rows: &[Row], words: &Words) -> String {
    const COLUMNS: [&str; 8] = ["code", "kind", "id", "line", "day", "title", "met", "of"];
    let header = COLUMNS.map(|name| words.get(&format!("report.column.{name}")).to_owned());
    let mut text = csv::record(&header);
    for row in rows {
        let one = &row.counted;
        text += &csv::record(&[
            figure.code.clone(),
            kind(one.what).to_owned(),
            id(one.what),
            line(one.what).map(|at| at.to_string()).unwrap_or_default(),
            row.day.clone(),
            clean_line(&row.title),
            one.met.to_string(),
            one.amount.to_string(),
        ]);
    }
    text
}

pub fn json(figure: &Figure, rows: &[Row]) -> Value {
    let records: Vec<Value> = rows
        .iter()
        .map(|row| {
            let one = &row.counted;
            json!({
                "kind": kind(one.what),
                "id": id(one.what),
                "line": line(one.what),
                "day": row.day,
                "title": clean_line(&row.title),
                "met": one.met,
                "of": one.amount,
            })
        })
        .collect();
    let mut value = json!({ "schema": SCHEMA, "code": figure.code, "value": figure.amount(), "met": figure.met(), "records": records });
    if figure.shape == Shape::Median {
        value["value"] = json!(figure.middle().and_then(|days| days.parse::<f64>().ok()));
    }
    value
}
