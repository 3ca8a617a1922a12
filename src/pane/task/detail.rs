//! The selected line in full: what, who, by when and by which rule, what proves it.

use jiff::civil::Date;

use super::rows::{self, hospital};
use crate::domain::calendar::days_between;
use crate::domain::checklist::{DateBasis, Duty};
use crate::domain::deadline::{Planned, Practice, State};
use crate::domain::task::{NotNeeded, TaskState};
use crate::domain::{Episode, Task, TaskId};
use crate::message::limit;
use crate::model::casebook::{Line, Status};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::{long_date, short_date, weekday};
use crate::pane::meeting::{day_of as day_of_meeting, kind_and_number};

/// A label with what stands behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fact {
    pub label: &'static str,
    pub text: String,
    pub role: Role,
}

/// Everything worth knowing of a task, the most needed first. `whose`: also of whom, which stands over a checklist already.
pub(super) fn facts(cx: &Context<'_>, id: TaskId, whose: bool) -> Vec<Fact> {
    let (Some(task), Some(line)) = (cx.casebook.task(id), cx.casebook.board().line(id)) else { return Vec::new() };
    let mut facts = vec![Fact { label: "", text: cx.casebook.text_of(task).to_owned(), role: Role::Title }];
    let mut say = |key: &'static str, text: String| {
        if !text.is_empty() && text != "-" {
            facts.push(Fact { label: cx.words.get(key), text, role: Role::Text });
        }
    };
    if let Some(stay) = line.stay.filter(|_| whose).and_then(|stay| cx.casebook.stay(stay)) {
        say("task.label.person", stay_words(cx, stay));
    }
    // Of what is over one asks who said so, and with what proof.
    if !task.is_open() {
        say("task.label.proof", proof(cx, task, line));
    }
    say("task.label.who", rows::who(cx, task));
    let stay = line.stay.and_then(|stay| cx.casebook.stay(stay));
    let mut planned = stay.map(|stay| cx.casebook.plan(stay)).unwrap_or_default();
    planned.retain(|row| Some(row.item.code.as_str()) == task.code());
    say("task.label.due", limits(cx, &planned, line));
    let meeting = task.meeting().and_then(|id| cx.casebook.logbook().meeting(id));
    match meeting {
        Some(meeting) => {
            let when = day_of_meeting(meeting.on, cx);
            say(
                "task.label.kind",
                cx.words.say("task.kind.meeting", &[("kind", &kind_and_number(meeting, false, cx)), ("day", &when)]),
            );
        }
        None => say("task.label.kind", kind(cx, line)),
    }
    say("task.label.rule", rules(cx, &planned, stay));
    if let Some(item) = cx.casebook.item_of(task) {
        say("task.label.document", item.document.clone());
        say("task.label.fee", item.fee.clone());
    }
    if task.is_open() {
        say("task.label.proof", proof(cx, task, line));
    }
    say("task.label.note", task.note.clone());
    facts
}

/// `山田 花子 様  みどり市民病院  入院 6/03  退院予定 6/20`
fn stay_words(cx: &Context<'_>, stay: &Episode) -> String {
    let name = rows::person(cx, Some(stay.person));
    format!("{name}  {}  {}", hospital(cx, stay.id), dates(cx, stay))
}

/// The days of a stay in words.
pub fn dates(cx: &Context<'_>, stay: &Episode) -> String {
    let today = cx.now.today();
    let short = |day: Date| short_date(day, today);
    let mut parts = vec![cx.words.say("task.admitted", &[("day", &short(stay.admitted_on))])];
    match (stay.end, stay.discharge_planned_on) {
        (Some(end), _) => {
            let how = cx.words.get(&format!("stay.end.{}", end.reason)).to_owned();
            parts.push(cx.words.say("task.ended", &[("day", &short(end.on)), ("how", &how)]));
        }
        (None, Some(day)) => {
            let text = limit::left(cx.words, Some(days_between(today, day)));
            parts.push(cx.words.say("task.planned", &[("day", &short(day)), ("left", &text)]));
        }
        (None, None) => parts.push(cx.words.get("task.unplanned").to_owned()),
    }
    parts.join("  ")
}

