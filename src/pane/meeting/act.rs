//! What the commands do on the meeting log.

use std::collections::HashSet;

use super::sieve::{is_open, year_word};
use super::{MeetingPane, MeetingSieve};
use crate::command::Command;
use crate::domain::episode::flow;
use crate::domain::figures::FiscalYear;
use crate::domain::meeting::{kinds, projects, scenes};
use crate::domain::task::{Done, TaskState};
use crate::domain::text::clean_line;
use crate::domain::{Meeting, MeetingId, Task};
use crate::message::{Effect, Look};
use crate::model::logbook::Span;
use crate::pane::{Act, CareRequest, Context, ListCommand, Request};
use crate::port::{EntityKind, Put, Record};
use crate::words::Language;

/// Runs one command. Commands that the app itself answers (undo, help, quit ...) never come here.
pub(super) fn run(pane: &mut MeetingPane, command: Command, cx: &Context<'_>) -> Vec<Act> {
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
        ListCommand::Search => return care(CareRequest::FindMeeting(String::new())),
        ListCommand::Filter => return vec![Act::Open(conditions(pane, cx))],
        ListCommand::Check => return check(pane, cx),
        ListCommand::ConfirmFacts => return result(pane, cx),
        ListCommand::Copy => return copy(pane, cx),
        ListCommand::Figures => return recurring(cx),
        ListCommand::Add => return vec![Act::Open(kinds_to_add(cx))],
        ListCommand::Edit => return edit(pane, cx),
        ListCommand::Remove => return remove(pane, cx),
        ListCommand::History => return history(pane, cx),
        ListCommand::Log => return vec![Act::Open(Request::Ledger(Look::Log))],
        ListCommand::Trash => return vec![Act::Open(Request::Ledger(Look::Trash))],
        ListCommand::Foreign => return say(cx, "meetings.not_here"),
        ListCommand::NextPart | ListCommand::PreviousPart | ListCommand::Elsewhere => {}
    }
    Vec::new()
}

fn care(request: CareRequest) -> Vec<Act> {
    vec![Act::Open(Request::Care(request))]
}

fn say(cx: &Context<'_>, key: &str) -> Vec<Act> {
    vec![Act::Say(cx.words.get(key).to_owned())]
}

/// Among the meetings, or among the actions while the detail has the keys.
fn step(pane: &mut MeetingPane, by: isize, cx: &Context<'_>) {
    match pane.action {
        Some(at) => pane.action = Some(at.saturating_add_signed(by).min(pane.actions.len().saturating_sub(1))),
        None => pane.go(pane.cursor.saturating_add_signed(by), cx),
    }
}

fn selected<'a>(pane: &MeetingPane, cx: &Context<'a>) -> Option<&'a Meeting> {
    cx.casebook.logbook().meeting(pane.selected()?)
}

/// Into the detail, to its actions. That one which speaks of cases was opened is written down.
fn open(pane: &mut MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(meeting) = selected(pane, cx) else { return Vec::new() };
    let mut acts = Vec::new();
    if !pane.is_shown(meeting) {
        pane.opened = Some(meeting.id);
        acts.push(witness(meeting, "screen meeting"));
    }
    if pane.action.is_none() && !pane.actions.is_empty() {
        let first_open = pane.actions.iter().position(|id| cx.casebook.task(*id).is_some_and(Task::is_open));
        pane.action = Some(first_open.unwrap_or(0));
    }
    acts
}

fn witness(meeting: &Meeting, note: &str) -> Act {
    let records = vec![(EntityKind::Meeting, meeting.id.to_bytes())];
    Act::Do(Effect::Witness { action: "open", records, note: note.to_owned() })
}

/// Esc: out of the zoom, the detail, the filter.
fn back(pane: &mut MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    if pane.action.take().is_some() {
        return Vec::new();
    }
    if pane.zoomed {
        pane.zoomed = false;
    } else if pane.opened.take().is_some() {
        pane.scroll = 0;
    } else if pane.sieve != MeetingSieve::default() {
        pane.sieve = MeetingSieve::default();
        pane.relist(cx);
        return say(cx, "list.filter-off");
    }
    Vec::new()
}

