//! What the centre publishes: questions answered, notices, newsletters, updates of the map, leaflets and kits. One ledger.

mod release;
mod table;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::publicity::Publicity;
use super::vague::Vague;
use super::{FacilityId, MeetingId, PublicationId, SurveyId};

pub use release::{Held, judge, release};
pub use table::{Place, PlaceNames, PublicationKind, kind, kinds, place, places};

/// One publication.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Publication {
    pub id: PublicationId,
    #[serde(default)]
    pub rev: u64,
    /// A code of `kind.tsv`.
    #[serde(default)]
    pub kind: String,
    /// What it is numbered in.
    #[serde(default)]
    pub series: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// 版
    #[serde(default)]
    pub edition: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub body: String,
    /// When it was written.
    #[serde(default)]
    pub on: Vague,
    #[serde(default)]
    pub publicity: Publicity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// The meeting that it came from, and which of its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyId>,
    #[serde(default)]
    pub posts: Vec<Post>,
    #[serde(default)]
    pub handed: Vec<Handed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// 注記: stands wherever the figure stands.
    #[serde(default)]
    pub note: String,
    /// 出典
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub publishers: Vec<String>,
    #[serde(default)]
    pub scenes: Vec<String>,
    #[serde(default)]
    pub projects: Vec<String>,
    /// Something that may name somebody was passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Cleared>,
    #[serde(default)]
    pub sequence: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

/// 問と答
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    pub asked: String,
    /// Empty: not answered yet.
    pub answer: String,
    /// 回答者: a role or an organisation.
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_on: Option<Date>,
}

/// Where and when it was made public.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Post {
    /// A code of `place.tsv`.
    #[serde(deserialize_with = "table::current")]
    pub place: String,
    pub on: Vague,
    pub url: String,
}

/// Copies that were given away.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Handed {
    pub on: Vague,
    pub to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityId>,
    pub copies: u32,
}

/// A figure as its source states it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// Never rounded: `2.6`.
    pub value: String,
    pub unit: String,
}

/// Who looked at what may name somebody, and why it may stand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cleared {
    pub on: Date,
    pub by: String,
    pub why: String,
}

impl Publication {
    /// What it is called in a list: its title, else the question.
    pub fn called(&self) -> &str {
        let asked = self.question.as_ref().map_or("", |question| question.asked.as_str());
        if self.title.is_empty() { asked } else { &self.title }
    }

    /// Is it a question that nobody has answered yet? Such a one is published nowhere.
    pub fn is_unanswered(&self) -> bool {
        self.question.as_ref().is_some_and(|question| question.answer.is_empty())
    }

    /// Does it say the same? Then what somebody passed over may stand on.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let texts = |one: &Self| {
            (one.title.clone(), one.body.clone(), one.note.clone(), one.question.clone(), one.publishers.clone())
        };
        texts(self) == texts(other) && self.figure == other.figure && self.series == other.series
    }
}

/// The number that the next one of a series has.
pub fn next_number<'a>(all: impl IntoIterator<Item = &'a Publication>, kind: &str, series: &str) -> u32 {
    let same = all.into_iter().filter(|one| one.kind == kind && one.series == series);
    same.filter_map(|one| one.number).max().map_or(1, |last| last.saturating_add(1))
}

/// ① to ㊿ as the centre writes its notices; what has no such sign in brackets.
pub fn circled(number: u32) -> String {
    let of = |first: char, n: u32| char::from_u32(u32::from(first) + n);
    let sign = match number {
        1..=20 => of('①', number - 1),
        21..=35 => of('㉑', number - 21),
        36..=50 => of('㊱', number - 36),
        _ => None,
    };
    sign.map_or_else(|| format!("({number})"), |sign| sign.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_run_on_in_their_series() {
        let one = |series: &str, number| Publication {
            kind: "notice".to_owned(),
            series: series.to_owned(),
            number: Some(number),
            ..Publication::default()
        };
        let all: Vec<Publication> = (1..=13).map(|n| one("感染症", n)).chain([one("その他", 40)]).collect();
        assert_eq!(next_number(&all, "notice", "感染症"), 14);
        assert_eq!(next_number(&all, "notice", "新しい"), 1);
        assert_eq!(next_number(&all, "qa", "感染症"), 1);
    }

    #[test]
    fn circled_numbers_are_those_of_the_character_set() {
        assert_eq!([1, 13, 20, 21, 35, 36, 50, 51].map(circled), ["①", "⑬", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]);
    }
}
