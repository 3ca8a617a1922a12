//! Who did it.

use serde::{Deserialize, Serialize};

/// The person (or script) that a change is written under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Author {
    /// From the system, never from the environment.
    pub uid: u32,
    /// The account's name, for people to read.
    pub name: String,
}
