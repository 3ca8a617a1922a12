//! Reads a description of a stay (`renkei episode plan -`).

use jiff::civil::{Date, Time};
use serde_json::{Map, Value};

use super::json_reader::{Object, Wrong, date, moment, time};
use crate::domain::CareLevel;
use crate::domain::calendar::{Day, MonthDay, WEEKDAYS, WorkingHours};
use crate::domain::checklist::Variant;
use crate::domain::episode::{End, EndReason, SupportFee, Ward};
use crate::domain::rulebook::{Hours, Settings};

/// What was said of a stay; what was not is `None` or the rule files' default.
#[derive(Clone, Debug)]
pub struct Description {
    pub id: Value,
    pub admitted_on: Date,
    pub admitted_at: Option<Time>,
    pub planned: Option<bool>,
    pub office: WorkingHours,
    pub hospital: WorkingHours,
    pub support_fee: SupportFee,
    pub ward: Ward,
    pub care_level: CareLevel,
    pub variant: Variant,
    pub need_on: Option<Date>,
    pub applied_on: Option<Date>,
    pub decided_on: Option<Date>,
    pub discharge_planned_on: Option<Date>,
    pub transfer_on: Option<Date>,
    pub reviewed_on: Option<Date>,
    pub exchanged_on: Option<Date>,
    pub claimed_this_month: bool,
    pub end: Option<End>,
    pub sent_on: Option<Date>,
    /// The planned day of discharge before it was moved.
    pub moved_from: Option<Date>,
    pub today: Option<Date>,
    pub settings: Settings,
}

const KEYS: [&str; 21] = [
    "id",
    "admission_date",
    "admission_time",
    "planned",
    "office",
    "hospital",
    "care_level",
    "variant",
    "need_date",
    "application_date",
    "discharge_decision_date",
    "planned_discharge_date",
    "transfer_date",
    "last_review",
    "last_exchange",
    "other_stays_in_month",
    "end",
    "a03_done",
    "dc_history",
    "moved_from",
    "today",
];

/// The words of the format, as people write them, beside the program's own.
const CARE_LEVELS: [(&str, CareLevel); 19] = [
    ("不明", CareLevel::Unknown),
    ("未認定", CareLevel::None),
    ("未申請", CareLevel::None),
    ("認定なし", CareLevel::None),
    ("なし", CareLevel::None),
    ("非該当", CareLevel::None),
    ("自立", CareLevel::None),
    ("申請中", CareLevel::Applying),
    ("事業対象者", CareLevel::Programme),
    ("要支援", CareLevel::Support1),
    ("要支援1", CareLevel::Support1),
    ("要支援2", CareLevel::Support2),
    ("要介護1", CareLevel::Care1),
    ("要介護2", CareLevel::Care2),
    ("要介護3", CareLevel::Care3),
    ("要介護4", CareLevel::Care4),
    ("要介護5", CareLevel::Care5),
    ("要介護", CareLevel::Care1),
    ("総合事業対象者", CareLevel::Programme),
];

pub(super) const SUPPORT_FEES: [(&str, SupportFee); 6] = [
    ("不明", SupportFee::Unknown),
    ("加算1", SupportFee::One),
    ("加算2", SupportFee::Two),
    ("なし", SupportFee::None),
    ("届出なし", SupportFee::None),
    ("未届", SupportFee::None),
];

pub(super) const END_REASONS: [(&str, EndReason); 13] = [
    ("自宅", EndReason::Home),
    ("自宅退院", EndReason::Home),
    ("自宅へ退院", EndReason::Home),
    ("退院", EndReason::Home),
    ("在宅", EndReason::Home),
    ("施設", EndReason::Institution),
    ("施設入所", EndReason::Institution),
    ("転院", EndReason::Transfer),
    ("死亡", EndReason::Death),
    ("死亡退院", EndReason::Death),
    ("取りやめ", EndReason::Cancelled),
    ("取消", EndReason::Cancelled),
    ("中止", EndReason::Cancelled),
];

