//! One field while it is being typed.

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::Described;
use crate::command::Command;
use crate::domain::text::{clean_text, clean_typed};

/// A field's text with its caret. The caret moves by grapheme.
#[derive(Clone, Debug)]
pub struct Entry {
    pub field: Described,
    input: Input,
    initial: String,
}

impl Entry {
    pub fn new(field: impl Into<Described>, text: String) -> Self {
        Self { field: field.into(), input: Input::new(text.clone()), initial: text }
    }

    /// The name of its field.
    pub fn name(&self) -> &str {
        &self.field.name
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the caret: its cells are the caret's column.
    pub fn before_caret(&self) -> &str {
        let text = self.text();
        let at = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        &text[..at]
    }

    pub fn is_changed(&self) -> bool {
        self.text() != self.initial
    }

    /// The stored value changed under the form: an untouched field takes it, a touched one keeps what was typed.
    pub fn rebase(&mut self, stored: String) {
        if !self.is_changed() {
            self.input = Input::new(stored.clone());
        }
        self.initial = stored;
    }

    /// What is stored.
    pub fn initial(&self) -> &str {
        &self.initial
    }

    pub fn replace(&mut self, text: String) {
        self.input = Input::new(text);
    }

    /// Types a text at the caret, sanitised; line breaks stay only in a field of several lines.
    pub fn insert(&mut self, typed: &str) {
        let several = self.field.kind.has_lines() && typed.contains(['\n', '\r']);
        // Blanks at the ends of a burst are typed like any other character.
        let text = if several { clean_text(typed) } else { clean_typed(typed) };
        // In one piece: a long text pasted character by character would be copied as often as it has characters.
        let (at, caret) = (self.before_caret().len(), self.input.cursor());
        let mut whole = self.text().to_owned();
        whole.insert_str(at, &text);
        self.input = Input::new(whole).with_cursor(caret + text.chars().count());
    }

    pub fn new_line(&mut self) {
        self.input.handle(InputRequest::InsertChar('\n'));
    }

    /// Runs a command of the text field; `false` where it is none.
    pub fn edit(&mut self, command: Command) -> bool {
        let Some(edit) = Edit::of(command) else { return false };
        match edit {
            Edit::Request(request) => {
                self.input.handle(request);
                true
            }
            Edit::Start => self.go(self.line_start()),
            Edit::End => self.go(self.line_end()),
            Edit::CutToStart => self.cut(self.line_start(), self.before_caret().len()),
            Edit::CutToEnd => self.cut(self.before_caret().len(), self.line_end()),
        }
    }

    /// A line up in a field of several lines; `false` on the first.
    pub fn up(&mut self) -> bool {
        let start = self.line_start();
        if start == 0 {
            return false;
        }
        let column = self.text()[start..self.before_caret().len()].graphemes(true).count();
        let above = self.text()[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        self.go(self.at_column(above, column))
    }

    /// A line down in a field of several lines; `false` on the last.
    pub fn down(&mut self) -> bool {
        let end = self.line_end();
        if end == self.text().len() {
            return false;
        }
        let column = self.text()[self.line_start()..self.before_caret().len()].graphemes(true).count();
        self.go(self.at_column(end + 1, column))
    }

    fn at_column(&self, line: usize, column: usize) -> usize {
        let end = self.text()[line..].find('\n').map_or(self.text().len(), |at| line + at);
        self.text()[line..end].grapheme_indices(true).nth(column).map_or(end, |(at, _)| line + at)
    }

    fn line_start(&self) -> usize {
        self.before_caret().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let at = self.before_caret().len();
        self.text()[at..].find('\n').map_or(self.text().len(), |more| at + more)
    }

    fn go(&mut self, byte: usize) -> bool {
        let position = self.text()[..byte].chars().count();
        self.input.handle(InputRequest::SetCursor(position));
        true
    }

    fn cut(&mut self, from: usize, to: usize) -> bool {
        let mut text = self.text().to_owned();
        let position = text[..from].chars().count();
        text.replace_range(from..to, "");
        self.input = Input::new(text).with_cursor(position);
        true
    }
}

/// What a command does in a field of one line outside a form; `None` where it is none of a text field's.
pub fn edit_request(command: Command) -> Option<InputRequest> {
    Some(match Edit::of(command)? {
        Edit::Request(request) => request,
        Edit::Start => InputRequest::GoToStart,
        Edit::End => InputRequest::GoToEnd,
        Edit::CutToStart => InputRequest::DeleteLine,
        Edit::CutToEnd => InputRequest::DeleteTillEnd,
    })
}

/// What a command does to the text; lines are those of the text, not the whole field.
enum Edit {
    Request(InputRequest),
    Start,
    End,
    CutToStart,
    CutToEnd,
}

impl Edit {
    fn of(command: Command) -> Option<Self> {
        let edit = match command {
            Command::CursorLeft => Self::Request(InputRequest::GoToPrevChar),
            Command::CursorRight => Self::Request(InputRequest::GoToNextChar),
            Command::DeleteBack => Self::Request(InputRequest::DeletePrevChar),
            Command::DeleteForward => Self::Request(InputRequest::DeleteNextChar),
            Command::DeleteWord => Self::Request(InputRequest::DeletePrevWord),
            Command::LineStart => Self::Start,
            Command::LineEnd => Self::End,
            Command::DeleteToStart => Self::CutToStart,
            Command::DeleteToEnd => Self::CutToEnd,
            Command::Up | Command::Down | Command::Left | Command::Right | Command::PageUp | Command::PageDown => {
                return None;
            }
            Command::Top | Command::Bottom | Command::DetailUp | Command::DetailDown => return None,
            Command::Open | Command::Back | Command::NextPane | Command::PreviousPane | Command::Zoom => return None,
            Command::Search | Command::NextHit | Command::PreviousHit | Command::Filter | Command::Sort => return None,
            Command::ZoomIn | Command::ZoomOut | Command::FitMap | Command::Ring => return None,
            Command::ReferencePoint | Command::Pin | Command::Mark | Command::MarkRange | Command::MarkAll => {
                return None;
            }
            Command::Copy | Command::CopyPhone | Command::Add | Command::Edit | Command::ConfirmFacts => return None,
            Command::Remove | Command::Undo | Command::Redo | Command::Review | Command::Drafts => return None,
            Command::History | Command::Log | Command::Trash => return None,
            Command::PaneToday | Command::PaneFacilities | Command::PaneTasks => return None,
            Command::PaneCards | Command::PaneMeetings | Command::PaneMap => return None,
            Command::PanePublications | Command::PaneSurveys => return None,
            Command::PaneServices | Command::PaneReport => return None,
            Command::Check | Command::Acts | Command::MoveDate | Command::Calendar | Command::Figures => return None,
            Command::NextField | Command::PreviousField | Command::Save => return None,
            Command::Palette
            | Command::Help
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend => {
                return None;
            }
            Command::Quit | Command::QuitNow => return None,
        };
        Some(edit)
    }
}
