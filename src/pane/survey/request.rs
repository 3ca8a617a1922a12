//! What can be asked of surveys. The app makes the menu or the form of it.

use crate::domain::permission::Area;
use crate::domain::{FacilityId, SurveyId};

/// Something to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SurveyRequest {
    /// A new one: from which template?
    Add,
    /// From the template of this name: whom is it sent to?
    New(String),
    Edit(SurveyId),
    /// What an institution answered.
    Answer(SurveyId, FacilityId),
    /// Find one of those who were asked, with the text typed so far.
    Find(SurveyId, String),
    /// What came of it as a text for a place, by its code; with the answers of single institutions.
    Copy(SurveyId, &'static str, bool),
}

impl SurveyRequest {
    /// What has to be allowed for it; `None` where it only looks.
    pub const fn area(&self) -> Option<Area> {
        match self {
            Self::Find(..) | Self::Copy(..) => None,
            Self::Add | Self::New(_) | Self::Edit(_) | Self::Answer(..) => Some(Area::Log),
        }
    }
}
