//! What a person should know of the place and the clock though everything still works.

use std::time::Duration;

use jiff::Timestamp;

use super::store::{Result, Store};

/// Clocks of two hosts may differ by so much without a word.
const TOLERANCE: Duration = Duration::from_secs(120);

/// A thing to see to soon. Nothing is refused for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caution {
    /// The disk is nearly full: the reserve for the last edits is used up or could not be made.
    RoomShort,
    /// The newest change is of this time, which has not come yet: the clock was set back, or was wrong when that was written.
    /// The order of changes does not depend on clocks.
    ClockBehind { newest: Timestamp },
}

/// How much room the place of a store has.
pub trait Room {
    /// Is the reserve missing that lets the last edits through on a full disk? Never for a store that is in no file.
    fn is_room_short(&self) -> bool;
}

/// All there is to say before anything is written. Reads one history entry.
pub fn cautions(store: &dyn Store, now: Timestamp) -> Result<Vec<Caution>> {
    let room = store.is_room_short().then_some(Caution::RoomShort);
    Ok(clock_behind(store, now)?.into_iter().chain(room).collect())
}

/// Is the newest change from a time that has not come yet?
pub fn clock_behind(store: &dyn Store, now: Timestamp) -> Result<Option<Caution>> {
    let newest = store.history(1)?.first().map(|entry| entry.at);
    Ok(newest.filter(|at| is_behind(now, *at)).map(|newest| Caution::ClockBehind { newest }))
}

fn is_behind(now: Timestamp, newest: Timestamp) -> bool {
    newest.duration_since(now).as_millis() > TOLERANCE.as_millis() as i128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_are_no_wrong_clock() {
        let now = Timestamp::UNIX_EPOCH;
        let later = |seconds| now + jiff::SignedDuration::from_secs(seconds);
        assert!(!is_behind(now, later(120)) && !is_behind(later(900), now));
        assert!(is_behind(now, later(121)));
    }
}
