//! The daily backup, on a thread of its own: at the start, and then every hour a look whether it is due.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::identity::Identity;
use super::run::Event;
use super::signals;
use super::storage::guarded;
use crate::message::Msg;
use crate::port::Store;
use crate::port::archive::{Daily, Seal};
use crate::port::audit::Witness;
use crate::port::clock::Clock;

const LOOK: Duration = Duration::from_secs(60 * 60);

/// What is done for the data without being asked.
pub(super) struct Care {
    /// How far back undo reaches; what is older is taken off the history.
    pub(super) window: Duration,
    /// What the daily backups are sealed with.
    pub(super) seal: Seal,
}

/// What the thread needs.
pub(super) struct Backups {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) author: Identity,
    /// What the settings seal backups with.
    pub(super) seal: Seal,
    pub(super) inbox: Sender<Event>,
}

impl Backups {
    /// It ends when the sender is dropped. Nobody waits for it: a backup that is broken off leaves nothing behind.
    pub(super) fn start(self) -> io::Result<Sender<()>> {
        let (alive, ended) = channel();
        signals::spawn("backup", move || self.run(&ended))?;
        Ok(alive)
    }

    fn run(self, ended: &Receiver<()>) {
        let mut failed = false;
        loop {
            match guarded(|| self.look()) {
                Ok(()) => failed = false,
                Err(error) => {
                    tracing::warn!(%error, "the daily backup was not made");
                    // Once, and not every hour: `renkei doctor` goes on saying how old the last one is.
                    if !std::mem::replace(&mut failed, true) {
                        let _ = self.inbox.send(Event::Msg(Msg::BackupFailed(error)));
                    }
                }
            }
            match ended.recv_timeout(LOOK) {
                Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn look(&self) -> crate::port::store::Result<()> {
        let at = self.clock.now().wall.timestamp();
        match self.store.back_up_daily(&self.seal, at)? {
            Daily::Made { contents, .. } => self.store.witness(Witness {
                author: self.author.get(),
                at,
                action: "backup",
                records: Vec::new(),
                count: contents.all_rows(),
                note: contents.sealed.to_string(),
            }),
            Daily::NotDue | Daily::Elsewhere | Daily::Nothing => Ok(()),
        }
    }
}
