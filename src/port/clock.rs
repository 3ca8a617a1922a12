//! Time as it is handed in: no rule reads a clock.

use std::time::Instant;

use jiff::Zoned;

/// One instant, twice: for waiting and for people. The zone is the setting's (Asia/Tokyo), never the host's.
#[derive(Clone, Debug)]
pub struct Now {
    pub mono: Instant,
    pub wall: Zoned,
}

impl Now {
    pub fn today(&self) -> jiff::civil::Date {
        self.wall.date()
    }
}

/// Tells the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Now;
}
