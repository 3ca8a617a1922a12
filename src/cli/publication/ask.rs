//! `renkei publication ask`: worries with their desks, and what was answered before.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::guide::Desk;
use crate::domain::text::clean_line;
use crate::domain::{Facility, FacilityId};
use crate::model::asking::Found;
use crate::model::logbook::Logbook;
use crate::port::audit::AuditRecord;
use crate::port::store::EntityKind;

pub(super) fn run(cx: &Context, args: &args::PublicationAsk) -> Outcome {
    let query = if args.query == ["-"] { cx.piped("-")? } else { args.query.join(" ") };
    let query = clean_line(&query);
    if query.is_empty() {
        return Err(Failure::new(Exit::Usage, cx.words.get("publication.no_query")));
    }
    let store = cx.look()?;
    let book = cx.casebook(&*store)?;
    let facilities = cx.facilities(&*store)?;
    let register: HashMap<FacilityId, &Facility> = facilities.iter().map(|one| (one.id, one)).collect();
    let called = |id| {
        let facility: &Facility = register.get(&id)?;
        let kinds: Vec<&str> = facility.kinds().into_iter().map(|kind| kind.info().ja).collect();
        Some(format!("{} {}", facility.name(), kinds.join(" ")))
    };
    let log = book.logbook();
    let found = log.ask(&query, &called);
    // A question of a meeting may speak of a case.
    let meetings = found.iter().filter_map(|one| match one {
        Found::Asked(id, _) => Some(AuditRecord::seen(EntityKind::Meeting, id.to_bytes())),
        Found::Worry(_) | Found::Question(_) => None,
    });
    let mut seen: Vec<AuditRecord> = meetings.collect();
    seen.dedup();
    if !seen.is_empty() {
        cx.viewed(&*store, seen, "publication ask")?;
    }
    let items: Vec<Value> = found.iter().filter_map(|one| item(log, &register, *one)).collect();
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        out::text(cx.words, &items.iter().map(|item| for_people(cx, item)).collect::<String>())?;
    }
    if found.is_empty() {
        cx.say(cx.words.get("publication.nothing_found"));
        return Ok(Exit::NotFound);
    }
    Ok(Exit::Ok)
}

fn item(log: &Logbook, register: &HashMap<FacilityId, &Facility>, found: Found) -> Option<Value> {
    Some(match found {
        Found::Worry(id) => {
            let guide = log.guide(id)?;
            let desks: Vec<Value> = guide.desks.iter().map(|desk| desk_item(register, desk)).collect();
            let confirmed = guide.confirmed_on.map(|day| day.to_string());
            json!({ "kind": "guide", "id": id.to_string(), "asked": guide.worry, "desks": desks, "confirmed_on": confirmed })
        }
        Found::Question(id) => {
            let one = log.publication(id)?;
            let question = one.question.as_ref()?;
            json!({
                "kind": "publication", "id": id.to_string(), "number": one.number, "asked": question.asked,
                "answer": question.answer, "by": question.by, "publicity": one.publicity,
            })
        }
        Found::Asked(id, at) => {
            let line = log.meeting(id)?.lines.get(at)?;
            json!({ "kind": "meeting", "id": id.to_string(), "line": at + 1, "asked": line.text })
        }
    })
}

/// Name and number as the register has them now.
fn desk_item(register: &HashMap<FacilityId, &Facility>, desk: &Desk) -> Value {
    let facility = desk.facility.and_then(|id| register.get(&id));
    let name = facility.map_or(desk.name.as_str(), |facility| facility.name());
    let phone = facility.and_then(|facility| facility.phones().first().map(|phone| phone.display().to_owned()));
    let id = facility.map(|facility| facility.id.to_string());
    json!({ "facility": id, "name": name, "phone": phone, "why": desk.why })
}

fn for_people(cx: &Context, item: &Value) -> String {
    let text = |name: &str| clean_line(item[name].as_str().unwrap_or_default());
    let mut lines = vec![text("asked")];
    for desk in item["desks"].as_array().into_iter().flatten() {
        let cell = |name: &str| clean_line(desk[name].as_str().unwrap_or_default());
        let cells = [cell("name"), cell("phone"), cell("why")];
        let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        lines.push(format!("  {}", cells.join("  ")));
    }
    match item["kind"].as_str() {
        Some("publication") if text("answer").is_empty() => {
            lines.push(format!("  {}", cx.words.get("publication.unanswered")));
        }
        Some("publication") => lines.push(format!("  {}", text("answer"))),
        Some("meeting") => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("id", &text("id")), ("line", &item["line"])];
            lines.push(format!("  {}", cx.words.say("publication.asked_in", &values)));
        }
        Some(_) | None => {}
    }
    format!("{}\n", lines.join("\n"))
}
