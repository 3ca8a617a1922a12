//! Where a published fact comes from.

use serde::{Deserialize, Serialize};

/// A source of open data.
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
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Source {
    /// 届出受理医療機関名簿, a regional bureau's list of notified institutions.
    Notification,
    /// コード内容別医療機関一覧, a regional bureau's code list.
    CodeList,
    /// 医療情報ネット (ナビイ).
    MedicalNet,
    /// 介護サービス情報公表システム.
    CareService,
    /// 推奨データセット 介護サービス事業所一覧 of a municipality.
    MunicipalCare,
    /// 推奨データセット 医療機関一覧 of a municipality.
    MunicipalMedical,
    /// A table with a header of the user's own, mapped by the user.
    Table,
}

/// How a source names the institution. Together with the source and the service it is the identity of a [`Listing`](super::Listing).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKey {
    /// The 10-character number of rule R1: prefecture (2), kind digit, 7 more. Text: `24B0100014` exists.
    Number(String),
    /// 医療情報ネット ID without leading zeros.
    MedicalNet(String),
    /// The row has no number: source file's own row number or a name+address key.
    Unnumbered(String),
}

impl SourceKey {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Number(text) | Self::MedicalNet(text) | Self::Unnumbered(text) => text,
        }
    }
}
