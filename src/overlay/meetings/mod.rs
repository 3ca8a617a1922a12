//! Finding a meeting: by any words that stand in it.

mod view;

use tui_input::InputRequest;

use crate::command::Command;
use crate::domain::text::clean_typed;
use crate::keymap::Scope;
use crate::overlay::step::Step;
use crate::pane::{Act, Context, Input};

/// The overlay's state.
#[derive(Debug)]
pub struct MeetingSearch {
    input: tui_input::Input,
    cursor: usize,
}

impl MeetingSearch {
    /// With the text typed so far.
    pub fn new(text: &str) -> Self {
        Self { input: tui_input::Input::new(text.to_owned()), cursor: 0 }
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
        if let Some(request) = crate::form::edit_request(command) {
            self.input.handle(request);
            self.cursor = 0;
            return Vec::new();
        }
        let found = cx.casebook.logbook().find(self.input.value());
        let last = found.len().saturating_sub(1);
        match Step::of(command) {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::PageUp => self.cursor = self.cursor.saturating_sub(10),
            Step::PageDown => self.cursor = (self.cursor + 10).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => {
                let chosen = found.get(self.cursor);
                return chosen.map(|meeting| vec![Act::Close, Act::OpenMeeting(meeting.id)]).unwrap_or_default();
            }
            Step::Back => return vec![Act::Close],
            Step::Left | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
            Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }
}
