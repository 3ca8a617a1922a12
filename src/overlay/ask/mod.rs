//! Where to ask: from a worry to the desk that helps, and all questions that were ever answered or asked.

mod view;

use tui_input::InputRequest;

use crate::command::Command;
use crate::domain::FacilityId;
use crate::domain::text::clean_typed;
use crate::keymap::Scope;
use crate::model::asking::{Askable, Found};
use crate::overlay::step::Step;
use crate::pane::publication::Entry;
use crate::pane::{Act, Context, Input, Request};

/// The overlay's state.
#[derive(Debug)]
pub struct AskSearch {
    input: tui_input::Input,
    all: Askable,
    found: Vec<Found>,
    cursor: usize,
}

impl AskSearch {
    /// With the text typed so far.
    pub fn new(text: &str, cx: &Context<'_>) -> Self {
        let input = tui_input::Input::new(text.to_owned());
        let mut search = Self { input, all: Askable::default(), found: Vec::new(), cursor: 0 };
        search.refresh(cx);
        search
    }

    pub fn scope(&self) -> Scope {
        Scope::Search
    }

    /// After a change of the records.
    pub fn refresh(&mut self, cx: &Context<'_>) {
        let called = |id: FacilityId| {
            let row = cx.registry.row(id)?;
            let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.ja).collect();
            Some(format!("{} {}", row.name, kinds.join(" ")))
        };
        self.all = Askable::of(cx.casebook.logbook(), &called);
        self.find();
    }

    /// With nothing typed every worry stands there: the list itself is the answer to "where could I ask?".
    fn find(&mut self) {
        let query = self.input.value().trim();
        self.found = if query.is_empty() { self.all.worries() } else { self.all.ask(query) };
        self.cursor = self.cursor.min(self.found.len().saturating_sub(1));
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Text(text) => {
                for c in clean_typed(&text).chars() {
                    self.input.handle(InputRequest::InsertChar(c));
                }
                self.cursor = 0;
                self.find();
                Vec::new()
            }
            Input::Command(command) => self.command(command, cx),
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        if command == Command::Copy {
            return self.copy(cx);
        }
        if let Some(request) = crate::form::edit_request(command) {
            self.input.handle(request);
            self.cursor = 0;
            self.find();
            return Vec::new();
        }
        let last = self.found.len().saturating_sub(1);
        match Step::of(command) {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::PageUp => self.cursor = self.cursor.saturating_sub(10),
            Step::PageDown => self.cursor = (self.cursor + 10).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => return self.open(),
            Step::Back => return vec![Act::Close],
            Step::CopyPhone => return self.copy(cx),
            Step::Left | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
            Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }

    /// Where it stands: the worry or the publication on this pane, the question in its meeting.
    fn open(&self) -> Vec<Act> {
        let act = match self.found.get(self.cursor) {
            Some(Found::Worry(id)) => Act::OpenEntry(Entry::Guide(*id)),
            Some(Found::Question(id)) => Act::OpenEntry(Entry::Publication(*id)),
            Some(Found::Asked(id, _)) => Act::OpenMeeting(*id),
            None => return Vec::new(),
        };
        vec![Act::Close, act]
    }

    /// The contact of the desks that help.
    fn copy(&self, cx: &Context<'_>) -> Vec<Act> {
        let Some(Found::Worry(id)) = self.found.get(self.cursor) else {
            return vec![Act::Say(cx.words.get("publications.copy_worries").to_owned())];
        };
        let desks = cx.casebook.logbook().guide(*id).map(|guide| guide.desks.as_slice()).unwrap_or_default();
        let known = desks.iter().filter_map(|desk| desk.facility).filter(|id| cx.registry.row(*id).is_some());
        let known: Vec<FacilityId> = known.collect();
        if known.is_empty() {
            return vec![Act::Say(cx.words.get("publications.not_registered").to_owned())];
        }
        vec![Act::Open(Request::Copy(known))]
    }
}
