//! The hospital's side of a stay, as far as limits depend on it.

use serde::{Deserialize, Serialize};

use crate::domain::Phone;

/// The kind of ward: some limits differ.
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
pub enum Ward {
    /// 一般病棟等
    #[default]
    General,
    /// 療養病棟等
    LongTerm,
}

/// 入退院支援加算 of the hospital.
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
pub enum SupportFee {
    /// Nobody asked: both limits are shown.
    #[default]
    Unknown,
    /// 加算1
    One,
    /// 加算2
    Two,
    /// 届出なし
    None,
}

/// One of the two main contacts (主連絡者).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Contact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Desk or profession.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

impl Contact {
    pub const fn is_empty(&self) -> bool {
        self.name.is_none() && self.role.is_none() && self.phone.is_none()
    }
}