impl Description {
    /// Every fault is told, or the whole description is taken.
    pub fn read(map: &Map<String, Value>, path: &str, hours: &Hours, settings: Settings) -> Result<Self, Vec<Wrong>> {
        let object = Object::new(map, path);
        let mut faults = Vec::new();
        let wrong = &mut faults;
        object.only(&[&KEYS[..], &["settings"]].concat(), wrong);
        let admitted_on = object.date("admission_date", wrong);
        if object.get("admission_date").is_none() {
            wrong.push(Wrong::Missing { path: object.path("admission_date") });
        }
        let plain = |value: &Value| matches!(value, Value::String(_) | Value::Number(_)).then(|| value.clone());
        let id = object.read("id", "plan.wanted.text", wrong, plain);
        let office = place(&object, "office", &hours.office, &[], wrong);
        let hospital = place(&object, "hospital", &hours.hospital, &["support_fee", "ward"], wrong);
        let (support_fee, ward) = hospital_facts(&object, wrong);
        let admitted = admitted_on.unwrap_or(Date::ZERO);
        let discharge_planned_on = object.date("planned_discharge_date", wrong);
        let description = Self {
            id: id.unwrap_or(Value::Null),
            admitted_on: admitted,
            admitted_at: object.time("admission_time", wrong),
            planned: object.yes_no("planned", wrong),
            office,
            hospital,
            support_fee,
            ward,
            care_level: object
                .read("care_level", "plan.wanted.care_level", wrong, |value| named(value, &CARE_LEVELS))
                .unwrap_or_default(),
            variant: object.read("variant", "plan.wanted.variant", wrong, variant).unwrap_or_default(),
            need_on: object.date("need_date", wrong),
            applied_on: object.date("application_date", wrong),
            decided_on: object.date("discharge_decision_date", wrong),
            discharge_planned_on,
            transfer_on: object.date("transfer_date", wrong),
            reviewed_on: object.date("last_review", wrong),
            exchanged_on: object.date("last_exchange", wrong),
            claimed_this_month: claimed(&object, admitted, wrong),
            end: end(&object, wrong),
            sent_on: sent(&object, wrong),
            moved_from: moved_from(&object, discharge_planned_on, wrong),
            today: object.date("today", wrong),
            settings: read_settings(&object, settings, wrong),
        };
        if faults.is_empty() { Ok(description) } else { Err(faults) }
    }
}

/// A care level as people write it.
pub(in crate::cli) fn care_level(text: &str) -> Option<CareLevel> {
    named(&Value::from(text), &CARE_LEVELS)
}

pub(super) fn named<T: Copy + std::str::FromStr>(value: &Value, names: &[(&str, T)]) -> Option<T> {
    let text = value.as_str()?.trim();
    // Full-width digits come out of the input method.
    let folded: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            _ => c,
        })
        .collect();
    names.iter().find(|(name, _)| *name == folded).map(|(_, value)| *value).or_else(|| folded.parse().ok())
}

/// `["NEW65", "RUSH"]`, or the one word alone. One base at most; CM where none is said.
pub(super) fn variant(value: &Value) -> Option<Variant> {
    let one = std::slice::from_ref(value);
    let words = value.as_array().map_or(one, Vec::as_slice);
    let mut variant = Variant::default();
    let mut base = None;
    for word in words {
        let word = word.as_str()?;
        if let Ok(named) = word.parse() {
            if base.replace(named).is_some_and(|other| other != named) {
                return None;
            }
        } else {
            variant.set(word.parse().ok()?, true);
        }
    }
    variant.base = base.unwrap_or_default();
    Some(variant)
}

