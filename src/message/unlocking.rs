//! What is known of the screen's lock.

use std::time::Duration;

/// The answer to a lock or to a passphrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unlocking {
    /// The screen is locked; is there a passphrase to open it with?
    Locked { has_passphrase: bool },
    /// It was the right one.
    Opened,
    /// It was not; so many have been wrong, and the next may be tried after this time.
    Wrong { tries: u32, wait: Duration },
    /// It was not looked at: the wait after the last wrong one is not over.
    Early { tries: u32, wait: Duration },
    /// The new passphrase is kept.
    Set,
    /// Something failed: a sentence.
    Failed(String),
}