/// Done, with the day and the person; once more takes it back. The task alone is written: the log reads it.
fn check(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(task) = pane.selected_action().and_then(|id| cx.casebook.task(id)) else {
        return say(cx, "meetings.choose_action");
    };
    let (action, changed) = if matches!(task.state, TaskState::Open) {
        let done = Done { on: cx.now.today(), at: None, by: pane.by.clone(), evidence: String::new() };
        ("check", flow::check(task, done))
    } else {
        ("uncheck", flow::uncheck(task))
    };
    vec![Act::Save { action, puts: vec![Put::Save(Record::Task(changed))] }]
}

/// What came of the action, and when: it is done with that.
fn result(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    match pane.selected_action() {
        Some(task) => care(CareRequest::Evidence(task)),
        None => say(cx, "meetings.choose_action"),
    }
}

/// Of a meeting that speaks of cases the form shows all: that is written down too.
fn edit(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    let Some(meeting) = selected(pane, cx) else { return Vec::new() };
    let seen = meeting.is_guarded().then(|| witness(meeting, "screen form"));
    seen.into_iter().chain(care(CareRequest::EditMeeting(meeting.id))).collect()
}

/// In which form the selected meeting is copied.
fn copy(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    selected(pane, cx).map(|meeting| vec![Act::Open(super::copy::menu(meeting, cx))]).unwrap_or_default()
}

/// The issues that came again and again in the last twelve months; choosing one lists its meetings. What only meetings about cases say is shown as well,
/// and that is written down.
fn recurring(cx: &Context<'_>) -> Vec<Act> {
    let log = cx.casebook.logbook();
    let all = log.recurring(Span::Year, cx.now.today());
    if all.is_empty() {
        return say(cx, "meetings.no_recurring");
    }
    let first = Span::Quarter.first(cx.now.today());
    let is_late = |id: &&MeetingId| log.meeting(**id).and_then(|one| one.on.first()).is_some_and(|day| day >= first);
    let rows = all.iter().map(|one| {
        let late = one.meetings.iter().filter(is_late).count();
        let text = clean_line(&one.issue.text);
        let values: [(&str, &dyn std::fmt::Display); 4] =
            [("text", &text), ("n", &one.meetings.len()), ("late", &late), ("persons", &one.persons)];
        let key = if one.persons > 0 { "meetings.recurring_row_persons" } else { "meetings.recurring_row" };
        let sieve = MeetingSieve { issue: Some(one.issue.clone()), ..MeetingSieve::default() };
        (cx.words.say(key, &values), Act::SetMeetingSieve(sieve))
    });
    let title = cx.words.get("meetings.recurring_title").to_owned();
    let open = Act::Open(Request::Choose { title, rows: rows.collect(), at: 0 });
    let mut guarded: Vec<MeetingId> =
        all.iter().filter(|one| one.is_guarded).flat_map(|one| one.meetings.iter().copied()).collect();
    guarded.sort_unstable();
    guarded.dedup();
    let records: Vec<_> = guarded.into_iter().map(|id| (EntityKind::Meeting, id.to_bytes())).collect();
    let seen = (!records.is_empty())
        .then(|| Act::Do(Effect::Witness { action: "open", records, note: "screen issues".to_owned() }));
    seen.into_iter().chain([open]).collect()
}

/// An action is not needed; else the meeting goes to the trash with its open actions. Both can be undone.
fn remove(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    if let Some(task) = pane.selected_action().and_then(|id| cx.casebook.task(id)) {
        if !task.is_open() {
            return say(cx, "task.not_open");
        }
        let by = cx.words.say("task.set_aside_by", &[("by", &pane.by)]);
        let changed = flow::set_aside(task, cx.now.today(), by);
        return vec![Act::Save { action: "set_aside", puts: vec![Put::Save(Record::Task(changed))] }];
    }
    let Some(meeting) = selected(pane, cx) else { return Vec::new() };
    let put = Put::Trash { kind: EntityKind::Meeting, key: meeting.id.to_bytes(), rev: meeting.rev };
    vec![Act::Save { action: "trash", puts: vec![put] }]
}

