//! How long something about persons stays in a clipboard.

use std::time::{Duration, Instant};

/// After this time it is taken away.
pub const CLEAR_AFTER: Duration = Duration::from_secs(30);

/// Since when it is there.
#[derive(Debug)]
pub struct Stay(Instant);

impl Stay {
    #[expect(clippy::disallowed_methods, reason = "the clipboard thread waits for real time; nothing is decided by it")]
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    pub fn left(&self) -> Duration {
        CLEAR_AFTER.saturating_sub(self.0.elapsed())
    }
}
