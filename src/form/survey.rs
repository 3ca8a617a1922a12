//! The fields of a survey that is there: its questions and whom it was sent to are fixed with the sending.

use jiff::civil::Date;

use super::date::read_vague;
use super::parse::{code, code_text, line};
use super::{Described, FieldError, FieldKind, Label, Part};
use crate::domain::Survey;
use crate::domain::publicity::Publicity;

/// A field of a survey, in the order of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SurveyField {
    Title,
    Purpose,
    On,
    Way,
    Publicity,
    Source,
}

/// How answers come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AnswerWay {
    Fax,
    Paper,
    Web,
    Phone,
}

impl SurveyField {
    /// In the order of the form.
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    /// The stable name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

impl From<SurveyField> for Described {
    fn from(field: SurveyField) -> Self {
        let kind = match field {
            SurveyField::Title | SurveyField::Purpose | SurveyField::Source => FieldKind::Line,
            // A day, a month or a year.
            SurveyField::On => FieldKind::Line,
            SurveyField::Way => FieldKind::choice::<AnswerWay>("survey_way", true),
            SurveyField::Publicity => FieldKind::choice::<Publicity>("publicity", false),
        };
        let label = Label::Key(format!("form.survey.{}", field.name()));
        Self { name: field.name().to_owned(), label, kind, part: Part::of("survey"), group: None }
    }
}

pub(super) fn get(survey: &Survey, field: SurveyField) -> String {
    match field {
        SurveyField::Title => survey.title.clone(),
        SurveyField::Purpose => survey.purpose.clone(),
        SurveyField::On => survey.on.to_string(),
        SurveyField::Way => survey.way.clone(),
        SurveyField::Publicity => code_text(Some(survey.publicity)),
        SurveyField::Source => survey.source.clone(),
    }
}

/// Sets a field from typed text; empty text takes the value away.
pub(super) fn set(survey: &mut Survey, field: SurveyField, typed: &str, today: Date) -> Result<(), FieldError> {
    let text = || line(typed).unwrap_or_default();
    match field {
        SurveyField::Title => survey.title = line(typed).ok_or(FieldError::Missing)?,
        SurveyField::Purpose => survey.purpose = text(),
        SurveyField::On => survey.on = read_vague(typed, today).ok_or(FieldError::NotADate)?,
        SurveyField::Way => survey.way = text(),
        SurveyField::Publicity => survey.publicity = code(typed)?.ok_or(FieldError::Missing)?,
        SurveyField::Source => survey.source = text(),
    }
    Ok(())
}
