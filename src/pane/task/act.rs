//! What the commands do on the board and in a checklist.

use super::{Mode, TaskPane};
use crate::command::Command;
use crate::domain::checklist::Duty;
use crate::domain::episode::flow;
use crate::domain::task::{Done, TaskState};
use crate::domain::text::clean_line;
use crate::domain::{EpisodeId, Task};
use crate::message::{Effect, Look};
use crate::model::casebook::Order;
use crate::pane::{Act, CareRequest, Context, Request};
use crate::port::clipboard::CopyText;
use crate::port::{EntityKind, Put, Record};

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut TaskPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
    let rows = pane.rows_of_list();
    let page = rows.saturating_sub(1).max(1) as isize;
    match command {
        Command::Up => step(pane, -1),
        Command::Down => step(pane, 1),
        Command::PageUp => step(pane, -page),
        Command::PageDown => step(pane, page),
        Command::Top => step(pane, isize::MIN + 1),
        Command::Bottom => step(pane, isize::MAX),
        Command::DetailUp => scroll(pane, -1),
        Command::DetailDown => scroll(pane, 1),
        Command::Left if pane.calendar => show_month(pane, true, pane.months_on.saturating_sub(1), cx),
        Command::Right if pane.calendar => show_month(pane, true, pane.months_on.saturating_add(1), cx),
        Command::Open | Command::Right => open(pane, cx),
        Command::Left | Command::Back => back(pane, cx),
        Command::Zoom => {
            pane.zoomed = !pane.zoomed;
            pane.list.show_selected(pane.rows_of_list());
            Vec::new()
        }
        Command::Calendar => show_month(pane, !pane.calendar, 0, cx),
        Command::Search => vec![Act::Open(Request::Care(CareRequest::People(String::new())))],
        Command::Filter | Command::Sort if pane.mode != Mode::Board => {
            vec![Act::Say(cx.words.get("task.only_on_board").to_owned())]
        }
        Command::Filter => vec![Act::Open(Request::Sieve)],
        Command::Sort => {
            pane.order = match pane.order {
                Order::Due => Order::Person,
                Order::Person => Order::Hospital,
                Order::Hospital => Order::Due,
            };
            pane.relist(cx);
            vec![Act::Say(cx.words.get(&format!("task.order.{}", pane.order)).to_owned())]
        }
        Command::Check => check(pane, cx),
        Command::Remove => set_aside(pane, cx),
        Command::Copy => copy(pane, cx),
        Command::Acts => with_stay(pane, cx, |stay| Act::Open(Request::Acts(stay))),
        Command::MoveDate => with_stay(pane, cx, |stay| Act::Open(Request::MoveDate(stay))),
        Command::Figures => vec![Act::Open(Request::Care(CareRequest::Figures))],
        Command::Add => vec![Act::Open(Request::Care(CareRequest::Admission(None)))],
        Command::Edit => with_stay(pane, cx, |stay| Act::Open(Request::Care(CareRequest::Stay(stay)))),
        Command::History => history(pane, cx),
        Command::Log => vec![Act::Open(Request::Ledger(Look::Log))],
        Command::Trash => vec![Act::Open(Request::Ledger(Look::Trash))],
        Command::NextHit
        | Command::PreviousHit
        | Command::ReferencePoint
        | Command::Pin
        | Command::Mark
        | Command::MarkRange
        | Command::MarkAll
        | Command::CopyPhone
        | Command::ConfirmFacts
        | Command::Review => vec![Act::Say(cx.words.get("task.only_facilities").to_owned())],
        Command::NextPane
        | Command::PreviousPane
        | Command::PaneToday
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

fn step(pane: &mut TaskPane, by: isize) -> Vec<Act> {
    pane.list.step(by, pane.rows_of_list());
    pane.scroll = 0;
    Vec::new()
}

fn scroll(pane: &mut TaskPane, by: isize) -> Vec<Act> {
    pane.scroll = pane.scroll.saturating_add_signed(by);
    Vec::new()
}

/// Into the checklist of the stay; of what a meeting agreed on, to the meeting.
fn open(pane: &mut TaskPane, cx: &Context<'_>) -> Vec<Act> {
    if let Some(meeting) = selected(pane, cx).filter(|_| pane.stay(cx).is_none()).and_then(Task::meeting) {
        return vec![Act::OpenMeeting(meeting)];
    }
    if pane.mode == Mode::Board
        && let Some(stay) = pane.stay(cx)
    {
        let task = pane.list.selected();
        pane.open(stay, task, cx);
    }
    Vec::new()
}

/// The month where the keys turn it, or no longer; a century either way is far enough.
fn show_month(pane: &mut TaskPane, on: bool, months_on: i32, cx: &Context<'_>) -> Vec<Act> {
    pane.calendar = on;
    pane.months_on = months_on.clamp(-1200, 1200);
    pane.turn_month(cx);
    Vec::new()
}

/// Esc: out of the month, out of the checklist, out of the filter.
fn back(pane: &mut TaskPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.calendar {
        return show_month(pane, false, 0, cx);
    } else if pane.zoomed {
        pane.zoomed = false;
    } else if pane.mode != Mode::Board {
        pane.close(cx);
    } else if !pane.sieve.is_empty() {
        pane.sieve = crate::model::casebook::Sieve::default();
        pane.relist(cx);
        return vec![Act::Say(cx.words.get("list.filter-off").to_owned())];
    }
    Vec::new()
}

fn with_stay(pane: &TaskPane, cx: &Context<'_>, act: impl FnOnce(EpisodeId) -> Act) -> Vec<Act> {
    match pane.stay(cx) {
        Some(stay) => vec![act(stay)],
        None => vec![Act::Say(cx.words.get("task.no_stay").to_owned())],
    }
}

fn selected<'a>(pane: &TaskPane, cx: &Context<'a>) -> Option<&'a Task> {
    cx.casebook.task(pane.list.selected()?)
}

