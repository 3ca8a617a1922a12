//! One key press.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::fault::FaultKind;
use crate::words::Words;

/// A key with its modifiers, normalised: the same press is the same value, however a terminal spells it.
///
/// Shift is dropped from characters that carry it themselves (`G`, `?`); Shift-Tab is `BackTab`; Ctrl with a letter has the
/// small letter; Ctrl-/, Ctrl-_ and Ctrl-7 are one byte (0x1F) and so one chord.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Chord {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

impl Chord {
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let shift = modifiers.contains(KeyModifiers::SHIFT);
        let ctrl = modifiers.contains(KeyModifiers::CONTROL);
        let code = match code {
            KeyCode::Tab if shift => KeyCode::BackTab,
            KeyCode::Char('/' | '_' | '7') if ctrl => KeyCode::Char('/'),
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Char(c) if shift => KeyCode::Char(c.to_ascii_uppercase()),
            other => other,
        };
        let modifiers = match code {
            KeyCode::Char(_) | KeyCode::BackTab => modifiers - KeyModifiers::SHIFT,
            _ => modifiers,
        };
        Self { code, modifiers }
    }

    /// A key without modifiers.
    pub fn key(code: KeyCode) -> Self {
        Self::new(code, KeyModifiers::NONE)
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Self {
        Self::key(KeyCode::Char(c))
    }

    /// A character with Ctrl.
    pub fn ctrl(c: char) -> Self {
        Self::new(KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    /// F1 to F12.
    pub fn function(n: u8) -> Self {
        Self::key(KeyCode::F(n))
    }

    pub fn is_function(self) -> bool {
        matches!(self.code, KeyCode::F(_))
    }

    /// 上 or 下, with or without modifiers.
    pub fn is_vertical_arrow(self) -> bool {
        matches!(self.code, KeyCode::Up | KeyCode::Down)
    }

    /// The chord of a terminal event; `None` for releases and for modifier keys alone.
    ///
    /// The control characters behind Enter, Tab, Backspace and Esc become these keys (ux.md 3.2): Tera Term sends Ctrl-H
    /// for Backspace, and a line feed is Ctrl-J in raw mode.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release || matches!(event.code, KeyCode::Modifier(_) | KeyCode::Null) {
            return None;
        }
        let ctrl_only = event.modifiers - KeyModifiers::SHIFT == KeyModifiers::CONTROL;
        let plain = match event.code {
            KeyCode::Char('j' | 'J' | 'm' | 'M') if ctrl_only => KeyCode::Enter,
            KeyCode::Char('i' | 'I') if ctrl_only => KeyCode::Tab,
            KeyCode::Char('h' | 'H') if ctrl_only => KeyCode::Backspace,
            KeyCode::Char('[') if ctrl_only => KeyCode::Esc,
            code => return Some(Self::new(code, event.modifiers)),
        };
        Some(Self::key(plain))
    }

    /// Reads one chord of a keymap file: crokey's notation, but an upper-case letter means Shift (`G` is `shift-g`).
    pub fn parse(text: &str) -> Result<Self, FaultKind> {
        let unreadable = || FaultKind::Chord { text: text.to_owned() };
        let alone = text.chars().next().filter(|_| text.chars().count() == 1);
        if let Some(c) = alone {
            return if c.is_ascii_graphic() { Ok(Self::char(c)) } else { Err(unreadable()) };
        }
        let combination = crokey::parse(text).map_err(|_| unreadable())?;
        let crokey::OneToThree::One(code) = combination.codes else {
            return Err(unreadable());
        };
        let forbidden = |why| Err(FaultKind::Forbidden { text: text.to_owned(), why });
        if combination.modifiers.contains(KeyModifiers::CONTROL) {
            match code {
                KeyCode::Char('j' | 'J' | 'm' | 'M') => return forbidden("Enter"),
                KeyCode::Char('i' | 'I') => return forbidden("Tab"),
                KeyCode::Char('h' | 'H') => return forbidden("Backspace"),
                KeyCode::Char('[') => return forbidden("Esc"),
                KeyCode::Char(' ' | '@') => return forbidden("IME"),
                _ => {}
            }
        }
        Ok(Self::new(code, combination.modifiers))
    }

    pub fn is_enter(self) -> bool {
        self == Self::key(KeyCode::Enter)
    }

    pub fn is_esc(self) -> bool {
        self == Self::key(KeyCode::Esc)
    }

    pub fn is_backspace(self) -> bool {
        self == Self::key(KeyCode::Backspace)
    }

    /// The plain character, where the chord is one (no Ctrl, no Alt).
    pub fn plain_char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// Does it need Alt (Meta), which Tera Term does not send as shipped?
    pub fn needs_alt(self) -> bool {
        self.modifiers.contains(KeyModifiers::ALT)
    }

    /// The key as a person of this language reads it: `Ctrl-C`, `F4`, `上`.
    pub fn label(self, words: &Words) -> String {
        let key = match self.code {
            KeyCode::Up => words.get("key.up").to_owned(),
            KeyCode::Down => words.get("key.down").to_owned(),
            KeyCode::Left => words.get("key.left").to_owned(),
            KeyCode::Right => words.get("key.right").to_owned(),
            _ => self.key_name(),
        };
        format!("{}{key}", self.prefix())
    }

    fn prefix(self) -> String {
        let mut prefix = String::new();
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
            (KeyModifiers::SUPER, "Cmd-"),
        ] {
            if self.modifiers.contains(modifier) {
                prefix.push_str(name);
            }
        }
        prefix
    }

    fn key_name(self) -> String {
        match self.code {
            KeyCode::Char(' ') => "Space".into(),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Enter => "Enter".into(),
            KeyCode::Esc => "Esc".into(),
            KeyCode::Tab => "Tab".into(),
            KeyCode::BackTab => "Shift-Tab".into(),
            KeyCode::PageUp => "PgUp".into(),
            KeyCode::PageDown => "PgDn".into(),
            KeyCode::Delete => "Delete".into(),
            other => other.to_string(),
        }
    }
}

