//! A checklist as a city or a centre uses it, in one version.

use serde::{Deserialize, Serialize};

use super::Item;
use crate::domain::TemplateId;

/// One version of a checklist. A stay keeps the version it began with; a newer one changes it only when a person asks for that.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Template {
    pub id: TemplateId,
    #[serde(default)]
    pub rev: u64,
    /// ASCII, the same in all versions.
    pub name: String,
    pub version: String,
    pub title: String,
    pub items: Vec<Item>,
}

impl Template {
    /// The item of a code (`A03`).
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }
}
