//! From a worry to the desk that helps: "where should I ask?" (domain.md 1, S54).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FacilityId, GuideId};

/// One worry.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Guide {
    pub id: GuideId,
    #[serde(default)]
    pub rev: u64,
    /// In the words of who asks.
    #[serde(default)]
    pub worry: String,
    /// Other words for it, for the search.
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub desks: Vec<Desk>,
    /// Codes of `scene.tsv`.
    #[serde(default)]
    pub scenes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

/// Who helps; the first to ask first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// Its name and numbers are those of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityId>,
    /// Where it is not in the register.
    pub name: String,
    pub why: String,
}
