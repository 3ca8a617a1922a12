//! Help and palette: one list of every command with its keys from the live keymap, and the reason where one cannot run now.
//!
//! Typing filters, Enter runs, Tab shows another preset's keys (ux.md 4.15).

mod row;
mod view;

pub use row::Row;

use strum::IntoEnumIterator;
use tui_input::InputRequest;

use crate::command::{Command, CommandGroup};
use crate::keymap::{Keymap, Preset, Scope};
use crate::pane::{Act, Context, Input};

/// Rows that PgUp and PgDn move by.
const PAGE: usize = 10;

/// The overlay's state.
#[derive(Debug)]
pub struct Help {
    /// Opened as palette: only the title differs.
    palette: bool,
    /// The scope that had the keys when it was opened: what its keys do is shown.
    about: Scope,
    rows: Vec<Row>,
    filter: tui_input::Input,
    /// Index among the rows that match.
    selected: usize,
    /// Another preset whose keys are looked at; `None`: the keys in force.
    other: Option<Preset>,
}

impl Help {
    /// `about`: the scope whose keys are explained. `disabled`: why a command cannot run now, in the person's language.
    pub fn new(palette: bool, about: Scope, cx: &Context<'_>, disabled: impl Fn(Command) -> Option<String>) -> Self {
        let mut rows: Vec<Row> =
            Command::iter().map(|command| Row::new(command, about, cx, disabled(command))).collect();
        // What can be done here comes first; the rest stays listed, with its reason.
        rows.sort_by_key(|row| (row.elsewhere, rank(row.command), row.command));
        Self { palette, about, rows, filter: tui_input::Input::default(), selected: 0, other: None }
    }

    /// Where its keys are looked up.
    pub fn scope(&self) -> Scope {
        Scope::Help
    }

    pub fn update(&mut self, input: Input, cx: &Context<'_>) -> Vec<Act> {
        match input {
            Input::Text(text) => {
                for c in text.chars().filter(|c| !c.is_control()) {
                    self.filter.handle(InputRequest::InsertChar(c));
                }
                self.selected = 0;
                Vec::new()
            }
            Input::Command(command) => self.command(command, cx),
        }
    }

    /// The rows that match what was typed, those that match by their title first.
    pub fn matching(&self) -> Vec<&Row> {
        let words: Vec<String> =
            crate::search::fold(self.filter.value()).split_whitespace().map(str::to_owned).collect();
        let (named, described): (Vec<&Row>, Vec<&Row>) = self
            .rows
            .iter()
            .filter(|row| words.iter().all(|word| row.matches(word)))
            .partition(|row| words.iter().all(|word| row.is_named(word)));
        named.into_iter().chain(described).collect()
    }

    /// The keymap whose keys are shown: the live one, or another preset.
    fn shown_keys(&self, live: &Keymap) -> Keymap {
        self.other.map_or_else(|| live.clone(), Keymap::preset)
    }

    fn command(&mut self, command: Command, cx: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Up | Command::PreviousHit => self.select(self.selected.saturating_sub(1)),
            Command::Down | Command::NextHit => self.select(self.selected + 1),
            Command::PageUp => self.select(self.selected.saturating_sub(PAGE)),
            Command::PageDown => self.select(self.selected + PAGE),
            Command::Top => self.select(0),
            Command::Bottom => self.select(usize::MAX),
            Command::Open => return self.run(cx),
            Command::Back | Command::Help | Command::Palette => return vec![Act::Close],
            Command::NextPane | Command::NextField => self.other = next_preset(self.other, cx.keymap.base()),
            Command::PreviousPane | Command::PreviousField => self.other = None,
            Command::CursorLeft => self.edit(InputRequest::GoToPrevChar),
            Command::CursorRight => self.edit(InputRequest::GoToNextChar),
            Command::LineStart => self.edit(InputRequest::GoToStart),
            Command::LineEnd => self.edit(InputRequest::GoToEnd),
            Command::DeleteBack => self.edit(InputRequest::DeletePrevChar),
            Command::DeleteForward => self.edit(InputRequest::DeleteNextChar),
            Command::DeleteWord => self.edit(InputRequest::DeletePrevWord),
            Command::DeleteToStart => self.edit(InputRequest::DeleteFromStart),
            Command::DeleteToEnd => self.edit(InputRequest::DeleteTillEnd),
            Command::Left
            | Command::Right
            | Command::DetailUp
            | Command::DetailDown
            | Command::Zoom
            | Command::Search
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
            | Command::Save
            | Command::Repaint
            | Command::CoverNames
            | Command::Lock
            | Command::Suspend
            | Command::Quit
            | Command::QuitNow => {}
        }
        Vec::new()
    }

    fn select(&mut self, row: usize) {
        self.selected = row.min(self.matching().len().saturating_sub(1));
    }

    fn edit(&mut self, request: InputRequest) {
        let before = self.filter.value().to_owned();
        self.filter.handle(request);
        if self.filter.value() != before {
            self.selected = 0;
        }
    }

    fn run(&self, cx: &Context<'_>) -> Vec<Act> {
        match self.matching().get(self.selected) {
            Some(Row { disabled: Some(reason), .. }) => vec![Act::Say(cx.words.say("help.off", &[("reason", reason)]))],
            Some(row) => vec![Act::Close, Act::Run(row.command)],
            None => Vec::new(),
        }
    }
}

/// Live keys, then each other preset, then the live keys again. The live keymap's own preset is shown too: a person's file may
/// have changed it.
fn next_preset(shown: Option<Preset>, base: Preset) -> Option<Preset> {
    let mut order = Preset::iter().filter(|preset| *preset != base).chain([base]);
    match shown {
        None => order.next(),
        Some(shown) => order.skip_while(|preset| *preset != shown).nth(1),
    }
}

/// The order of the groups on the page: what the program is for comes before how to move in it.
const fn rank(command: Command) -> u8 {
    match command.meta().group {
        CommandGroup::Find => 0,
        CommandGroup::Out => 1,
        CommandGroup::Change => 2,
        CommandGroup::Mark => 3,
        CommandGroup::Move => 4,
        CommandGroup::Program => 5,
        CommandGroup::Form => 6,
        CommandGroup::TextField => 7,
    }
}
