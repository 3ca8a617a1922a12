//! What the commands do on the board of service continuity.

use super::{Entry, ServicePane, Target, rows};
use crate::command::Command;
use crate::domain::service::{ServiceAct, needs};
use crate::domain::{FacilityId, PersonId, ServiceActId};
use crate::message::Look;
use crate::pane::{Act, CareRequest, Context, ListCommand, Request};
use crate::port::{EntityKind, Put};

/// What is asked of the app about closings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ServiceRequest {
    /// An institution closes, or works partly.
    Close,
    /// It works as usual again.
    Reopen(FacilityId),
    Edit(ServiceActId),
}

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut ServicePane, command: Command, cx: &Context<'_>) -> Vec<Act> {
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
        ListCommand::Open => return open(pane),
        ListCommand::Right => enter(pane),
        ListCommand::Left | ListCommand::Back => return back(pane, cx),
        ListCommand::Zoom => pane.zoomed = !pane.zoomed,
        ListCommand::Search => return vec![Act::Open(Request::Search(String::new()))],
        ListCommand::Filter => return vec![Act::Open(needs_menu(pane, 0, cx))],
        ListCommand::Check => return check(pane, cx),
        ListCommand::Add => return ask(ServiceRequest::Close),
        ListCommand::Edit => return edit(pane, cx),
        ListCommand::Remove => return remove(pane, cx),
        ListCommand::Copy => return copy(pane),
        ListCommand::History => return history(pane),
        ListCommand::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        ListCommand::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        ListCommand::Foreign | ListCommand::ConfirmFacts | ListCommand::Figures => {
            return say(cx, "services.not_here");
        }
        ListCommand::NextPart | ListCommand::PreviousPart | ListCommand::Elsewhere => {}
    }
    Vec::new()
}

fn ask(request: ServiceRequest) -> Vec<Act> {
    vec![Act::Open(Request::Care(CareRequest::Service(request)))]
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

/// Among the institutions, or among the lines of the detail while it has the keys.
fn step(pane: &mut ServicePane, by: isize, cx: &Context<'_>) {
    match pane.row {
        Some(at) => pane.row = Some(at.saturating_add_signed(by).min(pane.targets.len().saturating_sub(1))),
        None => pane.go(pane.cursor.saturating_add_signed(by), cx),
    }
}

/// Into the detail as it is.
fn enter(pane: &mut ServicePane) {
    if pane.row.is_none() && !pane.targets.is_empty() {
        pane.row = Some(0);
    }
}

/// The names first, where there are any; then what the selected line stands for.
fn open(pane: &mut ServicePane) -> Vec<Act> {
    match pane.target() {
        Some(Target::Person(person)) => return vec![Act::Open(Request::Card(person))],
        Some(Target::Substitute(facility)) => return vec![Act::ShowFacility(facility)],
        None => {}
    }
    let Some(entry) = pane.selected() else { return Vec::new() };
    let persons: Vec<PersonId> = pane.people.iter().map(|(person, _)| *person).collect();
    if persons.is_empty() || pane.opened == Some(entry.facility()) {
        enter(pane);
        return Vec::new();
    }
    vec![Act::OpenAffected(persons)]
}

/// Esc: out of the detail, for everybody again, the names covered, out of the zoom.
fn back(pane: &mut ServicePane, cx: &Context<'_>) -> Vec<Act> {
    if pane.row.take().is_some() {
        return Vec::new();
    }
    if pane.whom.take().is_some() {
        pane.aim(cx);
    } else if pane.zoomed {
        pane.zoomed = false;
    } else if pane.opened.take().is_some() {
        pane.scroll = 0;
        pane.aim(cx);
    }
    Vec::new()
}

/// On a person: who could take over for that one alone. On an institution: it works as usual again.
fn check(pane: &mut ServicePane, cx: &Context<'_>) -> Vec<Act> {
    match (pane.target(), pane.selected()) {
        (Some(Target::Person(person)), Some(Entry::Closing { .. })) => {
            turn_to(pane, person, cx);
            Vec::new()
        }
        (None, Some(Entry::Closing { facility, .. })) => ask(ServiceRequest::Reopen(facility)),
        (_, Some(_)) => say(cx, "services.not_here"),
        (_, None) => Vec::new(),
    }
}

fn turn_to(pane: &mut ServicePane, person: PersonId, cx: &Context<'_>) {
    pane.whom = if pane.whom == Some(person) { None } else { Some(person) };
    let row = pane.row;
    pane.aim(cx);
    pane.row = row;
}

fn act_of<'a>(pane: &ServicePane, cx: &Context<'a>) -> Option<&'a ServiceAct> {
    match pane.selected()? {
        Entry::Closing { act, facility, .. } => cx.casebook.logbook().acts(facility).find(|one| one.id == act),
        Entry::Hospital(_) => None,
    }
}

