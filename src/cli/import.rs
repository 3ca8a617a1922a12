//! `renkei import`: read, plan, show, write. The plan that `--dry-run` prints is the one that is carried out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use strum::IntoEnumIterator;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::import_text as text;
use super::out;
use super::progress::Progress;
use super::who::Intent;
use crate::domain::municipality::Municipality;
use crate::domain::text::clean_line;
use crate::exchange::import::{
    self, ColumnMap, Format, Plan, PlanOptions, Present, ReadCause, ReadOptions, Report, SourceFile,
};
use crate::port::store::{EntityKind, Label, Record, Store};
use crate::port::{Put, StoreError, Transaction};

/// Another session may save a facility while we plan; the plan is then made anew, this often at most.
const ATTEMPTS: usize = 3;

/// Takes in all files as one import, or none.
pub fn run(cx: &Context, args: &args::Import) -> Outcome {
    let options = read_options(cx, args)?;
    let plan_options = PlanOptions { cities: cities(cx, &args.city)?, force: args.force, today: cx.now.today() };
    if !args.dry_run {
        cx.may_write()?;
    }
    let progress = Arc::new(Progress::new(cx.words, cx.options.quiet));
    let writing = Arc::clone(&progress);
    let store = if args.dry_run {
        cx.look()?
    } else {
        let store = cx.open_with(crate::store::Options {
            progress: Some(Arc::new(move |written| writing.at("cli.import.writing", written.done, Some(written.of)))),
            ..crate::store::Options::default()
        })?;
        cx.identify(&*store, Intent::Writing)?;
        store
    };
    let mut attempt = 0;
    let (plan, group) = loop {
        attempt += 1;
        // Read again for a second attempt: two copies of a country would be too much to hold for a rare case.
        let files = read(cx, &args.files, &options, &progress)?;
        if !args.city.is_empty() && files.iter().any(|file| file.format == Format::Jsonl) {
            return Err(Failure::new(Exit::Usage, cx.words.get("cli.import.whole_city")));
        }
        progress.at("cli.import.planning", 0, None);
        let mut plan = import::plan(files, present(cx, &*store)?, &plan_options);
        // Before the write: where the list cannot be made, nothing is taken in.
        list_rejected(cx, args, &plan.report)?;
        if args.dry_run {
            break (plan, None);
        }
        match write(cx, &*store, std::mem::take(&mut plan.puts), &args.files) {
            Ok(group) => break (plan, group),
            Err(StoreError::Conflict { .. }) if attempt < ATTEMPTS => {}
            Err(error) => return Err(cx.store_failure(&error)),
        }
    };
    progress.done();
    tell(cx, args, &plan, group)
}

/// The rows left out, as a CSV where `--rejected` says.
fn list_rejected(cx: &Context, args: &args::Import, report: &Report) -> Result<(), Failure> {
    let Some(path) = &args.rejected else { return Ok(()) };
    let csv = report.rejected_csv(&|reason| text::reason(cx.words, reason));
    out::file(cx.words, path, csv.as_bytes())
}

fn tell(cx: &Context, args: &args::Import, plan: &Plan, group: Option<u64>) -> Outcome {
    let report = &plan.report;
    if args.json {
        out::json(cx.words, &report.to_json())?;
    } else {
        out::text(cx.words, &text::report(cx.words, report, args.dry_run))?;
    }
    for file in report.older() {
        let than = file.older_than.map(|date| date.to_string()).unwrap_or_default();
        out::say(&cx.words.say("cli.import.older", &[("path", &file.path), ("date", &file.as_of), ("than", &than)]));
    }
    if args.dry_run {
        cx.say(cx.words.get("cli.import.dry"));
    } else if let Some(group) = group {
        cx.say(&cx.words.say("cli.import.done", &[("group", &group)]));
    } else {
        cx.say(cx.words.get("cli.unchanged"));
    }
    if !report.rejected.is_empty() && args.rejected.is_none() {
        cx.say(cx.words.get("cli.import.see_rejected"));
    }
    Ok(exit(report))
}

/// Rows that were rejected, or whole files that are too old, are worth a code of their own.
fn exit(report: &Report) -> Exit {
    if !report.rejected.is_empty() || report.older().next().is_some() { Exit::Rejected } else { Exit::Ok }
}

