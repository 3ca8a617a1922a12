//! Looking into the history and the trash, on the store thread.

use crate::message::{Look, Looked};
use crate::port::Store;
use crate::port::store::Result;

/// Changes shown of one record or one group: enough to read, little enough for the memory.
const SHOWN: usize = 500;
/// Groups shown in the log.
const GROUPS: usize = 1_000;

/// What the store tells.
pub(super) fn looked(store: &dyn Store, look: Look) -> Result<Looked> {
    Ok(match look {
        Look::History(kind, key) => Looked::History(kind, key, store.record_history(kind, key, SHOWN)?),
        Look::Log => Looked::Log(store.history(GROUPS)?),
        Look::Group(group) => Looked::Group(Box::new(store.group(group)?), store.group_changes(group, SHOWN)?),
        Look::Trash => Looked::Trash(store.trash(SHOWN)?),
    })
}
