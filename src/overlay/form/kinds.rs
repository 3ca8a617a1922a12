//! The list of kinds to choose from.

use crate::domain::facility::{KindInfo, kind};
use crate::overlay::step::Step;
use crate::pane::Input;

const PAGE: usize = 10;

/// A list with marks.
#[derive(Debug)]
pub struct KindList {
    /// Codes in the order they were chosen: the first is the one that is shown first.
    chosen: Vec<String>,
    /// What was there before, for Esc.
    before: String,
    pub at: usize,
}

impl KindList {
    pub fn new(text: &str) -> Self {
        let chosen: Vec<String> = text.split(',').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
        // Kinds that no source lists are what people add by hand.
        let first = chosen.first().map_or("local:salon", String::as_str);
        let at = Self::all().iter().position(|info| info.code == first).unwrap_or(0);
        Self { chosen, before: text.to_owned(), at }
    }

    pub fn all() -> &'static [KindInfo] {
        kind::table()
    }

    pub fn is_chosen(&self, info: &KindInfo) -> bool {
        self.chosen.iter().any(|code| code == info.code)
    }

    /// `Some` closes the list with what the field shall hold.
    pub fn update(&mut self, input: &Input) -> Option<String> {
        let last = Self::all().len() - 1;
        let step = match input {
            Input::Command(command) => Step::of(*command),
            Input::Text(text) if matches!(text.as_str(), " " | "\u{3000}") => Step::Mark,
            Input::Text(_) => Step::Other,
        };
        match step {
            Step::Up => self.at = self.at.saturating_sub(1),
            Step::Down => self.at = (self.at + 1).min(last),
            Step::PageUp => self.at = self.at.saturating_sub(PAGE),
            Step::PageDown => self.at = (self.at + PAGE).min(last),
            Step::Top => self.at = 0,
            Step::Bottom => self.at = last,
            Step::Mark => self.mark(),
            // Enter on an empty choice takes the row it stands on: one kind is what most places have.
            Step::Open => {
                if self.chosen.is_empty() {
                    self.mark();
                }
                return Some(self.chosen.join(", "));
            }
            Step::Back => return Some(self.before.clone()),
            Step::Left
            | Step::Right
            | Step::Save
            | Step::Quit
            | Step::CopyPhone
            | Step::Clear
            | Step::Remove
            | Step::Other => {}
        }
        None
    }

    fn mark(&mut self) {
        let code = Self::all()[self.at].code;
        match self.chosen.iter().position(|chosen| chosen == code) {
            Some(at) => {
                self.chosen.remove(at);
            }
            None => self.chosen.push(code.to_owned()),
        }
    }
}
