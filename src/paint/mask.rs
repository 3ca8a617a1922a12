//! Covering names and numbers on a screen that others can see (伏せ表示).

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};

/// What is covered, and by what. At the one way of text to the screen nothing gets past it, wherever it is drawn.
#[derive(Debug)]
pub struct Mask {
    covered: AhoCorasick,
    covers: Vec<String>,
}

impl Mask {
    /// Each text with its cover; of two that begin at the same place the longer one counts. `None` where there is nothing to cover.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Option<Self> {
        let (texts, covers): (Vec<String>, Vec<String>) =
            pairs.into_iter().filter(|(text, _)| !text.trim().is_empty()).unzip();
        if texts.is_empty() {
            return None;
        }
        // It fails for more patterns than fit into memory only.
        let covered = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok()?;
        Some(Self { covered, covers })
    }

    /// The text with everything covered.
    pub fn cover<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.covered.is_match(text) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.covered.replace_all(text, &self.covers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_text_is_covered_and_the_rest_stays() {
        let pairs = [("架空 花子", "K.H"), ("架空", "K."), ("090-0000-0001", "●●●")];
        let mask = Mask::new(pairs.map(|(text, cover)| (text.to_owned(), cover.to_owned()))).expect("patterns");
        assert_eq!(mask.cover("架空 花子 様 090-0000-0001"), "K.H 様 ●●●");
        assert_eq!(mask.cover("架空様"), "K.様");
        assert!(matches!(mask.cover("施設"), Cow::Borrowed("施設")));
        assert!(Mask::new([(" ".to_owned(), "x".to_owned())]).is_none());
    }
}
