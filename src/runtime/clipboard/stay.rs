//! How long something about persons stays in a clipboard.

use std::time::{Duration, Instant};

/// Since when it is there, and for how long it may be.
#[derive(Debug)]
pub struct Stay {
    since: Instant,
    at_most: Duration,
}

impl Stay {
    #[expect(clippy::disallowed_methods, reason = "the clipboard thread waits for real time; nothing is decided by it")]
    pub fn begin(at_most: Duration) -> Self {
        Self { since: Instant::now(), at_most }
    }

    pub fn left(&self) -> Duration {
        self.at_most.saturating_sub(self.since.elapsed())
    }
}
