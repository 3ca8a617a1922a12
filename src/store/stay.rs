//! Who has the data file open. Everybody holds a shared lock on the *folder* for as long as the file may be open, and who rewrites the
//! file ([`super::compact`]) an exclusive one: a program that had the old file open would go on writing into a file without a name.
//!
//! On the folder, because there is nothing to be made for it: who may only read can hold it too, and no renamed file takes it along.
//! The kernel frees it when the process dies. redb's locks are on the data file, that of the keys on theirs: nothing else may lock the folder.

use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::fault::io_at;
use super::privilege::raised;
use crate::port::StoreError;
use crate::port::store::Result;

const NAP: Duration = Duration::from_millis(10);

/// Held for as long as the file may be open.
pub(super) struct Stay {
    _folder: Option<File>,
}

impl Stay {
    /// Waits while the file is being rewritten, as long as `patience`; then that is [`StoreError::Compacting`].
    ///
    /// A folder that cannot be locked (an account that may pass through it and not read it) is read without a lock: the worst that
    /// a reader meets is a file that can no longer be understood, and is opened again.
    pub(super) fn enter(folder: &Path, patience: Duration) -> Result<Self> {
        let Ok(file) = raised(|| File::open(folder)) else { return Ok(Self { _folder: None }) };
        let mut waited = Duration::ZERO;
        loop {
            match flock(&file, FlockOperation::NonBlockingLockShared) {
                Err(Errno::WOULDBLOCK) if waited < patience => {
                    thread::sleep(NAP);
                    waited += NAP;
                }
                Err(Errno::WOULDBLOCK) => return Err(StoreError::Compacting),
                Err(Errno::INTR) => {}
                Ok(()) | Err(_) => return Ok(Self { _folder: Some(file) }),
            }
        }
    }

    /// Waits for nobody: somebody else who has the file open is [`StoreError::InUse`].
    pub(super) fn alone(folder: &Path) -> Result<Self> {
        let failed = |error: std::io::Error| io_at(&folder.display().to_string(), &error);
        let file = raised(|| File::open(folder)).map_err(failed)?;
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { _folder: Some(file) }),
                Err(Errno::WOULDBLOCK) => return Err(StoreError::InUse),
                Err(Errno::INTR) => {}
                Err(error) => return Err(failed(error.into())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_stay_and_one_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let one = Stay::enter(folder.path(), Duration::ZERO).unwrap();
        let other = Stay::enter(folder.path(), Duration::ZERO).unwrap();
        assert!(matches!(Stay::alone(folder.path()), Err(StoreError::InUse)));
        drop((one, other));
        let alone = Stay::alone(folder.path()).unwrap();
        assert!(matches!(Stay::alone(folder.path()), Err(StoreError::InUse)));
        assert!(matches!(Stay::enter(folder.path(), Duration::ZERO), Err(StoreError::Compacting)));
        drop(alone);
        Stay::enter(folder.path(), Duration::ZERO).unwrap();
    }
}
