//! A place that cares for people: what the open-data sources say of it, and what the coordinators know.

pub mod capability;
pub mod kind;
pub mod listing;
pub mod local;
mod shown;
pub mod source;

use serde::{Deserialize, Serialize};

pub use capability::{Ability, CapabilityInfo};
pub use kind::{Kind, KindGroup, KindInfo};
pub use listing::{Coordinates, Listing};
pub use local::{Capabilities, Desk, Group, Hours, Identity, Local, Vacancy};
pub use shown::{Origin, Sourced};
pub use source::{Source, SourceKey};

use super::FacilityId;

/// One institution in two layers.
///
/// `listings` is the published layer: one [`Listing`] for each source x service, replaced by each import.
/// `local` is what coordinators know; no import touches it. What is shown is local over published.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Facility {
    pub id: FacilityId,
    /// Grows with every write of this record, undo included; a save with a stale `rev` is a conflict.
    #[serde(default)]
    pub rev: u64,
    #[serde(default)]
    pub listings: Vec<Listing>,
    #[serde(default)]
    pub local: Local,
}

impl Facility {
    /// A facility nobody has said anything about yet.
    pub fn new(id: FacilityId) -> Self {
        Self { id, rev: 0, listings: Vec::new(), local: Local::default() }
    }
}
