//! What CP932 lacks, and what stands for it: data in `cp932.tsv`, NFKC for the rest.

use std::collections::HashMap;
use std::sync::OnceLock;

use encoding_rs::SHIFT_JIS;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The mark of a character that nothing in CP932 stands for.
pub const GETA: char = '〓';

/// A character that was replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replacement {
    pub from: char,
    /// Empty where the character was dropped (variation selectors).
    pub to: String,
    /// How often.
    pub count: usize,
}

impl Replacement {
    /// Was nothing found that could stand for it?
    pub fn is_lost(&self) -> bool {
        self.to.chars().eq([GETA])
    }
}

/// The text with every character that CP932 lacks replaced, and what was replaced in the order of first appearance.
pub fn safe(text: &str) -> (String, Vec<Replacement>) {
    let mut out = String::with_capacity(text.len());
    let mut replaced: Vec<Replacement> = Vec::new();
    // Half of what looks unmappable is a letter with its mark apart (か + U+3099): NFC joins them and changes nothing a reader sees,
    // but for compatibility ideographs, which it would replace unseen: they go one by one below.
    for c in compose(text) {
        if c.is_ascii() || (!table().contains_key(&c) && maps(c)) {
            out.push(c);
            continue;
        }
        let to = stand_in(c);
        out.push_str(&to);
        match replaced.iter_mut().find(|r| r.from == c) {
            Some(known) => known.count += 1,
            None => replaced.push(Replacement { from: c, to, count: 1 }),
        }
    }
    (out, replaced)
}

/// Joins combining marks to what stands before them, and leaves every other character as it is.
fn compose(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        match out.last().and_then(|&last| unicode_normalization::char::compose(last, c)) {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(c),
        }
    }
    out
}

fn stand_in(c: char) -> String {
    if let Some(to) = table().get(&c) {
        return (*to).to_owned();
    }
    if is_variation_selector(c) {
        return String::new();
    }
    let compatible: String = c.nfkc().collect();
    if compatible.chars().all(maps) {
        return compatible;
    }
    let bare: String = c.nfkd().filter(|&c| !is_combining_mark(c)).collect();
    if !bare.is_empty() && bare.chars().all(maps) {
        return bare;
    }
    GETA.to_string()
}

/// Can CP932 spell it? (The Shift_JIS of the WHATWG standard is Windows' CP932: NEC and IBM extensions included.)
fn maps(c: char) -> bool {
    let mut spelled = [0; 4];
    let (_, _, lost) = SHIFT_JIS.encode(c.encode_utf8(&mut spelled));
    !lost
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{E0100}'..='\u{E01EF}')
}

fn table() -> &'static HashMap<char, &'static str> {
    static TABLE: OnceLock<HashMap<char, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(from, to)| Some((from.chars().next()?, to)))
            .collect()
    })
}

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("cp932.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_line_of_the_table_is_one_character_and_something_cp932_has() {
        assert_eq!(table().len(), lines().count(), "a character stands twice");
        for line in lines() {
            let (from, to) = line.split_once('\t').expect(line);
            assert_eq!(from.chars().count(), 1, "{line}");
            assert!(!to.is_empty() && to.chars().all(maps), "{line}");
        }
    }

    #[rstest]
    #[case("ゔぁいおりん", "ヴぁいおりん")]
    #[case("059⁻4₋1", "059-4-1")]
    #[case("⽇曜⼤⽉", "日曜大月")]
    #[case("⺠家の⻄", "民家の西")]
    #[case("俱楽部", "倶楽部")]
    #[case("9〜17", "9～17")]
    #[case("−5", "－5")]
    #[case("葛\u{E0100}城", "葛城")]
    #[case("㉑", "21")]
    #[case("é", "e")]
    #[case("か\u{3099}", "が")]
    #[case("😀", "〓")]
    #[case("海", "海")]
    fn what_cp932_lacks_is_replaced(#[case] from: &str, #[case] to: &str) {
        assert_eq!(safe(from).0, to);
    }

    #[test]
    fn what_cp932_has_stays() {
        for text in ["髙橋﨑", "①㈱№℡", "～－―ｶﾞ", "renkei 連携\n"] {
            assert_eq!(safe(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn replacements_are_listed_once_with_their_number() {
        let (_, replaced) = safe("ゔ😀ゔ");
        assert_eq!(replaced.len(), 2);
        assert_eq!((replaced[0].from, replaced[0].to.as_str(), replaced[0].count), ('ゔ', "ヴ", 2));
        assert!(replaced[1].is_lost());
    }
}
