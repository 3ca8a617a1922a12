//! `renkei show`: one facility in one of the copy formats.

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::who::Intent;
use crate::exchange::export::{self, Format, Options};
use crate::port::EntityKind;
use crate::port::audit::AuditRecord;

/// Prints the facility.
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
    let facility = cx.facility(&*store, &args.id)?;
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
