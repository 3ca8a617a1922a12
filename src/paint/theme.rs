//! Themes: the terminal's own 16 colours, and monochrome. Status is always a word first, a colour second (ux.md 3.5).

use ratatui::style::{Color, Modifier, Style};

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
    /// The style of a role: modifiers in both themes, and in the coloured one the terminal's own green, yellow, red and cyan,
    /// which people can set for their eyes. The colours that are unreadable on one kind of background (ux.md 3.5) are not used.
    pub fn style(self, role: Role) -> Style {
        let style = Style::default().add_modifier(modifier(role));
        match (self, colour(role)) {
            (Self::Colour, Some(colour)) => style.fg(colour),
            (Self::Colour, None) | (Self::Monochrome, _) => style,
        }
    }
}

const fn modifier(role: Role) -> Modifier {
    match role {
        Role::Text | Role::Label | Role::Good | Role::Rule => Modifier::empty(),
        Role::Bar | Role::Selected => Modifier::REVERSED,
        Role::Title | Role::SelectedUnfocused | Role::Warn | Role::Toast => Modifier::BOLD,
        Role::Hit | Role::Bad => Modifier::BOLD.union(Modifier::UNDERLINED),
        Role::Field => Modifier::UNDERLINED,
    }
}

const fn colour(role: Role) -> Option<Color> {
    match role {
        Role::Label => Some(Color::Cyan),
        Role::Good => Some(Color::Green),
        Role::Warn => Some(Color::Yellow),
        Role::Bad => Some(Color::Red),
        Role::Text
        | Role::Bar
        | Role::Title
        | Role::Selected
        | Role::SelectedUnfocused
        | Role::Hit
        | Role::Field
        | Role::Toast
        | Role::Rule => None,
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn monochrome_has_no_colour() {
        for role in Role::iter() {
            let style = Theme::Monochrome.style(role);
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{role:?}");
        }
    }

    #[test]
    fn the_selected_row_is_reversed_in_every_theme() {
        for theme in [Theme::Colour, Theme::Monochrome] {
            assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        }
    }

    #[test]
    fn nothing_that_must_be_read_is_dim_or_of_a_bad_colour() {
        let bad = [Color::Black, Color::White, Color::DarkGray, Color::Gray, Color::LightYellow, Color::LightBlue];
        for role in Role::iter() {
            let style = Theme::Colour.style(role);
            assert!(!style.add_modifier.contains(Modifier::DIM), "{role:?}");
            assert!(style.fg.is_none_or(|fg| !bad.contains(&fg)), "{role:?}");
        }
    }
}
