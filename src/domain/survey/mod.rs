//! 調査: what institutions were asked, and what each answered.

mod check;
mod tally;
mod target;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::publication::Place;
use super::publicity::Publicity;
use super::vague::Vague;
use super::{AnswerId, FacilityId, SurveyId};

pub use check::{Flaw, FlawKind, Values};
pub use tally::{GroupBy, Response, Tally, TallyRow, rate, response, shares, tally, tally_by, unasked};

/// A survey with its questions, as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Survey {
    pub id: SurveyId,
    #[serde(default)]
    pub rev: u64,
    /// The template that it was made from, and its version.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub title: String,
    /// 目的
    #[serde(default)]
    pub purpose: String,
    /// How it is sent and answered: `fax`, `paper`, `web`.
    #[serde(default)]
    pub way: String,
    #[serde(default)]
    pub on: Vague,
    /// From this day on it takes no more answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    #[serde(default)]
    pub questions: Vec<Question>,
    #[serde(default)]
    pub target: Target,
    /// Who was asked: fixed when it is sent.
    #[serde(default)]
    pub asked: Vec<FacilityId>,
    /// What its answers say beyond the survey: `continuity` for what an institution does when another one closes.
    #[serde(default)]
    pub feeds: String,
    #[serde(default)]
    pub rounding: Rounding,
    #[serde(default)]
    pub rate_rounding: RateRounding,
    /// What its source states, where the answers themselves are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    #[serde(default)]
    pub publicity: Publicity,
    #[serde(default)]
    pub scenes: Vec<String>,
    #[serde(default)]
    pub projects: Vec<String>,
    #[serde(default)]
    pub source: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

impl Survey {
    /// A new one from a template, not yet sent. What a source states of the template's own answers is none of it.
    pub fn from_template(template: &Self) -> Self {
        let begun = Self { id: SurveyId::new(), rev: 0, on: Vague::Unknown, closed_on: None, ..template.clone() };
        let mut survey = Self { published: None, ..begun };
        for question in &mut survey.questions {
            question.published.clear();
            question.stated.clear();
            question.inferred_counts.clear();
        }
        survey.source.clear();
        survey
    }

    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    pub fn has_asked(&self, facility: FacilityId) -> bool {
        self.asked.contains(&facility)
    }

    /// May what came of it go to this place? `answers`: with what single institutions answered.
    pub fn may_go(&self, to: &Place, answers: bool) -> Result<(), Withheld> {
        if answers && to.publicity == Publicity::Open {
            return Err(Withheld::SingleAnswers);
        }
        if self.publicity > to.publicity { Err(Withheld::Narrower(self.publicity)) } else { Ok(()) }
    }
}

/// Why what came of a survey does not go to a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Withheld {
    /// Everybody reads there.
    SingleAnswers,
    /// More people read there than it is for.
    Narrower(Publicity),
}

/// Whom a survey is sent to: every condition that is there must hold.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Target {
    /// Codes of kinds of institution; empty: all.
    pub kinds: Vec<String>,
    /// 地区; empty: all.
    pub area: String,
    /// Only those that cooperate.
    pub partner: bool,
}

/// One question.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    pub code: String,
    pub text: String,
    pub kind: QuestionKind,
    pub choices: Vec<Choice>,
    /// Sentences that are often written: one digit each.
    pub phrases: Vec<String>,
    /// Questions of one group have the same choices and are one table.
    pub group: String,
    /// Percent by choice, as published.
    pub published: BTreeMap<String, u32>,
    /// Which of these the source states; the others are what is left.
    pub stated: Vec<String>,
    /// Counts that give the published percentages; not in the source.
    pub inferred_counts: BTreeMap<String, u32>,
}

/// How a question is answered.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
    Default,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum QuestionKind {
    #[default]
    One,
    Several,
    Text,
    Number,
}

/// One of the answers to choose from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub text: String,
    pub short: String,
    /// 未回答: counted among those who answered the survey, not the question.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_answer: bool,
}

/// How shares become whole percents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// All are cut; the largest remainders get what lacks to a hundred.
    #[default]
    LargestRemainder,
    HalfUp,
}

/// How the response rate becomes a decimal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateRounding {
    /// Cut behind the first decimal.
    #[default]
    #[serde(rename = "cut_1")]
    Cut1,
    #[serde(rename = "half_up_1")]
    HalfUp1,
}

/// What a source states of a survey.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Published {
    pub on: Vague,
    pub asked: u32,
    pub answered: u32,
    /// Percent, as it stands there.
    pub rate: String,
    /// The counts are not in the source.
    pub inferred: bool,
}

/// What one institution answered. Two people who type faxes at once write different records.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    pub id: AnswerId,
    #[serde(default)]
    pub rev: u64,
    pub survey: SurveyId,
    pub facility: FacilityId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// As [`Survey::way`].
    #[serde(default)]
    pub way: String,
    /// By the question's code: codes of choices, or one text.
    #[serde(default)]
    pub values: BTreeMap<String, Vec<String>>,
    /// Who wrote it down.
    #[serde(default)]
    pub by: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

impl Answer {
    /// Nothing answered yet.
    pub fn new(survey: SurveyId, facility: FacilityId) -> Self {
        Self {
            id: AnswerId::of(survey, facility),
            rev: 0,
            survey,
            facility,
            on: None,
            way: String::new(),
            values: BTreeMap::new(),
            by: String::new(),
            fictional: false,
        }
    }

    /// What was answered to a question; nothing where it was left out.
    pub fn said(&self, question: &str) -> &[String] {
        self.values.get(question).map_or(&[], Vec::as_slice)
    }
}
