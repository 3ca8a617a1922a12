//! `renkei card list`: the rounds, the list for disasters.

use serde_json::{Value, json};

use super::registry;
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::Person;
use crate::domain::card::{Due, review};
use crate::domain::text::clean_line;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record};

/// The rounds: everybody, those of whom something is due, or the list for disasters.
pub(super) fn run(cx: &Context, args: &args::CardList) -> Outcome {
    let due: Option<Due> = match args.due.as_deref() {
        Some(word) => {
            Some(known_due(word).ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_due")))?)
        }
        None => None,
    };
    let store = cx.look()?;
    let registry = registry(cx, &*store)?;
    let today = cx.now.today();
    let mut persons: Vec<Person> = cx.records(&*store, EntityKind::Person, Record::into_person)?;
    persons.retain(|person| {
        let lives = person.card.passing.is_none();
        let is_due = due.is_none_or(|due| lives && review::due(person, today, &registry).contains(&due));
        let is_there = args.area.as_ref().is_none_or(|area| person.card.area.contains(area.as_str()));
        is_due && is_there && (!args.disaster || lives && person.card.is_for_disasters())
    });
    persons.sort_by(|a, b| (&a.card.area, &a.kana, a.id).cmp(&(&b.card.area, &b.kana, b.id)));
    let seen = persons.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    cx.viewed(&*store, seen, "card list")?;
    if args.json {
        let item = |person: &Person| {
            // On what somebody depends is asked for where it saves them: else it is on the card, which may ask why it is opened.
            let is_told = args.disaster || !person.card.restricted;
            let devices: &[String] = if is_told { &person.card.medical.devices } else { &[] };
            let due: Vec<String> = review::due(person, today, &registry).iter().map(ToString::to_string).collect();
            json!({
                "id": person.id.to_string(), "name": clean_line(&person.name), "area": clean_line(&person.card.area),
                "confirmed_on": person.reviewed_on.map(|day| day.to_string()), "due": due, "devices": devices,
                "checked_by": clean_line(&person.card.checked_by), "fictional": person.fictional,
            })
        };
        let items: Vec<Value> = persons.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let line = |person: &Person| {
            let due = review::due(person, today, &registry);
            let due: Vec<String> = due.iter().map(|due| cx.words.get(&format!("cards.due.{due}")).to_owned()).collect();
            let day = person.reviewed_on.map_or_else(|| "--".to_owned(), |day| day.to_string());
            let (name, area) = (clean_line(&person.name), clean_line(&person.card.area));
            let cells = [person.id.to_string(), name, day, area, due.join(" ")];
            cells.join(if args.plain { "\t" } else { "  " }) + "\n"
        };
        out::text(cx.words, &persons.iter().map(line).collect::<Vec<_>>().concat())?;
    }
    Ok(if persons.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn known_due(word: &str) -> Option<Due> {
    <Due as strum::IntoEnumIterator>::iter().find(|due| due.to_string() == word)
}
