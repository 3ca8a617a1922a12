//! The field of the query: one line, with a caret.

use tui_input::{Input, InputRequest};

use crate::command::Command;
use crate::domain::text::clean_typed;

/// What is typed, and where the caret stands.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryField {
    input: Input,
}

impl QueryField {
    pub(super) fn new(text: &str) -> Self {
        Self { input: Input::new(clean_typed(text)) }
    }

    pub(super) fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the caret.
    pub(super) fn before_caret(&self) -> &str {
        let text = self.input.value();
        let end = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// Typed or pasted text, at the caret.
    pub(super) fn insert(&mut self, text: &str) {
        for c in clean_typed(text).chars() {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Another word at the end.
    pub(super) fn append(&mut self, word: &str) {
        let text = self.input.value().trim_end();
        let text = if text.is_empty() { word.to_owned() } else { format!("{text} {word}") };
        self.input = Input::new(text);
    }

    /// Edits by command; says whether the text is another now.
    pub(super) fn edit(&mut self, command: Command) -> bool {
        let request = match command {
            Command::CursorLeft => InputRequest::GoToPrevChar,
            Command::CursorRight => InputRequest::GoToNextChar,
            Command::LineStart => InputRequest::GoToStart,
            Command::LineEnd => InputRequest::GoToEnd,
            Command::DeleteBack => InputRequest::DeletePrevChar,
            Command::DeleteForward => InputRequest::DeleteNextChar,
            Command::DeleteWord => InputRequest::DeletePrevWord,
            Command::DeleteToStart => InputRequest::DeleteFromStart,
            Command::DeleteToEnd => InputRequest::DeleteTillEnd,
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
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::FitMap
            | Command::Ring
            | Command::Check
            | Command::Acts
            | Command::MoveDate
            | Command::Calendar
            | Command::Figures
            | Command::NextField
            | Command::PreviousField
            | Command::Save
            | Command::Palette
            | Command::Help
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend
            | Command::Quit
            | Command::QuitNow => return false,
        };
        self.input.handle(request).is_some_and(|change| change.value)
    }
}