/// The English, language-neutral form.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix(), self.key_name())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::words::Language;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> Chord {
        Chord::from_event(KeyEvent::new(code, modifiers)).expect("a press")
    }

    #[rstest]
    #[case("G", KeyCode::Char('G'), KeyModifiers::SHIFT)]
    #[case("shift-g", KeyCode::Char('G'), KeyModifiers::SHIFT)]
    #[case("g", KeyCode::Char('g'), KeyModifiers::NONE)]
    #[case("?", KeyCode::Char('?'), KeyModifiers::SHIFT)]
    #[case("?", KeyCode::Char('?'), KeyModifiers::NONE)]
    #[case("space", KeyCode::Char(' '), KeyModifiers::NONE)]
    #[case("-", KeyCode::Char('-'), KeyModifiers::NONE)]
    #[case("ctrl-c", KeyCode::Char('c'), KeyModifiers::CONTROL)]
    #[case("ctrl-c", KeyCode::Char('C'), KeyModifiers::CONTROL)]
    #[case("shift-tab", KeyCode::BackTab, KeyModifiers::SHIFT)]
    #[case("backtab", KeyCode::BackTab, KeyModifiers::NONE)]
    #[case("shift-f3", KeyCode::F(3), KeyModifiers::SHIFT)]
    #[case("alt-<", KeyCode::Char('<'), KeyModifiers::ALT)]
    #[case("ctrl-/", KeyCode::Char('7'), KeyModifiers::CONTROL)]
    #[case("ctrl-_", KeyCode::Char('7'), KeyModifiers::CONTROL)]
    #[case("backspace", KeyCode::Char('h'), KeyModifiers::CONTROL)]
    #[case("enter", KeyCode::Char('j'), KeyModifiers::CONTROL)]
    #[case("enter", KeyCode::Enter, KeyModifiers::NONE)]
    fn a_written_key_is_the_key_that_a_terminal_sends(
        #[case] written: &str,
        #[case] code: KeyCode,
        #[case] modifiers: KeyModifiers,
    ) {
        assert_eq!(Chord::parse(written), Ok(event(code, modifiers)));
    }

    #[test]
    fn a_release_is_no_chord() {
        let release = KeyEvent::new_with_kind(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Chord::from_event(release), None);
    }

    #[rstest]
    #[case("")]
    #[case("あ")]
    #[case("g-h")]
    #[case("hyper-x")]
    #[case("ctrl-")]
    #[case("f99")]
    fn what_is_no_chord_is_refused(#[case] text: &str) {
        assert_eq!(Chord::parse(text), Err(FaultKind::Chord { text: text.into() }));
    }

    #[rstest]
    #[case("ctrl-c", "Ctrl-C", "Ctrl-C")]
    #[case("f4", "F4", "F4")]
    #[case("up", "Up", "上")]
    #[case("shift-down", "Shift-Down", "Shift-下")]
    #[case("alt-x", "Alt-x", "Alt-x")]
    #[case("backtab", "Shift-Tab", "Shift-Tab")]
    #[case("pagedown", "PgDn", "PgDn")]
    #[case("space", "Space", "Space")]
    fn labels_are_short(#[case] written: &str, #[case] english: &str, #[case] japanese: &str) {
        let chord = Chord::parse(written).unwrap();
        assert_eq!(chord.to_string(), english);
        assert_eq!(chord.label(Words::of(Language::Ja)), japanese);
    }
}
