//! 緊急時情報連絡票: what somebody has to know who is called in the night, and the ambulance with them (domain.md 4).
//!
//! The identity, the doctor, the care manager and the day of the last confirmation stand in the [`Person`](super::Person) itself. An
//! institution is a link into the register: no number of it is copied, so that a changed one is right on every card at once.

mod call;
mod contact;
mod hours;
mod kit;
mod medical;
pub mod reach;
mod receiver;
pub mod review;
mod supporter;
mod table;
mod wishes;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

pub use call::EmergencyCall;
pub use contact::{Contact, Line, Lives};
pub use hours::{Hours, Reachable};
pub use kit::{Kit, KitContent, KitPlace};
pub use medical::{Bedridden, Dementia, Insurance, Medical};
pub use reach::{Directory, Listed, Moment, Reach, Who};
pub use receiver::{CardPart, Granted, Receiver, receiver, receivers};
pub use review::{Due, Freshness};
pub use supporter::{BackupHospital, Support};
pub use table::{DeviceInfo, RoleInfo, device, devices, support_role, support_roles};
pub use wishes::{Condition, Resuscitation, WishDocument, Wishes};

use super::Phone;
use super::acp::CarePlace;

/// So many calls to 119 are kept with a person.
pub const KEPT_CALLS: usize = 10;

/// Why a restricted card is opened: stable words, since they stand in the audit. What is said of them stands in the words under `cards.reason`.
pub const OPENING_REASONS: [&str; 5] = ["ambulance", "safety", "family", "care", "other"];

/// What the card adds to a person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// 世帯
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household: Option<Household>,
    /// 地区: what the list for disasters is ordered by.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: String,
    /// 言語や聞こえの配慮
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// 自宅への入り方: the key, the automatic door, the dog.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub entry: String,
    /// In the order to call in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Beside the doctor and the care manager.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supporters: Vec<Support>,
    #[serde(skip_serializing_if = "BackupHospital::is_empty")]
    pub backup_hospital: BackupHospital,
    #[serde(skip_serializing_if = "Medical::is_empty")]
    pub medical: Medical,
    #[serde(skip_serializing_if = "Insurance::is_empty")]
    pub insurance: Insurance,
    #[serde(skip_serializing_if = "Wishes::is_empty")]
    pub wishes: Wishes,
    #[serde(skip_serializing_if = "Kit::is_empty")]
    pub kit: Kit,
    /// Who looks after the person in a disaster (安否確認).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub checked_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_by_phone: Option<Phone>,
    /// That the ambulance and the hospital are told, and that the refrigerator may be opened without asking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency_consent_on: Option<Date>,
    /// 閲覧制限: opened only with a reason.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_on: Option<Date>,
    /// The last change of what it says; that somebody only confirmed it stands in `Person::reviewed_on`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_on: Option<Date>,
    /// A day that is easy to remember: the birthday, the new year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_review_on: Option<Date>,
    /// 記入者
    #[serde(skip_serializing_if = "String::is_empty")]
    pub written_by: String,
    /// The newest last, at most [`KEPT_CALLS`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<EmergencyCall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passing: Option<Passing>,
}

/// Who lives with the person.
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
pub enum Household {
    /// 独居
    Alone,
    /// 日中独居
    AloneByDay,
    /// 高齢者のみ
    Elderly,
    /// 同居
    WithFamily,
    /// 施設
    Facility,
}

/// 看取りの後: where and when, beside what had been wished.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Passing {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime>,
    /// The actual place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<CarePlace>,
    /// デスカンファレンス
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conference_on: Option<Date>,
}

impl Card {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Does the person depend on something that a disaster takes away, or live where nobody would notice?
    pub fn is_for_disasters(&self) -> bool {
        let depends = self.medical.devices.iter().filter_map(|code| device(code)).any(|info| info.for_disasters);
        depends || matches!(self.household, Some(Household::Alone))
    }

    /// Keeps a call; the oldest go.
    pub fn keep_call(&mut self, call: EmergencyCall) {
        self.calls.push(call);
        let over = self.calls.len().saturating_sub(KEPT_CALLS);
        self.calls.drain(..over);
    }
}
