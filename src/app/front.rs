//! Which pane is on the screen.

use super::App;
use crate::domain::{EpisodeId, TaskId};
use crate::model::casebook::Sieve;

/// The panes by their numbers (ux.md 3.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Front {
    /// 0
    Today,
    /// 1
    Facilities,
    /// 2
    Tasks,
}

impl App {
    pub(super) fn show(&mut self, front: Front) {
        self.front = front;
        self.dirty = true;
    }

    /// At the start: what is due, where something is; else the facilities.
    pub(super) fn begin(&mut self) {
        let counts = self.world.casebook.board().counts(&Sieve::default(), self.world.now.today(), 0);
        if counts.overdue + counts.today > 0 {
            self.show(Front::Today);
        }
    }

    /// The filter of the board.
    pub(super) fn set_sieve(&mut self, sieve: Sieve) {
        let cx = self.world.context(self.pane.selected());
        let tasks = match self.front {
            Front::Facilities => return,
            Front::Today => &mut self.today,
            Front::Tasks => &mut self.tasks,
        };
        tasks.sieve = sieve;
        tasks.relist(&cx);
        self.dirty = true;
    }

    /// After an admission one goes on with its checklist; the record and the word that it was saved come in either order.
    pub(super) fn open_admitted(&mut self) {
        if let Some(stay) = self.admitted.take_if(|stay| self.world.casebook.stay(*stay).is_some()) {
            self.open_stay(stay, None);
        }
    }

    /// Shows the checklist of a stay on the pane of stays.
    pub(super) fn open_stay(&mut self, stay: EpisodeId, task: Option<TaskId>) {
        self.show(Front::Tasks);
        let cx = self.world.context(self.pane.selected());
        self.tasks.open(stay, task, &cx);
    }
}
