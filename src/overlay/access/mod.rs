//! Who opened, copied or took out whose record, a month at a time; and that somebody has looked it over (安全管理GL: 月1回の点検).
//!
//! As on the command line, looking at the list is no access: it says that somebody was looked at, never what the record says.

mod row;
mod view;

use jiff::Span;
use jiff::civil::Date;

use crate::keymap::Scope;
use crate::message::{Accesses, Effect, sentence};
use crate::overlay::step::Step;
use crate::pane::facility::Geometry;
use crate::pane::{Act, Context, Input, Question, Request};
use crate::port::audit::AuditEntry;

/// Lines of the screen that are no rows: title, review, headings, the selected one in full, keys; and the bottom row of the program.
const AROUND: u16 = 7;

/// The overlay's state.
#[derive(Debug)]
pub struct AccessPage {
    /// Its first day.
    month: Date,
    /// `None` until the store has answered.
    came: Option<Accesses>,
    /// Places in the month's lines, as they are shown.
    order: Vec<usize>,
    /// Only what stands out.
    standing_out: bool,
    cursor: usize,
    top: usize,
    rows: usize,
}

impl AccessPage {
    /// Opens the month of a day and asks the store for it.
    pub fn new(day: Date, geometry: Geometry) -> (Self, Vec<Act>) {
        let month = day.first_of_month();
        let mut page = Self { month, came: None, order: Vec::new(), standing_out: false, cursor: 0, top: 0, rows: 1 };
        page.resize(geometry);
        (page, vec![Act::Do(Effect::ReadAccesses(month))])
    }

    /// What to ask for again when something was written.
    pub fn month(&self) -> Date {
        self.month
    }

    pub fn scope(&self) -> Scope {
        Scope::Menu
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.rows = usize::from(geometry.rows.saturating_sub(AROUND)).max(1);
        self.go(self.cursor);
    }

    /// The store has answered. The month before may still have been under way.
    pub fn came(&mut self, accesses: &Accesses) {
        if accesses.month.month == self.month {
            self.came = Some(accesses.clone());
            self.list();
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        let step = match input {
            Input::Text(text) => return self.letter(&text, cx),
            Input::Command(command) => Step::of(command),
        };
        match step {
            Step::Up => self.go(self.cursor.saturating_sub(1)),
            Step::Down => self.go(self.cursor + 1),
            Step::PageUp => self.go(self.cursor.saturating_sub(self.rows)),
            Step::PageDown => self.go(self.cursor + self.rows),
            Step::Top => self.go(0),
            Step::Bottom => self.go(usize::MAX),
            // As on the calendar.
            Step::Left => return self.turn(-1, cx),
            Step::Right => return self.turn(1, cx),
            Step::Back | Step::Quit => return vec![Act::Close],
            Step::Open | Step::Mark | Step::Save | Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }

    fn letter(&mut self, text: &str, cx: &Context<'_>) -> Vec<Act> {
        match text {
            "1" | "１" => {
                self.standing_out = !self.standing_out;
                self.go(0);
                self.list();
            }
            "2" | "２" => return self.review(cx),
            "j" => self.go(self.cursor + 1),
            "k" => self.go(self.cursor.saturating_sub(1)),
            "h" => return self.turn(-1, cx),
            "l" => return self.turn(1, cx),
            _ => {}
        }
        Vec::new()
    }

    /// A month before or after; nothing was done in a month that has not begun.
    fn turn(&mut self, by: i32, cx: &Context<'_>) -> Vec<Act> {
        let turned = self.month.checked_add(Span::new().months(by));
        let Some(month) = turned.ok().filter(|month| *month <= cx.now.today()) else {
            return vec![Act::Say(cx.words.get("access.not_yet").to_owned())];
        };
        (self.month, self.came) = (month, None);
        self.order.clear();
        self.go(0);
        vec![Act::Do(Effect::ReadAccesses(month))]
    }

    /// Asks before it is written down: the line stays for ever.
    fn review(&self, cx: &Context<'_>) -> Vec<Act> {
        let Some(came) = &self.came else { return Vec::new() };
        if let Some(denial) = came.denied {
            return vec![Act::Say(sentence::denied(cx.words, denial))];
        }
        let (what, lines) = (row::month(cx, self.month), came.month.lines.len() as u64);
        let question = Question::ReviewAccesses { month: self.month, what, lines };
        vec![Act::Open(Request::Confirm(question))]
    }

    /// What stands out first, the gravest before the others; then the newest first.
    fn list(&mut self) {
        let Some(came) = &self.came else { return };
        let month = &came.month;
        let why = |at: &usize| month.lines.get(*at).and_then(|line| month.standing_out.get(&line.seq));
        let mut order: Vec<usize> = (0..month.lines.len()).rev().collect();
        order.retain(|at| !self.standing_out || why(at).is_some());
        order.sort_by_key(|at| why(at).map_or((true, None), |why| (false, Some(*why))));
        self.order = order;
        self.go(self.cursor);
    }

    fn go(&mut self, at: usize) {
        self.cursor = at.min(self.order.len().saturating_sub(1));
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(self.rows));
    }

    /// The line at a place of the list.
    fn line(&self, at: usize) -> Option<&AuditEntry> {
        self.came.as_ref()?.month.lines.get(*self.order.get(at)?)
    }
}
