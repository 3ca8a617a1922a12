//! How a stay ended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The day and what it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct End {
    pub on: Date,
    pub reason: EndReason,
}

/// What became of the person.
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
pub enum EndReason {
    /// 自宅へ退院
    Home,
    /// 施設入所: out of the hospital into a home for the aged.
    Institution,
    /// 転院: goes on in another hospital.
    Transfer,
    /// 死亡退院
    Death,
    /// 取りやめ: a planned admission that did not take place, or one noted by mistake.
    Cancelled,
}

impl EndReason {
    /// A discharge after which the items of the time after go on (退院後).
    pub const fn is_discharge(self) -> bool {
        matches!(self, Self::Home | Self::Institution)
    }

    /// Does it make every open item 不要? After a discharge home the items of the time after stay to be done.
    pub const fn closes_tasks(self) -> bool {
        matches!(self, Self::Institution | Self::Transfer | Self::Death | Self::Cancelled)
    }
}
