//! Whom to call for the person: the family, in the order in which they want to be called.

use serde::{Deserialize, Serialize};

use crate::domain::Phone;

/// Somebody of the family, or who stands in for it. The list's order is the order to call in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// 続柄
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// The numbers in the order in which they are tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Phone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Phone>,
    /// When they can be reached, as people write it: `平日 18:00-21:00、土日`. See [`super::Hours`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hours: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lives: Option<Lives>,
    /// 代理決定者: decides where the person cannot.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decides: bool,
    /// 医療同意の相談先
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub consulted: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Where a contact lives.
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
pub enum Lives {
    /// 同居
    Together,
    /// 別居
    Apart,
    /// 遠方
    Far,
}

impl Contact {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Their numbers in the order in which they are tried, each with which one it is.
    pub fn phones(&self) -> impl Iterator<Item = (Line, &Phone)> {
        let all = [(Line::Mobile, &self.mobile), (Line::Home, &self.home), (Line::Work, &self.work)];
        all.into_iter().filter_map(|(line, phone)| Some((line, phone.as_ref()?)))
    }
}

/// Which telephone a number rings.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Line {
    /// 携帯
    Mobile,
    /// 自宅
    Home,
    /// 職場
    Work,
    /// 日中 (of an institution)
    Day,
    /// 夜間 (of an institution)
    Night,
}
