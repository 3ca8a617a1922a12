//! `renkei card show`, and `renkei show` of a person.

use super::{given, opening, registry, rendered};
use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::Person;
use crate::domain::card::receiver;
use crate::exchange::export::person::{CardFormat, CardOptions, Masks, REASONS};
use crate::port::store::{EntityKind, Record, Store};

/// The whole card, for one's own eyes.
pub(super) fn run(cx: &Context, args: &args::CardShow) -> Outcome {
    let store = cx.look()?;
    let person = cx.record(&*store, EntityKind::Person, &args.id, Record::into_person)?;
    let format = if args.json { CardFormat::Json } else { CardFormat::Card };
    let text = text(cx, &*store, &person, format)?;
    opening::opened(cx, &*store, &person, args.reason.as_deref(), "card show")?;
    out::data(cx.words, text.as_bytes())?;
    Ok(Exit::Ok)
}

/// `renkei show ID` where a person has the id. The card as text or JSON is looking; another format is for another program and so taken out: a copy within
/// the centre, with its disclosure. Whoever gives a card to others uses `renkei card export`.
pub fn show_person(cx: &Context, person: &Person, args: &args::Show) -> Outcome {
    let format = match args.format.as_deref() {
        None | Some("json") if args.json || args.format.is_some() => CardFormat::Json,
        None | Some("txt") => CardFormat::Card,
        Some("md") => CardFormat::Markdown,
        Some("vcf") => CardFormat::Vcard,
        Some("tsv") => CardFormat::Tsv,
        Some("csv") => CardFormat::Csv,
        Some(_) => return Err(Failure::new(Exit::Usage, cx.words.get("cli.show.unknown_format"))),
    };
    let reason = args.reason.as_deref();
    let text = if matches!(format, CardFormat::Json | CardFormat::Card) {
        let store = cx.look()?;
        let text = text(cx, &*store, person, format)?;
        opening::opened(cx, &*store, person, reason, "show")?;
        text
    } else {
        let store = cx.open_for_writing()?;
        let centre =
            receiver("centre").ok_or_else(|| Failure::new(Exit::Usage, cx.words.get("cli.card.unknown_receiver")))?;
        opening::opened(cx, &*store, person, reason, "show")?;
        let internal = REASONS.into_iter().find(|reason| *reason == "internal");
        given(cx, &*store, std::slice::from_ref(person), (format, centre), internal, Masks::default())?
    };
    out::data(cx.words, text.as_bytes())?;
    Ok(Exit::Ok)
}

fn text(cx: &Context, store: &dyn Store, person: &Person, format: CardFormat) -> Result<String, Failure> {
    let registry = registry(cx, store)?;
    Ok(rendered(cx, &[person], &registry, format, &CardOptions::new(cx.words)))
}
