//! The consent to give information about a person to others (個人情報保護法 27条; domain.md 9.9).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a person, or who speaks for them, agreed to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consent {
    pub on: Date,
    pub way: ConsentWay,
    /// To whom, and what: in words.
    #[serde(default)]
    pub scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<Date>,
}

impl Consent {
    /// Does it hold on that day?
    pub fn holds_on(&self, day: Date) -> bool {
        self.on <= day && self.withdrawn_on.is_none_or(|end| day < end)
    }
}

/// How it was given.
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
pub enum ConsentWay {
    /// 文書
    Written,
    /// 口頭
    Spoken,
}
