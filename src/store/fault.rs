//! What redb says, in the words of the port.

use std::io;

use crate::port::StoreError;

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
        redb::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            StoreError::Damaged("it ends too early".to_owned())
        }
        redb::Error::Io(error) => from_io(error),
        redb::Error::Corrupted(what) => StoreError::Damaged(what.clone()),
        other => StoreError::Io(other.to_string()),
    }
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
    let open = |cause: &str| StoreError::Open { path: path.to_owned(), cause: cause.to_owned() };
    match error {
        redb::Error::DatabaseAlreadyOpen => {
            open("another program, perhaps an older renkei, keeps it for itself; end that program and try again")
        }
        redb::Error::LockProtocolMismatch => open(
            "a renkei of another version has it open and the two cannot share it; end all of them, then start the newest",
        ),
        redb::Error::RepairAborted => {
            open("a writer was interrupted and this account may only read; let somebody who may write open it once")
        }
        redb::Error::UpgradeRequired(_) => open("it has the format of a very old renkei"),
        redb::Error::Corrupted(what) => StoreError::Damaged(what.clone()),
        redb::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => open("it is not a renkei data file"),
        redb::Error::Io(error) => match from_io(error) {
            StoreError::Io(cause) => open(&cause),
            other => other,
        },
        other => open(&other.to_string()),
    }
}
