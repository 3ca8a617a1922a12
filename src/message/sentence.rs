//! Errors of the store as sentences in the person's language: what happened, where, what to do.

use crate::port::StoreError;
use crate::words::Words;

/// The sentence for an error of the store.
pub fn store(words: &Words, error: &StoreError) -> String {
    match error {
        StoreError::Conflict { .. } => words.get("error.conflict").to_owned(),
        StoreError::Busy(patience) => words.say("error.busy", &[("seconds", &patience.as_secs())]),
        StoreError::Newer { found, known } => words.say("error.newer", &[("found", found), ("known", known)]),
        StoreError::NothingToUndo => words.get("error.nothing_to_undo").to_owned(),
        StoreError::NothingToRedo => words.get("error.nothing_to_redo").to_owned(),
        StoreError::NoSuchGroup(group) => words.say("error.no_such_group", &[("group", &group.0)]),
        StoreError::ReadOnly { path, cause } => words.say("error.read_only", &[("path", path), ("cause", cause)]),
        StoreError::Open { path, cause } => words.say("error.open", &[("path", path), ("cause", cause)]),
        StoreError::NetworkDisk { path, fs } => words.say("error.network_disk", &[("path", path), ("fs", fs)]),
        StoreError::Damaged(what) => words.say("error.damaged", &[("what", what)]),
        StoreError::DiskFull => words.get("error.disk_full").to_owned(),
        StoreError::Io(cause) => words.say("error.io", &[("cause", cause)]),
    }
}
