//! How the stay ended, and when the sheet was sent.

use jiff::civil::Date;

use super::super::json_reader::{Object, Wrong, moment};
use super::names::end_reason_or_other;
use crate::domain::episode::{End, EndReason};

/// Without a reason it is a plain discharge; `{"date": null}` is no end yet.
pub(super) fn end(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> Option<End> {
    let map = parent.object("end", wrong)?;
    let path = parent.path("end");
    let object = Object::new(map, &path);
    object.only(&["date", "reason"], wrong);
    let reason = object.get("reason");
    if reason.is_some() && !map.contains_key("date") {
        wrong.push(Wrong::Missing { path: object.path("date") });
    }
    let on = object.date("date", wrong);
    let read = object.read("reason", "plan.wanted.end", wrong, end_reason_or_other);
    let reason = if reason.is_none() { EndReason::Home } else { read? };
    Some(End { on: on?, reason })
}

/// A day, a day and an hour, or `{"date", "time"}`.
pub(super) fn sent(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let value = parent.get("a03_done")?;
    let Some(map) = value.as_object() else {
        return parent.read("a03_done", "plan.wanted.sent", wrong, moment);
    };
    let path = parent.path("a03_done");
    let object = Object::new(map, &path);
    object.only(&["date", "time"], wrong);
    object.time("time", wrong);
    if object.get("date").is_none() {
        wrong.push(Wrong::Missing { path: object.path("date") });
    }
    object.read("date", "plan.wanted.date", wrong, moment)
}
