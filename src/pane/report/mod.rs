//! The report of a year: its parts with each figure, last year's beside it and a small bar; and, by one key, the records that a figure was
//! counted from, each of which opens where it lives.

mod act;
mod outlet;
mod rows;
mod trace;
mod view;

use super::facility::Geometry;
use super::{Act, Context, Input, Request};
use crate::domain::figures::FiscalYear;
use crate::domain::report::{Figure, YearReport};
use crate::keymap::Scope;

pub use outlet::written;
use rows::{Row, Stop};
use trace::Trace;

/// The years that can be turned to.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// The report on the screen.
#[derive(Debug, Default)]
pub struct ReportPane {
    year: Option<FiscalYear>,
    /// Counted when the pane is shown, the year turned or a record changed: no frame and no move counts anything.
    report: Option<YearReport>,
    rows: Vec<Row>,
    /// What can be selected, in the order of the rows.
    stops: Vec<Stop>,
    cursor: usize,
    top: usize,
    /// The records of the selected figure, while they have the keys.
    trace: Option<Trace>,
    geometry: Geometry,
}

impl ReportPane {
    pub const fn scope(&self) -> Scope {
        Scope::Report
    }

    /// Counts anew after records or day changed; the selected figure and record stay selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let year = *self.year.get_or_insert_with(|| FiscalYear::of(cx.now.today()));
        let selected = self.selected().map(str::to_owned);
        let mut report = cx.casebook.report_of(year, cx.registry);
        report.places.clone_from(cx.places);
        (self.rows, self.stops) = rows::rows(&report, cx);
        self.report = Some(report);
        let found = selected.and_then(|code| self.stops.iter().position(|stop| stop.code == code));
        self.go(found.unwrap_or(self.cursor));
        if let Some(trace) = self.trace.take() {
            let figure = self.figure(&trace.code);
            self.trace = figure.map(|figure| trace.renewed(&figure, cx));
            self.keep_in_sight();
        }
    }

    /// Every figure that can be selected, by its code.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.stops.iter().map(|stop| stop.code.as_str())
    }

    /// The figure that has the keys.
    pub fn selected(&self) -> Option<&str> {
        self.stops.get(self.cursor).map(|stop| stop.code.as_str())
    }

    pub const fn report(&self) -> Option<&YearReport> {
        self.report.as_ref()
    }

    /// How much each of the records counts for that are shown, and how much of it was met; empty where none are.
    pub fn traced(&self) -> Vec<(u32, u32)> {
        let lines = self.trace.iter().flat_map(|trace| &trace.lines);
        lines.map(|line| (line.counted.amount, line.counted.met)).collect()
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.keep_in_sight();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it is searched for.
            Input::Text(text) => vec![Act::Open(Request::Search(text))],
        }
    }

    /// By its code; what is counted in no year has one too.
    fn figure(&self, code: &str) -> Option<Figure> {
        self.report.as_ref()?.traceable(code)
    }

    fn turn(&mut self, by: i16, cx: &Context<'_>) {
        let Some(year) = self.year else { return };
        let latest = FiscalYear::of(cx.now.today()).0.saturating_add(1);
        let turned = year.0.saturating_add(by);
        if YEARS.contains(&turned) && turned <= latest {
            self.year = Some(FiscalYear(turned));
            self.relist(cx);
        }
    }

    fn go(&mut self, at: usize) {
        self.cursor = at.min(self.stops.len().saturating_sub(1));
        self.keep_in_sight();
    }

    fn keep_in_sight(&mut self) {
        let room = self.rows_of_list();
        let row = self.stops.get(self.cursor).map_or(0, |stop| stop.row);
        // The heading of the first figure is seen with it.
        let first = if self.cursor == 0 { 0 } else { row };
        self.top = self.top.min(first).max((row + 1).saturating_sub(room));
        if let Some(trace) = &mut self.trace {
            trace.keep_in_sight(room);
        }
    }

    /// Lines of figures or records on the screen.
    fn rows_of_list(&self) -> usize {
        usize::from(self.geometry.body_rows().saturating_sub(3)).max(1)
    }
}
