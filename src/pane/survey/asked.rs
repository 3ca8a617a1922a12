//! The institutions of a survey: those first that have not answered.

use jiff::civil::Date;

use crate::domain::text::clean_line;
use crate::domain::{FacilityId, Survey, SurveyId};
use crate::model::surveys;
use crate::pane::Context;

/// The list, with the selected institution.
#[derive(Debug)]
pub(super) struct AskedList {
    pub survey: SurveyId,
    pub rows: Vec<Asked>,
    pub cursor: usize,
    pub top: usize,
    /// Whose answer is being typed: once it is saved, the next one is selected, and not where this one went.
    pub typing: Option<FacilityId>,
}

/// One that was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub id: FacilityId,
    /// Empty where it does not stand in the register any more.
    pub name: String,
    pub has_answered: bool,
    /// On which day, where that is known.
    pub on: Option<Date>,
}

impl AskedList {
    pub const fn new(survey: SurveyId) -> Self {
        Self { survey, rows: Vec::new(), cursor: 0, top: 0, typing: None }
    }

    pub fn selected(&self) -> Option<FacilityId> {
        self.rows.get(self.cursor).map(|row| row.id)
    }

    pub fn select(&mut self, id: FacilityId) {
        if let Some(at) = self.rows.iter().position(|row| row.id == id) {
            self.cursor = at;
        }
    }

    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        self.typing = None;
    }

    pub fn keep_in_sight(&mut self, rows: usize) {
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(rows));
    }

    /// Lists anew after records changed.
    pub fn relist(&mut self, survey: &Survey, cx: &Context<'_>) {
        let selected = self.selected();
        let log = cx.casebook.logbook();
        let row = |id: FacilityId| {
            let name = cx.registry.row(id).map(|row| clean_line(&row.short)).unwrap_or_default();
            let answer = log.answer(survey.id, id);
            Asked { id, name, has_answered: answer.is_some(), on: answer.and_then(|answer| answer.on) }
        };
        self.rows = surveys::in_order(cx.registry, &survey.asked).into_iter().map(row).collect();
        // Stable: by name among those who have answered and among those who have not.
        self.rows.sort_by_key(|row| row.has_answered);
        let done = self.typing.take_if(|typed| self.rows.iter().any(|row| row.id == *typed && row.has_answered));
        if done.is_none()
            && let Some(id) = selected
        {
            self.select(id);
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }
}
