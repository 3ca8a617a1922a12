//! Presence: who has which record open to edit. Advisory: it locks nothing, and it expires by itself.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::EntityKind;
use super::store::{Key, Result};
use crate::domain::{Author, SessionId};

/// How long a presence holds that is not renewed.
pub const EXPIRY: Duration = Duration::from_secs(60);

/// A session that has a record open in a form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Presence {
    pub session: SessionId,
    pub author: Author,
    pub kind: EntityKind,
    pub key: Key,
    /// When the form was opened.
    pub since: Timestamp,
    /// When it was last renewed.
    pub seen_at: Timestamp,
}

impl Presence {
    /// Does it still hold? A time ahead of the clock expires as well: a clock that was wrong makes nobody present for ever.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.seen_at.duration_since(now).unsigned_abs() < EXPIRY
    }
}

/// Where presences are told. Outside journal, undo and audit.
///
/// The methods that write may block on another writer for about a second: call them on the store thread.
pub trait Presences {
    /// Tells or renews a presence, and clears those that have expired by its `seen_at`.
    fn announce(&self, presence: &Presence) -> Result<()>;

    /// Takes a session's presence back. One that is not there is no error.
    fn withdraw(&self, session: SessionId) -> Result<()>;

    /// Every presence that holds, in a stable order.
    fn present(&self, now: Timestamp) -> Result<Vec<Presence>>;
}
