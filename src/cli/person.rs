//! `renkei person`: whom the centre accompanies. Whatever is shown leaves a line in the audit.

use serde_json::{Map, Value, json};

use super::args::{self, PersonSub};
use super::card::{is_stranger, opened};
use super::context::Context;
use super::episode::json_reader::Wrong;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Person, PersonId, Phone};
use crate::port::Put;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record, Store};

/// What can be set, as `show --json` names it.
const FIELDS: [&str; 14] = [
    "name",
    "kana",
    "birth_date",
    "sex",
    "care_level",
    "certified_until",
    "address",
    "phone",
    "care_manager",
    "doctor",
    "key_person",
    "consent",
    "reviewed_on",
    "note",
];

pub fn run(cx: &Context, args: &args::Person) -> Outcome {
    match &args.sub {
        PersonSub::List(args) => list(cx, args),
        PersonSub::Show(args) => show(cx, args),
        PersonSub::Set(args) => set(cx, args),
    }
}

fn list(cx: &Context, args: &args::PersonList) -> Outcome {
    let store = cx.look()?;
    let mut persons = Vec::new();
    store
        .scan(EntityKind::Person, &mut |record| persons.extend(record.into_person()))
        .map_err(|error| cx.store_failure(&error))?;
    persons.sort_by(|a, b| (&a.kana, &a.name, a.id).cmp(&(&b.kana, &b.name, b.id)));
    let seen = persons.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    cx.viewed(&*store, seen, "person list")?;
    if args.json {
        let is_stranger = is_stranger(cx, &*store)?;
        let items: Vec<Value> = persons.iter().map(|person| listed(person, is_stranger, cx)).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let line = |person: &Person| {
            let level = cx.words.get(&format!("care.{}", person.care_level)).to_owned();
            let kana = person.kana.clone().unwrap_or_default();
            format!("{}  {}  {kana}  {level}\n", person.id, clean_line(&person.name))
        };
        out::text(cx.words, &persons.iter().map(line).collect::<String>())?;
    }
    Ok(if persons.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn show(cx: &Context, args: &args::PersonShow) -> Outcome {
    let store = cx.look()?;
    let person = find(cx, &*store, &args.id)?;
    opened(cx, &*store, &person, args.reason.as_deref(), "person show")?;
    let mut told = value(&person, cx);
    if args.json {
        told["schema"] = json!(1);
        out::json(cx.words, &told)?;
    } else {
        let text = serde_json::to_string_pretty(&told).unwrap_or_default();
        out::text(cx.words, &format!("{text}\n"))?;
    }
    Ok(Exit::Ok)
}

/// Takes an object of fields over the person; `null` empties a field.
fn set(cx: &Context, args: &args::PersonSet) -> Outcome {
    let given = cx.piped_object(&args.source)?;
    let store = cx.open_for_writing()?;
    let person = find(cx, &*store, &args.id)?;
    let changed = with(&person, given).map_err(|faults| cx.wrong(&faults))?;
    let saved = cx.write(&*store, "edit", String::new(), vec![Put::Save(Record::Person(changed))])?;
    cx.say(cx.words.get(if saved.group.is_some() { "cli.set.done" } else { "cli.unchanged" }));
    Ok(Exit::Ok)
}

fn find(cx: &Context, store: &dyn Store, argument: &str) -> Result<Person, Failure> {
    let key = cx.record_id(store, EntityKind::Person, argument)?;
    let record = store.get(EntityKind::Person, key).map_err(|error| cx.store_failure(&error))?;
    record.and_then(Record::into_person).ok_or_else(|| cx.no_record(EntityKind::Person, argument))
}

/// The same in a list: of somebody whose card opens with a reason only no more than who it is.
fn listed(person: &Person, is_stranger: bool, cx: &Context) -> Value {
    if person.card.restricted || is_stranger {
        return json!({ "id": person.id.to_string(), "name": clean_line(&person.name), "kana": person.kana, "restricted": person.card.restricted });
    }
    value(person, cx)
}

/// The person as scripts get them, with the age of today.
fn value(person: &Person, cx: &Context) -> Value {
    let mut value = serde_json::to_value(person).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.remove("rev");
        map.insert("age".to_owned(), json!(person.age_on(cx.now.today())));
    }
    value
}

/// A new person from an object of fields.
pub fn from(given: Map<String, Value>) -> Result<Person, Vec<Wrong>> {
    with(&Person::new(PersonId::new(), String::new()), given)
}

/// Each field by itself, so that what is wrong is told by its name and never by what stands in it.
fn with(person: &Person, given: Map<String, Value>) -> Result<Person, Vec<Wrong>> {
    let mut faults = Vec::new();
    let mut changed = person.clone();
    for (path, value) in given {
        if !FIELDS.contains(&path.as_str()) {
            faults.push(Wrong::Unknown { path });
            continue;
        }
        let mut map = serde_json::to_value(&changed).unwrap_or_default();
        map[&path] = cleaned(&path, value);
        if map[&path].is_null()
            && let Some(map) = map.as_object_mut()
        {
            map.remove(&path);
        }
        match serde_json::from_value::<Person>(map) {
            Ok(person) => changed = person,
            Err(_) => faults.push(Wrong::Value { path, wanted: "plan.wanted.field" }),
        }
    }
    if clean_line(&changed.name).is_empty() {
        faults.push(Wrong::Missing { path: "name".to_owned() });
    }
    changed.rev = person.rev;
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

/// Texts as they are kept, at every depth; a phone number as it was typed becomes one, a care level may be written as people do.
fn cleaned(path: &str, value: Value) -> Value {
    match value {
        Value::String(text) if path == "phone" => {
            let phone = Phone::parse(&text).filter(|phone| !phone.digits().is_empty());
            phone.and_then(|phone| serde_json::to_value(phone).ok()).unwrap_or(Value::Bool(false))
        }
        Value::String(text) if path == "care_level" => {
            let named = super::episode::description::care_level(&text);
            named.and_then(|level| serde_json::to_value(level).ok()).unwrap_or(Value::Bool(false))
        }
        Value::String(text) if path == "note" => Value::from(clean_text(&text)),
        Value::String(text) => Value::from(clean_line(&text)),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key.clone(), cleaned(&key, value))).collect(),
        other => other,
    }
}
