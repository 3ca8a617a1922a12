//! What is to be done: the board of everybody (ux.md 4.8), the checklist of one stay (ux.md 4.7), and the first look of a day, which is
//! the board as far as the next days.

mod act;
mod calendar;
mod detail;
mod list;
mod rows;
mod view;

use jiff::Span;
use jiff::civil::Date;

pub use detail::dates as stay_dates;
pub use list::{Entry, TaskList};
pub use rows::{hospital, urgency};

use super::facility::Geometry;
use super::{Act, CareRequest, Context, Input, Request};
use crate::domain::{EpisodeId, TaskId};
use crate::keymap::Scope;
use crate::model::casebook::{Counts, Order, Sieve};

/// Days after today that the first look of a day shows.
const SOON: i32 = 3;

/// How far the board looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// What is past, due today, and due within three days.
    Today,
    /// Everything open.
    All,
}

/// What the pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// The open lines of everybody.
    Board,
    /// Every line of one stay, by phase, with what proves it.
    Checklist(EpisodeId),
}

/// The board or a checklist, with the selected line's detail.
#[derive(Debug)]
pub struct TaskPane {
    pub reach: Reach,
    pub mode: Mode,
    pub list: TaskList,
    pub sieve: Sieve,
    pub order: Order,
    /// The month instead of the detail, or, on a small screen, instead of the list.
    pub calendar: bool,
    /// Which month that is: months after today's, or before it.
    pub(super) months_on: i32,
    /// The list takes the whole height.
    pub zoomed: bool,
    pub geometry: Geometry,
    /// First line of the detail that is shown.
    pub scroll: usize,
    /// Who marks things as done.
    pub by: String,
    /// What was selected on the board while a checklist is open.
    back_to: Option<TaskId>,
    /// Of the head and of the month, drawn up with the list.
    counts: Counts,
    open_stays: usize,
    month: calendar::Month,
}

impl TaskPane {
    pub fn new(reach: Reach) -> Self {
        Self {
            reach,
            mode: Mode::Board,
            list: TaskList::default(),
            sieve: Sieve::default(),
            order: Order::default(),
            calendar: false,
            months_on: 0,
            zoomed: false,
            geometry: Geometry::default(),
            scroll: 0,
            by: String::new(),
            back_to: None,
            counts: Counts::default(),
            open_stays: 0,
            month: calendar::Month::default(),
        }
    }

    pub const fn scope(&self) -> Scope {
        Scope::Board
    }

    /// Lists anew after records, filter, order or day changed; the selected line stays selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        if let Mode::Checklist(stay) = self.mode
            && cx.casebook.stay(stay).is_none()
        {
            self.mode = Mode::Board;
        }
        let entries = match self.mode {
            Mode::Board => list::board(cx, &self.sieve_for(cx.now.today()), self.order),
            Mode::Checklist(stay) => list::checklist(cx, stay),
        };
        self.counts = cx.casebook.board().counts(&self.sieve, cx.now.today(), 7);
        self.open_stays = cx.casebook.stays().filter(|stay| stay.is_open()).count();
        self.turn_month(cx);
        self.list.replace(entries, self.rows_of_list());
    }

    /// The month anew, of everybody or of the stay that is shown.
    fn turn_month(&mut self, cx: &Context<'_>) {
        let stay = match self.mode {
            Mode::Board => None,
            Mode::Checklist(stay) => Some(stay),
        };
        self.month = calendar::Month::of(cx, &Sieve { stay, ..self.sieve.clone() }, self.months_on);
    }

    /// The filter with what the reach adds.
    fn sieve_for(&self, today: Date) -> Sieve {
        let until = match self.reach {
            Reach::Today => Some(today.saturating_add(Span::new().days(SOON))),
            Reach::All => None,
        };
        Sieve { until, ..self.sieve.clone() }
    }

    /// Shows the checklist of a stay, with a task of it selected: this one, else what is due first.
    pub fn open(&mut self, stay: EpisodeId, task: Option<TaskId>, cx: &Context<'_>) {
        if self.mode == Mode::Board {
            self.back_to = self.list.selected();
        }
        self.mode = Mode::Checklist(stay);
        (self.calendar, self.months_on) = (false, 0);
        self.scroll = 0;
        self.relist(cx);
        let of_stay = Sieve { stay: Some(stay), ..Sieve::default() };
        if let Some(task) = task.or_else(|| cx.casebook.board().list(&of_stay).first().copied()) {
            self.list.select(task, self.rows_of_list());
        }
    }

    /// Back to the board, where it was left.
    pub(super) fn close(&mut self, cx: &Context<'_>) {
        self.mode = Mode::Board;
        self.scroll = 0;
        self.relist(cx);
        if let Some(task) = self.back_to.take() {
            self.list.select(task, self.rows_of_list());
        }
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.list.show_selected(self.rows_of_list());
    }

    /// The stay that is looked at: of the checklist, or of the selected line.
    pub fn stay(&self, cx: &Context<'_>) -> Option<EpisodeId> {
        match self.mode {
            Mode::Checklist(stay) => Some(stay),
            Mode::Board => cx.casebook.task(self.list.selected()?)?.episode,
        }
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it looks for a person.
            Input::Text(text) => vec![Act::Open(Request::Care(CareRequest::People(text)))],
        }
    }

    /// Lines that the list has on the screen.
    pub fn rows_of_list(&self) -> usize {
        let body = usize::from(self.geometry.body_rows());
        let head = 2;
        let detail = if self.is_wide() || self.zoomed { 0 } else { view::DETAIL_ROWS };
        body.saturating_sub(head + usize::from(detail)).max(1)
    }

    /// Do list and detail stand side by side?
    pub const fn is_wide(&self) -> bool {
        self.geometry.wide()
    }
}
