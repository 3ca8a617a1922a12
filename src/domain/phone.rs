//! Phone numbers: normalised for search and display, the original kept, the impossible flagged (SOURCES.md, "Phones").

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A phone or FAX number as a source spelled it, with what could be understood of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Phone {
    /// As written, sanitised only.
    original: String,
    /// Spelled with hyphens; `None` where the number is impossible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spelled: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    flag: Option<PhoneFlag>,
}

/// Why a number deserves a second look.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneFlag {
    /// No number of the Japanese plan: the original is shown as it is.
    Impossible,
    /// Nine digits; a leading zero was put back.
    ZeroRestored,
}

impl Phone {
    /// Reads a number in any spelling. `None` when there is nothing in it, not even one digit or letter.
    ///
    /// 内線 and what follows it become the extension; 代表 and the like are dropped. 11 digits: 0800 is 4-3-4, 050 060 070
    /// 080 090 are 3-4-4. 10 digits: 0120 0570 0990 0180 are 4-3-3, the rest is area code (longest prefix), exchange, last
    /// four. Nine digits without the leading 0 get it back, flagged, where that area exists. All else stays as written, flagged.
    pub fn parse(text: &str) -> Option<Self> {
        let original = super::text::clean_line(text);
        if !original.chars().any(char::is_alphanumeric) {
            return None;
        }
        let folded = fold(&original);
        let (main, extension) = split_extension(&folded);
        let (spelled, flag) = match plain_digits(main).as_deref().map(spell) {
            Some(Some((spelled, flag))) => (Some(spelled), flag),
            Some(None) | None => (None, Some(PhoneFlag::Impossible)),
        };
        Some(Self { original, spelled, extension, flag })
    }

    /// What people see: hyphenated where understood, else the original.
    pub fn display(&self) -> &str {
        self.spelled.as_deref().unwrap_or(&self.original)
    }

    pub fn original(&self) -> &str {
        &self.original
    }

    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    pub fn flag(&self) -> Option<PhoneFlag> {
        self.flag
    }

    /// The search key: ASCII digits only, without the extension.
    pub fn digits(&self) -> String {
        match &self.spelled {
            Some(spelled) => digits_of(spelled),
            None => digits_of(split_extension(&fold(&self.original)).0),
        }
    }

    /// For `tel:` links; `None` where the number is impossible.
    pub fn dialable(&self) -> Option<String> {
        self.spelled.as_deref().map(digits_of)
    }
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The part of NFKC that numbers need: full width to ASCII, every dash to `-`, every space to ` `, lower case.
fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '⁻' | '₋' | '─' | '━' | '﹣' | '～'
            | '〜' => '-',
            '\u{3000}' | '\u{a0}' => ' ',
            '℡' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// Words that announce an extension, the longest first.
const EXTENSION: [&str; 4] = ["内線番号", "内線", "extension", "ext"];
/// Words that say what kind of number it is, and nothing about the number itself.
const NOISE: [&str; 8] = ["代表番号", "代表", "直通", "電話番号", "電話", "代", "tel", "fax"];

/// The number, and the extension behind 内線. `folded` must come from [`fold`].
fn split_extension(folded: &str) -> (&str, Option<String>) {
    let Some((at, word)) = EXTENSION.iter().find_map(|word| folded.find(word).map(|at| (at, word))) else {
        return (folded, None);
    };
    let behind = folded[at + word.len()..].trim_matches(|c: char| !c.is_ascii_digit());
    (&folded[..at], Some(behind.to_owned()).filter(|e| !e.is_empty()))
}

/// The digits, where nothing but digits, separators and noise words stand there.
fn plain_digits(main: &str) -> Option<String> {
    let quiet;
    let main = if main.is_ascii() && !main.bytes().any(|b| b.is_ascii_alphabetic()) {
        main
    } else {
        quiet = NOISE.iter().fold(main.to_owned(), |text, word| text.replace(word, ""));
        &quiet
    };
    let main = main.trim();
    let (start, main) = match main.strip_prefix("+81") {
        Some(rest) => ("0", rest.trim_start_matches(['-', ' ']).trim_start_matches("(0)").trim_start_matches('0')),
        None => ("", main),
    };
    let known = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' ' | '.' | ':' | '[' | ']');
    main.chars().all(known).then(|| format!("{start}{}", digits_of(main)))
}

/// Hyphens put in by the numbering plan; `None` for no number of the plan.
fn spell(digits: &str) -> Option<(String, Option<PhoneFlag>)> {
    let cut = |a: usize, b: usize| format!("{}-{}-{}", &digits[..a], &digits[a..b], &digits[b..]);
    match digits.len() {
        11 if digits.starts_with("0800") => Some((cut(4, 7), None)),
        11 if ["050", "060", "070", "080", "090"].iter().any(|p| digits.starts_with(p)) => Some((cut(3, 7), None)),
        10 if ["0120", "0570", "0990", "0180"].iter().any(|p| digits.starts_with(p)) => Some((cut(4, 7), None)),
        10 => area_length(digits).map(|area| (cut(area, 6), None)),
        9 if !digits.starts_with('0') => {
            spell(&format!("0{digits}")).map(|(spelled, _)| (spelled, Some(PhoneFlag::ZeroRestored)))
        }
        _ => None,
    }
}

