//! The people who work with the program: who may do what, and who has left.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::MemberId;

/// Somebody of the centre (or of the city, for the meetings) who uses the program.
///
/// A store without members belongs to whoever may write its file: one's own laptop needs no list of people. From the first member
/// on, an account or a person that is not in the list reads only.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    #[serde(default)]
    pub rev: u64,
    /// What a person types to say who they are: short, ASCII, no name, so that it may stand in arguments (`hana`, `n3`).
    pub code: String,
    /// For people to read.
    pub name: String,
    /// Accounts of the system this person works under. Several members may share one: then the program asks who is there.
    #[serde(default)]
    pub uids: Vec<u32>,
    pub role: Role,
    /// The day this person left: the name stays in the history, nothing can be written under it any more.
    #[serde(default)]
    pub left_on: Option<Date>,
}

impl Member {
    /// May this person still write what the role allows?
    pub const fn is_active(&self) -> bool {
        self.left_on.is_none()
    }
}

/// What somebody may do. What the program enforces and what only file permissions can, the documents say.
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
pub enum Role {
    /// Looks, searches and copies.
    Read,
    /// Meetings and what follows from them; nothing about persons.
    Meetings,
    /// Everything of the daily work.
    Write,
    /// Members, restoring, permanent deletion too.
    Admin,
}
