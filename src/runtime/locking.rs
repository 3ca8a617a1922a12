//! The thread of the screen's lock: a passphrase takes a fifth of a second to look at, and the clock goes on meanwhile.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use super::lock::{LockKeeper, LockPlace, Tried};
use super::run::Event;
use super::signals;
use crate::domain::MemberId;
use crate::message::{Msg, Unlocking, sentence};
use crate::port::Secret;
use crate::port::clock::Clock;
use crate::words::Words;

/// What the thread is asked to do.
pub(super) enum LockJob {
    /// Whoever works here has locked the screen.
    Lock(Option<MemberId>),
    Unlock(Secret),
    Set(Secret),
    Open,
}

pub(super) fn start_locking(
    place: LockPlace,
    clock: Arc<dyn Clock>,
    words: &'static Words,
    inbox: Sender<Event>,
) -> io::Result<Sender<LockJob>> {
    let (sender, jobs) = channel();
    let folder = place.0.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    signals::spawn("lock", move || {
        let mut keeper = LockKeeper::new(place);
        for job in jobs {
            let done = perform(&mut keeper, job, clock.as_ref());
            let answer = done.unwrap_or_else(|error| {
                let cause = sentence::cause(words, &error);
                Some(Unlocking::Failed(words.say("lock.unreadable", &[("path", &folder), ("cause", &cause)])))
            });
            if let Some(answer) = answer
                && inbox.send(Event::Msg(Msg::Unlocking(answer))).is_err()
            {
                return;
            }
        }
    })?;
    Ok(sender)
}

fn perform(keeper: &mut LockKeeper, job: LockJob, clock: &dyn Clock) -> io::Result<Option<Unlocking>> {
    Ok(match job {
        LockJob::Lock(member) => {
            keeper.work_as(member);
            let has_passphrase = keeper.has_passphrase()?;
            // Without a passphrase the next start could not be opened either.
            if has_passphrase && let Err(error) = keeper.lock() {
                tracing::warn!(%error, "that the screen is locked will not be known after a restart");
            }
            Some(Unlocking::Locked { has_passphrase })
        }
        LockJob::Unlock(passphrase) => Some(match keeper.attempt(&passphrase, clock.now().wall.timestamp())? {
            Tried::Opened => Unlocking::Opened,
            Tried::Wrong { tries, wait } => Unlocking::Wrong { tries, wait },
            Tried::TooEarly { tries, wait } => Unlocking::Early { tries, wait },
        }),
        LockJob::Set(passphrase) => {
            keeper.set(&passphrase)?;
            if let Err(error) = keeper.lock() {
                tracing::warn!(%error, "that the screen is locked will not be known after a restart");
            }
            Some(Unlocking::Set)
        }
        LockJob::Open => {
            keeper.open()?;
            None
        }
    })
}
