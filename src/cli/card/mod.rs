//! `renkei card`: emergency cards. To look at one leaves a line in the audit, to take one out a disclosure as well; without them nothing comes out.

mod facts;
mod import;
mod import_text;
mod list;
mod opening;
mod set;
mod show;
mod talks;

pub use facts::{of_object as facts_of, refused};
pub use opening::{is_stranger, opened};
pub use show::show_person;

use super::args::{self, CardVerb};
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::Person;
use crate::domain::card::{Receiver, receiver};
use crate::domain::disclosure::Way;
use crate::domain::{Disclosure, PlaceTable};
use crate::exchange::export::person::{CardFormat, CardOptions, CardPage, Giving, Masks, REASONS, render};
use crate::model::Registry;
use crate::port::Put;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, HAND_OVER, Record, Store};

pub fn run(cx: &Context, args: &args::Card) -> Outcome {
    match &args.verb {
        CardVerb::List(args) => list::run(cx, args),
        CardVerb::Show(args) => show::run(cx, args),
        CardVerb::Set(args) => set::set(cx, args),
        CardVerb::Add(args) => set::add(cx, args),
        CardVerb::Confirm(args) => confirm(cx, args),
        CardVerb::Talks(args) => talks::list(cx, args),
        CardVerb::Talk(args) => talks::add(cx, args),
        CardVerb::Export(args) => export(cx, args),
        CardVerb::Import(args) => import::run(cx, args),
    }
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
    let masks = Masks { names: args.mask, phones: args.mask };
    consented(cx, &persons, to, reason)?;
    opening::opened_to_give(cx, &*store, &persons, args.open_reason.as_deref())?;
    let text = given(cx, &*store, &persons, (format, to), reason, masks)?;
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    Ok(Exit::Ok)
}

/// Has everybody consented to that receiver, or is there a reason?
fn consented(cx: &Context, persons: &[Person], to: &Receiver, reason: Option<&str>) -> Result<(), Failure> {
    let today = cx.now.today();
    if reason.is_none() && persons.iter().any(|person| to.consent(person, today).is_none()) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.no_consent")));
    }
    Ok(())
}

/// The cards as somebody gets them. The disclosures and the line of the audit are written before the text is handed out: without them there is none.
fn given(
    cx: &Context,
    store: &dyn Store,
    persons: &[Person],
    (format, to): (CardFormat, &Receiver),
    reason: Option<&'static str>,
    masks: Masks,
) -> Result<String, Failure> {
    consented(cx, persons, to, reason)?;
    let mut options = CardOptions::new(cx.words);
    options.parts = to.parts.iter().copied().collect();
    options.masks = masks;
    let registry = registry(cx, store)?;
    let people: Vec<&Person> = persons.iter().collect();
    let text = rendered(cx, &people, &registry, format, &options);
    let (words, way, at) = (cx.words, Way::Printed, cx.now.wall.datetime());
    let giving = Giving { words, format, to, reason, way, at };
    let by = &cx.author().name;
    let records = people.iter().map(|person| Put::Save(Disclosure { by: by.clone(), ..giving.record(person) }.into()));
    cx.write(store, HAND_OVER, String::new(), records.collect())?;
    let seen = people.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect();
    let masked = if masks.names || masks.phones { " masked" } else { "" };
    cx.witness_of_persons(store, "export", seen, people.len() as u64, format!("card {format} {}{masked}", to.code))?;
    Ok(text)
}

fn rendered(
    cx: &Context,
    persons: &[&Person],
    registry: &Registry,
    format: CardFormat,
    options: &CardOptions,
) -> String {
    let rulebook = cx.rulebook();
    let moment = rulebook.moment(cx.now.wall.datetime());
    let pages: Vec<CardPage> = persons.iter().map(|person| CardPage::of(person, registry, &moment, options)).collect();
    let text = render(format, &pages, options).text;
    if text.ends_with('\n') { text } else { format!("{text}\n") }
}

/// The register, with everything that lists show.
pub fn registry(cx: &Context, store: &dyn Store) -> Result<Registry, Failure> {
    let places: Vec<PlaceTable> = cx.records(store, EntityKind::PlaceTable, Record::into_place_table)?;
    Ok(Registry::build(cx.facilities(store)?, &places))
}
