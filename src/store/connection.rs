//! One open handle: for reading until the first write, and opened again by itself when an I/O error has made it useless.
//!
//! redb takes the writers' lock to open a file for writing, and waits for it without a limit. So a program first opens the
//! file for reading, which waits for nobody, and for writing only when it writes, on a thread that can be given up.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use redb::{Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, TransactionError, WriteTransaction};

use super::fault::{Fault, Result};
use super::stop;
use crate::port::StoreError;

/// What opening gave.
pub(super) enum Handle {
    Writable(Database),
    Reading(ReadOnlyDatabase),
}

/// What a file is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    /// As little as does: for reading, where the file is there and whole.
    Reading,
    Writing,
}

type Opener = Arc<dyn Fn(Purpose) -> Result<Handle> + Send + Sync>;

/// The handle and the way to get another.
pub(super) struct Connection {
    opener: Opener,
    /// `None` after an I/O error or a failed reopening; the next call tries again.
    handle: RwLock<Option<Arc<Handle>>>,
    /// An opening for writing that is under way on its own thread.
    opening: Mutex<Option<Receiver<Result<Handle>>>>,
}

impl Connection {
    pub(super) fn open(opener: Opener) -> Result<Self> {
        let handle = opener(Purpose::Reading)?;
        Ok(Self { opener, handle: RwLock::new(Some(Arc::new(handle))), opening: Mutex::new(None) })
    }

    pub(super) fn begin_read(&self) -> Result<ReadTransaction> {
        self.again(|| {
            Ok(match &*self.current()? {
                Handle::Writable(database) => database.begin_read()?,
                Handle::Reading(database) => database.begin_read()?,
            })
        })
    }

    /// Waits for another writer as long as `patience`; for ever without one.
    /// With it comes what keeps the process from being stopped; it is to be dropped after the transaction.
    pub(super) fn begin_write(
        &self,
        patience: Option<Duration>,
    ) -> Result<(RwLockReadGuard<'static, ()>, WriteTransaction)> {
        let mut wait = Wait { patience, waited: Duration::ZERO };
        self.again(|| {
            let handle = self.writable(&mut wait)?;
            match &*handle {
                Handle::Reading(_) => {
                    Err(StoreError::Io("the data file was opened for reading only".to_owned()).into())
                }
                Handle::Writable(database) => loop {
                    let writing = stop::writing();
                    match database.try_begin_write() {
                        Ok(transaction) => return Ok((writing, transaction)),
                        Err(TransactionError::WouldBlock) => {
                            drop(writing);
                            wait.nap()?;
                        }
                        Err(error) => return Err(error.into()),
                    }
                },
            }
        })
    }

    /// Begins; and where the handle refuses because of an earlier I/O error, once more on a new one.
    fn again<T>(&self, mut begin: impl FnMut() -> Result<T>) -> Result<T> {
        match begin() {
            Err(fault) if fault.is_leftover() => {
                self.note(&fault);
                begin()
            }
            other => other,
        }
    }

    /// A clone, so that nobody waits for a lock while another thread waits for another process.
    fn current(&self) -> Result<Arc<Handle>> {
        if let Some(handle) = self.held() {
            return Ok(handle);
        }
        let mut slot = self.handle.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = slot.as_ref() {
            return Ok(Arc::clone(handle));
        }
        let handle = Arc::new((self.opener)(Purpose::Reading)?);
        *slot = Some(Arc::clone(&handle));
        Ok(handle)
    }

    fn held(&self) -> Option<Arc<Handle>> {
        self.handle.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The handle, opened for writing if it is not yet.
    fn writable(&self, wait: &mut Wait) -> Result<Arc<Handle>> {
        let mut opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = self.held()
            && matches!(*handle, Handle::Writable(_))
        {
            return Ok(handle);
        }
        let coming = opening.get_or_insert_with(|| {
            let (give, take) = channel();
            let opener = Arc::clone(&self.opener);
            // Where nobody waits any more, the handle is closed again.
            std::thread::spawn(move || give.send(opener(Purpose::Writing)));
            take
        });
        let opened = loop {
            match coming.try_recv() {
                Ok(opened) => break opened,
                Err(TryRecvError::Empty) => wait.nap()?,
                Err(TryRecvError::Disconnected) => {
                    break Err(StoreError::Io("opening the data file was broken off".to_owned()).into());
                }
            }
        };
        *opening = None;
        let handle = Arc::new(opened?);
        *self.handle.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&handle));
        Ok(handle)
    }

    /// Forgets a handle that an I/O error has made useless, so that the next call opens another.
    pub(super) fn note(&self, fault: &Fault) {
        if fault.needs_reopen() {
            self.close();
        }
    }

    /// redb takes the writers' lock to close a file that it wrote, as it does to write: no stop falls into that either.
    fn close(&self) {
        let _writing = stop::writing();
        *self.handle.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

/// How long a caller has waited for other writers. Counted from the naps: this room reads no clock.
struct Wait {
    patience: Option<Duration>,
    waited: Duration,
}

impl Wait {
    /// Others hold the lock for milliseconds only, so the naps are short, and uneven lest two programs keep step.
    fn nap(&mut self) -> Result<()> {
        if let Some(patience) = self.patience
            && self.waited >= patience
        {
            return Err(StoreError::Busy(patience).into());
        }
        // Opening takes a fraction of a millisecond, a write a few: begin with less, go on with 0.5 to 3 ms.
        let micros = if self.waited < Duration::from_millis(1) {
            100
        } else {
            500 + RandomState::new().build_hasher().finish() % 2_500
        };
        let nap = Duration::from_micros(micros);
        std::thread::sleep(nap);
        self.waited += nap;
        Ok(())
    }
}
