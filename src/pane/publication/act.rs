//! What the commands do on the pane of publications.

use super::{Entry, LedgerSieve, PublicationPane, rows, sieve};
use crate::command::Command;
use crate::domain::guide::Desk;
use crate::domain::meeting::Meeting;
use crate::domain::publication::kinds;
use crate::domain::text::clean_line;
use crate::domain::{FacilityId, Guide, MeetingId, PublicationId};
use crate::message::Look;
use crate::pane::meeting::day_of;
use crate::pane::{Act, CareRequest, Context, ListCommand, Request};
use crate::port::{EntityKind, Put, Record};
use crate::words::Language;

/// Questions of meetings that are offered at a time.
const OFFERED: usize = 12;

/// What is asked of the app about publications and worries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedgerRequest {
    /// A new publication of a kind, by its code.
    Add(&'static str),
    /// A question: which of those that meetings have asked, or a new one?
    Question,
    /// The answer to a question of a meeting; the line from 0.
    Answer(MeetingId, usize),
    AddGuide,
    Edit(Entry),
    /// Make it public somewhere.
    Post(PublicationId),
    /// The text for each place, to be pasted.
    Paste(PublicationId),
    /// All questions ever answered and all worries, with the text typed so far.
    Ask(String),
}

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut PublicationPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let page = pane.rows_of_list().saturating_sub(1).max(1) as isize;
    match ListCommand::of(command) {
        ListCommand::Up => step(pane, -1, cx),
        ListCommand::Down => step(pane, 1, cx),
        ListCommand::PageUp => step(pane, -page, cx),
        ListCommand::PageDown => step(pane, page, cx),
        ListCommand::Top => step(pane, isize::MIN + 1, cx),
        ListCommand::Bottom => step(pane, isize::MAX, cx),
        ListCommand::DetailUp => pane.scroll = pane.scroll.saturating_sub(1),
        ListCommand::DetailDown => pane.scroll = pane.scroll.saturating_add(1),
        ListCommand::Open | ListCommand::Right => return open(pane, cx),
        ListCommand::Left | ListCommand::Back => return back(pane, cx),
        ListCommand::Zoom => pane.zoomed = !pane.zoomed,
        ListCommand::Search => return ask(LedgerRequest::Ask(String::new())),
        ListCommand::Filter => return vec![Act::Open(sieve::menu(pane.sieve, cx))],
        ListCommand::Check => return publish(pane, cx),
        ListCommand::ConfirmFacts => return confirm(pane, cx),
        ListCommand::Add => return vec![Act::Open(kinds_to_add(cx))],
        ListCommand::Edit => return pane.selected().map(|entry| ask(LedgerRequest::Edit(entry))).unwrap_or_default(),
        ListCommand::Remove => return remove(pane, cx),
        ListCommand::Copy => return copy(pane, cx),
        ListCommand::History => return history(pane),
        ListCommand::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        ListCommand::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        ListCommand::Foreign | ListCommand::Figures => return say(cx, "publications.not_here"),
        ListCommand::NextPart | ListCommand::PreviousPart | ListCommand::Elsewhere => {}
    }
    Vec::new()
}

fn ask(request: LedgerRequest) -> Vec<Act> {
    vec![Act::Open(Request::Care(CareRequest::Ledger(request)))]
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

/// Among the entries, or among the desks while the detail has the keys.
fn step(pane: &mut PublicationPane, by: isize, cx: &Context<'_>) {
    match (pane.desk, guide(pane, cx)) {
        (Some(at), Some(guide)) => {
            pane.desk = Some(at.saturating_add_signed(by).min(guide.desks.len().saturating_sub(1)));
        }
        _ => pane.go(pane.cursor.saturating_add_signed(by), cx),
    }
}

fn guide<'a>(pane: &PublicationPane, cx: &Context<'a>) -> Option<&'a Guide> {
    match pane.selected()? {
        Entry::Guide(id) => cx.casebook.logbook().guide(id),
        Entry::Publication(_) => None,
    }
}

/// Into the desks of a worry, and from a desk to the institution; a publication's text over the whole width.
fn open(pane: &mut PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(entry) = pane.selected() else { return Vec::new() };
    let Some(guide) = guide(pane, cx) else {
        if matches!(entry, Entry::Publication(_)) {
            (pane.opened, pane.zoomed) = (true, true);
        }
        return Vec::new();
    };
    match (pane.desk, guide.desks.len()) {
        (Some(at), _) => open_desk(guide.desks.get(at), cx),
        (None, 0) => say(cx, "publications.no_desk"),
        (None, _) => {
            (pane.desk, pane.opened) = (Some(0), true);
            Vec::new()
        }
    }
}

fn open_desk(desk: Option<&Desk>, cx: &Context<'_>) -> Vec<Act> {
    match desk.and_then(|desk| desk.facility).filter(|id| cx.registry.row(*id).is_some()) {
        Some(facility) => vec![Act::ShowFacility(facility)],
        None => say(cx, "publications.not_registered"),
    }
}

