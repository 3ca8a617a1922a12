//! The clock of the real world, in the zone of the settings (never the host's).

use jiff::tz::TimeZone;

use crate::port::Now;
use crate::port::clock::Clock;

/// Where the centre works unless the settings say otherwise.
pub const DEFAULT_TIME_ZONE: &str = "Asia/Tokyo";

/// Tells the system's time in one time zone.
#[derive(Clone, Debug)]
pub struct SystemClock {
    zone: TimeZone,
}

impl SystemClock {
    /// A clock for an IANA zone name, from the bundled data; `None` where no such zone is known.
    pub fn in_zone(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(|zone| Self { zone })
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { zone: TimeZone::get(DEFAULT_TIME_ZONE).unwrap_or(TimeZone::UTC) }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the program reads the clock")]
    fn now(&self) -> Now {
        Now { mono: std::time::Instant::now(), wall: jiff::Timestamp::now().to_zoned(self.zone.clone()) }
    }
}
