//! The ways of a report out of the program. It names nobody; the records behind a figure leave only with a line in the audit.

use super::trace::Trace;
use crate::domain::report::{Figure, YearReport};
use crate::exchange::export::report::{self as export, TraceRow};
use crate::message::{Effect, FileFormat, Outlet};
use crate::pane::{Act, Context};
use crate::port::clipboard::CopyText;

/// The formats of a report, in the order of the menu.
pub(super) const REPORT: [FileFormat; 4] = [FileFormat::Txt, FileFormat::Html, FileFormat::Md, FileFormat::Csv];
/// Those of the records behind a figure.
pub(super) const RECORDS: [FileFormat; 3] = [FileFormat::Csv, FileFormat::Txt, FileFormat::Json];

/// Excel reads UTF-8 only behind its mark.
const MARK: &str = "\u{feff}";

/// The report as a file.
pub fn written(report: &YearReport, format: FileFormat, centre: &str, cx: &Context<'_>) -> Vec<Act> {
    let text = match format {
        FileFormat::Html => export::html(report, centre, cx.words),
        FileFormat::Md => export::markdown(report, centre, cx.words),
        FileFormat::Csv => format!("{MARK}{}", export::csv(report, cx.words)),
        FileFormat::Json => format!("{}\n", export::json(report, cx.words)),
        FileFormat::Txt | FileFormat::Tsv | FileFormat::Jsonl | FileFormat::Vcf => {
            export::text(report, centre, cx.words)
        }
    };
    vec![Act::Do(Effect::WriteFile { format, text: CopyText(text), items: report.shown().count() })]
}

/// The records behind a figure as a file: persons, stays and tasks by their ids only.
pub(super) fn traced(figure: &Figure, trace: &Trace, format: FileFormat, cx: &Context<'_>) -> Act {
    let facility = |id| cx.registry.row(id).map(|row| row.name.to_string()).unwrap_or_default();
    let row = |counted: &crate::domain::report::Counted| {
        let (day, title) = cx.casebook.traced(counted.what, &facility);
        TraceRow { counted: *counted, day, title }
    };
    let rows: Vec<TraceRow> = figure.records.iter().map(row).collect();
    let text = match format {
        FileFormat::Csv => format!("{MARK}{}", export::trace_csv(figure, &rows, cx.words)),
        FileFormat::Json => format!("{}\n", export::trace_json(figure, &rows)),
        FileFormat::Txt | FileFormat::Html | FileFormat::Md | FileFormat::Tsv => {
            export::trace_text(figure, &rows, cx.words)
        }
        FileFormat::Jsonl | FileFormat::Vcf => export::trace_text(figure, &rows, cx.words),
    };
    let text = CopyText(text);
    let records = trace.personal();
    if records.is_empty() {
        return Act::Do(Effect::WriteFile { format, text, items: rows.len() });
    }
    let outlet = Outlet::File { format, text };
    Act::Do(Effect::Release { outlet, records, note: format!("report {format}") })
}