fn read(
    cx: &Context,
    paths: &[PathBuf],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Vec<SourceFile>, Failure> {
    let rows = std::sync::atomic::AtomicUsize::new(0);
    let count = |more: usize| {
        let so_far = rows.fetch_add(more, std::sync::atomic::Ordering::Relaxed) + more;
        progress.at("cli.import.reading", so_far as u64, None);
    };
    import::read_files(paths, options, &count).map_err(|error| {
        let exit = match error.cause {
            ReadCause::NeedsMap | ReadCause::NoColumn { .. } | ReadCause::NoDate => Exit::Usage,
            _ => Exit::Failed,
        };
        let cause = text::read_cause(cx.words, &error.cause);
        Failure::new(exit, cx.words.say("cli.import.unreadable", &[("path", &error.path), ("cause", &cause)]))
    })
}

fn read_options(cx: &Context, args: &args::Import) -> Result<ReadOptions, Failure> {
    let usage = |key: &str, value: &str, cause: String| {
        Failure::new(Exit::Usage, cx.words.say(key, &[("value", &clean_line(value)), ("cause", &cause)]))
    };
    let format = match args.format.as_deref() {
        None => None,
        Some(name) => {
            let known = || Format::iter().map(|f| f.to_string()).collect::<Vec<_>>().join(" ");
            Some(name.parse().map_err(|_| usage("cli.import.unknown_format", name, known()))?)
        }
    };
    let map: Option<ColumnMap> = match args.map.as_slice() {
        [] => None,
        parts => {
            let joined = parts.join(",");
            Some(
                joined
                    .parse()
                    .map_err(|error: import::map::MapError| usage("cli.import.bad_map", &joined, error.to_string()))?,
            )
        }
    };
    let as_of = match args.as_of.as_deref() {
        None => None,
        Some(date) => Some(date.parse().map_err(|_| usage("cli.import.bad_date", date, String::new()))?),
    };
    Ok(ReadOptions { format, map, as_of, today: Some(cx.now.today()) })
}

/// The municipalities of `--city`; an ambiguous name lists its choices.
fn cities(cx: &Context, names: &[String]) -> Result<Vec<&'static Municipality>, Failure> {
    let mut cities = Vec::new();
    for name in names {
        match Municipality::parse(name).as_slice() {
            [one] => cities.push(*one),
            [] => {
                let name = clean_line(name);
                return Err(Failure::new(Exit::Usage, cx.words.say("cli.import.no_city", &[("name", &name)])));
            }
            several => {
                let list: Vec<String> =
                    several.iter().map(|m| format!("{}{} {}", m.prefecture, m.name, m.code6())).collect();
                let (name, list) = (clean_line(name), list.join(", "));
                let sentence = cx.words.say("cli.import.cities", &[("name", &name), ("list", &list)]);
                return Err(Failure::new(Exit::Usage, sentence));
            }
        }
    }
    Ok(cities)
}

fn present(cx: &Context, store: &dyn Store) -> Result<Present, Failure> {
    let mut present = Present::default();
    for kind in EntityKind::iter() {
        store
            .scan(kind, &mut |record| match record {
                Record::Facility(facility) => present.facilities.push(facility),
                Record::Doubt(doubt) => present.doubts.push(doubt),
                Record::PlaceTable(table) => present.places.push(table),
                Record::Member(_)
                | Record::Person(_)
                | Record::Episode(_)
                | Record::Task(_)
                | Record::Template(_)
                | Record::Disclosure(_)
                | Record::Conference(_)
                | Record::Sheet(_)
                | Record::AcpTalk(_)
                | Record::Meeting(_)
                | Record::Publication(_)
                | Record::Guide(_)
                | Record::Survey(_)
                | Record::Answer(_)
                | Record::ServiceAct(_) => present.others.push(record),
            })
            .map_err(|error| cx.store_failure(&error))?;
    }
    Ok(present)
}

fn write(cx: &Context, store: &dyn Store, puts: Vec<Put>, paths: &[PathBuf]) -> Result<Option<u64>, StoreError> {
    if puts.is_empty() {
        return Ok(None);
    }
    let transaction = Transaction {
        author: cx.author().clone(),
        at: cx.now.wall.timestamp(),
        label: Label { action: "import".to_owned(), detail: detail(paths) },
        puts,
        patience: None,
    };
    Ok(cx.cautiously(store, || store.write(transaction))?.group.map(|group| group.0))
}

/// The first file's name and how many more there were.
fn detail(paths: &[PathBuf]) -> String {
    let first = paths.first().and_then(|path| path.file_name()).map(Path::new);
    let name = first.map(|name| clean_line(&name.to_string_lossy())).unwrap_or_default();
    match paths.len() {
        0 | 1 => name,
        n => format!("{name} +{}", n - 1),
    }
}
