//! The last tier: letters in order, with gaps.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::field::{Field, Room};
use super::query::Query;
use super::word::Word;

/// Finds the letters of a pattern in a text, in order, with gaps. Both are folded.
pub trait Matcher {
    /// The score (greater is better) and the characters that matched (indexes, ascending); `None` without a match.
    fn find(&self, text: &str, pattern: &str) -> Option<(i64, Vec<usize>)>;
}

/// The `fuzzy-matcher` crate, within limits that keep it quick and its scores right.
///
/// Score and positions always come from the same call, since its two functions can disagree on scores.
/// Longer texts and patterns than these are no matches: its scores go wrong over wide gaps, and its matrix grows with both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Skim;

impl Skim {
    /// Longest text, in characters.
    pub const TEXT: usize = 256;
    /// Longest pattern, in characters.
    pub const PATTERN: usize = 32;
}

thread_local! {
    // One matcher a thread: a shared one makes its threads wait for each other.
    static SKIM: SkimMatcherV2 = SkimMatcherV2::default().ignore_case().element_limit(Skim::TEXT * Skim::PATTERN);
}

impl Matcher for Skim {
    fn find(&self, text: &str, pattern: &str) -> Option<(i64, Vec<usize>)> {
        // Bytes are an upper bound that costs nothing to ask for.
        let fits = |text: &str, limit: usize| text.len() <= limit || text.chars().count() <= limit;
        if pattern.is_empty() || !fits(text, Self::TEXT) || !fits(pattern, Self::PATTERN) {
            return None;
        }
        SKIM.with(|skim| skim.fuzzy_indices(text, pattern))
    }
}

/// A word met with gaps in a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Loose {
    pub(super) score: i64,
    /// Number of the text, as it was handed in.
    pub(super) text: usize,
    /// Characters of the folded text.
    pub(super) positions: Vec<usize>,
}

/// The best gapped place of a word among the names of a record.
///
/// The letters left out between the first and the last may not be more than the letters found: else a long name
/// would hold every short word.
pub(super) fn loosely<'t>(
    word: &Word,
    texts: impl Iterator<Item = (Field, &'t str)>,
    matcher: &impl Matcher,
) -> Option<Loose> {
    let mut best: Option<Loose> = None;
    if !word.fuzzy {
        return None;
    }
    for (text, (field, folded)) in texts.enumerate() {
        if field.room() != Room::Name {
            continue;
        }
        for spelling in word.spellings.iter().filter(|spelling| may_be_loose(&spelling.text)) {
            let Some((score, positions)) = matcher.find(folded, &spelling.text) else { continue };
            let span = positions.last().zip(positions.first()).map_or(0, |(last, first)| last - first + 1);
            if span <= positions.len() * 2 && best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Loose { score, text, positions });
            }
        }
    }
    best
}

/// Two kanji say enough, two kana do not.
pub(super) fn may_be_loose(text: &str) -> bool {
    let letters = text.chars().count();
    letters >= 3 || letters == 2 && text.chars().all(|c| c >= '\u{3400}')
}

/// The score of a record that meets the query with gaps: some words literally, the others loosely. `None` if it does not.
/// `texts` gives its folded texts anew each time.
pub(super) fn score<'t, I: Iterator<Item = (Field, &'t str)>>(
    query: &Query,
    texts: impl Fn() -> I,
    matcher: &impl Matcher,
) -> Option<i64> {
    let mut sum = 0;
    for word in &query.words {
        if word.exclude {
            if word.occurs(texts()) {
                return None;
            }
        } else if word.best(texts()).is_none() {
            sum += loosely(word, texts(), matcher)?.score;
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_and_positions_belong_together() {
        let (score, positions) = Skim.find("花川中央病院", "花病").expect("in order");
        assert_eq!(positions, [0, 4]);
        assert!(score > 0);
        assert_eq!(Skim.find("花川中央病院", "病花"), None);
    }

    #[test]
    fn limits_hold() {
        assert_eq!(Skim.find(&"あ".repeat(Skim::TEXT + 1), "ああ"), None);
        assert_eq!(Skim.find(&"あ".repeat(Skim::TEXT), &"あ".repeat(Skim::PATTERN + 1)), None);
        assert!(Skim.find(&"あ".repeat(Skim::TEXT), &"あ".repeat(Skim::PATTERN)).is_some());
        let wide = format!("あ{}い", "う".repeat(40_000));
        assert_eq!(Skim.find(&wide, "あい"), None);
    }
}
