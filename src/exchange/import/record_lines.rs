//! Whole records, one a line, as `export --format jsonl` writes them: `{"kind":"facility","record":{...}}`.
//!
//! Nothing is guessed: a line that this program could not write back as it stands is left out with the reason.

use rayon::prelude::*;
use serde_json::Value;

use super::error::{Reason, Rejected};
use crate::domain::text::{clean_line, is_unsafe};
use crate::exchange::export::jsonl;
use crate::port::{EntityKind, Record};

/// A record and the line it stands on.
pub struct RecordRow {
    pub line: u64,
    pub record: Record,
}

/// Does the text begin like a file of whole records? Its first lines decide: one that is broken must not hide the rest.
pub fn looks_like(text: &str) -> bool {
    const LOOKED_AT: usize = 20;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(LOOKED_AT).filter_map(|line| serde_json::from_str::<Value>(line).ok()).any(|value| {
        value.get("kind").is_some_and(Value::is_string) && value.get("record").is_some_and(Value::is_object)
    })
}

/// Every line, in order, and those that were left out. Blank lines are none.
pub fn read(text: &str, file: &str) -> (Vec<RecordRow>, Vec<Rejected>) {
    let lines: Vec<(u64, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let taken: Vec<Result<Record, Reason>> = lines.par_iter().map(|(_, text)| record(text)).collect();
    let (mut rows, mut rejected) = (Vec::with_capacity(taken.len()), Vec::new());
    for ((line, text), one) in lines.into_iter().zip(taken) {
        match one {
            Ok(record) => rows.push(RecordRow { line, record }),
            Err(reason) => rejected.push(reject(file, line, text, reason)),
        }
    }
    (rows, rejected)
}

pub(super) fn reject(file: &str, line: u64, text: &str, reason: Reason) -> Rejected {
    Rejected {
        file: file.to_owned(),
        line,
        municipality: None,
        keys: Vec::new(),
        column: None,
        reason: reason.sanitised(),
        cells: vec![clean_line(text)],
    }
}

fn record(text: &str) -> Result<Record, Reason> {
    let value: Value = serde_json::from_str(text).map_err(|_| Reason::NotARecord)?;
    let Value::Object(mut outer) = value else { return Err(Reason::NotARecord) };
    let (Some(Value::String(kind)), Some(mut fields @ Value::Object(_))) =
        (outer.shift_remove("kind"), outer.shift_remove("record"))
    else {
        return Err(Reason::NotARecord);
    };
    if let Some(field) = outer.keys().next() {
        return Err(Reason::UnknownField(field.clone()));
    }
    let kind: EntityKind = kind.parse().map_err(|_| Reason::UnknownRecord(kind))?;
    clean(&mut fields, &mut Vec::new());
    let mut record = decode(kind, fields.clone()).map_err(|error| Reason::BadRecord(without_values(&error)))?;
    // The store says which version it is.
    record.set_rev(0);
    let back = jsonl::record(&record).ok().and_then(|line| serde_json::from_str::<Value>(&line).ok());
    match back.as_ref().and_then(|back| back.get("record")) {
        Some(known) => match unknown(&fields, known, "") {
            Some(field) => Err(Reason::UnknownField(field)),
            None => Ok(record),
        },
        None => Err(Reason::NotARecord),
    }
}

fn decode(kind: EntityKind, fields: Value) -> serde_json::Result<Record> {
    let kind: &str = kind.into();
    serde_json::from_value(serde_json::json!({ "kind": kind, "record": fields }))
}

/// What serde misses or expected; the value that it found instead is somebody's and is left out.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("missing field") {
        return text;
    }
    text.rsplit_once("expected ").map_or_else(|| "?".to_owned(), |(_, expected)| format!("expected {expected}"))
}

/// The first field that this program did not take: a newer one wrote it, or somebody misspelled it. `rev` is the store's own.
fn unknown(given: &Value, known: &Value, name: &str) -> Option<String> {
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            given.iter().find_map(|(field, value)| match known.get(field) {
                Some(taken) => unknown(value, taken, field),
                None if is_nothing(value) || field == "rev" => None,
                None => Some(field.clone()),
            })
        }
        (Value::Array(given), Value::Array(known)) => {
            if given.len() != known.len() {
                return Some(name.to_owned());
            }
            given.iter().zip(known).find_map(|(given, known)| unknown(given, known, name))
        }
        (Value::Object(_) | Value::Array(_), _) if !is_nothing(given) => Some(name.to_owned()),
        _ => None,
    }
}

/// What a record says of a fact that nobody knows: left out when it is written.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.iter().all(is_nothing),
        Value::Object(fields) => fields.values().all(is_nothing),
    }
}

/// Where lines are kept: notes (a person's and a source's), what stands in a sheet (several answers, one a line), the points of a talk.
const OF_LINES: [&str; 3] = ["note", "values", "points"];

/// Fields that are a text of lines themselves: of a card, of a call to 119, of a talk about wishes.
const TEXTS: [&str; 18] = [
    "entry",
    "allergies",
    "illnesses",
    "history",
    "medicines",
    "treatment",
    "if_unable",
    "symptoms",
    "course",
    "done",
    "participants",
    "wanted",
    "unwanted",
    "if_changed",
    "telling",
    "family",
    "shared_with",
    "change_reason",
];

/// The door: what no record may hold is taken out. Elsewhere than in [`OF_LINES`] and [`TEXTS`] a line break is a blank. Nothing is trimmed, so that what was exported comes back as it was.
fn clean(value: &mut Value, path: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let is_text = path.last().is_some_and(|name| TEXTS.contains(&name.as_str()));
            let lines = is_text || path.iter().any(|name| OF_LINES.contains(&name.as_str()));
            if text.chars().any(is_unsafe) {
                let kept = |c: char| match c {
                    '\n' if lines => Some(c),
                    '\n' | '\t' => Some(' '),
                    c => Some(c).filter(|c| !is_unsafe(*c)),
                };
                *text = text.chars().filter_map(kept).collect();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| clean(value, path)),
        Value::Object(fields) => {
            if fields.keys().any(|name| name.chars().any(is_unsafe)) {
                let safe = |name: String| name.chars().filter(|c| !is_unsafe(*c)).collect();
                *fields = std::mem::take(fields).into_iter().map(|(name, value)| (safe(name), value)).collect();
            }
            for (name, value) in fields.iter_mut() {
                path.push(name.clone());
                clean(value, path);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests;
