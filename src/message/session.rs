//! What a person's screen remembers between two starts. No personal data: ids and settings only.

use serde::{Deserialize, Serialize};

use crate::domain::FacilityId;

/// Kept in `$XDG_STATE_HOME/renkei/session.json`, one's own even where the data are shared.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    pub pinned: Vec<FacilityId>,
    /// Newest first.
    pub recent: Vec<FacilityId>,
    pub selected: Option<FacilityId>,
    /// Sort order by its stable word.
    pub sort: Option<String>,
    /// Filter in the query language of the search.
    pub filter: Option<String>,
    pub reference_point: Option<FacilityId>,
    /// That persons are kept in a store that is not encrypted was agreed to.
    pub plain_accepted: bool,
    /// Names and numbers of persons are covered.
    pub covered: bool,
}
