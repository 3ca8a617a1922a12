//! The pane that is on the screen.

use super::{App, Front, Overlay};
use crate::domain::FacilityId;
use crate::pane::card::CardPane;
use crate::pane::facility::FacilityPane;
use crate::pane::map::MapPane;
use crate::pane::meeting::MeetingPane;
use crate::pane::publication::PublicationPane;
use crate::pane::report::ReportPane;
use crate::pane::service::ServicePane;
use crate::pane::survey::SurveyPane;
use crate::pane::task::TaskPane;

/// The pane that is on the screen, to be drawn or asked.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    Facilities(&'a FacilityPane),
    Tasks(&'a TaskPane),
    Cards(&'a CardPane),
    Meetings(&'a MeetingPane),
    Map(&'a MapPane),
    Publications(&'a PublicationPane),
    Surveys(&'a SurveyPane),
    Services(&'a ServicePane),
    Report(&'a ReportPane),
}

impl App {
    pub const fn shown(&self) -> Shown<'_> {
        match self.front {
            Front::Today => Shown::Tasks(&self.today),
            Front::Facilities => Shown::Facilities(&self.pane),
            Front::Tasks => Shown::Tasks(&self.tasks),
            Front::Cards => Shown::Cards(&self.cards),
            Front::Meetings => Shown::Meetings(&self.meetings),
            Front::Map => Shown::Map(&self.map),
            Front::Publications => Shown::Publications(&self.publications),
            Front::Surveys => Shown::Surveys(&self.surveys),
            Front::Services => Shown::Services(&self.services),
            Front::Report => Shown::Report(&self.report),
        }
    }

    /// The pane of tasks that is on the screen, where it is one.
    pub const fn shown_tasks(&self) -> Option<&TaskPane> {
        if let Shown::Tasks(tasks) = self.shown() { Some(tasks) } else { None }
    }

    /// The pane of cards, where it is on the screen.
    pub const fn shown_cards(&self) -> Option<&CardPane> {
        if let Shown::Cards(cards) = self.shown() { Some(cards) } else { None }
    }

    /// The meeting log, where it is on the screen.
    pub const fn shown_meetings(&self) -> Option<&MeetingPane> {
        if let Shown::Meetings(meetings) = self.shown() { Some(meetings) } else { None }
    }

    /// The facility whose record is looked at now.
    pub(super) fn looked_at(&self) -> Option<FacilityId> {
        let beside = (self.front == Front::Services).then(|| self.services.facility()).flatten();
        let looked_at = self.overlays.iter().rev().find_map(Overlay::looks_at);
        looked_at.or(beside).or_else(|| self.pane.selected())
    }
}
