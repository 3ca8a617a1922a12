//! What is known only when 119 is called: the second step of a facility's form.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// 通報時. Written while calling, kept with the person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EmergencyCall {
    /// When it was written down, in the time zone of the centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime>,
    /// 発見時刻
    #[serde(skip_serializing_if = "String::is_empty")]
    pub found_at: String,
    /// 症状
    #[serde(skip_serializing_if = "String::is_empty")]
    pub symptoms: String,
    /// 経過
    #[serde(skip_serializing_if = "String::is_empty")]
    pub course: String,
    /// 最終食事
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_meal: String,
    /// バイタル
    #[serde(skip_serializing_if = "String::is_empty")]
    pub vitals: String,
    /// 既に行った処置
    #[serde(skip_serializing_if = "String::is_empty")]
    pub done: String,
    /// 119要請者
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caller: String,
}

impl EmergencyCall {
    pub fn is_empty(&self) -> bool {
        Self { at: None, ..self.clone() } == Self::default()
    }
}
