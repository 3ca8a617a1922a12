//! What the ambulance asks about the body, and the insurance.

use serde::{Deserialize, Serialize};

/// Medical facts. Texts are lines as people write them, the gravest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Medical {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub blood_type: String,
    /// アレルギー
    #[serde(skip_serializing_if = "String::is_empty")]
    pub allergies: String,
    /// Codes of `device.tsv`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<String>,
    /// Settings and suppliers: `酸素 1L`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub device_note: String,
    /// 治療中の病気
    #[serde(skip_serializing_if = "String::is_empty")]
    pub illnesses: String,
    /// 既往・手術歴
    #[serde(skip_serializing_if = "String::is_empty")]
    pub history: String,
    /// 感染症
    #[serde(skip_serializing_if = "String::is_empty")]
    pub infections: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub medicines: String,
    /// 抗凝固薬: said apart, since it decides what may be done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anticoagulant: bool,
    /// 普段の状態
    #[serde(skip_serializing_if = "String::is_empty")]
    pub talking: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub walking: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub daily_living: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cognition: String,
    /// 普段のバイタル・SpO2
    #[serde(skip_serializing_if = "String::is_empty")]
    pub vitals: String,
    /// 障害高齢者の日常生活自立度 (寝たきり度)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bedridden: Option<Bedridden>,
    /// 認知症高齢者の日常生活自立度
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dementia: Option<Dementia>,
}

impl Medical {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// 保険
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Insurance {
    /// 資格確認書等
    #[serde(skip_serializing_if = "String::is_empty")]
    pub health: String,
    /// 介護保険被保険者番号
    #[serde(skip_serializing_if = "String::is_empty")]
    pub care: String,
    /// 障害者手帳
    #[serde(skip_serializing_if = "String::is_empty")]
    pub disability: String,
    /// 公費
    #[serde(skip_serializing_if = "String::is_empty")]
    pub public: String,
}

impl Insurance {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// 寝たきり度, by the names of the scale.
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
pub enum Bedridden {
    /// 自立
    Independent,
    J1,
    J2,
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
}

/// 認知症自立度, by the names of the scale.
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
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Dementia {
    /// 自立
    Independent,
    I,
    IIa,
    IIb,
    IIIa,
    IIIb,
    IV,
    M,
}
