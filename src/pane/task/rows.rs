//! The words of a line: how urgent, by when, whose, by whom.

use jiff::civil::Date;

use crate::domain::checklist::{DateBasis, Duty};
use crate::domain::{EpisodeId, PersonId, Task};
use crate::message::limit;
use crate::model::casebook::{Line, Status};
use crate::pane::Context;
use crate::pane::dates::short_date;
use crate::words::Words;

/// Groups of the board.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Urgency {
    Overdue,
    Today,
    Later,
    Undated,
}

pub(super) fn urgency_of(due: Option<Date>, today: Date) -> Urgency {
    match due {
        Some(due) if due < today => Urgency::Overdue,
        Some(due) if due == today => Urgency::Today,
        Some(_) => Urgency::Later,
        None => Urgency::Undated,
    }
}

/// 超過3日, 今日, あと2日, 日付なし; 済, 不要, 対象外.
pub fn urgency(line: &Line, today: Date, words: &Words) -> String {
    match line.status {
        Status::Done(_) => words.get("task.done").to_owned(),
        Status::NotNeeded => words.get("task.not_needed").to_owned(),
        Status::NotApplicable => words.get("task.not_applicable").to_owned(),
        Status::Open => limit::left(words, line.days_left(today)),
    }
}

/// `6/02迄` where the day is the limit of a fee or a law, `6/17頃` where it is advice: never alike.
pub(super) fn day(line: &Line, today: Date, words: &Words) -> String {
    let shown = match line.status {
        Status::Done(on) => return short_date(on, today),
        Status::Open | Status::NotNeeded | Status::NotApplicable => line.due,
    };
    let Some(due) = shown else { return String::new() };
    let key = match line.basis {
        DateBasis::System => "task.by",
        DateBasis::Guide => "task.about",
    };
    words.say(key, &[("day", &short_date(due, today))])
}

/// 必 or 目.
pub(super) fn duty(line: &Line, words: &Words) -> String {
    match (line.duty, line.phase) {
        (_, None) => String::new(),
        (Duty::Must, _) => words.get("task.must").to_owned(),
        (Duty::Guide, _) => words.get("task.guide").to_owned(),
    }
}

/// `[レ]` is done, `[-]` not needed: never `x`, which means no (ux.md 3.1).
pub(super) const fn tick(line: &Line) -> &'static str {
    match line.status {
        Status::Open => "[  ]",
        Status::Done(_) => "[レ]",
        Status::NotNeeded | Status::NotApplicable => "[- ]",
    }
}

/// A person's name as lists show it; of somebody whose record is gone, that it is.
pub(super) fn person(cx: &Context<'_>, id: Option<PersonId>) -> String {
    let Some(id) = id else { return String::new() };
    let Some(person) = cx.casebook.person(id) else { return cx.words.get("disclosures.gone").to_owned() };
    cx.words.say("task.person", &[("name", &crate::domain::text::clean_line(&person.name))])
}

/// The hospital of a stay: its short name in the register, else as it was written.
pub fn hospital(cx: &Context<'_>, stay: EpisodeId) -> String {
    let Some(stay) = cx.casebook.stay(stay) else { return String::new() };
    let known = stay.hospital.and_then(|id| cx.registry.row(id)).map(|row| row.short.to_string());
    known.or_else(|| stay.hospital_name.clone()).unwrap_or_else(|| cx.words.get("task.no_hospital").to_owned())
}

/// Who does it: a person of the centre, else as the item says.
pub(super) fn who(cx: &Context<'_>, task: &Task) -> String {
    let named = task.assignee.clone().filter(|name| !name.is_empty());
    named.or_else(|| cx.casebook.item_of(task).map(|item| item.actor.clone())).unwrap_or_default()
}
