//! Who may see what is written down.

use serde::{Deserialize, Serialize};

/// 公開の区分; the widest first, so that the greater of two is the one that holds for both.
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
pub enum Publicity {
    /// 公開
    Open,
    /// 関係者限り
    #[default]
    Partners,
    /// 非公開
    Closed,
}
