//! One stay of a person in a hospital.

mod ending;
pub mod flow;
mod hospital;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use ending::{End, EndReason};
pub use hospital::{Contact, SupportFee, Ward};

use super::checklist::Variant;
use super::{EpisodeId, FacilityId, PersonId, TemplateId};

/// From the admission to what became of it. The tasks that follow from it are records of their own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Episode {
    pub id: EpisodeId,
    #[serde(default)]
    pub rev: u64,
    pub person: PersonId,
    pub admitted_on: Date,
    /// `None`: not known; the stricter limit holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted_at: Option<Time>,
    /// The hospital in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hospital: Option<FacilityId>,
    /// Its name where it is not in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hospital_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ward_name: Option<String>,
    #[serde(default)]
    pub ward: Ward,
    /// Which 入退院支援加算 the hospital has notified.
    #[serde(default)]
    pub support_fee: SupportFee,
    /// 予定入院; `None`: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<bool>,
    /// Why, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(default)]
    pub variant: Variant,
    /// The checklist's version that this stay runs under.
    pub template: TemplateId,
    /// 必要と判断した日 (NEED)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_on: Option<Date>,
    /// 要介護認定の申請日
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_on: Option<Date>,
    /// 退院方針決定日 (DCDEC)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_decided_on: Option<Date>,
    /// 退院予定日 (DC)
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_planned_on: Option<Date>,
    /// The day on which the hospital told of the discharge, for the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_told_on: Option<Date>,
    /// 転院日 (TRANSFER), planned or done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_on: Option<Date>,
    /// How and when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// 病院側の主連絡者
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub hospital_contact: Contact,
    /// 地域側の主連絡者
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub community_contact: Contact,
    /// The stay before, where this one took over from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<EpisodeId>,
    /// 退院支援もれの理由 and other remarks for the yearly figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<String>,
    #[serde(default)]
    pub note: String,
}

impl Episode {
    /// A stay that has just begun.
    pub fn new(id: EpisodeId, person: PersonId, admitted_on: Date, template: TemplateId) -> Self {
        Self {
            id,
            rev: 0,
            person,
            admitted_on,
            admitted_at: None,
            hospital: None,
            hospital_name: None,
            ward_name: None,
            ward: Ward::default(),
            support_fee: SupportFee::default(),
            planned: None,
            cause: None,
            variant: Variant::default(),
            template,
            need_on: None,
            applied_on: None,
            discharge_decided_on: None,
            discharge_planned_on: None,
            discharge_told_on: None,
            transfer_on: None,
            end: None,
            hospital_contact: Contact::default(),
            community_contact: Contact::default(),
            after: None,
            gap: None,
            note: String::new(),
        }
    }

    /// DC: the day of discharge where it has happened, else the planned one.
    pub fn discharge_on(&self) -> Option<Date> {
        let done = self.end.as_ref().filter(|end| end.reason.is_discharge()).map(|end| end.on);
        done.or(self.discharge_planned_on)
    }

    /// Is the person still in this hospital?
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }
}
