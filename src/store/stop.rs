//! No write transaction is under way while the process is stopped (Ctrl-Z): a stopped writer holds up the writers of every other
//! process for as long as nobody wakes it (systems.md 1.3, 1).

use std::sync::{PoisonError, RwLock, RwLockReadGuard, TryLockError};
use std::time::Duration;

static WRITES: RwLock<()> = RwLock::new(());

const NAP: Duration = Duration::from_millis(5);

/// Held from before a write transaction begins until it has ended. Not while another writer is waited for.
pub(super) fn writing() -> RwLockReadGuard<'static, ()> {
    WRITES.read().unwrap_or_else(PoisonError::into_inner)
}

/// Does something between two writes of this process, or after `patience` where one lasts longer: a person who stops the program
/// is not kept waiting for a disk that hangs.
pub fn between_writes<T>(patience: Duration, act: impl FnOnce() -> T) -> T {
    let mut waited = Duration::ZERO;
    let _none = loop {
        match WRITES.try_write() {
            Ok(none) => break Some(none),
            Err(TryLockError::Poisoned(poisoned)) => break Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if waited >= patience => break None,
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(NAP);
                waited += NAP;
            }
        }
    };
    act()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};

    use jiff::Timestamp;

    use super::*;
    use crate::domain::{Author, Facility, FacilityId};
    use crate::port::store::Label;
    use crate::port::{Put, Record, Store, Transaction};
    use crate::store::{Options, RedbStore};

    #[test]
    fn a_stop_waits_for_the_write_that_is_under_way_and_for_no_longer_than_its_patience() {
        let (stopped, told) = channel();
        let (told, stops) = (Mutex::new(told), Mutex::new(Vec::new()));
        let seen = Arc::new((told, stops));
        let inside = Arc::clone(&seen);
        // Told inside the write transaction.
        let progress = move |_| {
            let stopped = stopped.clone();
            let stop = std::thread::spawn(move || between_writes(Duration::from_secs(20), || stopped.send(())));
            let early = inside.0.lock().unwrap().recv_timeout(Duration::from_millis(100));
            assert!(early.is_err(), "stopped inside a write transaction");
            let mut impatient = false;
            between_writes(Duration::ZERO, || impatient = true);
            assert!(impatient);
            inside.1.lock().unwrap().push(stop);
        };
        let store = RedbStore::in_memory(Options { progress: Some(Arc::new(progress)), ..Options::default() }).unwrap();
        let label = Label { action: "add".to_owned(), detail: String::new() };
        let puts = vec![Put::Save(Record::Facility(Facility::new(FacilityId::new())))];
        let patience = Some(Duration::from_secs(5));
        let author = Author::account(1, "hana");
        store.write(Transaction { author, at: Timestamp::UNIX_EPOCH, label, puts, patience }).unwrap();
        seen.0.lock().unwrap().recv_timeout(Duration::from_secs(20)).unwrap();
        for stop in seen.1.lock().unwrap().drain(..) {
            stop.join().unwrap().unwrap();
        }
    }
}
