//! What coordinators know: never touched by an import.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Ability, Coordinates, Kind};
use crate::domain::Phone;

/// The local layer, in groups that are confirmed together.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Local {
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub identity: Group<Identity>,
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub desk: Group<Desk>,
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub hours: Group<Hours>,
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub capabilities: Group<Capabilities>,
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub vacancy: Group<Vacancy>,
    #[serde(default, skip_serializing_if = "Group::is_empty")]
    pub note: Group<String>,
}

/// Facts that age together.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Group<T> {
    pub facts: T,
    /// The day somebody last said that these facts hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// Who confirmed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

impl<T: Default + PartialEq> Group<T> {
    pub fn is_empty(&self) -> bool {
        self.facts == T::default() && self.confirmed_on.is_none()
    }
}

/// For places no source lists (通いの場, 行政 ...), and to correct what a source says.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    pub name: Option<String>,
    pub kana: Option<String>,
    pub short_name: Option<String>,
    pub kinds: Vec<Kind>,
    pub municipality: Option<String>,
    pub postal_code: Option<String>,
    pub address: Option<String>,
    /// 日常生活圏域 or whatever the centre divides its city by.
    pub area: Option<String>,
    pub coordinates: Option<Coordinates>,
    pub phone: Option<Phone>,
    pub fax: Option<Phone>,
    pub url: Option<String>,
    pub email: Option<String>,
    /// 連携可能施設: it works together with the centre.
    pub partner: bool,
}

/// Whom to ask for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// 部署.
    pub department: Option<String>,
    /// 担当者.
    pub person: Option<String>,
    /// 職種.
    pub profession: Option<String>,
    /// 直通.
    pub direct_phone: Option<Phone>,
    /// 夜間.
    pub night_phone: Option<Phone>,
    /// The way they like to be reached: 電話, FAX, メール ...
    pub preferred_way: Option<String>,
}

/// When to reach them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hours {
    /// ケアマネタイム: weekday, time, whom, how.
    pub care_manager: Option<String>,
    pub business: Option<String>,
    pub closed: Option<String>,
}

/// 可 談 否 by capability code; an absent code is "not asked yet".
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Capabilities(pub BTreeMap<String, Ability>);

/// Free places on a day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Vacancy {
    /// 空き; `Some(0)` is 満床.
    pub places: Option<u32>,
    /// 待機.
    pub waiting: Option<u32>,
    pub remark: Option<String>,
}
