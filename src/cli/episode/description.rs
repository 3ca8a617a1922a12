//! Reads a description of a stay (`renkei episode plan -`).

mod ending;
mod history;
mod names;
mod others;
mod place;

use jiff::civil::{Date, Time};
use serde_json::{Map, Value};

use self::history::Former;
pub(in crate::cli) use self::names::care_level;
pub(super) use self::names::{SUPPORT_FEES, end_reason, named, variant};
use super::json_reader::{Object, Wrong, moment};
use crate::domain::CareLevel;
use crate::domain::calendar::WorkingHours;
use crate::domain::checklist::Variant;
use crate::domain::deadline::Practice;
use crate::domain::episode::{End, EndReason, SupportFee, Ward};
use crate::domain::rulebook::{Rulebook, Settings};

/// What was said of a stay; what was not is `None` or the rule files' default.
#[derive(Clone, Debug)]
pub struct Description {
    pub id: Value,
    pub admitted_on: Date,
    pub admitted_at: Option<Time>,
    pub planned: Option<bool>,
    pub office: WorkingHours,
    /// Were the office's hours given, or are they the usual ones?
    pub office_known: bool,
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
    pub moved_from: Option<Former>,
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

impl Description {
    /// Every fault is told, or the whole description is taken.
    pub fn read(map: &Map<String, Value>, path: &str, rulebook: &Rulebook) -> Result<Self, Vec<Wrong>> {
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
        let hours = &rulebook.hours;
        let (office, office_known) = place::place(&object, "office", &hours.office, &[], wrong);
        let (hospital, _) = place::place(&object, "hospital", &hours.hospital, &["support_fee", "ward"], wrong);
        let (support_fee, ward) = place::hospital_facts(&object, wrong);
        let settings = read_settings(&object, rulebook.settings, wrong);
        let practice =
            Practice { office: &office, office_known, hospital: &hospital, settings, ..Practice::of(rulebook) };
        let admitted = admitted_on.unwrap_or(Date::ZERO);
        let discharge_planned_on = object.date("planned_discharge_date", wrong);
        let claimed_this_month = others::claimed(&object, admitted, &practice, wrong);
        let end = ending::end(&object, wrong);
        let discharged = end.filter(|end| end.reason.is_discharge()).map(|end| end.on);
        if !end.is_some_and(|end| end.reason == EndReason::Cancelled) {
            for (key, day) in [("planned_discharge_date", discharge_planned_on), ("end.date", end.map(|end| end.on))] {
                if day.is_some_and(|day| day < admitted) {
                    object.bad(key, "plan.wanted.from_admission", wrong);
                }
            }
        }
        let description = Self {
            id: id.unwrap_or(Value::Null),
            admitted_on: admitted,
            admitted_at: object.time("admission_time", wrong),
            planned: object.yes_no("planned", wrong),
            office,
            office_known,
            hospital,
            support_fee,
            ward,
            care_level: object
                .read("care_level", "plan.wanted.care_level", wrong, names::care_level_now)
                .unwrap_or_default(),
            variant: object.read("variant", "plan.wanted.variant", wrong, variant).unwrap_or_default(),
            need_on: object.date("need_date", wrong),
            applied_on: object.date("application_date", wrong),
            decided_on: object.date("discharge_decision_date", wrong),
            discharge_planned_on,
            transfer_on: object.date("transfer_date", wrong),
            reviewed_on: object.date("last_review", wrong),
            exchanged_on: object.date("last_exchange", wrong),
            claimed_this_month,
            end,
            sent_on: ending::sent(&object, wrong),
            moved_from: history::moved_from(&object, discharged.or(discharge_planned_on), wrong),
            today: object.read("today", "plan.wanted.date", wrong, moment),
            settings,
        };
        if faults.is_empty() { Ok(description) } else { Err(faults) }
    }
}

fn read_settings(parent: &Object<'_>, usual: Settings, wrong: &mut Vec<Wrong>) -> Settings {
    let Some(map) = parent.object("settings", wrong) else { return usual };
    let path = parent.path("settings");
    let object = Object::new(map, &path);
    object.only(&["count_admission_as_day1"], wrong);
    let counts = object.yes_no("count_admission_as_day1", wrong);
    Settings { count_admission_as_day1: counts.unwrap_or(usual.count_admission_as_day1), ..usual }
}
