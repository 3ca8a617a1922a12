//! One open handle, opened again by itself when an I/O error has made it useless.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use redb::{Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, TransactionError, WriteTransaction};

use super::fault::{Fault, Result};
use crate::port::StoreError;

/// What opening gave.
pub(super) enum Handle {
    Writable(Database),
    /// The file may only be read, and why.
    ReadOnly {
        database: ReadOnlyDatabase,
        path: String,
        cause: String,
    },
}

type Opener = Box<dyn Fn() -> Result<Handle> + Send + Sync>;

/// The handle and the way to get another.
pub(super) struct Connection {
    opener: Opener,
    /// `None` after a failed reopening; the next call tries again.
    handle: RwLock<Option<Arc<Handle>>>,
}

impl Connection {
    pub(super) fn open(opener: Opener) -> Result<Self> {
        let handle = opener()?;
        Ok(Self { opener, handle: RwLock::new(Some(Arc::new(handle))) })
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.current().is_ok_and(|handle| matches!(*handle, Handle::ReadOnly { .. }))
    }

    pub(super) fn begin_read(&self) -> Result<ReadTransaction> {
        self.with_handle(|handle| {
            Ok(match handle {
                Handle::Writable(database) => database.begin_read()?,
                Handle::ReadOnly { database, .. } => database.begin_read()?,
            })
        })
    }

    /// Waits for another writer as long as `patience`; for ever without one.
    pub(super) fn begin_write(&self, patience: Option<Duration>) -> Result<WriteTransaction> {
        self.with_handle(|handle| match handle {
            Handle::ReadOnly { path, cause, .. } => {
                Err(StoreError::ReadOnly { path: path.clone(), cause: cause.clone() }.into())
            }
            Handle::Writable(database) => match patience {
                None => Ok(database.begin_write()?),
                Some(patience) => begin_within(database, patience),
            },
        })
    }

    /// Runs `begin` on the handle; where the handle refuses because of an earlier I/O error, once more on a new one.
    fn with_handle<T>(&self, begin: impl Fn(&Handle) -> Result<T>) -> Result<T> {
        // A clone, so that nobody waits for a lock while another thread waits for another process.
        let handle = self.current()?;
        match begin(&handle) {
            Err(fault) if fault.is_leftover() => {
                let handle = self.reopen(handle)?;
                begin(&handle)
            }
            other => other,
        }
    }

    fn current(&self) -> Result<Arc<Handle>> {
        let handle = self.handle.read().unwrap_or_else(PoisonError::into_inner).clone();
        match handle {
            Some(handle) => Ok(handle),
            None => self.fill(),
        }
    }

    /// Replaces `failed`, unless another thread already has.
    fn reopen(&self, failed: Arc<Handle>) -> Result<Arc<Handle>> {
        {
            let mut slot = self.handle.write().unwrap_or_else(PoisonError::into_inner);
            if slot.as_ref().is_some_and(|current| Arc::ptr_eq(current, &failed)) {
                *slot = None;
            }
        }
        drop(failed);
        self.fill()
    }

    fn fill(&self) -> Result<Arc<Handle>> {
        let mut slot = self.handle.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = slot.as_ref() {
            return Ok(Arc::clone(handle));
        }
        let handle = Arc::new((self.opener)()?);
        *slot = Some(Arc::clone(&handle));
        Ok(handle)
    }

    /// Forgets a handle that an I/O error has made useless, so that the next call opens another.
    pub(super) fn note(&self, fault: &Fault) {
        if fault.needs_reopen()
            && let Ok(mut slot) = self.handle.write()
        {
            *slot = None;
        }
    }
}

/// `begin_write` cannot be given up; this can. Other processes hold the lock for milliseconds only, so the naps are short
/// and uneven. The time is counted from the naps: this room reads no clock.
fn begin_within(database: &Database, patience: Duration) -> Result<WriteTransaction> {
    let mut waited = Duration::ZERO;
    loop {
        match database.try_begin_write() {
            Ok(transaction) => return Ok(transaction),
            Err(TransactionError::WouldBlock) if waited >= patience => {
                return Err(StoreError::Busy(patience).into());
            }
            Err(TransactionError::WouldBlock) => {
                let nap = nap().min(patience.saturating_sub(waited)).max(Duration::from_micros(100));
                std::thread::sleep(nap);
                waited += nap;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Between 0.5 and 3 ms.
fn nap() -> Duration {
    let random = RandomState::new().build_hasher().finish();
    Duration::from_micros(500 + random % 2_500)
}
