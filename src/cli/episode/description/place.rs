//! The hours of an office or a hospital. A key that is not there and one that is null are the same.

use jiff::civil::Time;
use serde_json::Value;

use super::super::json_reader::{Object, Wrong, time};
use super::names::{SUPPORT_FEES, named};
use crate::domain::calendar::{Day, MonthDay, WEEKDAYS, WorkingHours};
use crate::domain::episode::{SupportFee, Ward};

/// The hours, and whether they were given; where they were not, the usual ones are taken.
pub(super) fn place(
    parent: &Object<'_>,
    key: &str,
    usual: &WorkingHours,
    more: &[&str],
    wrong: &mut Vec<Wrong>,
) -> (WorkingHours, bool) {
    let Some(map) = parent.object(key, wrong) else { return (usual.clone(), false) };
    let path = parent.path(key);
    let object = Object::new(map, &path);
    object.only(&[&["hours", "closed_weekdays", "holidays_followed", "year_end_closure"][..], more].concat(), wrong);
    let given = object.get("hours");
    let is_never = object.get("year_end_closure").and_then(Value::as_array).is_some_and(Vec::is_empty);
    let hours = WorkingHours {
        days: object.read("hours", "plan.wanted.hours", wrong, hours).unwrap_or(usual.days),
        closed: object.read("closed_weekdays", "plan.wanted.weekdays", wrong, weekdays).unwrap_or_else(|| {
            // Hours that name each weekday say with it which are closed.
            if given.is_some_and(Value::is_object) { [false; 7] } else { usual.closed }
        }),
        holidays_followed: object.yes_no("holidays_followed", wrong).unwrap_or(true),
        year_end_closure: if is_never {
            None
        } else {
            object.read("year_end_closure", "plan.wanted.closure", wrong, closure)
        },
    };
    (hours, given.is_some())
}

/// A pair for every day, or a pair for each weekday.
fn hours(value: &Value) -> Option<[Option<Day>; 7]> {
    if value.is_array() {
        return Some([Some(day(value)?); 7]);
    }
    let map = value.as_object()?;
    let mut days = [None; 7];
    for (key, value) in map {
        let at = WEEKDAYS.iter().position(|(name, _)| name == key)?;
        let closed = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        days[at] = if closed { None } else { Some(day(value)?) };
    }
    Some(days)
}

fn day(value: &Value) -> Option<Day> {
    let [opens, closes] = value.as_array()?.as_slice() else { return None };
    // Midnight at its end is the last moment of a day.
    let closes = if closes.as_str() == Some("24:00") { Time::MAX } else { time(closes)? };
    let day = Day { opens: time(opens)?, closes };
    (day.opens < day.closes).then_some(day)
}

fn weekdays(value: &Value) -> Option<[bool; 7]> {
    let mut closed = [false; 7];
    for name in value.as_array()? {
        closed[WEEKDAYS.iter().position(|(known, _)| Some(*known) == name.as_str())?] = true;
    }
    Some(closed)
}

fn closure(value: &Value) -> Option<(MonthDay, MonthDay)> {
    let [first, last] = value.as_array()?.as_slice() else { return None };
    Some((first.as_str()?.parse().ok()?, last.as_str()?.parse().ok()?))
}

/// What the hospital has notified, and the kind of ward.
pub(super) fn hospital_facts(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> (SupportFee, Ward) {
    let Some(map) = parent.get("hospital").and_then(Value::as_object) else { return Default::default() };
    let path = parent.path("hospital");
    let object = Object::new(map, &path);
    let fee = object.read("support_fee", "plan.wanted.support_fee", wrong, |value| named(value, &SUPPORT_FEES));
    // Wards have many names; the limits know 療養病棟 and all others.
    let ward = object.read("ward", "plan.wanted.text", wrong, |value| {
        let name = value.as_str()?;
        Some(if name.contains("療養") || name == "long_term" { Ward::LongTerm } else { Ward::General })
    });
    (fee.unwrap_or_default(), ward.unwrap_or_default())
}
