//! What the commands do in the facility pane.

use super::{FacilityPane, Focus, Sheet};
use crate::command::Command;
use crate::domain::facility::local::Group;
use crate::domain::{Facility, FacilityId};
use crate::message::{Effect, Look};
use crate::pane::{Act, Context, FormFor, Request};
use crate::port::clipboard::CopyText;
use crate::port::{EntityKind, Put, Record};

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut FacilityPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let rows = pane.geometry.list_rows();
    match command {
        Command::Up => step(pane, -1, cx),
        Command::Down => step(pane, 1, cx),
        Command::PageUp => step(pane, -(page(pane) as isize), cx),
        Command::PageDown => step(pane, page(pane) as isize, cx),
        Command::Top => step(pane, isize::MIN + 1, cx),
        Command::Bottom => step(pane, isize::MAX, cx),
        Command::DetailUp => scroll(pane, -((pane.geometry.detail_rows() / 2) as isize), cx),
        Command::DetailDown => scroll(pane, (pane.geometry.detail_rows() / 2) as isize, cx),
        Command::Open | Command::Right => {
            pane.focus = Focus::Detail;
            match (command, pane.selected()) {
                (Command::Open, Some(id)) => vec![Act::Used(id)],
                _ => Vec::new(),
            }
        }
        Command::Left => {
            pane.focus = Focus::List;
            Vec::new()
        }
        Command::Back => back(pane, cx),
        Command::NextPane | Command::PreviousPane => {
            pane.focus = match pane.focus {
                Focus::List => Focus::Detail,
                Focus::Detail => Focus::List,
            };
            Vec::new()
        }
        Command::Zoom => {
            pane.zoomed = !pane.zoomed;
            pane.list.show_selected(rows);
            Vec::new()
        }
        Command::Search => vec![Act::Open(Request::Search(String::new()))],
        Command::NextHit => next_hit(pane, 1, cx),
        Command::PreviousHit => next_hit(pane, -1, cx),
        Command::Filter => vec![Act::Open(Request::Filter)],
        Command::Sort => vec![Act::Open(Request::Sort)],
        Command::ReferencePoint => reference_point(pane, cx),
        Command::Pin => pane.selected().map(Act::TogglePin).into_iter().collect(),
        Command::Mark => {
            if let Some(id) = pane.selected() {
                pane.marks.toggle(id);
                pane.list.step(1, rows);
                pane.scroll = 0;
            }
            Vec::new()
        }
        Command::MarkRange => mark_range(pane, cx),
        Command::MarkAll => {
            if pane.list.ids().iter().all(|id| pane.marks.has(*id)) {
                pane.marks.clear();
            } else {
                pane.list.ids().iter().for_each(|id| pane.marks.set(*id));
            }
            Vec::new()
        }
        Command::Copy => copied(pane).map(|ids| Act::Open(Request::Copy(ids))).into_iter().collect(),
        Command::CopyPhone => copy_phone(pane, cx),
        Command::Add => vec![Act::Open(Request::Form(FormFor::Facility(None)))],
        Command::Edit => match cx.selected {
            Some(facility) => vec![Act::Open(Request::Form(FormFor::Facility(Some(Box::new(facility.clone())))))],
            None => Vec::new(),
        },
        Command::ConfirmFacts => confirm_facts(pane, cx),
        Command::Remove => remove(cx),
        Command::Review => vec![Act::Open(Request::Review)],
        Command::History => {
            let look = |id: FacilityId| Look::History(EntityKind::Facility, id.to_bytes());
            pane.selected().map(|id| Act::Open(Request::Ledger(look(id)))).into_iter().collect()
        }
        Command::Log => vec![Act::Open(Request::Ledger(Look::Log))],
        Command::Trash => vec![Act::Open(Request::Ledger(Look::Trash))],
        Command::PaneToday
        | Command::PaneFacilities
        | Command::PaneTasks
        | Command::PaneCards
        | Command::PaneMeetings
        | Command::PaneMap
        | Command::PanePublications
        | Command::PaneSurveys
        | Command::PaneServices
        | Command::PaneReport
        | Command::ZoomIn
        | Command::ZoomOut
        | Command::FitMap
        | Command::Ring
        | Command::Check
        | Command::Acts
        | Command::MoveDate
        | Command::Calendar
        | Command::Figures
        | Command::Undo
        | Command::Redo
        | Command::Drafts
        | Command::Palette
        | Command::Help
        | Command::Repaint
        | Command::CoverNames
        | Command::Lock
        | Command::Suspend
        | Command::Quit
        | Command::QuitNow
        | Command::NextField
        | Command::PreviousField
        | Command::Save
        | Command::CursorLeft
        | Command::CursorRight
        | Command::LineStart
        | Command::LineEnd
        | Command::DeleteBack
        | Command::DeleteForward
        | Command::DeleteWord
        | Command::DeleteToStart
        | Command::DeleteToEnd => Vec::new(),
    }
}

fn page(pane: &FacilityPane) -> usize {
    match pane.focus {
        Focus::List => pane.geometry.list_rows().saturating_sub(1).max(1),
        Focus::Detail => pane.geometry.detail_rows().saturating_sub(1).max(1),
    }
}

fn step(pane: &mut FacilityPane, by: isize, cx: &Context<'_>) -> Vec<Act> {
    match pane.focus {
        Focus::List => {
            pane.list.step(by, pane.geometry.list_rows());
            pane.scroll = 0;
            Vec::new()
        }
        Focus::Detail => scroll(pane, by, cx),
    }
}

