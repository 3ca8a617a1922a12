//! `renkei card import`: persons and their cards from a list (CSV), or vCards as persons or as the contacts of one. The plan that `--dry-run` prints is the
//! one that is carried out.

use std::io::{IsTerminal, stderr, stdin};
use std::path::{Path, PathBuf};

use super::facts::FactSetter;
use super::import_text as text;
use crate::cli::args;
use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::cli::who::Intent;
use crate::domain::Person;
use crate::exchange::import::Encoding;
use crate::exchange::import::person::{self, CardFile, CardPlan, VcardUse, rejected_csv};
use crate::exchange::import::{ReadCause, ReadError};
use crate::form::CardField;
use crate::port::audit::AuditRecord;
use crate::port::store::{EntityKind, Label, Record, Store};
use crate::port::{StoreError, Transaction};
use crate::store::RedbStore;

/// Another session may save a card while we plan; the plan is then made anew, this often at most.
const ATTEMPTS: usize = 3;
/// A list of persons is some megabytes.
const LARGEST: u64 = 64 << 20;

pub(super) fn run(cx: &Context, args: &args::CardImport) -> Outcome {
    let map = map(cx, &args.map)?;
    let encoding = encoding(cx, args.encoding.as_deref())?;
    if !args.dry_run {
        cx.may_write()?;
    }
    let file = read(cx, args, encoding, &map)?;
    let store = if args.dry_run { cx.look()? } else { cx.open_for_writing()? };
    let mut attempt = 0;
    let (plan, group) = loop {
        attempt += 1;
        let mut plan = plan(cx, &*store, args, &file)?;
        if args.dry_run {
            // What would be written tells what stands here: that is looked at.
            cx.identify(&*store, Intent::Reading)?;
            let met = plan.met.iter().map(|id| AuditRecord::seen(EntityKind::Person, id.to_bytes())).collect();
            cx.viewed(&*store, met, "card import dry run")?;
            list_rejected(cx, &file, &plan, args.rejected.as_deref())?;
            break (plan, None);
        }
        if attempt == 1 && !agreed(cx, args, &file, &plan)? {
            cx.say(cx.words.get("cli.unchanged"));
            return Ok(Exit::Ok);
        }
        // Before the write: where the list cannot be made, nothing is taken in.
        let beside = args.rejected.clone().unwrap_or_else(|| rejected_beside(&args.file));
        list_rejected(cx, &file, &plan, Some(&beside).filter(|_| !plan.rejected.is_empty()).map(PathBuf::as_path))?;
        match write(cx, &*store, &file, &mut plan) {
            Ok(group) => break (plan, group),
            Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => {}
            Err(error) => return Err(cx.store_failure(&error)),
        }
    };
    tell(cx, args, &file, &plan, group)
}

/// What is asked before anything is written, where somebody sits before it; what would be done is shown first.
fn agreed(cx: &Context, args: &args::CardImport, file: &CardFile, plan: &CardPlan) -> Result<bool, Failure> {
    if !plan.new.is_empty() && !RedbStore::is_encrypted(&cx.paths.data_dir) {
        cx.say(cx.words.get("cli.card.import.plain"));
    }
    let is_asked = !args.no_input && !args.json && stdin().is_terminal() && stderr().is_terminal();
    if !is_asked || plan.puts.is_empty() {
        return Ok(true);
    }
    out::say(&text::report(cx.words, file, plan, true));
    ask::agreed(cx, false, cx.words.get("cli.card.import.ask"))
}

fn plan(cx: &Context, store: &dyn Store, args: &args::CardImport, file: &CardFile) -> Result<CardPlan, Failure> {
    let setter = FactSetter::new(cx, store)?;
    let set = |person: &Person, facts: &[(String, String)]| setter.set(person, facts);
    match &args.person {
        Some(id) => {
            let person = cx.record(store, EntityKind::Person, id, Record::into_person)?;
            Ok(CardPlan::contacts(file, &person, &set))
        }
        None => Ok(CardPlan::of(file, cx.records(store, EntityKind::Person, Record::into_person)?, &set)),
    }
}

fn write(cx: &Context, store: &dyn Store, file: &CardFile, plan: &mut CardPlan) -> Result<Option<u64>, StoreError> {
    let puts = std::mem::take(&mut plan.puts);
    if puts.is_empty() {
        return Ok(None);
    }
    let transaction = Transaction {
        author: cx.author().clone(),
        at: cx.now.wall.timestamp(),
        // Not the name of the file: it may be somebody's.
        label: Label { action: "import".to_owned(), detail: format!("card {} {}", file.format, file.rows.len()) },
        puts,
        patience: None,
    };
    Ok(cx.cautiously(store, || store.write(transaction))?.group.map(|group| group.0))
}

