//! One line of a checklist.

use serde::{Deserialize, Serialize};

use super::{DateBasis, Marks, Rule};

/// What is to be done, by whom, by when, and what proves it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// `A03`; unique in its template.
    pub code: String,
    pub phase: Phase,
    pub text: String,
    /// Its name in lists on a small screen, at most [`Item::SHORT`] characters.
    #[serde(default)]
    pub short: String,
    /// Who does it, in words.
    pub actor: String,
    /// The limit in words.
    pub due: String,
    pub duty: Duty,
    #[serde(default)]
    pub document: String,
    #[serde(default)]
    pub fee: String,
    /// What is to be written down when it is done.
    #[serde(default)]
    pub evidence: String,
    pub rule: Rule,
    pub marks: Marks,
}

/// When in a stay.
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
pub enum Phase {
    /// 入院前
    BeforeAdmission,
    /// 入院時
    Admission,
    /// 入院中
    Stay,
    /// 退院前
    BeforeDischarge,
    /// 看取り
    EndOfLife,
    /// 退院時
    Discharge,
    /// 退院後
    AfterDischarge,
}

/// Is it a condition of a fee or a law (必須), or the region's advice (目安)? Never shown alike.
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
pub enum Duty {
    /// 必須
    Must,
    /// 目安
    Guide,
}

impl Item {
    /// How many (full-width) characters a short name may have.
    pub const SHORT: usize = 12;

    /// The name for a list on a small screen; without one, the text.
    pub fn short_text(&self) -> &str {
        if self.short.is_empty() { &self.text } else { &self.short }
    }

    /// Where its dates come from: a guide's are a guide, a duty's are what its rule says.
    pub fn date_basis(&self) -> DateBasis {
        match self.duty {
            Duty::Guide => DateBasis::Guide,
            Duty::Must => self.rule.date_basis.unwrap_or(DateBasis::Guide),
        }
    }
}
