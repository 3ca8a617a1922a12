//! What a command means in a menu: the one place where menus look at every command.

use crate::command::Command;

/// A move in a menu or a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Open,
    Back,
    Mark,
    Save,
    Quit,
    CopyPhone,
    /// Something that takes text away.
    Clear,
    /// Takes away what the cursor stands on.
    Remove,
    /// Means nothing in a menu.
    Other,
}

impl Step {
    pub const fn of(command: Command) -> Self {
        match command {
            Command::Up | Command::PreviousHit | Command::PreviousField => Self::Up,
            Command::Down | Command::NextHit | Command::NextField => Self::Down,
            Command::Left | Command::CursorLeft | Command::PreviousPane => Self::Left,
            Command::Right | Command::CursorRight | Command::NextPane => Self::Right,
            Command::PageUp | Command::DetailUp => Self::PageUp,
            Command::PageDown | Command::DetailDown => Self::PageDown,
            Command::Top => Self::Top,
            Command::Bottom => Self::Bottom,
            Command::Open => Self::Open,
            Command::Back => Self::Back,
            Command::Mark => Self::Mark,
            Command::Save => Self::Save,
            Command::Quit | Command::QuitNow => Self::Quit,
            Command::CopyPhone => Self::CopyPhone,
            Command::DeleteBack
            | Command::DeleteForward
            | Command::DeleteWord
            | Command::DeleteToStart
            | Command::DeleteToEnd => Self::Clear,
            Command::Remove => Self::Remove,
            Command::LineStart | Command::LineEnd | Command::Zoom => Self::Other,
            Command::Search | Command::Filter | Command::Sort | Command::ReferencePoint | Command::Pin => Self::Other,
            Command::ZoomIn | Command::ZoomOut | Command::FitMap | Command::Ring => Self::Other,
            Command::MarkRange | Command::MarkAll | Command::Copy => Self::Other,
            Command::Add | Command::Edit | Command::ConfirmFacts => Self::Other,
            Command::Undo | Command::Redo | Command::Review | Command::Drafts => Self::Other,
            Command::History | Command::Log | Command::Trash => Self::Other,
            Command::PaneToday | Command::PaneFacilities | Command::PaneTasks => Self::Other,
            Command::PaneCards | Command::PaneMeetings | Command::PaneMap => Self::Other,
            Command::PanePublications | Command::PaneSurveys => Self::Other,
            Command::PaneServices | Command::PaneReport => Self::Other,
            Command::Check | Command::Acts | Command::MoveDate | Command::Calendar | Command::Figures => Self::Other,
            Command::Palette
            | Command::Help
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend => Self::Other,
        }
    }
}