/// Esc: out of the desks, the whole width, the filter.
fn back(pane: &mut PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.desk.take().is_some() {
        pane.opened = false;
    } else if pane.zoomed || pane.opened {
        (pane.zoomed, pane.opened, pane.scroll) = (false, false, 0);
    } else if pane.sieve != LedgerSieve::All {
        pane.sieve = LedgerSieve::All;
        pane.relist(cx);
        return say(cx, "list.filter-off");
    }
    Vec::new()
}

fn publish(pane: &PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    match pane.selected() {
        Some(Entry::Publication(id)) => ask(LedgerRequest::Post(id)),
        Some(Entry::Guide(_)) => say(cx, "publications.only_published"),
        None => Vec::new(),
    }
}

/// The desks of a worry still help: today's date beside it.
fn confirm(pane: &PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(guide) = guide(pane, cx) else { return say(cx, "publications.only_guides") };
    let confirmed = Guide { confirmed_on: Some(cx.now.today()), ..guide.clone() };
    vec![Act::Save { action: "confirm", puts: vec![Put::Save(Record::Guide(confirmed))] }]
}

/// Of a publication the text for a place; of a worry the contact of its desks.
fn copy(pane: &PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    if let Some(Entry::Publication(id)) = pane.selected() {
        return ask(LedgerRequest::Paste(id));
    }
    let Some(guide) = guide(pane, cx) else { return Vec::new() };
    let chosen = pane.desk.map_or(0..guide.desks.len(), |at| at..at + 1);
    let desks = guide.desks.get(chosen).unwrap_or_default();
    let known = desks.iter().filter_map(|desk| desk.facility).filter(|id| cx.registry.row(*id).is_some());
    let known: Vec<FacilityId> = known.collect();
    if known.is_empty() {
        return say(cx, "publications.not_registered");
    }
    vec![Act::Open(Request::Copy(known))]
}

fn remove(pane: &PublicationPane, cx: &Context<'_>) -> Vec<Act> {
    let log = cx.casebook.logbook();
    let put = match pane.selected() {
        Some(Entry::Publication(id)) => {
            log.publication(id).map(|one| (EntityKind::Publication, id.to_bytes(), one.rev))
        }
        Some(Entry::Guide(id)) => log.guide(id).map(|one| (EntityKind::Guide, id.to_bytes(), one.rev)),
        None => None,
    };
    let put = put.map(|(kind, key, rev)| Put::Trash { kind, key, rev });
    put.map(|put| vec![Act::Save { action: "trash", puts: vec![put] }]).unwrap_or_default()
}

fn history(pane: &PublicationPane) -> Vec<Act> {
    let look = match pane.selected() {
        Some(Entry::Publication(id)) => Look::History(EntityKind::Publication, id.to_bytes()),
        Some(Entry::Guide(id)) => Look::History(EntityKind::Guide, id.to_bytes()),
        None => return Vec::new(),
    };
    vec![Act::Open(Request::Ledger(look))]
}

/// A question, a worry, or a publication of another kind.
fn kinds_to_add(cx: &Context<'_>) -> Request {
    let ja = cx.words.language() == Language::Ja;
    let care = |request| Act::Open(Request::Care(CareRequest::Ledger(request)));
    let of_kind = |kind: &crate::domain::publication::PublicationKind| {
        let text = if ja { kind.ja } else { kind.en }.to_owned();
        let request = if kind.code == "qa" { LedgerRequest::Question } else { LedgerRequest::Add(kind.code) };
        (text, care(request))
    };
    let worry = (cx.words.get("publications.add_guide").to_owned(), care(LedgerRequest::AddGuide));
    // The two that are added most come first.
    let (first, rest) = kinds().split_at(kinds().len().min(1));
    let rows = first.iter().map(of_kind).chain([worry]).chain(rest.iter().map(of_kind));
    Request::Choose { title: cx.words.get("publications.which_kind").to_owned(), rows: rows.collect(), at: 0 }
}

/// A new question, or one of those that meetings have asked and nobody has answered. `None`: there are none of these.
pub(crate) fn questions(cx: &Context<'_>) -> Option<Request> {
    let open = cx.casebook.logbook().unanswered();
    if open.is_empty() {
        return None;
    }
    let care = |request| Act::Open(Request::Care(CareRequest::Ledger(request)));
    let of_meeting = |(meeting, at): (&Meeting, usize)| {
        (rows::asked_in(meeting, at, cx), care(LedgerRequest::Answer(meeting.id, at)))
    };
    let own = (cx.words.get("publications.new_question").to_owned(), care(LedgerRequest::Add("qa")));
    let rows = [own].into_iter().chain(open.into_iter().take(OFFERED).map(of_meeting));
    Some(Request::Choose { title: cx.words.get("publications.which_question").to_owned(), rows: rows.collect(), at: 0 })
}

/// `6/10 集い2 送迎はどうするか`; of a meeting that speaks of cases its question is shown only when it is opened.
pub(super) fn question_line(meeting: &Meeting, at: usize, cx: &Context<'_>) -> String {
    let kind = crate::pane::meeting::kind_and_number(meeting, true, cx);
    let asked = meeting.lines.get(at).map(|line| clean_line(&line.text)).unwrap_or_default();
    let text = if meeting.is_guarded() { cx.words.get("publications.of_a_case").to_owned() } else { asked };
    format!("{} {kind} {text}", day_of(meeting.on, cx))
}
