//! 要介護度: what the insurer has certified of a person, or that nothing is certified yet.

use serde::{Deserialize, Serialize};

/// The level of care need under the long-term care insurance (介護保険).
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
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CareLevel {
    /// Nobody said.
    #[default]
    Unknown,
    /// 未申請・認定なし
    None,
    /// 申請中: no level yet.
    Applying,
    /// 事業対象者: by the checklist of the community support programme, not certified.
    Programme,
    /// 要支援1
    Support1,
    Support2,
    /// 要介護1
    Care1,
    Care2,
    Care3,
    Care4,
    Care5,
}

impl CareLevel {
    /// 要介護: the fees of a care manager's office (居宅介護支援) apply.
    pub const fn is_care(self) -> bool {
        matches!(self, Self::Care1 | Self::Care2 | Self::Care3 | Self::Care4 | Self::Care5)
    }

    /// 要支援 or 事業対象者: the community centre (地域包括支援センター) is in charge, and those fees do not apply.
    pub const fn is_support(self) -> bool {
        matches!(self, Self::Support1 | Self::Support2 | Self::Programme)
    }
}
