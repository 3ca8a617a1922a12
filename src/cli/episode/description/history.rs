//! How the planned day of discharge was moved.

use jiff::civil::Date;
use serde_json::Value;

use super::super::json_reader::{Object, Wrong, date};

/// The planned days that an entry may name, in their order.
const DAYS: [&str; 7] = ["from", "old", "planned_discharge_date", "dc", "discharge_date", "to", "new"];

/// What else may stand beside them; `date` alone is the planned day.
const BESIDE: [&str; 6] = ["date", "recorded", "changed_on", "at", "reason", "note"];

/// A planned day of discharge as it was; `None` within: there was none yet.
pub(super) type Former = Option<Date>;

/// The last former day that differs from the one that holds now.
pub(super) fn moved_from(parent: &Object<'_>, now: Option<Date>, wrong: &mut Vec<Wrong>) -> Option<Former> {
    let one = parent.get("moved_from").map(|value| entry(value, &parent.path("moved_from"), wrong));
    let list = parent.read("dc_history", "plan.wanted.dates", wrong, Value::as_array);
    let mut all = Vec::new();
    for (n, value) in list.into_iter().flatten().enumerate() {
        all.extend(entry(value, &parent.path(&format!("dc_history[{n}]")), wrong));
    }
    let differs = |former: &Former| *former != now;
    let one = one.and_then(|days| days.into_iter().find(differs));
    one.or_else(|| all.into_iter().rev().find(differs))
}

/// A day, null, or `{"from", "to"}` and the like.
fn entry(value: &Value, path: &str, wrong: &mut Vec<Wrong>) -> Vec<Former> {
    let bad = |path: &str| Wrong::Value { path: path.to_owned(), wanted: "plan.wanted.date" };
    let Some(map) = value.as_object() else {
        let day = date(value);
        if day.is_none() && !value.is_null() {
            wrong.push(bad(path));
        }
        return vec![day];
    };
    let object = Object::new(map, path);
    object.only(&[&DAYS[..], &BESIDE].concat(), wrong);
    let named: Vec<&str> = DAYS.into_iter().filter(|key| map.contains_key(*key)).collect();
    let named = if named.is_empty() && map.contains_key("date") { vec!["date"] } else { named };
    if named.is_empty() {
        wrong.push(bad(path));
    }
    named.into_iter().map(|key| object.date(key, wrong)).collect()
}
