//! Which commands have nothing to work on now.

use super::App;
use super::front::Front;
use crate::command::Command;
use crate::pane::ListCommand;

impl App {
    /// Why a command cannot do anything now, in the person's language.
    pub(super) fn disabled(&self, command: Command) -> Option<String> {
        let words = self.words();
        if let Some(key) = self.foreign(command) {
            return Some(words.get(key).to_owned());
        }
        // What the panes of stays miss they say themselves.
        let on_facilities = self.front == Front::Facilities;
        let on_board = matches!(self.front, Front::Today | Front::Tasks);
        let nothing_selected = (on_facilities || self.front == Front::Map) && self.pane.selected().is_none();
        let key = match command {
            Command::CopyPhone
            | Command::ConfirmFacts
            | Command::Pin
            | Command::Mark
            | Command::MarkRange
            | Command::MarkAll
            | Command::ReferencePoint
            | Command::NextHit
            | Command::PreviousHit
            | Command::Review
                if on_board =>
            {
                "task.only_facilities"
            }
            Command::NextHit
            | Command::PreviousHit
            | Command::ReferencePoint
            | Command::Pin
            | Command::MarkRange
            | Command::CopyPhone
            | Command::Remove
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
                if self.front == Front::Cards =>
            {
                "cards.not_here"
            }
            Command::Sort if self.front == Front::Map => "map.always-nearest",
            Command::MarkRange
            | Command::MarkAll
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
                if self.front == Front::Map =>
            {
                "map.not-here"
            }
            Command::ZoomIn | Command::ZoomOut | Command::FitMap | Command::Ring if self.front != Front::Map => {
                "map.only-here"
            }
            Command::Copy
            | Command::CopyPhone
            | Command::Edit
            | Command::ConfirmFacts
            | Command::Pin
            | Command::History
                if nothing_selected =>
            {
                "list.nothing-selected"
            }
            Command::Drafts if self.world.drafts.is_empty() => "drafts.none",
            Command::Review if self.front == Front::Facilities && self.world.doubts_waiting() == 0 => {
                "list.nothing-to-review"
            }
            Command::Save | Command::NextField | Command::PreviousField => "list.only-in-forms",
            Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::Top
            | Command::Bottom
            | Command::Left
            | Command::Right
            | Command::DetailUp
            | Command::DetailDown
            | Command::Open
            | Command::Back
            | Command::NextPane
            | Command::PreviousPane
            | Command::Zoom
            | Command::Search
            | Command::NextHit
            | Command::PreviousHit
            | Command::Filter
            | Command::Sort
            | Command::ReferencePoint
            | Command::Pin
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::FitMap
            | Command::Ring
            | Command::Mark
            | Command::MarkRange
            | Command::MarkAll
            | Command::Copy
            | Command::CopyPhone
            | Command::Add
            | Command::Edit
            | Command::ConfirmFacts
            | Command::Remove
            | Command::Undo
            | Command::Redo
            | Command::Review
            | Command::Drafts
            | Command::History
            | Command::Log
            | Command::Trash
            | Command::PaneToday
            | Command::PaneFacilities
            | Command::PaneTasks
            | Command::PaneCards
            | Command::PaneMeetings
            | Command::PaneMap
            | Command::PanePublications
            | Command::PaneSurveys
            | Command::PaneServices
            | Command::PaneReport
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
            | Command::CursorLeft
            | Command::CursorRight
            | Command::LineStart
            | Command::LineEnd
            | Command::DeleteBack
            | Command::DeleteForward
            | Command::DeleteWord
            | Command::DeleteToStart
            | Command::DeleteToEnd
            | Command::Palette
            | Command::Help
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend
            | Command::Quit
            | Command::QuitNow => return None,
        };
        Some(words.get(key).to_owned())
    }
    /// What a pane of the log has nothing to do with.
    fn foreign(&self, command: Command) -> Option<&'static str> {
        use ListCommand as L;
        match (self.front, L::of(command)) {
            (Front::Meetings, L::Foreign) => Some("meetings.not_here"),
            (Front::Publications, L::Foreign | L::Figures) => Some("publications.not_here"),
            (Front::Services, L::Foreign | L::Figures | L::ConfirmFacts) => Some("services.not_here"),
            (Front::Surveys, L::Foreign | L::Figures | L::ConfirmFacts) => Some("surveys.not_here"),
            (_, _) => None,
        }
    }
}