fn place(parent: &Object<'_>, key: &str, usual: &WorkingHours, more: &[&str], wrong: &mut Vec<Wrong>) -> WorkingHours {
    let Some(map) = parent.object(key, wrong) else { return usual.clone() };
    let path = parent.path(key);
    let object = Object::new(map, &path);
    object.only(&[&["hours", "closed_weekdays", "holidays_followed", "year_end_closure"][..], more].concat(), wrong);
    WorkingHours {
        days: object.read("hours", "plan.wanted.hours", wrong, hours).unwrap_or(usual.days),
        closed: object.read("closed_weekdays", "plan.wanted.weekdays", wrong, weekdays).unwrap_or_else(|| {
            // Hours that name each weekday say with it which are closed.
            if object.get("hours").is_some_and(Value::is_object) { [false; 7] } else { usual.closed }
        }),
        holidays_followed: object.yes_no("holidays_followed", wrong).unwrap_or(usual.holidays_followed),
        year_end_closure: if map.contains_key("year_end_closure") {
            object.read("year_end_closure", "plan.wanted.closure", wrong, closure)
        } else {
            usual.year_end_closure
        },
    }
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
    let day = Day { opens: time(opens)?, closes: time(closes)? };
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

fn hospital_facts(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> (SupportFee, Ward) {
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

/// Was the fee of the sheet claimed for another stay that began in the month of this one? An entry that says nothing counts as claimed.
fn claimed(parent: &Object<'_>, admitted: Date, wrong: &mut Vec<Wrong>) -> bool {
    let Some(stays) = parent.list("other_stays_in_month", wrong) else { return false };
    let mut claimed = false;
    for (n, stay) in stays.iter().enumerate() {
        let path = parent.path(&format!("other_stays_in_month[{n}]"));
        let (day, counts) = if let Some(map) = stay.as_object() {
            let object = Object::new(map, &path);
            object.only(&["id", "admission_date", "discharge_date", "claimed", "a03_claimed", "a03_done"], wrong);
            object.date("discharge_date", wrong);
            let day = object.date("admission_date", wrong);
            if object.get("admission_date").is_none() {
                wrong.push(Wrong::Missing { path: object.path("admission_date") });
            }
            let said = ["claimed", "a03_claimed"].map(|key| object.yes_no(key, wrong));
            let sent = object.read("a03_done", "plan.wanted.sent", wrong, |value| {
                value.as_bool().or_else(|| (moment(value).is_some() || value.is_object()).then_some(true))
            });
            (day, !said.contains(&Some(false)) && sent != Some(false))
        } else {
            let day = date(stay);
            if day.is_none() {
                wrong.push(Wrong::Value { path, wanted: "plan.wanted.date" });
            }
            (day, true)
        };
        let month = |day: Date| (day.year(), day.month());
        claimed |= counts && day.is_some_and(|day| month(day) == month(admitted));
    }
    claimed
}

fn end(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> Option<End> {
    let map = parent.object("end", wrong)?;
    let path = parent.path("end");
    let object = Object::new(map, &path);
    object.only(&["date", "reason"], wrong);
    for key in ["date", "reason"] {
        if object.get(key).is_none() {
            wrong.push(Wrong::Missing { path: object.path(key) });
        }
    }
    let on = object.date("date", wrong);
    let reason = object.read("reason", "plan.wanted.end", wrong, |value| named(value, &END_REASONS));
    Some(End { on: on?, reason: reason? })
}

/// A day, a day and an hour, or `{"date", "time"}`.
fn sent(parent: &Object<'_>, wrong: &mut Vec<Wrong>) -> Option<Date> {
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
    object.date("date", wrong)
}

/// The last former day that differs from the planned one.
fn moved_from(parent: &Object<'_>, planned: Option<Date>, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let former = |value: &Value| {
        let inner = |map: &Map<String, Value>| {
            ["date", "from", "planned_discharge_date"].iter().find_map(|key| map.get(*key)).and_then(date)
        };
        date(value).or_else(|| value.as_object().and_then(inner))
    };
    let one = parent.read("moved_from", "plan.wanted.date", wrong, former);
    let all = parent
        .read("dc_history", "plan.wanted.dates", wrong, |value| {
            value.as_array()?.iter().map(former).collect::<Option<Vec<Date>>>()
        })
        .unwrap_or_default();
    let differs = |day: &Date| Some(*day) != planned;
    one.filter(differs).or_else(|| all.into_iter().rev().find(differs))
}

fn read_settings(parent: &Object<'_>, usual: Settings, wrong: &mut Vec<Wrong>) -> Settings {
    let Some(map) = parent.object("settings", wrong) else { return usual };
    let path = parent.path("settings");
    let object = Object::new(map, &path);
    object.only(&["count_admission_as_day1"], wrong);
    let counts = object.yes_no("count_admission_as_day1", wrong);
    Settings { count_admission_as_day1: counts.unwrap_or(usual.count_admission_as_day1), ..usual }
}