fn scroll(pane: &mut FacilityPane, by: isize, cx: &Context<'_>) -> Vec<Act> {
    let lines = cx.selected.map_or(0, |facility| {
        let columns = pane.geometry.detail_columns(pane.zoomed);
        Sheet::of(facility, cx, pane.stale_after_days).lines(columns, pane.geometry.widths).len()
    });
    let last = lines.saturating_sub(pane.geometry.detail_rows());
    pane.scroll = pane.scroll.saturating_add_signed(by).min(last);
    Vec::new()
}

/// Esc: out of the detail, out of a begun range, out of the zoom, out of the filter; never out of the marks.
fn back(pane: &mut FacilityPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.focus == Focus::Detail {
        pane.focus = Focus::List;
    } else if pane.marks.anchor.take().is_some() {
    } else if pane.zoomed {
        pane.zoomed = false;
    } else if cx.session.filter.as_deref().is_some_and(|filter| !filter.is_empty()) {
        return vec![Act::SetFilter(String::new())];
    }
    Vec::new()
}

fn next_hit(pane: &mut FacilityPane, by: isize, cx: &Context<'_>) -> Vec<Act> {
    if pane.last_query.is_empty() {
        return vec![Act::Open(Request::Search(String::new()))];
    }
    let hits = cx.registry.matching(&pane.last_query);
    let ids = pane.list.ids();
    let count = ids.len();
    let found = (1..count)
        .map(|n| if by > 0 { (pane.list.cursor() + n) % count } else { (pane.list.cursor() + count - n) % count })
        .find(|at| hits.contains(&ids[*at]));
    match found {
        Some(at) => {
            pane.list.go(at, pane.geometry.list_rows());
            pane.scroll = 0;
            Vec::new()
        }
        None => vec![Act::Say(cx.words.say("list.no-more-hits", &[("query", &pane.last_query)]))],
    }
}

fn reference_point(pane: &FacilityPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(id) = pane.selected() else { return Vec::new() };
    if cx.session.reference_point == Some(id) {
        return vec![Act::SetReferencePoint(None)];
    }
    match cx.registry.row(id) {
        Some(row) if row.coordinates.is_some() => vec![Act::SetReferencePoint(Some(id))],
        Some(row) => vec![Act::Say(cx.words.say("list.no-coordinates", &[("name", &row.short)]))],
        None => Vec::new(),
    }
}

fn mark_range(pane: &mut FacilityPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(selected) = pane.selected() else { return Vec::new() };
    let ids = pane.list.ids();
    let begun = pane.marks.anchor.and_then(|id| ids.iter().position(|other| *other == id));
    let Some(from) = begun else {
        pane.marks.anchor = Some(selected);
        pane.marks.set(selected);
        return vec![Act::Say(cx.words.get("list.range-begun").to_owned())];
    };
    let to = pane.list.cursor();
    for id in &ids[from.min(to)..=from.max(to)] {
        pane.marks.set(*id);
    }
    pane.marks.anchor = None;
    Vec::new()
}

/// The marked ones, else the selected one.
fn copied(pane: &FacilityPane) -> Option<Vec<FacilityId>> {
    if pane.marks.is_empty() { pane.selected().map(|id| vec![id]) } else { Some(pane.marks.ids().to_vec()) }
}

fn copy_phone(pane: &FacilityPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(id) = pane.selected() else { return Vec::new() };
    let desk = cx.selected.filter(|facility| facility.id == id).and_then(|facility| facility.phones().first().copied());
    let phone = desk.map(|phone| phone.display().to_owned());
    let phone = phone.or_else(|| cx.registry.row(id).map(|row| row.phone.to_string())).unwrap_or_default();
    if phone.is_empty() {
        return vec![Act::Say(cx.words.get("list.no-phone").to_owned())];
    }
    vec![Act::Do(Effect::Copy { text: CopyText(phone), items: 1 }), Act::Used(id)]
}

/// Today's date on every group of local facts that says anything.
fn confirm_facts(pane: &FacilityPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(facility) = cx.selected else { return Vec::new() };
    let mut confirmed = facility.clone();
    let today = cx.now.today();
    let by = pane.by.as_ref();
    let local = &mut confirmed.local;
    let groups = [
        confirm(&mut local.identity, today, by),
        confirm(&mut local.desk, today, by),
        confirm(&mut local.hours, today, by),
        confirm(&mut local.capabilities, today, by),
        confirm(&mut local.vacancy, today, by),
        confirm(&mut local.note, today, by),
    ];
    if groups.contains(&true) {
        vec![Act::Save { action: "confirm", puts: vec![Put::Save(Record::Facility(confirmed))] }]
    } else {
        vec![Act::Say(cx.words.get("list.nothing-to-confirm").to_owned())]
    }
}

fn confirm<T: Default + PartialEq>(group: &mut Group<T>, today: jiff::civil::Date, by: Option<&String>) -> bool {
    let says_something = !group.is_empty();
    if says_something {
        group.confirmed_on = Some(today);
        // Not known is no name at all: the one from earlier would be wrong here.
        group.confirmed_by = by.cloned();
    }
    says_something
}

/// To the trash goes only what was added by hand, and without a question: it comes back with one key. What a source lists stays.
fn remove(cx: &Context<'_>) -> Vec<Act> {
    match cx.selected {
        Some(facility) if added_by_hand(facility) => {
            let put = Put::Trash { kind: EntityKind::Facility, key: facility.id.to_bytes(), rev: facility.rev };
            vec![Act::Save { action: "trash", puts: vec![put] }]
        }
        Some(_) => vec![Act::Say(cx.words.get("list.not-removable").to_owned())],
        None => Vec::new(),
    }
}

fn added_by_hand(facility: &Facility) -> bool {
    facility.listings.is_empty()
}
