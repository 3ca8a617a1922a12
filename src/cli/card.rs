//! `renkei card`: emergency cards. To look at one leaves a line in the audit, to take one out a disclosure as well; without them nothing comes out.

use serde_json::{Value, json};

use super::args::{self, CardVerb};
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::Person;
use crate::domain::card::{Due, Moment, receiver, review};
use crate::domain::disclosure::Way;
use crate::domain::text::clean_line;
use crate::domain::{Disclosure, PlaceTable};
use crate::exchange::export::person::{CardFormat, CardOptions, CardPage, Giving, Masks, REASONS, render};
use crate::model::Registry;
use crate::port::Put;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, HAND_OVER, Record, Store};

pub fn run(cx: &Context, args: &args::Card) -> Outcome {
    match &args.verb {
        CardVerb::List(args) => list(cx, args),
        CardVerb::Show(args) => show(cx, args),
        CardVerb::Confirm(args) => confirm(cx, args),
        CardVerb::Export(args) => export(cx, args),
    }
}

/// The rounds: everybody, those of whom something is due, or the list for disasters.
fn list(cx: &Context, args: &args::CardList) -> Outcome {
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
        is_due && (!args.disaster || lives && person.card.is_for_disasters())
    });
    persons.sort_by(|a, b| (&a.card.area, &a.kana, a.id).cmp(&(&b.card.area, &b.kana, b.id)));
    let seen = persons.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    cx.viewed(&*store, seen, "card list")?;
    if args.json {
        let item = |person: &Person| {
            let due: Vec<String> = review::due(person, today, &registry).iter().map(ToString::to_string).collect();
            json!({
                "id": person.id.to_string(), "name": clean_line(&person.name), "area": clean_line(&person.card.area),
                "confirmed_on": person.reviewed_on.map(|day| day.to_string()), "due": due, "devices": person.card.medical.devices,
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
            format!(
                "{}  {}  {day}  {}  {}\n",
                person.id,
                clean_line(&person.name),
                clean_line(&person.card.area),
                due.join(" ")
            )
        };
        out::text(cx.words, &persons.iter().map(line).collect::<Vec<_>>().concat())?;
    }
    Ok(if persons.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn known_due(word: &str) -> Option<Due> {
    <Due as strum::IntoEnumIterator>::iter().find(|due| due.to_string() == word)
}

/// The whole card, for one's own eyes.
fn show(cx: &Context, args: &args::CardShow) -> Outcome {
    let store = cx.look()?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let registry = registry(cx, &*store)?;
    let options = CardOptions::new(cx.words);
    let format = if args.json { CardFormat::Json } else { CardFormat::Card };
    let text = rendered(cx, &[&person], &registry, format, &options);
    cx.viewed(&*store, vec![AuditRecord::seen(EntityKind::Person, person.id.to_bytes())], "card show")?;
    out::text(cx.words, &text)?;
    Ok(Exit::Ok)
}

/// What it says still holds.
fn confirm(cx: &Context, args: &args::CardConfirm) -> Outcome {
    let store = cx.open_for_writing()?;
    let mut person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    person.reviewed_on = Some(cx.now.today());
    cx.write(&*store, "confirm", String::new(), vec![Put::Save(Record::Person(person))])?;
    cx.say(cx.words.get("cli.card.confirmed"));
    Ok(Exit::Ok)
}

/// Out of the program: the disclosures and the audit first.
fn export(cx: &Context, args: &args::CardExport) -> Outcome {
    let encoding = deliver::encoding(cx, &args.encoding)?;
    let format: CardFormat =
        args.form.parse().map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_form")))?;
    let to = receiver(&args.to).ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_receiver")))?;
    let reason = args.reason.as_deref().map(|word| REASONS.into_iter().find(|reason| *reason == word));
    if reason == Some(None) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_reason")));
    }
    let reason = reason.flatten();
    let store = cx.open_for_writing()?;
    let mut persons = Vec::new();
    for id in &args.ids {
        persons.push(cx.record(&*store, EntityKind::Person, id, Record::into_person)?);
    }
    let today = cx.now.today();
    if reason.is_none() && persons.iter().any(|person| to.consent(person, today).is_none()) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.no_consent")));
    }
    let mut options = CardOptions::new(cx.words);
    options.parts = to.parts.iter().copied().collect();
    options.masks = Masks { names: args.mask, phones: args.mask };
    let registry = registry(cx, &*store)?;
    let people: Vec<&Person> = persons.iter().collect();
    let text = rendered(cx, &people, &registry, format, &options);
    let (words, way, at) = (cx.words, Way::Printed, cx.now.wall.datetime());
    let giving = Giving { words, format, to, reason, way, at };
    let by = &cx.author().name;
    let given = people.iter().map(|person| Put::Save(Disclosure { by: by.clone(), ..giving.record(person) }.into()));
    cx.write(&*store, HAND_OVER, String::new(), given.collect())?;
    let seen = people.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    let masked = if args.mask { " masked" } else { "" };
    cx.witness_of_persons(&*store, "export", seen, people.len() as u64, format!("card {format} {}{masked}", to.code))?;
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    Ok(Exit::Ok)
}

fn rendered(
    cx: &Context,
    persons: &[&Person],
    registry: &Registry,
    format: CardFormat,
    options: &CardOptions,
) -> String {
    let rulebook = cx.rulebook();
    let moment = Moment { at: cx.now.wall.datetime(), holidays: &rulebook.holidays, hours: &rulebook.hours.office };
    let pages: Vec<CardPage> = persons.iter().map(|person| CardPage::of(person, registry, &moment, options)).collect();
    let text = render(format, &pages, options).text;
    if text.ends_with('\n') { text } else { format!("{text}\n") }
}

fn registry(cx: &Context, store: &dyn Store) -> Result<Registry, Failure> {
    let places: Vec<PlaceTable> = cx.records(store, EntityKind::PlaceTable, Record::into_place_table)?;
    Ok(Registry::build(cx.facilities(store)?, &places))
}
