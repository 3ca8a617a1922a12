//! Who stands around a person.

use serde::{Deserialize, Serialize};

use crate::domain::{FacilityId, Phone};

/// Somebody of an institution who looks after the person: a link, so that a changed number changes everywhere.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Supporter {
    /// In the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityId>,
    /// The institution's name where it is not in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A number of this person, where it is not the institution's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

impl Supporter {
    pub const fn is_empty(&self) -> bool {
        self.facility.is_none() && self.place.is_none() && self.name.is_none() && self.phone.is_none()
    }
}

/// キーパーソン: who speaks for the family.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KeyPerson {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 続柄
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

impl KeyPerson {
    pub const fn is_empty(&self) -> bool {
        self.name.is_none() && self.relation.is_none() && self.phone.is_none()
    }
}
