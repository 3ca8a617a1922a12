//! `renkei show`: one facility in one of the copy formats, or the emergency card of a person.

use super::args;
use super::card::show_person;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::who::Intent;
use crate::domain::Person;
use crate::exchange::export::{self, Format, Options};
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Record, Store};

/// Prints the facility of the id, else the card of the person.
pub fn run(cx: &Context, args: &args::Show) -> Outcome {
    let format = match args.format.as_deref() {
        None if args.json => Format::Json,
        None | Some("txt") => Format::Card,
        Some("md") => Format::Markdown,
        Some("vcf") => Format::Vcard,
        Some("tsv") => Format::Tsv,
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        Some(_) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.show.unknown_format"))),
    };
    let store = cx.look()?;
    let facility = match cx.facility(&*store, &args.id) {
        Err(none) if none.exit == Exit::NotFound => match person(cx, &*store, &args.id)? {
            Some(person) => return show_person(cx, &person, args),
            None => return Err(none),
        },
        found => found?,
    };
    let rendered = export::render(format, &[&facility], &Options::new(cx.words, cx.now.today()))
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    let mut text = rendered.text;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    // The card on the screen is looking; a format of its own is taking out.
    if args.json || args.format.is_some() {
        cx.identify(&*store, Intent::Reading)?;
        let record = AuditRecord::seen(EntityKind::Facility, facility.id.to_bytes());
        cx.witness(&*store, "export", vec![record], 1, format!("show {}", <&str>::from(format)))?;
    }
    out::data(cx.words, text.as_bytes())?;
    Ok(Exit::Ok)
}

/// The person of the id, where there is one.
fn person(cx: &Context, store: &dyn Store, id: &str) -> Result<Option<Person>, Failure> {
    match cx.record(store, EntityKind::Person, id, Record::into_person) {
        Ok(person) => Ok(Some(person)),
        Err(failure) if failure.exit == Exit::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}