fn edit(pane: &ServicePane, cx: &Context<'_>) -> Vec<Act> {
    match act_of(pane, cx) {
        Some(act) => ask(ServiceRequest::Edit(act.id)),
        None => say(cx, "services.not_here"),
    }
}

/// Into the trash, as if it had never been said. It can be undone.
fn remove(pane: &ServicePane, cx: &Context<'_>) -> Vec<Act> {
    // On a person or a substitute it is not the closing that is meant.
    let Some(act) = act_of(pane, cx).filter(|_| pane.target().is_none()) else { return say(cx, "services.not_here") };
    let put = Put::Trash { kind: EntityKind::ServiceAct, key: act.id.to_bytes(), rev: act.rev };
    vec![Act::Save { action: "trash", puts: vec![put] }]
}

/// The contact of an institution; a person leaves by the way on which persons leave.
fn copy(pane: &ServicePane) -> Vec<Act> {
    let facility = match pane.target() {
        Some(Target::Person(person)) => return vec![Act::Open(Request::HandOver(vec![person]))],
        Some(Target::Substitute(facility)) => Some(facility),
        None => pane.facility(),
    };
    facility.map(|facility| vec![Act::Open(Request::Copy(vec![facility]))]).unwrap_or_default()
}

fn history(pane: &ServicePane) -> Vec<Act> {
    let look = match pane.selected() {
        Some(Entry::Closing { act, .. }) => Look::History(EntityKind::ServiceAct, act.to_bytes()),
        Some(Entry::Hospital(facility)) => Look::History(EntityKind::Facility, facility.to_bytes()),
        None => return Vec::new(),
    };
    vec![Act::Open(Request::Ledger(look))]
}

/// What is needed of a substitute: each line turns one need, and the menu opens anew.
pub(super) fn needs_menu(pane: &ServicePane, at: usize, cx: &Context<'_>) -> Request {
    let asked = match pane.target() {
        Some(Target::Person(person)) => pane.needs_of.get(&person).unwrap_or(&pane.needs),
        Some(Target::Substitute(_)) | None => pane.asked(),
    };
    let rows = needs().into_iter().map(|need| {
        let tick = if asked.contains(&need) { "[x]" } else { "[ ]" };
        (format!("{tick} {}", rows::need_word(need, cx)), Act::ToggleNeed(need))
    });
    let about = match (pane.target(), pane.whom) {
        (Some(Target::Person(person)), _) | (_, Some(person)) => rows::name_of(person, cx),
        _ => cx.words.get("services.everybody").to_owned(),
    };
    let title = cx.words.say("services.needs_of", &[("who", &about)]);
    Request::Choose { title, rows: rows.collect(), at }
}

impl ServicePane {
    /// The menu of needs again, on the line of this one.
    pub fn needs_again(&self, need: &str, cx: &Context<'_>) -> Request {
        let at = needs().iter().position(|one| *one == need).unwrap_or(0);
        needs_menu(self, at, cx)
    }
}
