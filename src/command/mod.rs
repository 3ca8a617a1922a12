//! What a key may be bound to. A command carries no payload: who receives it knows what is selected.

/// Everything a person can ask for with a key, in the order of the help page.
///
/// The name in a keymap file is the kebab-case form (`copy-phone`). Title and help stand in the words files under
/// `command.<name>.title` and `command.<name>.help`; commands with a place in the F-key row also have `command.<name>.short`.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    // Moving
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Left,
    Right,
    /// Scroll the detail without leaving the list.
    DetailUp,
    DetailDown,
    /// Enter: opens, never writes.
    Open,
    /// Esc: goes back, always.
    Back,
    /// The focus to the next part (list, detail).
    NextPane,
    PreviousPane,
    /// Half, full, back.
    Zoom,
    /// What is due today: the start screen.
    PaneToday,
    PaneFacilities,
    /// Who is in hospital, and what has to happen by when.
    PaneTasks,
    /// The emergency cards.
    PaneCards,
    /// The meeting log.
    PaneMeetings,
    /// Where the facilities lie.
    PaneMap,
    /// What was published, and where to ask.
    PanePublications,
    /// What institutions were asked, and what they answered.
    PaneSurveys,
    /// Who is closed, who is affected, and who can take over.
    PaneServices,
    /// The year in figures.
    PaneReport,
    // Finding
    Search,
    NextHit,
    PreviousHit,
    Filter,
    Sort,
    /// Distances are measured from the selected facility.
    ReferencePoint,
    Pin,
    // The map
    ZoomIn,
    ZoomOut,
    /// All of the list in sight.
    FitMap,
    /// Only what lies within so many kilometres; the next distance, and after the widest none.
    Ring,
    // Marking
    Mark,
    MarkRange,
    MarkAll,
    // Out of the program
    Copy,
    /// The phone number of the selected facility, without a menu.
    CopyPhone,
    // Changing
    Add,
    Edit,
    /// Today's date on every group of local facts: they still hold.
    ConfirmFacts,
    /// Takes away a facility that was added by hand (undoable).
    Remove,
    Undo,
    Redo,
    /// Doubtful pairs to be decided.
    Review,
    /// What one has typed and not saved.
    Drafts,
    /// What happened to the selected facility.
    History,
    /// All changes; each can be looked into and taken back.
    Log,
    Trash,
    // The checklist
    /// Done, with day, person and one line of evidence; once more takes it back.
    Check,
    /// Everything that can be done with the selected stay.
    Acts,
    /// Decide or move the day of discharge, with a look at what follows from it.
    MoveDate,
    /// The month with what is due on each day.
    Calendar,
    /// The figures of the year.
    Figures,
    // In forms
    NextField,
    PreviousField,
    Save,
    // In text fields
    CursorLeft,
    CursorRight,
    LineStart,
    LineEnd,
    DeleteBack,
    DeleteForward,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
    // The program
    Palette,
    Help,
    Repaint,
    /// Names and numbers of persons are covered on the screen, and shown again.
    CoverNames,
    /// A blank screen until the passphrase is typed.
    Lock,
    Suspend,
    Quit,
    QuitNow,
}

/// How commands are grouped on the help page.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::EnumIter, strum::Display, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum CommandGroup {
    Move,
    Find,
    Mark,
    Out,
    Change,
    Form,
    TextField,
    Program,
}

/// What is known of a command beside its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meta {
    pub group: CommandGroup,
    /// Does it change data? A folded full-width key never runs such a command (ux.md 3.3).
    pub guarded: bool,
    /// Is it worth a place in the hint line?
    pub hint: bool,
}

impl Command {
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn title_key(self) -> String {
        format!("command.{}.title", self.name())
    }

    pub fn help_key(self) -> String {
        format!("command.{}.help", self.name())
    }

    /// What it does in a place where it works on something else than usual; `part` is that place's, and most have none.
    pub fn help_key_in(self, part: &str) -> String {
        format!("command.{}.{part}", self.name())
    }

    pub const fn meta(self) -> Meta {
        use CommandGroup as G;
        let (group, guarded, hint) = match self {
            Self::Up | Self::Down | Self::PageUp | Self::PageDown | Self::Top | Self::Bottom => (G::Move, false, false),
            Self::Left | Self::Right | Self::DetailUp | Self::DetailDown => (G::Move, false, false),
            Self::Open | Self::Back => (G::Move, false, true),
            Self::NextPane | Self::PreviousPane | Self::Zoom => (G::Move, false, false),
            Self::PaneToday | Self::PaneFacilities | Self::PaneTasks => (G::Move, false, false),
            Self::PaneCards | Self::PaneMeetings | Self::PaneMap => (G::Move, false, false),
            Self::PanePublications | Self::PaneSurveys => (G::Move, false, false),
            Self::PaneServices | Self::PaneReport => (G::Move, false, false),
            Self::Check => (G::Change, true, true),
            Self::Acts | Self::MoveDate => (G::Change, false, true),
            Self::Calendar | Self::Figures => (G::Find, false, false),
            Self::Search => (G::Find, false, true),
            Self::NextHit | Self::PreviousHit => (G::Find, false, false),
            Self::Filter | Self::Sort => (G::Find, false, true),
            Self::ReferencePoint | Self::Pin => (G::Find, false, false),
            Self::ZoomIn | Self::ZoomOut | Self::FitMap | Self::Ring => (G::Find, false, false),
            Self::Mark => (G::Mark, false, true),
            Self::MarkRange | Self::MarkAll => (G::Mark, false, false),
            Self::Copy => (G::Out, false, true),
            Self::CopyPhone => (G::Out, false, false),
            Self::Add | Self::Edit => (G::Change, false, true),
            Self::ConfirmFacts => (G::Change, true, false),
            Self::Remove | Self::Redo => (G::Change, true, false),
            Self::Undo => (G::Change, true, true),
            Self::Review | Self::Drafts | Self::History | Self::Log | Self::Trash => (G::Change, false, false),
            Self::NextField | Self::PreviousField => (G::Form, false, false),
            Self::Save => (G::Form, true, true),
            Self::CursorLeft | Self::CursorRight | Self::LineStart | Self::LineEnd => (G::TextField, false, false),
            Self::DeleteBack | Self::DeleteForward | Self::DeleteWord => (G::TextField, false, false),
            Self::DeleteToStart | Self::DeleteToEnd => (G::TextField, false, false),
            Self::Palette | Self::Help => (G::Program, false, true),
            Self::Repaint | Self::CoverNames | Self::Lock => (G::Program, false, false),
            Self::Suspend | Self::Quit | Self::QuitNow => (G::Program, true, false),
        };
        Meta { group, guarded, hint }
    }
}
