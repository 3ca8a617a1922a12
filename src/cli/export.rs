//! `renkei export`: the register as a file.

use super::args;
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::who::Intent;
use crate::domain::{Facility, Person};
use crate::exchange::export::{self, Format, Options};
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record, Store};

/// Writes every facility, or every record of a kind as JSON Lines.
pub fn run(cx: &Context, args: &args::Export) -> Outcome {
    let encoding = deliver::encoding(cx, &args.encoding)?;
    let kinds = kinds(cx, &args.kind)?;
    let format = format(cx, &args.format)?;
    let store = cx.look()?;
    let (text, count) = if format == Format::Jsonl {
        json_lines(cx, &*store, &kinds)?
    } else {
        if kinds != [EntityKind::Facility] && args.kind != "all" {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.export.only_jsonl")));
        }
        let facilities = cx.facilities(&*store)?;
        let borrowed: Vec<&Facility> = facilities.iter().collect();
        let text = export::render(format, &borrowed, &Options::new(cx.words, cx.now.today()))
            .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?
            .text;
        (text, borrowed.len() as u64)
    };
    // Before the bytes leave: no export without its line.
    cx.identify(&*store, Intent::Reading)?;
    let note = format!("{} {}", args.kind, args.format);
    if format == Format::Jsonl && kinds.iter().any(|kind| kind.is_personal()) && holds_persons(cx, &*store)? {
        // About persons nothing comes out without its line.
        let named = if kinds.contains(&EntityKind::Person) { restricted(cx, &*store)? } else { Vec::new() };
        cx.witness_of_persons(&*store, "export", named, count, note)?;
    } else {
        cx.witness(&*store, "export", Vec::new(), count, note)?;
    }
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    Ok(Exit::Ok)
}

fn holds_persons(cx: &Context, store: &dyn Store) -> Result<bool, Failure> {
    let holds = |kind| store.count(kind).map(|n| n > 0).map_err(|error| cx.store_failure(&error));
    // Minutes may name somebody where no person is written down.
    Ok(holds(EntityKind::Person)? || holds(EntityKind::Meeting)?)
}

/// Those whose cards open with a reason only: named in the line, so that it stands out when the month is looked over.
fn restricted(cx: &Context, store: &dyn Store) -> Result<Vec<AuditRecord>, Failure> {
    let mut persons: Vec<Person> = cx.records(store, EntityKind::Person, Record::into_person)?;
    persons.retain(|person| person.card.restricted);
    Ok(persons.iter().map(|person| AuditRecord::seen(EntityKind::Person, person.id.to_bytes())).collect())
}

fn kinds(cx: &Context, text: &str) -> Result<Vec<EntityKind>, Failure> {
    use strum::IntoEnumIterator;
    if text == "all" {
        return Ok(EntityKind::iter().collect());
    }
    text.parse().map(|kind| vec![kind]).map_err(|_| Failure::new(Exit::Usage, cx.words.get("cli.export.unknown_kind")))
}

fn format(cx: &Context, text: &str) -> Result<Format, Failure> {
    match text {
        "csv" => Ok(Format::Csv),
        "tsv" => Ok(Format::Tsv),
        "json" => Ok(Format::Json),
        "jsonl" => Ok(Format::Jsonl),
        "md" => Ok(Format::Markdown),
        "vcf" => Ok(Format::Vcard),
        _ => Err(Failure::new(Exit::Usage, cx.words.get("cli.export.unknown_format"))),
    }
}

/// Whole records, a line each, kind by kind in the order of their keys.
fn json_lines(cx: &Context, store: &dyn Store, kinds: &[EntityKind]) -> Result<(String, u64), Failure> {
    let mut text = String::new();
    let mut count = 0;
    let mut failed = None;
    for kind in kinds {
        store
            .scan(*kind, &mut |record| match export::jsonl::record(&record) {
                Ok(line) => {
                    text.push_str(&line);
                    count += 1;
                }
                Err(error) => failed = Some(error),
            })
            .map_err(|error| cx.store_failure(&error))?;
    }
    match failed {
        None => Ok((text, count)),
        Some(error) => Err(Failure::new(Exit::Failed, error.to_string())),
    }
}
