//! Whole records, one a line: what goes out is what is stored, but for `rev`.
//!
//! Two exports of equal data are equal byte for byte, whatever was written and taken back in between: the order is that of the ids,
//! the keys stand as the types list them, and `rev`, which grows with every write, is left out.

use serde_json::Value;

use super::sanitise::sanitise;
use crate::domain::Facility;
use crate::port::Record;

/// Facilities in the order of their ids.
pub fn write(facilities: &[&Facility]) -> serde_json::Result<String> {
    let mut sorted: Vec<&Facility> = facilities.to_vec();
    sorted.sort_by_key(|facility| facility.id);
    let mut out = String::new();
    for facility in sorted {
        out.push_str(&line("facility", serde_json::to_value(facility)?));
    }
    Ok(out)
}

/// One record of any kind, `{"kind":"facility","record":{...}}`, ended by a line feed. For [`Store::scan`](crate::port::Store::scan), which
/// gives records in key order: a whole store need not be in memory.
pub fn record(record: &Record) -> serde_json::Result<String> {
    let mut tagged = serde_json::to_value(record)?;
    let value = tagged.get_mut("record").map(Value::take).unwrap_or_default();
    Ok(line(record.kind().into(), value))
}

fn line(kind: &str, mut value: Value) -> String {
    if let Some(fields) = value.as_object_mut() {
        fields.shift_remove("rev");
    }
    clean(&mut value);
    format!("{{\"kind\":\"{kind}\",\"record\":{value}}}\n")
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => {
            let cleaned = sanitise(text);
            if cleaned.len() != text.len() {
                *text = cleaned;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => {
            if fields.keys().any(|key| sanitise(key).len() != key.len()) {
                *fields = std::mem::take(fields).into_iter().map(|(key, value)| (sanitise(&key), value)).collect();
            }
            fields.values_mut().for_each(clean);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
