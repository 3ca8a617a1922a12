//! `renkei episode admit -`: a stay begins, from a description on standard input, as one change.

use serde_json::json;

use super::super::casebook::puts;
use super::super::context::Context;
use super::super::exit::Exit;
use super::super::failure::{Failure, Outcome};
use super::super::{args, out, person};
use super::description::{SUPPORT_FEES, named, variant};
use super::json_reader::{Object, Wrong};
use crate::domain::checklist::Variant;
use crate::domain::episode::{Episode, Ward};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, PersonId};
use crate::port::Put;
use crate::port::store::{EntityKind, Record, Store};

const KEYS: [&str; 17] = [
    "person",
    "admission_date",
    "admission_time",
    "hospital",
    "ward",
    "ward_name",
    "support_fee",
    "planned",
    "cause",
    "variant",
    "need_date",
    "application_date",
    "discharge_decision_date",
    "planned_discharge_date",
    "transfer_date",
    "checklist",
    "note",
];

const WARDS: [(&str, Ward); 4] =
    [("一般", Ward::General), ("療養", Ward::LongTerm), ("一般病棟", Ward::General), ("療養病棟", Ward::LongTerm)];

pub fn run(cx: &Context, args: &args::EpisodeAdmit) -> Outcome {
    let given = cx.piped_object(&args.source)?;
    let store = cx.open_for_writing()?;
    let book = cx.casebook(&*store)?;
    let object = Object::new(&given, "");
    let mut wrong = Vec::new();
    object.only(&KEYS, &mut wrong);
    for key in ["person", "admission_date"].into_iter().filter(|key| object.get(key).is_none()) {
        wrong.push(Wrong::Missing { path: key.to_owned() });
    }
    let (known, new) = who(cx, &*store, &object, &mut wrong)?;
    let checklist = text(&object, "checklist", &mut wrong);
    let rulebook = book.rulebook();
    let template = match &checklist {
        Some(name) => rulebook.template(name),
        None => rulebook.default_template(),
    };
    let template = template.ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("plan.no_checklist")))?;
    let admitted_on = object.date("admission_date", &mut wrong).unwrap_or_default();
    let person = known.or(new.as_ref().map(|person| person.id)).unwrap_or_default();
    let mut stay = Episode::new(EpisodeId::new(), person, admitted_on, template.id);
    read(&mut stay, &object, &mut wrong);
    if let Some(hospital) = text(&object, "hospital", &mut wrong) {
        (stay.hospital, stay.hospital_name) = cx.hospital(&*store, &hospital)?;
    }
    let said = object.get("variant").is_some();
    if let Some(somebody) = new.as_ref().or_else(|| book.person(person)).filter(|_| !said) {
        stay.variant.base = somebody.usual_base(admitted_on);
    }
    if !wrong.is_empty() {
        return Err(cx.wrong(&wrong));
    }
    let (id, name) = (stay.id, variant_name(stay.variant));
    let (stay, n) = puts(&book, cx.words, stay);
    let mut all: Vec<Put> = new.into_iter().map(|person| Put::Save(Record::Person(person))).collect();
    all.extend(stay);
    cx.write(&*store, "admit", String::new(), all)?;
    if args.json {
        let told = json!({
            "schema": 1, "stay": id.to_string(), "person": person.to_string(), "variant": name, "tasks": n,
        });
        out::json(cx.words, &told)?;
    } else {
        out::text(cx.words, &format!("{id}\n"))?;
        cx.say(&cx.words.say("stay.admitted", &[("n", &n), ("variant", &name)]));
    }
    Ok(Exit::Ok)
}

/// `NEW65 EOL RUSH`
pub(super) fn variant_name(variant: Variant) -> String {
    let overlays = [(variant.eol, " EOL"), (variant.rush, " RUSH"), (variant.short, " SHORT")];
    let on = overlays.into_iter().filter(|(on, _)| *on).map(|(_, name)| name);
    std::iter::once(<&str>::from(variant.base)).chain(on).collect()
}

/// Somebody who is known, by the id, or somebody new.
fn who(
    cx: &Context,
    store: &dyn Store,
    object: &Object<'_>,
    wrong: &mut Vec<Wrong>,
) -> Result<(Option<PersonId>, Option<crate::domain::Person>), Failure> {
    let Some(map) = object.object("person", wrong) else { return Ok((None, None)) };
    if let Some(id) = map.get("id") {
        let faults: Vec<Wrong> =
            map.keys().filter(|key| *key != "id").map(|key| Wrong::Unknown { path: format!("person.{key}") }).collect();
        wrong.extend(faults);
        let Some(id) = id.as_str() else {
            wrong.push(Wrong::Value { path: "person.id".to_owned(), wanted: "plan.wanted.text" });
            return Ok((None, None));
        };
        let key = cx.record_id(store, EntityKind::Person, id)?;
        let known = store.get(EntityKind::Person, key).map_err(|error| cx.store_failure(&error))?;
        return match known {
            Some(_) => Ok((Some(PersonId::from_bytes(key)), None)),
            None => Err(cx.no_record(EntityKind::Person, id)),
        };
    }
    match person::from(map.clone()) {
        Ok(person) => Ok((None, Some(person))),
        Err(faults) => {
            wrong.extend(faults.into_iter().map(|fault| within("person", fault)));
            Ok((None, None))
        }
    }
}

fn within(place: &str, fault: Wrong) -> Wrong {
    let path = |path: String| format!("{place}.{path}");
    match fault {
        Wrong::Unknown { path: key } => Wrong::Unknown { path: path(key) },
        Wrong::Missing { path: key } => Wrong::Missing { path: path(key) },
        Wrong::Value { path: key, wanted } => Wrong::Value { path: path(key), wanted },
    }
}

fn text(object: &Object<'_>, key: &str, wrong: &mut Vec<Wrong>) -> Option<String> {
    object.read(key, "plan.wanted.text", wrong, |value| value.as_str().map(clean_line).filter(|text| !text.is_empty()))
}

fn read(stay: &mut Episode, object: &Object<'_>, wrong: &mut Vec<Wrong>) {
    stay.admitted_at = object.time("admission_time", wrong);
    stay.planned = object.yes_no("planned", wrong);
    stay.ward_name = text(object, "ward_name", wrong);
    stay.cause = text(object, "cause", wrong);
    stay.note = text(object, "note", wrong).unwrap_or_default();
    let ward = object.read("ward", "plan.wanted.ward", wrong, |value| named(value, &WARDS));
    stay.ward = ward.unwrap_or_default();
    let fee = object.read("support_fee", "plan.wanted.support_fee", wrong, |value| named(value, &SUPPORT_FEES));
    stay.support_fee = fee.unwrap_or_default();
    stay.variant = object.read("variant", "plan.wanted.variant", wrong, variant).unwrap_or_default();
    stay.need_on = object.date("need_date", wrong);
    stay.applied_on = object.date("application_date", wrong);
    stay.discharge_decided_on = object.date("discharge_decision_date", wrong);
    stay.discharge_planned_on = object.date("planned_discharge_date", wrong);
    stay.transfer_on = object.date("transfer_date", wrong);
    let days = [
        ("discharge_decision_date", stay.discharge_decided_on),
        ("planned_discharge_date", stay.discharge_planned_on),
        ("transfer_date", stay.transfer_on),
    ];
    for (key, _) in days.into_iter().filter(|(_, day)| day.is_some_and(|day| day < stay.admitted_on)) {
        object.bad(key, "plan.wanted.in_stay", wrong);
    }
}
