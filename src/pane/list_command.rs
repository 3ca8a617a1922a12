//! What a command means on a list with a detail beside it. The panes of the log match this, so that a new command of another pane is sorted once.

use crate::command::Command;

/// A command, for a list of records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListCommand {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Left,
    Right,
    DetailUp,
    DetailDown,
    Open,
    Back,
    NextPart,
    PreviousPart,
    Zoom,
    Search,
    Filter,
    Copy,
    Add,
    Edit,
    ConfirmFacts,
    Remove,
    Check,
    Figures,
    History,
    Log,
    Trash,
    /// Works on facilities or on stays only.
    Foreign,
    /// Never comes to a list, or only to the map: the app, a form or a text field answers it.
    Elsewhere,
}

impl ListCommand {
    pub const fn of(command: Command) -> Self {
        match command {
            Command::Up => Self::Up,
            Command::Down => Self::Down,
            Command::PageUp => Self::PageUp,
            Command::PageDown => Self::PageDown,
            Command::Top => Self::Top,
            Command::Bottom => Self::Bottom,
            Command::Left => Self::Left,
            Command::Right => Self::Right,
            Command::DetailUp => Self::DetailUp,
            Command::DetailDown => Self::DetailDown,
            Command::Open => Self::Open,
            Command::Back => Self::Back,
            Command::NextPane => Self::NextPart,
            Command::PreviousPane => Self::PreviousPart,
            Command::Zoom => Self::Zoom,
            Command::Search => Self::Search,
            Command::Filter => Self::Filter,
            Command::Copy => Self::Copy,
            Command::Add => Self::Add,
            Command::Edit => Self::Edit,
            Command::ConfirmFacts => Self::ConfirmFacts,
            Command::Remove => Self::Remove,
            Command::Check => Self::Check,
            Command::Figures => Self::Figures,
            Command::History => Self::History,
            Command::Log => Self::Log,
            Command::Trash => Self::Trash,
            Command::NextHit | Command::PreviousHit | Command::Sort | Command::ReferencePoint | Command::Pin => {
                Self::Foreign
            }
            Command::Mark | Command::MarkRange | Command::MarkAll | Command::CopyPhone => Self::Foreign,
            Command::Review | Command::Acts | Command::MoveDate | Command::Calendar => Self::Foreign,
            Command::PaneToday | Command::PaneFacilities | Command::PaneTasks | Command::PaneCards => Self::Elsewhere,
            Command::PaneMeetings | Command::PaneMap | Command::PanePublications => Self::Elsewhere,
            Command::PaneSurveys | Command::PaneServices | Command::PaneReport => Self::Elsewhere,
            Command::ZoomIn | Command::ZoomOut | Command::FitMap | Command::Ring => Self::Elsewhere,
            Command::Undo | Command::Redo | Command::Drafts => Self::Elsewhere,
            Command::Palette | Command::Help | Command::Repaint | Command::CoverNames => Self::Elsewhere,
            Command::Lock | Command::Suspend | Command::Quit | Command::QuitNow => Self::Elsewhere,
            Command::NextField | Command::PreviousField | Command::Save => Self::Elsewhere,
            Command::CursorLeft | Command::CursorRight | Command::LineStart | Command::LineEnd => Self::Elsewhere,
            Command::DeleteBack | Command::DeleteForward | Command::DeleteWord => Self::Elsewhere,
            Command::DeleteToStart | Command::DeleteToEnd => Self::Elsewhere,
        }
    }
}
