//! The month with what is due on each day (ux.md 4.8). Weeks begin on Sunday, as on Japanese calendars.

use std::collections::{HashMap, HashSet};

use jiff::Span;
use jiff::civil::Date;
use ratatui::layout::Rect;

use crate::model::casebook::{Open, Sieve};
use crate::paint::{Canvas, Role};
use crate::pane::Context;

/// Lines of a month: its name, the weekdays, six weeks, and the key.
pub(super) const ROWS: u16 = 9;

/// What falls on the days of a month. Drawn up with the list, so that no frame walks over everything.
#[derive(Debug, Default)]
pub(super) struct Month {
    first: Date,
    due: HashMap<Date, usize>,
    leaving: HashSet<Date>,
}

impl Month {
    /// `on`: months after today's, or before it.
    pub(super) fn of(cx: &Context<'_>, sieve: &Sieve, on: i32) -> Self {
        let first = cx.now.today().first_of_month().saturating_add(Span::new().months(on));
        let last = first.last_of_month();
        let mut due = HashMap::new();
        let until = Sieve { until: Some(last), ..sieve.clone() };
        for day in cx.casebook.board().open(&until).filter_map(Open::due).filter(|day| *day >= first) {
            *due.entry(day).or_default() += 1;
        }
        let stays = cx.casebook.stays().filter(|stay| sieve.stay.is_none_or(|wanted| wanted == stay.id));
        let leaving = stays.filter(|stay| stay.is_open()).filter_map(|stay| stay.discharge_planned_on).collect();
        Self { first, due, leaving }
    }
}

/// Draws a month: `9超1` is the ninth with one overdue, `14 2` two still to come, `20退` somebody's discharge, `祝` a holiday.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, cx: &Context<'_>, month: &Month, turns: bool) {
    if area.height < 3 || area.width < 35 {
        return;
    }
    let today = cx.now.today();
    let Month { first, due, leaving } = month;
    let of = [("year", &first.year() as &dyn std::fmt::Display), ("month", &first.month())];
    let head = cx.words.say(if turns { "calendar.month_turns" } else { "calendar.month" }, &of);
    canvas.rule(Rect { height: 1, ..area }, &head);
    let cell = ((area.width - 1) / 7).min(11);
    let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    for (at, day) in days.iter().enumerate() {
        let name = cx.words.get(&format!("title.{day}")).to_owned();
        canvas.put(area.x + 1 + at as u16 * cell, area.y + 1, &name, cell - 1, Role::Label);
    }
    let lead = i32::from(first.weekday().to_sunday_zero_offset());
    let begin = first.saturating_sub(Span::new().days(lead));
    for at in 0..42_i32 {
        let day = begin.saturating_add(Span::new().days(at));
        let y = area.y + 2 + (at / 7) as u16;
        if day.month() != first.month() || y >= area.bottom() {
            continue;
        }
        let x = area.x + 1 + (at % 7) as u16 * cell;
        let holiday = cx.casebook.rulebook().holidays.is_holiday(day);
        let number = if day == today { format!("[{}]", day.day()) } else { day.day().to_string() };
        let leave = if leaving.contains(&day) { cx.words.get("calendar.leaving") } else { "" };
        let feast = if holiday { cx.words.get("task.holiday") } else { "" };
        let count = match due.get(&day) {
            Some(count) if day < today => cx.words.say("calendar.overdue", &[("n", count)]),
            Some(count) => format!(":{count}"),
            None => String::new(),
        };
        let role = match (day == today, due.contains_key(&day) && day < today) {
            (true, _) => Role::Title,
            (false, true) => Role::Bad,
            (false, false) if holiday || day.weekday() == jiff::civil::Weekday::Sunday => Role::Label,
            (false, false) => Role::Text,
        };
        canvas.put(x, y, &format!("{number}{leave}{feast}{count}"), cell, role);
    }
    let key = area.y + 8;
    if key < area.bottom() {
        canvas.put(area.x + 1, key, cx.words.get("calendar.key"), area.width - 2, Role::Label);
    }
}
