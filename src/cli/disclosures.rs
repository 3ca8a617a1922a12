//! `renkei disclosures`: the record of what was given to whom about whom (個人情報保護法 29条). To read it is itself a look at
//! persons, so it leaves a line in the audit, or nothing comes out.

use std::collections::HashMap;

use jiff::civil::Date;

use super::args;
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::text::clean_line;
use crate::domain::{Disclosure, Person, PersonId};
use crate::exchange::export::disclosures::{self as export, Given};
use crate::exchange::export::json::document;
use crate::port::EntityKind;
use crate::port::audit::{AuditRecord, MOST_NAMED};
use crate::port::store::Record;

/// The oldest first.
pub fn run(cx: &Context, args: &args::Disclosures) -> Outcome {
    let encoding = deliver::encoding(cx, &args.encoding)?;
    if !["text", "csv", "json"].contains(&args.format.as_str()) {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.disclosures.unknown_format")));
    }
    let since = args.since.as_deref().map(|text| day(cx, text)).transpose()?;
    let store = cx.look()?;
    let mut given: Vec<Disclosure> = cx.records(&*store, EntityKind::Disclosure, Record::into_disclosure)?;
    given.retain(|one| since.is_none_or(|since| since <= one.at.date()));
    given.sort_by_key(|one| (one.at, one.id));
    if given.is_empty() {
        cx.say(cx.words.get("cli.disclosures.none"));
    }
    let persons: Vec<Person> = cx.records(&*store, EntityKind::Person, Record::into_person)?;
    let persons: HashMap<PersonId, &Person> = persons.iter().map(|person| (person.id, person)).collect();
    let rows: Vec<Given<'_>> = given.iter().map(|one| (one, persons.get(&one.person).copied())).collect();
    let text = match args.format.as_str() {
        "csv" => export::csv(&rows, cx.words),
        "json" => document(export::json(&rows)),
        _ => export::text(&rows, cx.words),
    };
    if !given.is_empty() {
        let count = given.len() as u64;
        let seen = given.iter().map(|one| AuditRecord::seen(EntityKind::Disclosure, one.id.to_bytes()));
        let seen = if count <= MOST_NAMED { seen.collect() } else { Vec::new() };
        cx.witness_of_persons(&*store, "export", seen, count, format!("disclosures {}", args.format))?;
    }
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    Ok(if given.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn day(cx: &Context, text: &str) -> Result<Date, Failure> {
    text.parse()
        .map_err(|_| Failure::new(Exit::Usage, cx.words.say("cli.audit.bad_date", &[("value", &clean_line(text))])))
}
