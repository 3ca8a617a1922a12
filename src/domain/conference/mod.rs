//! Talks with the hospital: interviews and conferences, as the fees count them (domain.md 2.2).

mod check;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use check::{CounterpartCheck, Counts, Standing, StayCheck, Step, TalkCheck, check};

use super::{ConferenceId, EpisodeId, PersonId};

/// One talk about a stay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Conference {
    pub id: ConferenceId,
    #[serde(default)]
    pub rev: u64,
    pub episode: EpisodeId,
    pub person: PersonId,
    pub kind: TalkKind,
    pub on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    /// Was it over video?
    #[serde(default)]
    pub by_video: bool,
    #[serde(default)]
    pub place: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// 要点
    #[serde(default)]
    pub points: String,
    /// The document given to person and family is copied and attached.
    #[serde(default)]
    pub document_copied: bool,
    /// The person or family agreed.
    #[serde(default)]
    pub consented: bool,
}

/// What kind of talk.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TalkKind {
    /// 面談 (also over video): information from hospital staff.
    Interview,
    /// 退院前カンファレンス
    Conference,
}

/// Somebody who took part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Participant {
    /// A code of the professions' data file (`nurse`, `care_manager` ...).
    pub profession: String,
    #[serde(default)]
    pub side: Side,
    /// The institution, in words.
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub name: String,
}

/// On which side of the discharge.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
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
pub enum Side {
    Hospital,
    /// 在宅側
    #[default]
    Home,
    /// 本人・家族
    Family,
}
