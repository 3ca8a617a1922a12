//! 会議録: what was said, what follows from it and who does it (domain.md 6.1).

pub mod minutes;
mod pasted;
mod reading;
mod reconcile;
mod table;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::publicity::Publicity;
use super::vague::Vague;
use super::{FacilityId, MeetingId, PersonId, TaskId};

pub use pasted::marked;
pub use reading::{Reading, Readings};
pub use reconcile::{MOST_LINES, reconcile};
pub use table::{
    MeetingKind, Profession, Project, Scene, kind, kinds, profession, professions, project, projects, scene, scenes,
};

/// One meeting. Its actions are tasks of their own: here stands which, and what the line says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    #[serde(default)]
    pub rev: u64,
    /// A code of `kind.tsv`.
    #[serde(default)]
    pub kind: String,
    /// 第n回
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// 件名
    #[serde(default)]
    pub title: String,
    /// テーマ
    #[serde(default)]
    pub theme: String,
    #[serde(default)]
    pub on: Vague,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
    #[serde(default)]
    pub place: String,
    /// The place, where it is an institution of the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<FacilityId>,
    /// `None`: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<MeetingWay>,
    /// 主催
    #[serde(default)]
    pub hosts: Vec<String>,
    /// 共催
    #[serde(default)]
    pub cohosts: Vec<String>,
    /// 座長・司会
    #[serde(default)]
    pub chair: String,
    /// 講師
    #[serde(default)]
    pub speakers: Vec<String>,
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// 傍聴者
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observers: Option<u32>,
    /// 欠席
    #[serde(default)]
    pub absent: String,
    /// 配布資料, each with its number as it was handed out.
    #[serde(default)]
    pub materials: Vec<String>,
    /// 教材
    #[serde(default)]
    pub teaching: String,
    /// What was given to those who came: leaflets, kits.
    #[serde(default)]
    pub copies: Vec<Copies>,
    #[serde(default)]
    pub lines: Vec<Line>,
    /// The highest number that an issue has or had.
    #[serde(default)]
    pub numbered: u32,
    /// 次回
    #[serde(default)]
    pub next: Vague,
    /// Codes of `scene.tsv`.
    #[serde(default)]
    pub scenes: Vec<String>,
    /// Codes of `project.tsv`.
    #[serde(default)]
    pub projects: Vec<String>,
    #[serde(default)]
    pub publicity: Publicity,
    /// Cases are spoken of: what is published is held up by anything that may name somebody, and that cannot be passed over.
    #[serde(default)]
    pub anonymous: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questionnaire: Option<Questionnaire>,
    /// Was it recorded? `None`: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording: Option<Recording>,
    /// Those who were there agreed to the recording.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub recording_agreed: bool,
    /// 予算, in yen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<u32>,
    /// 謝金, in yen: what speakers were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<u32>,
    /// A case that was spoken of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The order among meetings whose days nobody knows.
    #[serde(default)]
    pub sequence: u32,
    /// From which document it was taken, where it was.
    #[serde(default)]
    pub source: String,
    /// Made up for the demo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

impl Meeting {
    /// Was it recorded, and stands nowhere that those who were there agreed?
    pub fn is_recorded_unasked(&self) -> bool {
        matches!(self.recording, Some(Recording::Sound | Recording::Video)) && !self.recording_agreed
    }

    /// May only somebody look at it who opens it, with a line in the audit? It speaks of cases, is about a person, or was closed.
    pub fn is_guarded(&self) -> bool {
        self.anonymous || self.person.is_some() || self.publicity == Publicity::Closed
    }
}

/// 方法
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
pub enum MeetingWay {
    /// 対面
    OnSite,
    /// Web
    Online,
    /// 併用
    Both,
}

/// 録画・録音
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
pub enum Recording {
    None,
    /// 録音
    Sound,
    /// 録画
    Video,
}

/// Who came: a profession, an organisation, or both.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Attendance {
    /// A code of `attendee.tsv`; empty: not said.
    pub profession: String,
    pub organisation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityId>,
    /// Persons. `None`: not said, which is not one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// Copies of something that were given away.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Copies {
    pub what: String,
    pub copies: u32,
}

/// アンケート about the meeting itself.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Questionnaire {
    pub returned: u32,
    pub of: u32,
    pub satisfaction: String,
    pub remarks: String,
}

/// One line of what was said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    pub mark: Mark,
    /// Without its mark; of an action without whom and when.
    pub text: String,
    /// Of an action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// The number of an issue in its meeting: given once, never used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The issue that an action answers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    /// Of an action: who does it. Its task says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Of an action: by when. Its task says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<jiff::civil::Date>,
}

/// What a line is.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
pub enum Mark {
    /// 課題
    Issue,
    /// 対応: somebody does something, by a day.
    Action,
    /// 決定
    Decision,
    /// 問
    Question,
    Note,
}

impl Mark {
    /// The character that begins such a line; `None` for a note.
    pub const fn sign(self) -> Option<char> {
        match self {
            Self::Issue => Some('!'),
            Self::Action => Some('>'),
            Self::Decision => Some('='),
            Self::Question => Some('?'),
            Self::Note => None,
        }
    }
}
