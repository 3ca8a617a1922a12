//! Search as one types (ux.md 4.3, 4.4): the query on top, hits on the left with the reason, the record on the right.

mod query;
mod view;

use crate::command::Command;
use crate::domain::FacilityId;
use crate::keymap::Scope;
use crate::pane::facility::{Geometry, Marks};
use crate::pane::{Act, Context, Input, Request};
use crate::search::{Hit, Query};

use query::QueryField;

/// Hits that are looked at; the count is exact whatever it is.
const LIMIT: usize = 200;

/// The overlay's state. It changes nothing behind it until Enter, so Esc restores the place by closing.
#[derive(Debug)]
pub struct Search {
    field: QueryField,
    rows: Vec<Found>,
    total: usize,
    cursor: usize,
    top: usize,
    marks: Marks,
    geometry: Geometry,
    stale_after_days: i32,
    /// What was searched for before; Up in an empty field brings it back.
    last_query: String,
    /// The query as the search understands it, for marking the letters.
    parsed: Query,
}

/// A row of the overlay.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: FacilityId,
    pub why: Why,
}

/// Why a row is there.
#[derive(Clone, Debug)]
pub enum Why {
    Pinned,
    Recent,
    Hit(Box<Hit>),
}

impl Search {
    /// Opens with the text typed so far.
    pub fn new(
        text: &str,
        marks: Marks,
        geometry: Geometry,
        stale_after_days: i32,
        last_query: &str,
        cx: &Context<'_>,
    ) -> Self {
        let mut search = Self {
            field: QueryField::new(text),
            rows: Vec::new(),
            total: 0,
            cursor: 0,
            top: 0,
            marks,
            geometry,
            stale_after_days,
            last_query: last_query.to_owned(),
            parsed: Query::default(),
        };
        search.find(cx);
        search
    }

    pub fn scope(&self) -> Scope {
        Scope::Search
    }

    /// The hit under the cursor: its record is shown on the right.
    pub fn selected(&self) -> Option<FacilityId> {
        self.rows.get(self.cursor).map(|row| row.id)
    }

    pub fn query(&self) -> &str {
        self.field.text()
    }

    /// Facilities found in all.
    pub fn total(&self) -> usize {
        self.total
    }

    pub fn rows(&self) -> &[Found] {
        &self.rows
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.show_selected();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Text(text) => {
                self.field.insert(&text);
                self.find(cx);
                Vec::new()
            }
            Input::Command(command) => self.command(command, cx),
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        let page = self.list_rows().saturating_sub(1).max(1);
        match command {
            Command::Up if self.field.text().is_empty() && self.cursor == 0 && !self.last_query.is_empty() => {
                self.field = QueryField::new(&self.last_query);
                self.find(cx);
            }
            Command::Up | Command::PreviousHit => self.go(self.cursor.saturating_sub(1)),
            Command::Down | Command::NextHit => self.go(self.cursor + 1),
            Command::PageUp => self.go(self.cursor.saturating_sub(page)),
            Command::PageDown => self.go(self.cursor + page),
            Command::Top => self.go(0),
            Command::Bottom => self.go(usize::MAX),
            Command::Mark | Command::NextPane => return self.mark(),
            Command::Open => return self.open(),
            Command::Back => return vec![Act::Close],
            Command::Copy => return self.copied().map(|ids| Act::Open(Request::Copy(ids))).into_iter().collect(),
            Command::Filter => return vec![Act::Open(Request::Filter)],
            Command::Left
            | Command::Right
            | Command::DetailUp
            | Command::DetailDown
            | Command::PreviousPane
            | Command::Zoom
            | Command::Search
            | Command::Sort
            | Command::ReferencePoint
            | Command::Pin
            | Command::MarkRange
            | Command::MarkAll
            | Command::CopyPhone
            | Command::Add
            | Command::Edit
            | Command::ConfirmFacts
            | Command::Remove
            | Command::Undo
            | Command::Redo
            | Command::Review
            | Command::Drafts
            | Command::History
            | Command::Log
            | Command::Trash
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
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
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
            | Command::DeleteToEnd
            | Command::Palette
            | Command::Help
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend
            | Command::Quit
            | Command::QuitNow => {
                if self.field.edit(command) {
                    self.find(cx);
                }
            }
        }
        Vec::new()
    }

    fn open(&self) -> Vec<Act> {
        match self.selected() {
            Some(id) => vec![Act::Close, Act::Searched(self.query().to_owned()), Act::Select(id), Act::Used(id)],
            None => Vec::new(),
        }
    }

    fn mark(&mut self) -> Vec<Act> {
        let Some(id) = self.selected() else { return Vec::new() };
        self.marks.toggle(id);
        self.go(self.cursor + 1);
        vec![Act::Mark(id)]
    }

    fn copied(&self) -> Option<Vec<FacilityId>> {
        if self.marks.is_empty() { self.selected().map(|id| vec![id]) } else { Some(self.marks.ids().to_vec()) }
    }

    /// Adds a condition that the menu of filters chose.
    pub fn add_condition(&mut self, condition: &str, cx: &Context<'_>) {
        self.field.append(condition);
        self.find(cx);
    }

    /// Searches anew because the registry changed under it. The row under the cursor stays the same facility, on the same line:
    /// somebody else's save must not put another number under the key that copies it.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        let (selected, place, line) = (self.selected(), self.cursor, self.cursor - self.top.min(self.cursor));
        self.find(cx);
        let found = selected.and_then(|id| self.rows.iter().position(|row| row.id == id));
        let at = found.unwrap_or(place).min(self.rows.len().saturating_sub(1));
        self.top = at.saturating_sub(line);
        self.go(at);
    }

    /// Searches anew: the text changed.
    pub fn find(&mut self, cx: &Context<'_>) {
        let text = self.field.text().trim();
        self.parsed = Query::parse(text);
        if text.is_empty() {
            self.rows = at_hand(cx);
            self.total = cx.registry.len();
        } else {
            let hits = cx.registry.find(text, LIMIT, cx.now.today());
            self.rows = hits.rows.into_iter().map(|hit| Found { id: hit.id, why: Why::Hit(Box::new(hit)) }).collect();
            self.total = hits.total.max(self.rows.len());
        }
        self.go(0);
    }

    fn go(&mut self, at: usize) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
        self.show_selected();
    }

    fn show_selected(&mut self) {
        let rows = self.list_rows().max(1);
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// Lines of the list: under the two lines of the query, above the hints where there is room for them.
    fn list_rows(&self) -> usize {
        let hints = if self.geometry.rows >= 20 { 3 } else { 0 };
        usize::from(self.geometry.rows.saturating_sub(4 + hints))
    }
}

/// Pinned, then recent: what one looks for most often, before anything is typed.
fn at_hand(cx: &Context<'_>) -> Vec<Found> {
    let pinned = cx.session.pinned.iter().map(|id| Found { id: *id, why: Why::Pinned });
    let recent = cx.session.recent.iter().filter(|id| !cx.session.pinned.contains(id));
    let recent = recent.map(|id| Found { id: *id, why: Why::Recent });
    pinned.chain(recent).filter(|found| cx.registry.row(found.id).is_some()).collect()
}
