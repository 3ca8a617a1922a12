//! Themes: the terminal's own 16 colours, and monochrome. Status is always a word first, a colour second (ux.md 3.5).

use ratatui::style::Style;

/// What a piece of text is, from which the theme makes a style.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumIter)]
pub enum Role {
    Text,
    /// First row, focused pane's title, F-key boxes: reverse video.
    Bar,
    Title,
    /// Labels of facts.
    Label,
    /// The selected row of the focused part: reversed in every theme.
    Selected,
    /// The selected row of a part without the focus.
    SelectedUnfocused,
    /// Matched letters: bold and underlined, not colour only.
    Hit,
    /// A good answer (可, 空き), a warning (談, 古い), a bad one (否, maybe closed).
    Good,
    Warn,
    Bad,
    /// Text fields.
    Field,
    Toast,
    Rule,
}

/// A theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    Colour,
    Monochrome,
}

impl Theme {
    pub fn style(self, _role: Role) -> Style {
        Style::default()
    }
}
