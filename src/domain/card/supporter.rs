//! Who of the institutions supports the person.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::Phone;
use crate::domain::person::Supporter;

/// An institution beside the doctor and the care manager, with what it does for the person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Support {
    /// A code of `support_role.tsv`; empty: not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    #[serde(skip_serializing_if = "Supporter::is_empty")]
    pub who: Supporter,
    /// At night, where it is not the number that the register has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub night_phone: Option<Phone>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Support {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// 後方支援病院: the one hospital that has agreed to take the person in. Told to it anew every three months.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BackupHospital {
    #[serde(skip_serializing_if = "Supporter::is_empty")]
    pub hospital: Supporter,
    /// 登録番号
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered_on: Option<Date>,
    /// The last exchange of information.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchanged_on: Option<Date>,
}

impl BackupHospital {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
