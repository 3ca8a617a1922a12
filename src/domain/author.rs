//! Who did it, and from where.

use serde::{Deserialize, Serialize};

use super::MemberId;

/// The person (or script) that a change is written under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Author {
    /// From the system, never from the environment.
    pub uid: u32,
    /// The person's name where the account or a choice at start says who it is, else the account's, for people to read.
    pub name: String,
    /// Who it is in the list of members; `None` where the store has none, or nobody of it was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The terminal, such as `pts/3`; `None` for a script without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tty: Option<String>,
    /// The address at the other end of an SSH connection, as sshd told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssh: Option<String>,
}

impl Author {
    /// An account of which no more is known.
    pub fn account(uid: u32, name: impl Into<String>) -> Self {
        Self { uid, name: name.into(), member: None, tty: None, ssh: None }
    }

    /// Is it the same person? On a shared account the member decides; the terminal never does.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.uid == other.uid && self.member == other.member
    }

    /// Is it certainly somebody else? Where both are members, they say; a member with two accounts is one person.
    pub fn is_surely_another(&self, other: &Self) -> bool {
        match (self.member, other.member) {
            (Some(one), Some(another)) => one != another,
            (Some(_) | None, None) | (None, Some(_)) => self.uid != other.uid,
        }
    }
}
