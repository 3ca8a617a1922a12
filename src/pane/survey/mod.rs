//! The surveys: who was asked what and how many have answered; beside the list what came of the selected one, and, once it is opened, the
//! institutions that were asked, those first that have not answered.

mod act;
mod asked;
mod outlet;
mod request;
mod rows;
mod target;
mod view;

use super::facility::Geometry;
use super::{Act, CareRequest, Context, Input, Request};
use crate::domain::survey::{GroupBy, Response, response};
use crate::domain::vague::Vague;
use crate::domain::{FacilityId, Survey, SurveyId};
use crate::keymap::Scope;

use asked::AskedList;
pub use outlet::copied;
pub use request::SurveyRequest;
use rows::Row;
pub use target::{Whom, targets};

/// The list with the selected survey.
#[derive(Debug, Default)]
pub struct SurveyPane {
    surveys: Vec<(SurveyId, Response)>,
    cursor: usize,
    top: usize,
    /// By what the results are told apart.
    by: Option<GroupBy>,
    /// What came of the selected one; drawn up after each change, so that no frame counts answers.
    results: Vec<Row>,
    /// Lines that the detail is scrolled by.
    scroll: usize,
    /// The institutions of the selected survey, while they have the keys.
    asked: Option<AskedList>,
    /// Selected as soon as it is there.
    wanted: Option<SurveyId>,
    zoomed: bool,
    geometry: Geometry,
}

impl SurveyPane {
    pub const fn scope(&self) -> Scope {
        Scope::Surveys
    }

    /// Lists anew after records or day changed; the selected survey and institution stay selected.
    pub fn relist(&mut self, cx: &Context<'_>) {
        let selected = self.selected();
        let log = cx.casebook.logbook();
        let mut surveys: Vec<&Survey> = log.surveys().collect();
        // The newest first; one without a day last.
        surveys.sort_by(|a, b| {
            let unknown = |survey: &Survey| survey.on == Vague::Unknown;
            (unknown(a), b.on, &a.title, a.id).cmp(&(unknown(b), a.on, &b.title, b.id))
        });
        let counted = surveys.into_iter().map(|survey| (survey.id, response(survey, log.answers(survey.id))));
        self.surveys = counted.collect();
        let wanted = self.wanted.take_if(|wanted| self.surveys.iter().any(|(id, _)| id == wanted));
        let wanted = wanted.or(selected);
        let found = wanted.and_then(|id| self.surveys.iter().position(|(other, _)| *other == id));
        if found.is_none() {
            self.asked = None;
        }
        self.go(found.unwrap_or(self.cursor), cx);
    }

    pub fn selected(&self) -> Option<SurveyId> {
        self.surveys.get(self.cursor).map(|(id, _)| *id)
    }

    /// The institution that has the keys.
    pub fn selected_institution(&self) -> Option<FacilityId> {
        self.asked.as_ref()?.selected()
    }

    pub fn surveys(&self) -> impl ExactSizeIterator<Item = SurveyId> {
        self.surveys.iter().map(|(id, _)| *id)
    }

    /// The institutions of the survey that was opened, in the order of the list.
    pub fn institutions(&self) -> Vec<FacilityId> {
        self.asked.as_ref().map(|asked| asked.rows.iter().map(|row| row.id).collect()).unwrap_or_default()
    }

    /// Selects a survey, now or as soon as it is listed.
    pub fn select(&mut self, id: SurveyId, cx: &Context<'_>) {
        if self.selected() != Some(id) {
            self.asked = None;
        }
        self.wanted = Some(id);
        self.relist(cx);
    }

    /// Opens the institutions of a survey at this one.
    pub fn select_institution(&mut self, survey: SurveyId, facility: FacilityId, cx: &Context<'_>) {
        self.select(survey, cx);
        self.open(cx);
        if let Some(asked) = &mut self.asked {
            asked.select(facility);
            let is_new = cx.casebook.logbook().answer(survey, facility).is_none();
            asked.typing = is_new.then_some(facility);
        }
        self.keep_in_sight();
    }

    pub fn resize(&mut self, geometry: Geometry) {
        self.geometry = geometry;
        self.keep_in_sight();
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Command(command) => act::run(self, command, cx),
            // Text never reaches a list: it looks for one of those that were asked.
            Input::Text(text) => match self.selected() {
                Some(survey) => vec![Act::Open(Request::Care(CareRequest::Survey(SurveyRequest::Find(survey, text))))],
                None => vec![Act::Open(Request::Search(text))],
            },
        }
    }

    /// The institutions get the keys.
    fn open(&mut self, cx: &Context<'_>) {
        let Some(survey) = self.selected().and_then(|id| cx.casebook.logbook().survey(id)) else { return };
        if self.asked.is_none() {
            self.asked = Some(AskedList::new(survey.id));
            self.scroll = 0;
        }
        self.list_asked(cx);
    }

    fn list_asked(&mut self, cx: &Context<'_>) {
        let survey = self.selected().and_then(|id| cx.casebook.logbook().survey(id));
        if let (Some(asked), Some(survey)) = (&mut self.asked, survey) {
            asked.relist(survey, cx);
        }
        self.keep_in_sight();
    }

    fn go(&mut self, at: usize, cx: &Context<'_>) {
        let before = self.selected();
        self.cursor = at.min(self.surveys.len().saturating_sub(1));
        if self.selected() != before {
            self.scroll = 0;
        }
        if self.asked.as_ref().is_some_and(|asked| Some(asked.survey) != self.selected()) {
            self.asked = None;
        }
        self.draw_up(cx);
        self.list_asked(cx);
    }

    /// What came of the selected survey, in lines.
    fn draw_up(&mut self, cx: &Context<'_>) {
        let survey = self.selected().and_then(|id| cx.casebook.logbook().survey(id));
        self.results = survey.map(|survey| rows::results(survey, self.by, cx)).unwrap_or_default();
    }

    fn keep_in_sight(&mut self) {
        let rows = self.rows_of_list();
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows / view::LINES_A_SURVEY));
        if let Some(asked) = &mut self.asked {
            asked.keep_in_sight(rows);
        }
    }

    /// Lines that the list has on the screen.
    fn rows_of_list(&self) -> usize {
        usize::from(self.geometry.body_rows().saturating_sub(2)).max(view::LINES_A_SURVEY)
    }
}
