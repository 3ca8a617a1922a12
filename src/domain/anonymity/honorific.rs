//! Somebody who is addressed: 1 to 4 characters of a name before 様, さん, 氏 or 殿.

use std::ops::Range;
use std::sync::OnceLock;

use crate::domain::spelling::{Folded, needle};
use crate::domain::text::table_rows;

const HONORIFICS: [&str; 5] = ["様", "さま", "さん", "氏", "殿"];
/// Behind a name that the centre knows these are enough too.
pub(super) const FAMILIAR: [&str; 4] = ["君", "くん", "ちゃん", "先生"];
/// A family name and a given name; what stands before them is another word.
const LONGEST: usize = 4;

/// After which a honorific is a part of another word: 様子, 氏名, 殿堂.
const GOES_ON: &str = "子々式相態名族神堂方町";

pub(super) fn all() -> impl Iterator<Item = &'static str> {
    HONORIFICS.into_iter().chain(FAMILIAR)
}

/// Every place where somebody is addressed and is not one of [`plain`].
pub(super) fn addressed(text: &Folded) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for honorific in HONORIFICS {
        let sign: Vec<char> = honorific.chars().collect();
        for at in text.find(&sign) {
            let after = text.chars.get(at.end..).unwrap_or_default();
            if let Some(start) = name_before(text, at.start).filter(|_| !goes_on(honorific, after)) {
                found.push(start..at.end);
            }
        }
    }
    found
}

fn goes_on(honorific: &str, after: &[char]) -> bool {
    /// What may follow in kana where it is a honorific.
    const PARTICLES: &str = "はがをにのともへでやだ";
    let Some(next) = after.first() else { return false };
    if honorific == "さん" || honorific == "さま" {
        return is_kana(*next) && !PARTICLES.contains(*next) && !after.starts_with(&['か', 'ら']);
    }
    GOES_ON.contains(*next)
}

/// Where the name begins that ends before `end`; `None` where there is none, or it is nobody's.
fn name_before(text: &Folded, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).and_then(|at| text.at(at))?;
    let same: fn(char) -> bool = if is_kana(last) { is_kana } else { is_kanji };
    if !same(last) {
        return None;
    }
    let start = (0..end).rev().take_while(|at| text.at(*at).is_some_and(same)).last()?;
    let run = text.chars.get(start..end)?;
    if plain().iter().any(|word| run.ends_with(word)) {
        return None;
    }
    Some(start.max(end.saturating_sub(LONGEST)))
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' | '々' | '〆')
}

/// Folded text has hiragana only.
fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | 'ー')
}

fn plain() -> &'static [Vec<char>] {
    static WORDS: OnceLock<Vec<Vec<char>>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = table_rows(include_str!("plain_address.tsv"));
        rows.filter_map(|cells| cells.first().map(|word| needle(word, |c| c))).collect()
    })
}
