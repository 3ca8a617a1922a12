//! Finding one of the institutions that a survey asked: by its name, as every search for one; Enter begins its answer.

mod view;

use tui_input::InputRequest;

use crate::command::Command;
use crate::domain::text::clean_typed;
use crate::domain::{FacilityId, SurveyId};
use crate::keymap::Scope;
use crate::model::surveys;
use crate::overlay::step::Step;
use crate::pane::survey::SurveyRequest;
use crate::pane::{Act, CareRequest, Context, Input, Request};

/// Lines of a page.
const PAGE: usize = 10;

/// The overlay's state.
#[derive(Debug)]
pub struct AskedSearch {
    survey: SurveyId,
    input: tui_input::Input,
    cursor: usize,
}

impl AskedSearch {
    /// With the text typed so far.
    pub fn new(survey: SurveyId, text: &str) -> Self {
        Self { survey, input: tui_input::Input::new(text.to_owned()), cursor: 0 }
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

    /// Those whom the text finds, those first that have not answered; all of them where nothing is typed.
    fn found(&self, cx: &Context<'_>) -> Vec<FacilityId> {
        let log = cx.casebook.logbook();
        let Some(survey) = log.survey(self.survey) else { return Vec::new() };
        let mut found = surveys::in_order(cx.registry, &survey.asked);
        if !self.input.value().trim().is_empty() {
            let matching = cx.registry.matching(self.input.value());
            found.retain(|id| matching.contains(id));
        }
        found.sort_by_key(|id| log.answer(survey.id, *id).is_some());
        found
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        if let Some(request) = crate::form::edit_request(command) {
            self.input.handle(request);
            self.cursor = 0;
            return Vec::new();
        }
        let found = self.found(cx);
        let last = found.len().saturating_sub(1);
        match Step::of(command) {
            Step::Up => self.cursor = self.cursor.saturating_sub(1),
            Step::Down => self.cursor = (self.cursor + 1).min(last),
            Step::PageUp => self.cursor = self.cursor.saturating_sub(PAGE),
            Step::PageDown => self.cursor = (self.cursor + PAGE).min(last),
            Step::Top => self.cursor = 0,
            Step::Bottom => self.cursor = last,
            Step::Open => {
                let Some(facility) = found.get(self.cursor) else { return Vec::new() };
                let answer = CareRequest::Survey(SurveyRequest::Answer(self.survey, *facility));
                return vec![Act::Close, Act::OpenAsked(self.survey, *facility), Act::Open(Request::Care(answer))];
            }
            Step::Back => return vec![Act::Close],
            Step::Left | Step::Right | Step::Mark | Step::Save | Step::Quit => {}
            Step::CopyPhone | Step::Clear | Step::Remove | Step::Other => {}
        }
        Vec::new()
    }
}
