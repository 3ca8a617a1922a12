//! The door for text on its way to paper: sanitised, and in CP932 where that is asked for.

use crate::domain::text::{clean_line, clean_text};
use crate::exchange::export::{Replacement, safe};

/// Cleans texts and keeps account of what it had to replace.
pub(in crate::exchange::export) struct Spelling {
    cp932: bool,
    replaced: Vec<Replacement>,
}

impl Spelling {
    pub(in crate::exchange::export) fn new(cp932: bool) -> Self {
        Self { cp932, replaced: Vec::new() }
    }

    pub(in crate::exchange::export) fn line(&mut self, text: &str) -> String {
        self.spell(clean_line(text))
    }

    /// Line breaks stay.
    pub(in crate::exchange::export) fn text(&mut self, text: &str) -> String {
        self.spell(clean_text(text))
    }

    pub(in crate::exchange::export) fn replaced(self) -> Vec<Replacement> {
        self.replaced
    }

    // Before the lines are broken: what stands for a character may be wider than it was.
    fn spell(&mut self, text: String) -> String {
        if !self.cp932 {
            return text;
        }
        let (text, replaced) = safe(&text);
        for one in replaced {
            match self.replaced.iter_mut().find(|known| known.from == one.from) {
                Some(known) => known.count += one.count,
                None => self.replaced.push(one),
            }
        }
        text
    }
}
