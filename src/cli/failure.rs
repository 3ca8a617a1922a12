//! Why a command could not do its work: one sentence for the person, one code for the script.

use super::exit::Exit;
use crate::message::sentence;
use crate::port::archive::ArchiveError;
use crate::port::store::Refusal;
use crate::port::{KeyError, StoreError};
use crate::words::Words;

/// A command that ended without its work done.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    /// Already in the person's language; no personal data.
    pub sentence: String,
}

impl Failure {
    pub fn new(exit: Exit, sentence: impl Into<String>) -> Self {
        Self { exit, sentence: sentence.into() }
    }

    /// What the store could not do.
    pub fn store(words: &Words, error: &StoreError) -> Self {
        let exit = match error {
            StoreError::Key(error) => key_exit(error),
            StoreError::Busy(_)
            | StoreError::Compacting
            | StoreError::InUse
            | StoreError::NotAsked
            | StoreError::ReadOnly { .. }
            | StoreError::NotAllowed(_)
            | StoreError::Conflict { .. }
            | StoreError::ChangedSince { .. } => Exit::InUse,
            StoreError::Damaged(_) | StoreError::Archive(ArchiveError::Damaged { .. }) => Exit::Damaged,
            StoreError::NothingToUndo
            | StoreError::NothingToRedo
            | StoreError::NoSuchGroup(_)
            | StoreError::NotInTrash
            | StoreError::Erased(_) => Exit::NotFound,
            StoreError::Refused {
                why: Refusal::Forbidden | Refusal::Exclusive | Refusal::OtherLocks | Refusal::NeedsRepair,
                ..
            } => Exit::InUse,
            StoreError::Refused { why: Refusal::ReadOnlyDisk | Refusal::OldFormat | Refusal::NotOurs, .. }
            | StoreError::Newer { .. }
            | StoreError::Open { .. }
            | StoreError::NetworkDisk { .. }
            | StoreError::DiskFull
            | StoreError::Io(_)
            | StoreError::Archive(_) => Exit::Failed,
        };
        Self { exit, sentence: sentence::store(words, error) }
    }
}

/// Locked counts as in use: nothing is wrong with the data, this run may not read them.
const fn key_exit(error: &KeyError) -> Exit {
    match error {
        KeyError::Locked { .. }
        | KeyError::WrongPassphrase
        | KeyError::WrongKeyFile { .. }
        | KeyError::File { .. }
        | KeyError::NotAKeyFile { .. }
        | KeyError::Exposed { .. } => Exit::InUse,
        KeyError::NoSuchSlot { .. } => Exit::NotFound,
        KeyError::DataGone { .. } => Exit::Damaged,
        KeyError::Lost { .. }
        | KeyError::NotEncrypted { .. }
        | KeyError::Foreign { .. }
        | KeyError::Unreadable { .. }
        | KeyError::Exists { .. }
        | KeyError::SlotTaken { .. }
        | KeyError::LastSlot
        | KeyError::HasData { .. }
        | KeyError::Plain
        | KeyError::NoRandom(_) => Exit::Failed,
    }
}

/// What every subcommand returns.
pub type Outcome = Result<Exit, Failure>;
