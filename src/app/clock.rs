//! What changes because time goes on, though nobody types.

use std::time::{Duration, Instant};

use super::{App, Overlay};

impl App {
    /// Half a second into the next day: the title's date, 古い and "open today" change then.
    pub(super) fn midnight(&self) -> Option<Instant> {
        let wall = &self.world.now.wall;
        let tomorrow = wall.tomorrow().ok()?.start_of_day().ok()?;
        let left = Duration::try_from(tomorrow.duration_since(wall)).ok()?;
        self.world.now.mono.checked_add(left + Duration::from_millis(500))
    }

    /// Who can be called now changes by the minute; a card that stays open says so.
    pub(super) fn next_minute(&self) -> Option<Instant> {
        let shows_now = self.overlays.iter().any(Overlay::follows_the_clock);
        let into = Duration::from_secs(self.world.now.wall.second().unsigned_abs().into());
        let left = Duration::from_secs(60).saturating_sub(into) + Duration::from_millis(500);
        self.world.now.mono.checked_add(left).filter(|_| shows_now && self.lock.is_none())
    }

    /// Makes anew what shows this minute.
    pub(super) fn follow_the_clock(&mut self) {
        let cx = self.world.context(self.pane.selected());
        for overlay in self.overlays.iter_mut().filter(|overlay| overlay.follows_the_clock()) {
            overlay.refresh(&cx);
            self.dirty = true;
        }
    }
}
