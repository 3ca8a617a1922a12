//! Which pane is on the screen.

use super::{App, Overlay};
use crate::domain::permission::Denial;
use crate::domain::{EpisodeId, TaskId};
use crate::message::sentence;
use crate::model::casebook::Sieve;
use crate::overlay::form::Form;
use crate::overlay::who::Who;

/// The panes by their numbers (ux.md 3.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Front {
    /// 0
    Today,
    /// 1
    Facilities,
    /// 2
    Tasks,
    /// 3
    Cards,
    /// 4
    Meetings,
    /// 5
    Map,
    /// 6
    Publications,
    /// 7
    Surveys,
    /// 8
    Services,
    /// 9
    Report,
}

impl App {
    pub(super) fn show(&mut self, front: Front) {
        self.front = front;
        // Who looks at the other panes does not wait for this list.
        match front {
            Front::Cards => self.relist_cards(),
            Front::Meetings => self.relist_meetings(),
            Front::Publications => {
                self.publications.forget();
                self.relist_front();
            }
            Front::Map | Front::Surveys | Front::Services | Front::Report => self.relist_front(),
            Front::Today | Front::Facilities | Front::Tasks => {}
        }
        self.follow_on_map();
        self.dirty = true;
    }

    /// Lists the pane on the screen anew, where it is one of those that nobody waits for while they are not looked at.
    pub(super) fn relist_front(&mut self) {
        let cx = self.world.context(self.pane.selected());
        match self.front {
            Front::Today | Front::Facilities | Front::Tasks => {}
            Front::Cards => self.cards.relist(&cx),
            Front::Meetings => self.meetings.relist(&cx),
            Front::Map => self.map.relist(&cx),
            Front::Publications => self.publications.relist(&cx),
            Front::Surveys => self.surveys.relist(&cx),
            Front::Services => self.services.relist(&cx),
            Front::Report => self.report.relist(&cx),
        }
        self.dirty = true;
    }

    /// At the start: what is due, where something is; else the facilities.
    pub(super) fn begin(&mut self) {
        let counts = self.world.casebook.board().counts(&Sieve::default(), self.world.now.today(), 0);
        if counts.overdue + counts.today > 0 {
            self.show(Front::Today);
        }
    }

    /// Another size of the map shows other ground.
    pub(super) fn look_at_map(&mut self) {
        if self.front == Front::Map {
            self.map.look(&self.world.context(self.pane.selected()));
        }
    }

    /// What the map no longer shows is not selected on the list of facilities either: both select the same one.
    pub(super) fn follow_the_map(&mut self) {
        if let Some(id) = self.map.selected().filter(|_| self.front == Front::Map) {
            self.pane.select(id);
        }
    }

    /// The map selects what is selected on the list of facilities.
    pub(super) fn follow_on_map(&mut self) {
        if self.front == Front::Map {
            self.map.follow(self.pane.selected(), &self.world.context(self.pane.selected()));
        }
    }

    /// The filter of the board.
    pub(super) fn set_sieve(&mut self, sieve: Sieve) {
        let cx = self.world.context(self.pane.selected());
        let tasks = match self.front {
            Front::Facilities | Front::Cards | Front::Meetings => return,
            Front::Map | Front::Publications | Front::Surveys | Front::Services | Front::Report => return,
            Front::Today => &mut self.today,
            Front::Tasks => &mut self.tasks,
        };
        tasks.sieve = sieve;
        tasks.relist(&cx);
        self.dirty = true;
    }

    /// Shows the checklist of a stay on the pane of stays.
    pub(super) fn open_stay(&mut self, stay: EpisodeId, task: Option<TaskId>) {
        self.show(Front::Tasks);
        let cx = self.world.context(self.pane.selected());
        self.tasks.open(stay, task, &cx);
    }

    /// Nothing can be written: that is said before anything is typed, and who has not said who it is is asked again.
    pub(super) fn refuse(&mut self) {
        let Some(denial) = self.settings.denial() else { return };
        if denial == Denial::Unsaid {
            return self.overlays.push(Overlay::Who(Who::new(self.settings.sharing.clone())));
        }
        self.say(sentence::denied(self.words(), denial));
    }

    pub(super) fn open_form(&mut self, form: Option<Form>) {
        let Some(form) = form else { return self.say(self.words().get("form.unknown")) };
        let person = &self.settings.person;
        let form = if person.is_empty() { form } else { form.by(person.clone()) };
        self.overlays.push(Overlay::Form(Box::new(form)));
    }
}
