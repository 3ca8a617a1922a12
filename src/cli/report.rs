//! `renkei report`: 年次報告 and the records behind each of its figures.

use std::collections::HashMap;

use super::args;
use super::context::Context;
use super::deliver;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::figures::FiscalYear;
use crate::domain::report::{Counted, Traced, YearReport};
use crate::domain::text::clean_line;
use crate::domain::{Facility, FacilityId};
use crate::exchange::export::report::{self as export, TraceRow};
use crate::model::casebook::Casebook;
use crate::port::audit::AuditRecord;
use crate::port::audit::MOST_NAMED;
use crate::port::store::{EntityKind, Store};

/// The years that a date can have with its March.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Counts and writes. The report names nobody, so it leaves no line in the audit; the records behind a figure do.
pub fn run(cx: &Context, args: &args::Report) -> Outcome {
    let usage = |key| Failure::new(Exit::Usage, cx.words.get(key));
    let encoding = deliver::encoding(cx, &args.encoding)?;
    if !["text", "md", "csv", "html", "json"].contains(&args.format.as_str()) {
        return Err(usage("cli.report.unknown_format"));
    }
    if args.trace.is_some() && !["text", "csv", "json"].contains(&args.format.as_str()) {
        return Err(usage("cli.report.trace_format"));
    }
    let year = args.year.map_or_else(|| FiscalYear::of(cx.now.today()), FiscalYear);
    if !YEARS.contains(&year.0) {
        return Err(usage("cli.report.bad_year"));
    }
    let store = cx.look()?;
    let facilities = cx.facilities(&*store)?;
    let book = cx.casebook(&*store)?;
    let mut report = book.report(year, &facilities);
    report.places.clone_from(&cx.config.places);
    let issuer = export::Issuer {
        centre: cx.config.centre.as_deref().unwrap_or_default(),
        motto: cx.config.motto.as_deref().unwrap_or_default(),
    };
    let text = match &args.trace {
        Some(code) => traced(cx, &*store, &report, &book, &facilities, code, &args.format)?,
        None => match args.format.as_str() {
            "md" => export::markdown(&report, issuer, cx.words),
            "csv" => export::csv(&report, cx.words),
            "html" => export::html(&report, issuer, cx.words),
            "json" => format!("{}\n", export::json(&report, cx.words)),
            _ => export::text(&report, issuer, cx.words),
        },
    };
    deliver::text(cx, &text, encoding, args.output.as_deref())?;
    if !report.undated.is_empty() && args.trace.is_none() {
        cx.say(&cx.words.say("report.note.undated", &[("n", &report.undated.len())]));
    }
    Ok(Exit::Ok)
}

/// The records behind one figure, or those without a day (`undated`).
fn traced(
    cx: &Context,
    store: &dyn Store,
    report: &YearReport,
    book: &Casebook,
    facilities: &[Facility],
    code: &str,
    format: &str,
) -> Result<String, Failure> {
    let figure = report.traceable(code);
    let Some(figure) = figure else {
        return Err(Failure::new(Exit::NotFound, cx.words.say("cli.report.no_figure", &[("code", &clean_line(code))])));
    };
    let names: HashMap<FacilityId, &str> = facilities.iter().map(|one| (one.id, one.name())).collect();
    let facility = |id| names.get(&id).map(|name| (*name).to_owned()).unwrap_or_default();
    let row = |counted: &Counted| {
        let (day, title) = book.traced(counted.what, &facility);
        TraceRow { counted: *counted, day, title }
    };
    let rows: Vec<TraceRow> = figure.records.iter().map(row).collect();
    let personal: Vec<AuditRecord> = figure.records.iter().filter_map(|one| seen(one.what)).collect();
    if !personal.is_empty() {
        let count = personal.len() as u64;
        let seen = if count <= MOST_NAMED { personal } else { Vec::new() };
        cx.witness_of_persons(store, "export", seen, count, format!("report {format}"))?;
    }
    Ok(match format {
        "json" => format!("{}\n", export::trace_json(&figure, &rows)),
        "csv" => export::trace_csv(&figure, &rows, cx.words),
        _ => export::trace_text(&figure, &rows, cx.words),
    })
}

fn seen(what: Traced) -> Option<AuditRecord> {
    let (kind, key) = match what {
        Traced::Meeting(id) | Traced::Line(id, _) => (EntityKind::Meeting, id.to_bytes()),
        Traced::Task(id) => (EntityKind::Task, id.to_bytes()),
        Traced::Person(id) => (EntityKind::Person, id.to_bytes()),
        Traced::Episode(id) => (EntityKind::Episode, id.to_bytes()),
        Traced::Publication(_) | Traced::Survey(_) | Traced::Facility(_) | Traced::ServiceAct(_) => return None,
    };
    Some(AuditRecord::seen(kind, key))
}
