//! What redb says, in the words of the port.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::port::StoreError;
use crate::port::store::Refusal;

/// What is said of a file that was cut off.
pub(super) const SHORT: &str = "it ends too early";

/// An error on its way out of this room: already in the port's words, or still redb's.
#[derive(Debug)]
pub(super) enum Fault {
    Store(StoreError),
    Redb(redb::Error),
}

pub(super) type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// Is the handle useless from now on? redb answers `PreviousIo` to everything after an I/O error.
    pub(super) fn needs_reopen(&self) -> bool {
        match self {
            Self::Store(_) => false,
            Self::Redb(error) => matches!(
                error,
                redb::Error::Io(_)
                    | redb::Error::Backend(_)
                    | redb::Error::PreviousIo
                    | redb::Error::DatabaseClosed
                    | redb::Error::LockPoisoned(_)
            ),
        }
    }

    /// Did the handle refuse because of something that happened before?
    pub(super) fn is_leftover(&self) -> bool {
        matches!(self, Self::Redb(redb::Error::PreviousIo | redb::Error::DatabaseClosed | redb::Error::LockPoisoned(_)))
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

/// redb promises no error for a file that something else has altered or cut off: reading it may panic instead. `None`: it did.
pub(super) fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    let outer = CATCHING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(act));
    CATCHING.set(outer);
    result.ok()
}

/// Is a panic of this thread one that the store turns into an error? Then there is nothing for a panic hook to say.
pub fn is_panic_caught() -> bool {
    CATCHING.get()
}

macro_rules! from_redb {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Fault {
            fn from(error: $error) -> Self {
                Self::Redb(error.into())
            }
        })*
    };
}

from_redb!(redb::StorageError, redb::TableError, redb::TransactionError, redb::CommitError, redb::DatabaseError,);

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(error) => error,
            Fault::Redb(error) => while_working(&error),
        }
    }
}

/// An error of an open store.
fn while_working(error: &redb::Error) -> StoreError {
    match error {
        redb::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => StoreError::Damaged(SHORT.to_owned()),
        redb::Error::Io(error) => from_io(error),
        redb::Error::Corrupted(what) => StoreError::Damaged(what.clone()),
        other if tells_of_other_types(other) => StoreError::Damaged(other.to_string()),
        other => StoreError::Io(other.to_string()),
    }
}

/// Does a table say that it is of other types than every program made it with? Then the file is not what was written.
const fn tells_of_other_types(error: &redb::Error) -> bool {
    matches!(
        error,
        redb::Error::TableTypeMismatch { .. }
            | redb::Error::TypeDefinitionChanged { .. }
            | redb::Error::TableIsMultimap(_)
    )
}

pub(super) fn from_io(error: &io::Error) -> StoreError {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        StoreError::DiskFull
    } else {
        StoreError::Io(error.to_string())
    }
}

/// An error of opening the file at `path`.
pub(super) fn while_opening(path: &str, error: &redb::Error) -> StoreError {
    let refused = |why: Refusal| StoreError::Refused { path: path.to_owned(), why };
    match error {
        redb::Error::DatabaseAlreadyOpen => refused(Refusal::Exclusive),
        redb::Error::LockProtocolMismatch => refused(Refusal::OtherLocks),
        redb::Error::RepairAborted => refused(Refusal::NeedsRepair),
        redb::Error::UpgradeRequired(_) => refused(Refusal::OldFormat),
        redb::Error::Corrupted(what) => StoreError::Damaged(what.clone()),
        redb::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => refused(Refusal::NotOurs),
        redb::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => StoreError::Damaged(SHORT.to_owned()),
        redb::Error::Io(error) => io_at(path, error),
        other if tells_of_other_types(other) => StoreError::Damaged(other.to_string()),
        other => StoreError::Open { path: path.to_owned(), cause: other.to_string() },
    }
}

/// An error of the file system about `path`.
pub(super) fn io_at(path: &str, error: &io::Error) -> StoreError {
    if error.kind() == io::ErrorKind::PermissionDenied {
        return StoreError::Refused { path: path.to_owned(), why: Refusal::Forbidden };
    }
    if error.kind() == io::ErrorKind::ReadOnlyFilesystem {
        return StoreError::Refused { path: path.to_owned(), why: Refusal::ReadOnlyDisk };
    }
    match from_io(error) {
        StoreError::Io(cause) => StoreError::Open { path: path.to_owned(), cause },
        other => other,
    }
}
