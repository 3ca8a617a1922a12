//! The meeting log: the meetings with how much of each is open, and the selected one beside them with its issues and actions.

mod act;
mod copy;
mod rows;
mod sieve;
mod view;

use super::facility::Geometry;
use super::{Act, CareRequest, Context, Input, Request};
use crate::domain::{Meeting, MeetingId, TaskId};
use crate::keymap::Scope;
use crate::model::logbook::{Recurring, Span};

pub use copy::{MeetingCopy, copy};
pub use rows::{counts, day_of, kind_and_number};
pub use sieve::MeetingSieve;

/// The list with the selected meeting.
#[derive(Debug, Default)]
pub struct MeetingPane {
    pub sieve: MeetingSieve,
    /// Who ticks.
    pub by: String,
    meetings: Vec<MeetingId>,
    cursor: usize,
    top: usize,
    /// The actions of the selected meeting, with those that are open from the one before.
    actions: Vec<TaskId>,
    /// The selected action, while the detail has the keys.
    action: Option<usize>,
    /// Lines that the detail is scrolled by.
    scroll: usize,
    /// A meeting that speaks of cases is shown only once it was opened, which is written down.
    opened: Option<MeetingId>,
    zoomed: bool,
    geometry: Geometry,
    /// What comes again and again and may be read by everybody who reads the log.
    recurring: Vec<Recurring>,
}

/// So many of the issues that come again and again stand under the list, where it is this long.
const MOST_RECURRING: usize = 5;
const LONG_LIST: u16 = 26;

impl MeetingPane {
    pub const fn scope(&self) -> Scope {
        Scope::Meetings
    }

    /// Lists anew after records, filter or day changed; the selected meeting and action stay selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let (selected, action) = (self.selected(), self.selected_action());
        let meetings = cx.casebook.logbook().meetings_by_day().into_iter();
        self.meetings = meetings.filter(|meeting| self.sieve.takes(meeting, cx)).map(|meeting| meeting.id).collect();
        self.recurring = cx.casebook.logbook().recurring(Span::Quarter, cx.now.today());
        self.recurring.retain(|one| !one.is_guarded);
        self.recurring.truncate(MOST_RECURRING);
        let found = selected.and_then(|id| self.meetings.iter().position(|other| *other == id));
        self.go(found.unwrap_or(self.cursor), cx);
        if found.is_some() {
            self.action = action.and_then(|task| self.actions.iter().position(|other| *other == task));
        }
    }

    pub fn selected(&self) -> Option<MeetingId> {
        self.meetings.get(self.cursor).copied()
    }

    /// The action that has the keys.
    pub fn selected_action(&self) -> Option<TaskId> {
        self.actions.get(self.action?).copied()
    }

    pub fn meetings(&self) -> &[MeetingId] {
        &self.meetings
    }

    /// Selects a meeting; one that the filter leaves out takes the filter off.
    pub fn select(&mut self, id: MeetingId, cx: &Context<'_>) {
        if !self.meetings.contains(&id) {
            self.sieve = MeetingSieve::default();
            self.relist(cx);
        }
        if let Some(at) = self.meetings.iter().position(|other| *other == id) {
            self.go(at, cx);
        }
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.keep_in_sight();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it looks for a meeting.
            Input::Text(text) => vec![Act::Open(Request::Care(CareRequest::FindMeeting(text)))],
        }
    }

    /// Does it lie open? Of what speaks of cases only after it was opened.
    fn is_shown(&self, meeting: &Meeting) -> bool {
        !meeting.is_guarded() || self.opened == Some(meeting.id)
    }

    fn go(&mut self, at: usize, cx: &Context<'_>) {
        let before = self.selected();
        self.cursor = at.min(self.meetings.len().saturating_sub(1));
        if self.selected() != before {
            self.scroll = 0;
        }
        self.action = None;
        if self.opened.is_some() && self.opened != self.selected() {
            self.opened = None;
        }
        self.actions = self.selected().map(|id| rows::actions(id, cx)).unwrap_or_default();
        self.keep_in_sight();
    }

    fn keep_in_sight(&mut self) {
        let rows = self.rows_of_list();
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// Lines that the list has on the screen.
    fn rows_of_list(&self) -> usize {
        usize::from(self.geometry.body_rows().saturating_sub(2)).saturating_sub(self.rows_of_recurring()).max(1)
    }

    /// Lines under the list, with the heading: in a high terminal only, for they are at the cost of the list.
    fn rows_of_recurring(&self) -> usize {
        let is_shown = self.geometry.body_rows() >= LONG_LIST && self.geometry.side_by_side();
        if is_shown && !self.recurring.is_empty() { self.recurring.len() + 1 } else { 0 }
    }
}
