//! The list of kinds, or of options, to choose from.

use crate::domain::facility::kind;
use crate::form::Coded;
use crate::overlay::step::Step;
use crate::pane::Input;
use crate::words::{Language, Words};

const PAGE: usize = 10;
/// Between the codes of kinds; options stand one a line.
const COMMA: &str = ", ";

/// A list with marks.
#[derive(Debug)]
pub struct MarkList {
    /// Code and name.
    rows: Vec<(String, String)>,
    between: &'static str,
    /// Codes in the order they were chosen: the first is the one that is shown first.
    chosen: Vec<String>,
    /// What was there before, for Esc.
    before: String,
    pub at: usize,
}

impl MarkList {
    /// All kinds of service.
    pub fn kinds(text: &str, words: &Words) -> Self {
        let rows = kind::table().iter().map(|info| {
            let name = match words.language() {
                Language::Ja => info.ja,
                Language::En => info.en,
            };
            (info.code.to_owned(), format!("{} {name}", info.mark))
        });
        // Kinds that no source lists are what people add by hand.
        Self::new(rows.collect(), COMMA, text, "local:salon")
    }

    /// The options of a field that takes several.
    pub fn options(options: &[Coded], text: &str, words: &Words) -> Self {
        let rows = options.iter().map(|option| (option.code.clone(), option.label.text(words)));
        Self::new(rows.collect(), "\n", text, "")
    }

    fn new(rows: Vec<(String, String)>, between: &'static str, text: &str, first: &str) -> Self {
        let codes = text.split(between.trim_end_matches(' ')).map(str::trim);
        let chosen: Vec<String> = codes.filter(|code| !code.is_empty()).map(str::to_owned).collect();
        let first = chosen.first().map_or(first, String::as_str);
        let at = rows.iter().position(|(code, _)| code == first).unwrap_or(0);
        Self { rows, between, chosen, before: text.to_owned(), at }
    }

    /// The names, and whether each is chosen.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (&str, bool)> {
        self.rows.iter().map(|(code, name)| (name.as_str(), self.chosen.contains(code)))
    }

    /// `Some` closes the list with what the field shall hold.
    pub fn update(&mut self, input: &Input) -> Option<String> {
        let last = self.rows.len().saturating_sub(1);
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
                if self.chosen.is_empty() && self.between == COMMA {
                    self.mark();
                }
                return Some(self.chosen.join(self.between));
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
        let Some((code, _)) = self.rows.get(self.at) else { return };
        match self.chosen.iter().position(|chosen| chosen == code) {
            Some(at) => {
                self.chosen.remove(at);
            }
            None => self.chosen.push(code.clone()),
        }
        if self.between != COMMA {
            let place = |code: &String| self.rows.iter().position(|(other, _)| other == code);
            self.chosen.sort_by_key(place);
        }
    }
}
