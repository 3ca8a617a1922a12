//! 救急医療情報キット: the box in the refrigerator, and what was handed out with it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The kit of a person, as far as one was handed out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Kit {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<KitPlace>,
    /// Where exactly, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place_note: String,
    /// The seal inside the entrance; never outside, where a thief would read it too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub seal_entrance: bool,
    /// The seal on the refrigerator.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub seal_fridge: bool,
    /// 携帯用カード
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wallet_card: bool,
    /// What lies in it (容器の同封物5点).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<KitContent>,
    /// 配布日
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_on: Option<Date>,
    /// 配布窓口
    #[serde(skip_serializing_if = "String::is_empty")]
    pub handed_by: String,
    /// The day of the sheet that lies in it now (版).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_of: Option<Date>,
}

impl Kit {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Both seals stick, so that an ambulance looks for the kit.
    pub const fn is_sealed(&self) -> bool {
        self.seal_entrance && self.seal_fridge
    }
}

/// Where it is kept.
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
pub enum KitPlace {
    /// 冷蔵庫の中 (扉ポケット)
    InFridge,
    /// 冷蔵庫の扉
    OnFridge,
    /// 電話のそば
    ByPhone,
    Other,
}

/// What may lie in it.
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
pub enum KitContent {
    /// 用紙
    Sheet,
    /// 写真
    Photo,
    /// 保険証類の写し
    Insurance,
    /// 診察券の写し
    ConsultationCards,
    /// お薬手帳の写し
    MedicineNotebook,
}
