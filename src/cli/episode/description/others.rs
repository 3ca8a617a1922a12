//! Other stays of the month: was 入院時情報連携加算 claimed for one of them?

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::super::json_reader::{Object, Wrong, date, moment};
use crate::domain::deadline::{Met, Practice, sending_met};

/// What says that it was claimed.
const CLAIM_KEYS: [&str; 3] = ["claimed", "a03_claimed", "billed"];

/// What says that the sheet was sent in time; null there is "not sent".
const SENT_KEYS: [&str; 3] = ["a03_done", "a03", "a03_met"];

const MORE_KEYS: [&str; 6] = ["id", "admission_date", "date", "admission_time", "discharge_date", "end"];

const YES: [&str; 4] = ["I", "II", "Ⅰ", "Ⅱ"];
const NO: [&str; 4] = ["missed", "none", "なし", ""];

/// An entry without a day is one of this month; one that says nothing counts as claimed.
pub(super) fn claimed(parent: &Object<'_>, admitted: Date, practice: &Practice<'_>, wrong: &mut Vec<Wrong>) -> bool {
    let Some(stays) = parent.list("other_stays_in_month", wrong) else { return false };
    let mut claimed = false;
    for (n, stay) in stays.iter().enumerate() {
        let path = parent.path(&format!("other_stays_in_month[{n}]"));
        let (day, counts) = if let Some(map) = stay.as_object() {
            entry(map, &path, practice, wrong)
        } else {
            let day = date(stay);
            if day.is_none() {
                wrong.push(Wrong::Value { path, wanted: "plan.wanted.date" });
            }
            (day, true)
        };
        let month = |day: Date| (day.year(), day.month());
        claimed |= counts && day.is_none_or(|day| month(day) == month(admitted));
    }
    claimed
}

/// The day of admission, and whether the fee was claimed.
fn entry(
    map: &Map<String, Value>,
    path: &str,
    practice: &Practice<'_>,
    wrong: &mut Vec<Wrong>,
) -> (Option<Date>, bool) {
    let object = Object::new(map, path);
    object.only(&[&MORE_KEYS[..], &CLAIM_KEYS, &SENT_KEYS].concat(), wrong);
    object.date("discharge_date", wrong);
    let day = object.date("admission_date", wrong).or_else(|| object.date("date", wrong));
    let at = object.time("admission_time", wrong);
    // A sheet that came after the limit of (II) can be claimed for nothing.
    let in_time = |sent: Date| day.is_none_or(|day| sending_met(day, at, sent, practice) != Some(Met::Missed));
    let mut said = Vec::new();
    for key in CLAIM_KEYS {
        said.extend(object.read(key, "plan.wanted.claimed", wrong, yes_no));
    }
    for key in SENT_KEYS {
        let read = |value: &Value| {
            let inner = value.as_object().map(|map| map.get("date").and_then(moment));
            let sent = inner.unwrap_or_else(|| moment(value));
            yes_no(value).or_else(|| sent.map(in_time))
        };
        said.extend(object.read(key, "plan.wanted.claimed", wrong, read));
    }
    let is_unsent = said.is_empty() && SENT_KEYS.iter().any(|key| map.contains_key(*key));
    (day, !said.contains(&false) && !is_unsent)
}

/// `true`, or which of the two steps it met.
fn yes_no(value: &Value) -> Option<bool> {
    let word = |text: &str| {
        if YES.contains(&text) { Some(true) } else { NO.contains(&text).then_some(false) }
    };
    value.as_bool().or_else(|| value.as_str().and_then(|text| word(text.trim())))
}
