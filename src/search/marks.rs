//! Does a text name somebody? Asked after an erasure, of every record that is left.

use unicode_normalization::UnicodeNormalization;

use crate::domain::{Person, Phone};

/// What somebody is known by in a text: the name, its reading, the telephone number.
pub struct Marks {
    /// Without spaces, in one width.
    names: Vec<String>,
    /// Digits alone.
    numbers: Vec<String>,
}

impl Marks {
    pub fn of(person: &Person) -> Self {
        let mut names: Vec<String> =
            [Some(&person.name), person.kana.as_ref()].into_iter().flatten().map(squeezed).collect();
        // One letter stands in half the texts.
        names.retain(|name| name.chars().count() > 1);
        let number = person.phone.as_ref().map(Phone::digits);
        Self { names, numbers: number.into_iter().filter(|number| number.len() > 5).collect() }
    }

    /// Does a text name the person? However the name is spaced, and the number is written.
    pub fn are_in(&self, text: &str) -> bool {
        let names = squeezed(text);
        let numbers = numbers(&names);
        self.names.iter().any(|name| names.contains(name.as_str()))
            || self.numbers.iter().any(|number| numbers.iter().any(|other| other.contains(number.as_str())))
    }
}

/// In one width, without spaces.
fn squeezed(text: impl AsRef<str>) -> String {
    text.as_ref().nfkc().filter(|c| !c.is_whitespace()).collect()
}

fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// The runs of digits, whatever hyphens and brackets stand in them.
fn numbers(text: &str) -> Vec<String> {
    let joins = |c: char| matches!(c, '-' | '(' | ')' | '‐' | '–' | 'ー' | '−');
    let runs = text.split(|c: char| !c.is_ascii_digit() && !joins(c));
    runs.map(digits).filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonId;

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let mut person = Person::new(PersonId::from_bytes([2; 16]), "架空 花子".to_owned());
        person.kana = Some("カクウ ハナコ".to_owned());
        person.phone = Phone::parse("03-0444-5599");
        let marks = Marks::of(&person);
        for text in [
            "長女は架空　花子",
            "ｶｸｳﾊﾅｺ様",
            "架空花子",
            "電話 03(0444)5599",
            "０３ー０４４４ー５５９９",
            "0304445599へ",
        ] {
            assert!(marks.are_in(text), "{text}");
        }
        for text in ["架空 太郎", "花子", "03-0444-5598", ""] {
            assert!(!marks.are_in(text), "{text}");
        }
        assert!(!Marks::of(&Person::new(person.id, "花".to_owned())).are_in("花"), "one letter is no name");
    }
}