/// Every limit of the item with its day and what is to be known of it.
fn limits(cx: &Context<'_>, planned: &[Planned<'_>], line: &Line) -> String {
    let parts: Vec<String> = planned.iter().filter_map(|row| day_of(cx, row)).collect();
    if parts.is_empty() { line.due.map(|due| day(cx, due)).unwrap_or_default() } else { parts.join("   ") }
}

/// The rules that set the days, or would; each once. Other items are called by their names: codes stand on no screen.
fn rules(cx: &Context<'_>, planned: &[Planned<'_>], stay: Option<&Episode>) -> String {
    let fee = stay.and_then(|stay| Practice::of(cx.casebook.rulebook()).sending_fee(stay.admitted_on));
    let holds = planned.iter().filter(|row| !matches!(row.state, State::NotApplicable(_)));
    let template = stay.and_then(|stay| cx.casebook.template(stay.template));
    let items = template.map(|template| template.items.as_slice()).unwrap_or_default();
    let mut said: Vec<String> = Vec::new();
    for row in holds {
        let rule = limit::rule(cx.words, row, fee);
        let named = items.iter().filter(|item| rule.contains(&item.code));
        let rule = named.fold(rule.clone(), |rule, item| rule.replace(&item.code, item.short_text()));
        let label = row.label.map(|label| format!("{label}: ")).unwrap_or_default();
        if said.iter().all(|before| !before.ends_with(&rule)) {
            said.push(format!("{label}{rule}"));
        }
    }
    said.join("  ")
}

fn day_of(cx: &Context<'_>, row: &Planned<'_>) -> Option<String> {
    let text = match (row.state, row.due) {
        (State::NotApplicable(_), _) => return None,
        (_, Some(due)) => {
            let window = row.from.map(|from| format!("{} - ", day(cx, from))).unwrap_or_default();
            format!("{window}{}", day(cx, due))
        }
        (_, None) => cx.words.get("task.undated").to_owned(),
    };
    let label = row.label.map(|label| format!("{label} ")).unwrap_or_default();
    let doubt = if row.confirmed { "" } else { cx.words.get("task.unconfirmed") };
    let closed = row
        .working_day_before
        .map(|before| cx.words.say("task.closed_day", &[("day", &short_date(before, cx.now.today()))]));
    Some(format!("{label}{text}{doubt}{}", closed.unwrap_or_default()))
}

/// `2026/06/09(火)`
fn day(cx: &Context<'_>, date: Date) -> String {
    let weekday = weekday(date, cx.words);
    let holiday = if cx.casebook.rulebook().holidays.is_holiday(date) { cx.words.get("task.holiday") } else { "" };
    format!("{}({weekday}{holiday})", long_date(date))
}

/// 必須 with a limit of the system, 必須 whose day is advice, or 目安.
fn kind(cx: &Context<'_>, line: &Line) -> String {
    let key = match (line.phase, line.duty, line.basis) {
        (None, _, _) => "task.kind.by_hand",
        (Some(_), Duty::Must, DateBasis::System) => "task.kind.hard",
        (Some(_), Duty::Must, DateBasis::Guide) => "task.kind.must",
        (Some(_), Duty::Guide, _) => "task.kind.guide",
    };
    cx.words.get(key).to_owned()
}

/// What proves it, or what will have to.
fn proof(cx: &Context<'_>, task: &Task, line: &Line) -> String {
    match &task.state {
        TaskState::Done(done) => {
            let at = done.at.map(|at| at.strftime(" %H:%M").to_string()).unwrap_or_default();
            let on = format!("{}{at}", long_date(done.on));
            cx.words.say("task.proof", &[("on", &on), ("by", &done.by), ("evidence", &done.evidence)])
        }
        TaskState::NotNeeded { on, why } => {
            let why = match why {
                NotNeeded::Ended(reason) => cx.words.get(&format!("stay.end.{reason}")).to_owned(),
                NotNeeded::Said(text) => text.clone(),
            };
            cx.words.say("task.because", &[("on", &long_date(*on)), ("why", &why)])
        }
        TaskState::Open => {
            if let Status::Done(on) = line.status {
                return cx.words.say("task.by_fact", &[("on", &long_date(on))]);
            }
            let hint = cx.casebook.item_of(task).map(|item| item.evidence.clone()).unwrap_or_default();
            if hint.is_empty() { hint } else { cx.words.say("task.hint", &[("hint", &hint)]) }
        }
    }
}
