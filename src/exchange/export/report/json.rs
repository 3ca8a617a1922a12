//! One object on one line. Every figure is there, also one of nothing.

use serde_json::{Value, json};

use super::rows::label;
use crate::domain::report::{Figure, Shape, YearReport};
use crate::exchange::export::json::SCHEMA;
use crate::words::Words;

pub fn write(report: &YearReport, words: &Words) -> Value {
    let figures: Vec<Value> = report
        .figures
        .iter()
        .map(|figure| {
            let mut value = numbers(figure);
            let part: &str = figure.part.into();
            value["code"] = json!(figure.code);
            value["part"] = json!(part);
            value["label"] = json!(label(&figure.code, &report.places, words));
            value["as_of_today"] = json!(figure.is_now);
            value["records"] = json!(figure.records.len());
            value["before"] = report.before(figure).map_or(Value::Null, numbers);
            value
        })
        .collect();
    json!({
        "schema": SCHEMA,
        "year": report.year.0,
        "from": report.year.first().to_string(),
        "until": report.year.last().to_string(),
        "on": report.on.to_string(),
        "undated": report.undated.len(),
        "figures": figures,
    })
}

fn numbers(figure: &Figure) -> Value {
    match figure.shape {
        Shape::Count => json!({ "value": figure.amount() }),
        Shape::Median => json!({ "median": figure.middle().and_then(|days| days.parse::<f64>().ok()) }),
        Shape::Share | Shape::Rate(_) => json!({
            "met": figure.met(),
            "of": figure.amount(),
            "percent": figure.percent().parse::<f64>().ok(),
        }),
    }
}
