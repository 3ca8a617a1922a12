//! Finding a person: typed as a name in any script, opened as the checklist of the stay or as the emergency card.

mod view;

use tui_input::InputRequest;

use crate::command::Command;
use crate::domain::text::clean_typed;
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, CareRequest, Context, Input, Request};

/// The overlay's state.
#[derive(Debug)]
pub struct PeopleSearch {
    input: tui_input::Input,
    cursor: usize,
    goal: Goal,
}

/// What is opened of who was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    Checklist,
    Card,
}

impl PeopleSearch {
    /// With the text typed so far.
    pub fn new(text: &str, goal: Goal) -> Self {
        Self { input: tui_input::Input::new(text.to_owned()), cursor: 0, goal }
    }

    pub fn scope(&self) -> Scope {
        Scope::Search
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Text(text) => {
                for c in clean_typed(&text).chars() {
                    self.input.handle(InputRequest::InsertChar(c));
                }
                self.cursor = 0;
                Vec::new()
            }
            Input::Command(command) => self.command(command, cx),
        }
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        let last = cx.casebook.people(self.input.value()).len().saturating_sub(1);
        if let Some(request) = crate::form::edit_request(command) {
            self.input.handle(request);
            self.cursor = 0;
            return Vec::new();
        }
        match Step::of(command) {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::PageUp => self.cursor = self.cursor.saturating_sub(10),
            Step::PageDown => self.cursor = (self.cursor + 10).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => return self.open(cx),
            Step::Back => return vec![Act::Close],
            Step::Left | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
            Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }

    /// The checklist; somebody who was never in hospital is admitted.
    fn open(&self, cx: &Context<'_>) -> Vec<Act> {
        let people = cx.casebook.people(self.input.value());
        let Some(found) = people.get(self.cursor) else { return Vec::new() };
        if self.goal == Goal::Card {
            return vec![Act::Close, Act::Open(Request::Card(found.person.id))];
        }
        let next = found.stay.map_or_else(
            || Act::Open(Request::Care(CareRequest::Admission(Some(found.person.id)))),
            |stay| Act::OpenStay(stay.id),
        );
        vec![Act::Close, next]
    }
}
