//! Writes on their way to the disk.

use std::time::{Duration, Instant};

use super::App;
use crate::message::{Effect, Ticket};
use crate::port::Put;

/// A write that takes longer than this is shown.
const QUIET: Duration = Duration::from_secs(1);

/// Writes that were asked for and not answered yet.
#[derive(Debug, Default)]
pub struct Saving {
    next: u64,
    open: Vec<Ticket>,
    /// When "saving" is to be shown.
    show_at: Option<Instant>,
    shown: bool,
}

impl App {
    /// Asks for a save, with what follows from it.
    pub(super) fn save(&mut self, action: &'static str, puts: Vec<Put>, effects: &mut Vec<Effect>) -> Ticket {
        let ticket = self.saving.begin(self.world.now.mono);
        let puts = self.world.casebook.complete(puts, self.words());
        effects.push(Effect::Save { ticket, action, puts });
        ticket
    }
}

impl Saving {
    /// A ticket for a new write.
    pub fn begin(&mut self, now: Instant) -> Ticket {
        self.next += 1;
        let ticket = Ticket(self.next);
        self.open.push(ticket);
        if !self.shown && self.show_at.is_none() {
            self.show_at = Some(now + QUIET);
        }
        ticket
    }

    pub fn end(&mut self, ticket: Ticket) {
        self.open.retain(|other| *other != ticket);
        if self.open.is_empty() {
            self.show_at = None;
            self.shown = false;
        }
    }

    /// Is any write not answered yet?
    pub fn is_under_way(&self) -> bool {
        !self.open.is_empty()
    }

    pub fn shown(&self) -> bool {
        self.shown
    }

    pub fn deadline(&self) -> Option<Instant> {
        self.show_at
    }

    /// Shows "saving" when its time has come; says whether anything changed.
    pub fn expire(&mut self, now: Instant) -> bool {
        let due = self.show_at.is_some_and(|at| at <= now);
        if due {
            self.show_at = None;
            self.shown = true;
        }
        due
    }
}