/// How many digits the area code of a ten-digit number has, its 0 counted; `None` where there is no such area.
fn area_length(digits: &str) -> Option<usize> {
    static TABLE: OnceLock<Vec<(&str, usize)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: Vec<(&str, usize)> = include_str!("phone_area.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (prefix, length) = line.split_once('\t')?;
                Some((prefix, length.parse().ok()?))
            })
            .collect();
        table.sort_unstable();
        table
    });
    (1..=7)
        .rev()
        .find_map(|n| {
            let prefix = digits.get(..n)?;
            table.binary_search_by_key(&prefix, |(p, _)| p).ok().map(|at| table[at].1)
        })
        .filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::clean("0594-25-8556", "0594-25-8556")]
    #[case::no_hyphens("0594258556", "0594-25-8556")]
    #[case::full_width("０５９４－２５－８５５６", "0594-25-8556")]
    #[case::mixed("0594－48－3520", "0594-48-3520")]
    #[case::doubled_hyphen("0594-32--4165", "0594-32-4165")]
    #[case::parentheses("(0594)48-3520", "0594-48-3520")]
    #[case::full_width_parentheses("０５９４（４８）３５２０", "0594-48-3520")]
    #[case::trailing_wide_space("0594-48-3520\u{3000}\u{3000}", "0594-48-3520")]
    #[case::hyphen("0594‐48‐3520", "0594-48-3520")]
    #[case::minus("0594−48−3520", "0594-48-3520")]
    #[case::long_vowel("0594ー48ｰ3520", "0594-48-3520")]
    #[case::superscript_minus("0594⁻48₋3520", "0594-48-3520")]
    #[case::bar("0594―48―3520", "0594-48-3520")]
    #[case::representative("0594-48-3520（代表）", "0594-48-3520")]
    #[case::representative_short("0594-48-3520(代)", "0594-48-3520")]
    #[case::word_before("TEL：0594-48-3520", "0594-48-3520")]
    #[case::country("+81-594-48-3520", "0594-48-3520")]
    #[case::tokyo("0312345678", "03-1234-5678")]
    #[case::fictional("03-0123-4567", "03-0123-4567")]
    #[case::fictional_joined("0301234567", "03-0123-4567")]
    #[case::sapporo("0117906667", "011-790-6667")]
    #[case::five_digit_area("0126712345", "01267-1-2345")]
    #[case::mobile("09012345678", "090-1234-5678")]
    #[case::ip("05036253862", "050-3625-3862")]
    #[case::free("0120123456", "0120-123-456")]
    #[case::free_long("08001234567", "0800-123-4567")]
    #[case::navi("0570-012345", "0570-012-345")]
    fn spellings_are_understood(#[case] written: &str, #[case] spelled: &str) {
        let phone = Phone::parse(written).unwrap();
        assert_eq!(phone.display(), spelled);
        assert_eq!(phone.flag(), None);
        assert_eq!(phone.digits(), digits_of(spelled));
        assert_eq!(phone.original(), crate::domain::text::clean_line(written));
    }

    #[rstest]
    #[case::digit_too_many("０５９４－４１－２５３２６", "05944125326")]
    #[case::digit_too_few("(0567)-68-723", "056768723")]
    #[case::zeros("0000000000", "0000000000")]
    #[case::two_numbers("0594-48-3520、0594-48-3521", "05944835200594483521")]
    #[case::words("なし", "")]
    #[case::no_area("0100-12-3456", "0100123456")]
    fn the_impossible_is_kept_and_flagged(#[case] written: &str, #[case] digits: &str) {
        let phone = Phone::parse(written).unwrap();
        assert_eq!(phone.display(), written);
        assert_eq!(phone.flag(), Some(PhoneFlag::Impossible));
        assert_eq!(phone.dialable(), None);
        assert_eq!(phone.digits(), digits);
    }

    #[test]
    fn a_lost_zero_is_put_back_and_flagged() {
        let phone = Phone::parse("594258556").unwrap();
        assert_eq!((phone.display(), phone.flag()), ("0594-25-8556", Some(PhoneFlag::ZeroRestored)));
    }

    #[rstest]
    #[case("0594-48-3520 内線123", "123")]
    #[case("0594-48-3520（内線：１２－３）", "12-3")]
    #[case("0594-48-3520 ext. 5", "5")]
    fn extensions_are_split_off(#[case] written: &str, #[case] extension: &str) {
        let phone = Phone::parse(written).unwrap();
        assert_eq!((phone.display(), phone.extension()), ("0594-48-3520", Some(extension)));
        assert_eq!(phone.digits(), "0594483520");
    }

    #[rstest]
    #[case("")]
    #[case("　")]
    #[case("-")]
    #[case("ー")]
    fn nothing_is_nothing(#[case] written: &str) {
        // `ー` is a letter to Unicode: it is kept as an impossible number rather than lost.
        let phone = Phone::parse(written);
        assert!(phone.is_none_or(|p| p.flag() == Some(PhoneFlag::Impossible)));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_loses_digits(text in "\\PC{0,30}") {
            if let Some(phone) = Phone::parse(&text) {
                let digits = phone.digits();
                prop_assert!(digits.chars().all(|c| c.is_ascii_digit()));
                prop_assert_eq!(phone.dialable().is_none(), phone.flag() == Some(PhoneFlag::Impossible));
            }
        }

        #[test]
        fn any_spelling_of_ten_digits_is_one_number(digits in "0[1-9][0-9]{8}") {
            let plain = Phone::parse(&digits).unwrap();
            let wide: String = digits.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
            let wide = Phone::parse(&wide).unwrap();
            prop_assert_eq!(plain.digits(), wide.digits());
            prop_assert_eq!(plain.flag(), wide.flag());
        }
    }
}
