//! What the commands do on the report.

use super::trace::{self, Trace};
use super::{ReportPane, outlet};
use crate::command::Command;
use crate::message::{Effect, FileFormat, Look};
use crate::pane::{Act, CareRequest, Context, ListCommand, Request};

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut ReportPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let page = pane.rows_of_list().saturating_sub(1).max(1) as isize;
    match ListCommand::of(command) {
        ListCommand::Up => step(pane, -1),
        ListCommand::Down => step(pane, 1),
        ListCommand::PageUp | ListCommand::DetailUp => step(pane, -page),
        ListCommand::PageDown | ListCommand::DetailDown => step(pane, page),
        ListCommand::Top => step(pane, isize::MIN + 1),
        ListCommand::Bottom => step(pane, isize::MAX),
        ListCommand::NextPart => part(pane, true),
        ListCommand::PreviousPart => part(pane, false),
        ListCommand::Left if pane.trace.is_none() => pane.turn(-1, cx),
        ListCommand::Right if pane.trace.is_none() => pane.turn(1, cx),
        ListCommand::Open | ListCommand::Right => return open(pane, cx),
        ListCommand::Back | ListCommand::Left => pane.trace = None,
        ListCommand::Copy => return vec![Act::Open(formats(pane, cx))],
        ListCommand::Search => return vec![Act::Open(Request::Search(String::new()))],
        ListCommand::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        ListCommand::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        ListCommand::Figures => return vec![Act::Open(Request::Care(CareRequest::Figures))],
        ListCommand::Filter | ListCommand::Zoom | ListCommand::Add | ListCommand::Edit | ListCommand::ConfirmFacts => {
            return not_here(cx);
        }
        ListCommand::Remove | ListCommand::History | ListCommand::Check | ListCommand::Foreign => return not_here(cx),
        ListCommand::Elsewhere => {}
    }
    Vec::new()
}

fn not_here(cx: &Context<'_>) -> Vec<Act> {
    vec![Act::Say(cx.words.get("yearly.not_here").to_owned())]
}

/// Among the figures, or among the records while those have the keys.
fn step(pane: &mut ReportPane, by: isize) {
    match &mut pane.trace {
        Some(trace) => {
            trace.step(by);
            pane.keep_in_sight();
        }
        None => pane.go(pane.cursor.saturating_add_signed(by)),
    }
}

/// To the first figure of the next part, or of this or the one before.
fn part(pane: &mut ReportPane, forward: bool) {
    if pane.trace.is_some() {
        return;
    }
    let part = |at: usize| {
        let code = pane.stops.get(at).map(|stop| stop.code.as_str());
        code.and_then(|code| pane.report.as_ref()?.figure(code)).map(|figure| figure.part)
    };
    let here = part(pane.cursor);
    let is_first = |at: &usize| *at == 0 || part(at - 1) != part(*at);
    let target = if forward {
        (pane.cursor + 1..pane.stops.len()).find(|at| part(*at) != here)
    } else {
        (0..pane.cursor).rev().find(is_first)
    };
    if let Some(at) = target {
        pane.go(at);
    }
}

/// From a figure to its records, from a record to where it lives. That records of persons were looked through is written down.
fn open(pane: &mut ReportPane, cx: &Context<'_>) -> Vec<Act> {
    if let Some(trace) = &pane.trace {
        return trace.selected().map(|what| trace::open(what, cx)).unwrap_or_default();
    }
    let Some(figure) = pane.selected().and_then(|code| pane.figure(code)) else { return Vec::new() };
    if figure.records.is_empty() {
        return vec![Act::Say(cx.words.get("yearly.no_records").to_owned())];
    }
    let trace = Trace::new(&figure, cx);
    let records = trace.looked_at();
    pane.trace = Some(trace);
    pane.keep_in_sight();
    if records.is_empty() {
        return Vec::new();
    }
    vec![Act::Do(Effect::Witness { action: "view", records, note: "screen report".to_owned() })]
}

/// The files that can be written: of the report, or of the records that are shown.
fn formats(pane: &ReportPane, cx: &Context<'_>) -> Request {
    let word = |format: FileFormat| cx.words.get(&format!("yearly.file.{format}")).to_owned();
    if let Some(trace) = &pane.trace
        && let Some(figure) = pane.figure(&trace.code)
    {
        let row = |format| (word(format), outlet::traced(&figure, trace, format, cx));
        let title = cx.words.say("yearly.records_to", &[("label", &trace.label)]);
        return Request::Choose { title, rows: outlet::RECORDS.map(row).to_vec(), at: 0 };
    }
    let row = |format| (word(format), Act::WriteReport(format));
    let title = cx.words.get("yearly.report_to").to_owned();
    Request::Choose { title, rows: outlet::REPORT.map(row).to_vec(), at: 0 }
}
