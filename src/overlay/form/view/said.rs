//! What the text of a meeting means, beside it while it is typed: in the margin of each row, and in full for the row of the caret.

use ratatui::layout::Rect;

use crate::domain::calendar::days_between;
use crate::domain::meeting::minutes::Due;
use crate::domain::meeting::{Mark, Reading, Readings};
use crate::domain::text::clean_line;
use crate::form::{self, MeetingField, Subject};
use crate::message::limit;
use crate::overlay::form::Form;
use crate::paint::{Canvas, Role};
use crate::pane::Context;
use crate::pane::dates::{short_date, weekday};

impl Form {
    /// The text of a meeting as it was read; `None` in another form.
    pub(super) fn readings(&self, cx: &Context<'_>) -> Option<Readings> {
        let (Subject::Meeting, Some(meeting)) = (self.draft.subject(), self.draft.base().as_meeting()) else {
            return None;
        };
        let entry = self.draft.entries().iter().find(|entry| entry.name() == MeetingField::Lines.name())?;
        Some(form::readings(entry.text(), meeting, cx.now.today()))
    }

    /// The row of the caret in full. It stands in one place, so that nothing moves under whoever types.
    pub(super) fn draw_reading(&self, canvas: &mut Canvas<'_>, area: Rect, readings: &Readings, cx: &Context<'_>) {
        let row = self.entry().before_caret().matches('\n').count();
        let (text, role) = match readings.at(row) {
            Some(reading) => in_full(reading, cx),
            None => (cx.words.get("form.said.marks").to_owned(), Role::Label),
        };
        canvas.put_row(area.x, area.y, &format!(" {text}"), area.width, role);
    }
}

/// The same in a few cells, beside the row.
pub(super) fn draw_margin(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (reading, row): (&Reading, usize),
    label: &str,
    cx: &Context<'_>,
) {
    let Some((text, role)) = in_short(reading, cx) else { return };
    // The first row has the name of the field in it.
    let taken = if row == 0 { canvas.width(label) + 2 } else { 1 };
    let room = area.width.saturating_sub(taken + 1);
    canvas.put_right(area.right().saturating_sub(1), area.y, &text, room, role);
}

/// How many issues, how many of them without an action and which: for the head.
pub(super) fn counts(readings: &Readings, cx: &Context<'_>) -> String {
    let issues = readings.count(Mark::Issue);
    let bare = readings.without_action();
    let mut parts = Vec::new();
    if issues > 0 {
        parts.push(cx.words.say("form.said.issues", &[("n", &issues)]));
    }
    if !bare.is_empty() {
        let which: Vec<String> = bare.iter().map(u32::to_string).collect();
        let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &bare.len()), ("which", &which.join(" "))];
        parts.push(cx.words.say("form.said.without_action", &values));
    }
    if readings.unread() > 0 {
        parts.push(cx.words.say("form.said.unread", &[("n", &readings.unread())]));
    }
    parts.join("  ")
}

/// `論2`, `6/14(日) 病棟`, or that something cannot be read.
fn in_short(reading: &Reading, cx: &Context<'_>) -> Option<(String, Role)> {
    match reading.mark {
        Mark::Issue => {
            Some((cx.words.say("meetings.mark.issue", &[("n", &reading.number.unwrap_or_default())]), Role::Label))
        }
        Mark::Action if reading.stray_at => Some((cx.words.get("form.said.who_unread").to_owned(), Role::Warn)),
        Mark::Action => {
            let who = reading.who.as_deref().map(clean_line).unwrap_or_default();
            let (day, role) = match &reading.due {
                Due::On(day) => (on(*day, cx), Role::Label),
                Due::Unread(_) => (cx.words.get("form.said.day_unread").to_owned(), Role::Warn),
                Due::None => (String::new(), Role::Label),
            };
            // The day is never cut; whom stands in the line as well.
            let text = format!("{day} {who}");
            let text = text.trim();
            let none = cx.words.get("form.said.bare").to_owned();
            Some((if text.is_empty() { none } else { text.to_owned() }, role))
        }
        Mark::Decision => Some((cx.words.get("meetings.mark.decision").to_owned(), Role::Label)),
        Mark::Question => Some((cx.words.get("meetings.mark.question").to_owned(), Role::Label)),
        Mark::Note => None,
    }
}

fn in_full(reading: &Reading, cx: &Context<'_>) -> (String, Role) {
    let words = cx.words;
    let plain = |key: &str| (words.get(key).to_owned(), Role::Label);
    match reading.mark {
        Mark::Issue => {
            let key = if reading.actions == 0 { "form.said.issue_bare" } else { "form.said.issue" };
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("n", &reading.number.unwrap_or_default()), ("actions", &reading.actions)];
            (words.say(key, &values), Role::Label)
        }
        Mark::Action => action_in_full(reading, cx),
        Mark::Decision => plain("form.said.decision"),
        Mark::Question => plain("form.said.question"),
        Mark::Note => plain("form.said.note"),
    }
}

fn action_in_full(reading: &Reading, cx: &Context<'_>) -> (String, Role) {
    let words = cx.words;
    if reading.stray_at {
        return (words.get("form.said.no_who").to_owned(), Role::Warn);
    }
    let due = match &reading.due {
        Due::Unread(typed) => return (words.say("form.said.no_day", &[("typed", &clean_line(typed))]), Role::Warn),
        Due::None => words.get("form.said.undated").to_owned(),
        Due::On(day) => {
            let left = limit::left(words, Some(days_between(cx.now.today(), *day)));
            words.say("form.said.due", &[("day", &on(*day, cx)), ("left", &left)])
        }
    };
    let who = match &reading.who {
        Some(who) => words.say("form.said.who", &[("who", &clean_line(who))]),
        None => words.get("form.said.nobody").to_owned(),
    };
    let issue = match reading.of {
        Some(of) => words.say("form.said.of", &[("n", &of)]),
        None => words.get("form.said.of_none").to_owned(),
    };
    let values: [(&str, &dyn std::fmt::Display); 3] = [("issue", &issue), ("who", &who), ("due", &due)];
    (words.say("form.said.action", &values), Role::Text)
}

/// `6/14(日)`
fn on(day: jiff::civil::Date, cx: &Context<'_>) -> String {
    format!("{}({})", short_date(day, cx.now.today()), weekday(day, cx.words))
}
