//! 年次報告 on paper, for a spreadsheet and for a script: the same rows in each, and the records behind a figure.

mod csv;
mod html;
mod json;
mod markdown;
mod rows;
mod text;
mod trace;

pub use csv::write as csv;
pub use html::write as html;
pub use json::write as json;
pub use markdown::write as markdown;
pub use rows::{Section, grid, label, legend, sections, value};
pub use text::write as text;
pub use trace::{Row as TraceRow, csv as trace_csv, json as trace_json, text as trace_text};

use crate::domain::era;
use crate::domain::report::YearReport;
use crate::domain::text::clean_line;
use crate::words::Words;

/// Who hands the report out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Issuer<'a> {
    /// The centre's name; empty where nobody wrote it.
    pub centre: &'a str,
    /// 理念: what the centre works for, under the title.
    pub motto: &'a str,
}

impl<'a> From<&'a str> for Issuer<'a> {
    fn from(centre: &'a str) -> Self {
        Self { centre, motto: "" }
    }
}

impl<'a> From<&'a String> for Issuer<'a> {
    fn from(centre: &'a String) -> Self {
        centre.as_str().into()
    }
}

/// The first line: which year, of what, by whom.
fn title(report: &YearReport, issuer: Issuer<'_>, words: &Words) -> String {
    let era = era::fiscal_year(report.year);
    let title = words.say("report.title", &[("era", &era), ("year", &report.year.0)]);
    let centre = clean_line(issuer.centre);
    if centre.is_empty() { title } else { format!("{title}  {centre}") }
}

/// What stands under the title, where the centre has said it.
fn motto(issuer: Issuer<'_>) -> Option<String> {
    Some(clean_line(issuer.motto)).filter(|motto| !motto.is_empty())
}

/// What a reader must know of how it was counted.
fn notes(report: &YearReport, words: &Words) -> Vec<String> {
    let mut notes = vec![words.say(
        "report.note.period",
        &[("from", &report.year.first()), ("until", &report.year.last()), ("on", &report.on)],
    )];
    if !report.undated.is_empty() {
        notes.push(words.say("report.note.undated", &[("n", &report.undated.len())]));
    }
    if report.figures.iter().any(|figure| figure.is_now) {
        notes.push(words.get("report.note.now").to_owned());
    }
    notes.push(words.say("figures.few_note", &[("n", &crate::domain::figures::Ratio::SMALL)]));
    notes
}