/// Who did what to the line, and when; with no line in the list, to the stay.
fn history(pane: &TaskPane, cx: &Context<'_>) -> Vec<Act> {
    let look = match pane.list.selected() {
        Some(task) => Look::History(EntityKind::Task, task.to_bytes()),
        None => match pane.stay(cx) {
            Some(stay) => Look::History(EntityKind::Episode, stay.to_bytes()),
            None => return vec![Act::Say(cx.words.get("task.no_line").to_owned())],
        },
    };
    vec![Act::Open(Request::Ledger(look))]
}

/// Advice is done with the day and the person. A duty asks for the evidence that its rule names. What is done is opened again.
fn check(pane: &TaskPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(task) = selected(pane, cx) else { return Vec::new() };
    if !matches!(task.state, TaskState::Open) {
        return save("uncheck", flow::uncheck(task));
    }
    let is_duty = cx.casebook.item_of(task).is_some_and(|item| item.duty == Duty::Must);
    if is_duty {
        return vec![Act::Open(Request::Care(CareRequest::Evidence(task.id)))];
    }
    let done = Done { on: cx.now.today(), at: None, by: pane.by.clone(), evidence: String::new() };
    save("check", flow::check(task, done))
}

/// 不要, by a person's word; of what is not open it says why nothing happens.
fn set_aside(pane: &TaskPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(task) = selected(pane, cx) else { return Vec::new() };
    if !task.is_open() {
        return vec![Act::Say(cx.words.get("task.not_open").to_owned())];
    }
    let by = cx.words.say("task.set_aside_by", &[("by", &pane.by)]);
    save("set_aside", flow::set_aside(task, cx.now.today(), by))
}

/// What is to be done and by when, for a message or a note: whose it is does not leave the program.
fn copy(pane: &TaskPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(task) = selected(pane, cx) else { return vec![Act::Say(cx.words.get("task.no_line").to_owned())] };
    // In words of one's own anybody may be named.
    let text = match task.code() {
        Some(_) => clean_line(cx.casebook.text_of(task)),
        None => cx.words.get("due.by_hand").to_owned(),
    };
    let line = cx.casebook.board().line(task.id);
    let day = line.map(|line| super::rows::day(line, cx.now.today(), cx.words)).unwrap_or_default();
    let text = format!("{text} {day}").trim_end().to_owned();
    vec![Act::Do(Effect::Copy { text: CopyText(text), items: 1 })]
}

fn save(action: &'static str, task: Task) -> Vec<Act> {
    vec![Act::Save { action, puts: vec![Put::Save(Record::Task(task))] }]
}