/// What it says tells as much as the meeting: of one that speaks of cases that is written down too.
fn history(pane: &MeetingPane, cx: &Context<'_>) -> Vec<Act> {
    let seen =
        selected(pane, cx).filter(|meeting| meeting.is_guarded()).map(|meeting| witness(meeting, "screen history"));
    let look = match (pane.selected_action(), pane.selected()) {
        (Some(task), _) => Look::History(EntityKind::Task, task.to_bytes()),
        (None, Some(meeting)) => Look::History(EntityKind::Meeting, meeting.to_bytes()),
        (None, None) => return Vec::new(),
    };
    seen.into_iter().chain([Act::Open(Request::Ledger(look))]).collect()
}

/// Of which kind the new meeting is: the kind proposes the rest.
fn kinds_to_add(cx: &Context<'_>) -> Request {
    let ja = cx.words.language() == Language::Ja;
    let rows = kinds().iter().map(|kind| {
        let text = if ja { kind.ja } else { kind.en }.to_owned();
        (text, Act::Open(Request::Care(CareRequest::AddMeeting(kind.code))))
    });
    Request::Choose { title: cx.words.get("meetings.which_kind").to_owned(), rows: rows.collect(), at: 0 }
}

/// What the list can be narrowed to: each line sets one condition beside those that hold, or takes it off where it holds.
fn conditions(pane: &MeetingPane, cx: &Context<'_>) -> Request {
    let (ja, now) = (cx.words.language() == Language::Ja, &pane.sieve);
    let all: Vec<&Meeting> = cx.casebook.logbook().meetings().collect();
    let mut wanted = vec![
        (cx.words.get("meetings.all").to_owned(), MeetingSieve::default()),
        (cx.words.get("meetings.only_open").to_owned(), MeetingSieve { open: !now.open, ..now.clone() }),
    ];
    let mut years: Vec<FiscalYear> = all.iter().filter_map(|meeting| meeting.on.last()).map(FiscalYear::of).collect();
    years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
    years.dedup();
    for year in years {
        let turned = (now.year != Some(year)).then_some(year);
        wanted.push((year_word(year, cx), MeetingSieve { year: turned, ..now.clone() }));
    }
    for kind in kinds().iter().filter(|kind| all.iter().any(|meeting| meeting.kind == kind.code)) {
        let turned = (now.kind != Some(kind.code)).then_some(kind.code);
        let text = if ja { kind.ja } else { kind.en };
        wanted.push((text.to_owned(), MeetingSieve { kind: turned, ..now.clone() }));
    }
    for scene in scenes() {
        let turned = (now.scene != Some(scene.code)).then_some(scene.code);
        let text = cx.words.say("meetings.scene", &[("name", &if ja { scene.ja } else { scene.en })]);
        wanted.push((text, MeetingSieve { scene: turned, ..now.clone() }));
    }
    for project in projects() {
        let turned = (now.project != Some(project.code)).then_some(project.code);
        let name = if ja { project.short_ja } else { project.en };
        let text = cx.words.say("meetings.project", &[("sign", &project.sign), ("name", &name)]);
        wanted.push((text, MeetingSieve { project: turned, ..now.clone() }));
    }
    let open: HashSet<MeetingId> = all.iter().filter(|one| is_open(one, cx)).map(|one| one.id).collect();
    let rows = wanted.into_iter().map(|(text, sieve)| {
        let takes = |one: &&&Meeting| sieve.takes_knowing(one, || open.contains(&one.id), cx);
        let n = all.iter().filter(takes).count();
        (cx.words.say("meetings.condition", &[("text", &text), ("n", &n)]), Act::SetMeetingSieve(sieve))
    });
    let again = (cx.words.get("meetings.again").to_owned(), Act::Run(Command::Figures));
    let rows = rows.chain([again]);
    Request::Choose { title: cx.words.get("meetings.filter").to_owned(), rows: rows.collect(), at: 0 }
}
