//! Variants of a checklist: one base, any overlays (domain.md 2.3).

use serde::{Deserialize, Serialize};

/// Who the stay is about, as far as the checklist differs.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Base {
    /// ケアマネあり
    #[default]
    Cm,
    /// なし、65歳以上
    New65,
    /// なし、40〜64歳
    New40,
}

/// What lies over the base.
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
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Overlay {
    /// 看取り
    Eol,
    /// 急な退院
    Rush,
    /// 短期
    Short,
}

/// A base with its overlays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Variant {
    pub base: Base,
    #[serde(default)]
    pub eol: bool,
    #[serde(default)]
    pub rush: bool,
    #[serde(default)]
    pub short: bool,
}

/// How an item stands in a variant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// ●: it is to be done.
    Required,
    /// ○: where it fits.
    Optional,
    /// –: it does not stand in this variant.
    Absent,
}

/// How an item stands in each base and overlay.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Marks {
    pub cm: Mark,
    pub new65: Mark,
    pub new40: Mark,
    pub eol: Mark,
    pub rush: Mark,
    pub short: Mark,
}