fn tell(cx: &Context, args: &args::CardImport, file: &CardFile, plan: &CardPlan, group: Option<u64>) -> Outcome {
    if args.json {
        out::json(cx.words, &text::json(cx.words, file, plan, args.dry_run, group))?;
    } else {
        out::text(cx.words, &text::report(cx.words, file, plan, args.dry_run))?;
    }
    if args.dry_run {
        cx.say(cx.words.get("cli.import.dry"));
    } else if let Some(group) = group {
        cx.say(&cx.words.say("cli.import.done", &[("group", &group)]));
    } else {
        cx.say(cx.words.get("cli.unchanged"));
    }
    if plan.rejected.is_empty() {
        return Ok(Exit::Ok);
    }
    if !args.dry_run {
        let path = args.rejected.clone().unwrap_or_else(|| rejected_beside(&args.file));
        cx.say(&cx.words.say("cli.card.import.see_rejected", &[("path", &path.display())]));
    }
    Ok(Exit::Rejected)
}

/// `people.csv` has `people-rejected.csv` beside it.
fn rejected_beside(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    file.with_file_name(format!("{stem}-rejected.csv"))
}

fn list_rejected(cx: &Context, file: &CardFile, plan: &CardPlan, path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    out::file(cx.words, path, rejected_csv(&file.header, &plan.rejected, cx.words).as_bytes())
}

fn read(
    cx: &Context,
    args: &args::CardImport,
    encoding: Option<Encoding>,
    map: &[(String, String)],
) -> Result<CardFile, Failure> {
    let name = crate::domain::text::clean_line(&args.file.to_string_lossy());
    let unreadable = |error: ReadError| {
        let exit = if matches!(error.cause, ReadCause::NoColumn { .. }) { Exit::Usage } else { Exit::Failed };
        let cause = crate::cli::import_text::read_cause(cx.words, &error.cause);
        Failure::new(exit, cx.words.say("cli.import.unreadable", &[("path", &error.path), ("cause", &cause)]))
    };
    let fail = |cause| unreadable(ReadError::new(name.clone(), cause));
    if args.file.is_dir() {
        return Err(fail(ReadCause::Directory));
    }
    // A FIFO would be waited for without end, a device read without end.
    let found = std::fs::metadata(&args.file).map_err(|error| fail(ReadCause::Open(error.to_string())))?;
    if !found.is_file() {
        return Err(fail(ReadCause::NoFile));
    }
    if found.len() > LARGEST {
        return Err(Failure::new(Exit::Failed, cx.words.say("cli.card.import.too_large", &[("path", &name)])));
    }
    let bytes = std::fs::read(&args.file).map_err(|error| fail(ReadCause::Open(error.to_string())))?;
    let is_vcard = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    let is_vcard = is_vcard.get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"));
    if is_vcard {
        let wanted = if args.person.is_some() { VcardUse::Contacts } else { VcardUse::Persons };
        return person::read_vcards(bytes, &name, encoding, wanted).map_err(unreadable);
    }
    if args.person.is_some() {
        return Err(Failure::new(Exit::Usage, cx.words.get("cli.card.import.only_vcards")));
    }
    person::read_csv(bytes, &name, encoding, map).map_err(unreadable)
}

/// Fields of the form, each with the heading of a list of one's own.
fn map(cx: &Context, parts: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |part: &String| {
        let pair = part.split_once('=').map(|(field, heading)| (field.trim().to_owned(), heading.trim().to_owned()));
        pair.filter(|(field, _)| field == "id" || CardField::parse(field).is_some())
    };
    let pairs: Option<Vec<(String, String)>> = parts.iter().map(pair).collect();
    pairs.ok_or_else(|| {
        let known: Vec<&str> = person::card_fields().collect();
        Failure::new(Exit::Usage, cx.words.say("cli.card.import.bad_map", &[("known", &known.join(" "))]))
    })
}

fn encoding(cx: &Context, name: Option<&str>) -> Result<Option<Encoding>, Failure> {
    match name {
        None => Ok(None),
        Some("utf8" | "utf8-bom") => Ok(Some(Encoding::Utf8)),
        Some("cp932") => Ok(Some(Encoding::Cp932)),
        Some(_) => Err(Failure::new(Exit::Usage, cx.words.get("cli.export.unknown_encoding"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_lists_is_one_of_the_form() {
        for field in person::card_fields() {
            assert!(CardField::parse(&field.replace('#', "1")).is_some(), "{field}");
        }
    }

    #[test]
    fn what_was_left_out_lies_beside_the_file() {
        assert_eq!(rejected_beside(Path::new("a/people.csv")), Path::new("a/people-rejected.csv"));
    }
}
