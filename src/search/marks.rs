//! Does a text name somebody? Asked after an erasure, of every record that is left.

use unicode_normalization::UnicodeNormalization;

use crate::domain::erasure::NameMarks;
use crate::domain::{Person, Phone};

/// What somebody is known by in a text: the name and its reading, by the rule of [`NameMarks`], so that what the store wipes is what is told
/// here; and the telephone number.
pub struct Marks {
    names: NameMarks,
    /// Digits alone.
    numbers: Vec<String>,
}

impl Marks {
    pub fn of(person: &Person) -> Self {
        let number = person.phone.as_ref().map(Phone::digits);
        Self { names: NameMarks::of(person), numbers: number.into_iter().filter(|number| number.len() > 5).collect() }
    }

    /// Does a text name the person? However the name is spelled, and the number is written.
    pub fn are_in(&self, text: &str) -> bool {
        let of_text = || numbers(&text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>());
        self.names.are_in(text)
            || (!self.numbers.is_empty()
                && of_text().iter().any(|other| self.numbers.iter().any(|number| other.contains(number.as_str()))))
    }
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
            "かくうはなこさん",
            "カクウ・ハナコ",
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

    /// The store wipes by the one, people are told by the other.
    #[test]
    fn what_is_wiped_and_what_is_told_are_the_same_in_every_spelling() {
        let spellings = [
            (
                "髙﨑 ヨー子",
                "タカサキ ヨーコ",
                ["高崎ヨー子", "髙崎　ﾖｰ子", "高﨑 よ－子", "ﾀｶｻｷ ﾖｰｺ", "たかさき・よーこ"],
            ),
            (
                "渡邊 眞佐夫",
                "ワタナベ マサオ",
                ["渡辺真佐夫", "渡邉 真佐夫", "渡　邊　眞　佐　夫", "ﾜﾀﾅﾍﾞﾏｻｵ", "わたなへ\u{3099} まさお"],
            ),
            ("佐々木 廣", "ササキ ヒロシ", ["佐佐木広", "佐々木\n廣", "ｻｻｷ ﾋﾛｼ", "さゝき ひろし", "佐々木　広さん"]),
        ];
        for (name, kana, written) in spellings {
            let mut person = Person::new(PersonId::from_bytes([2; 16]), name.to_owned());
            person.kana = Some(kana.to_owned());
            let (told, wiped) = (Marks::of(&person), NameMarks::of(&person));
            for text in written {
                assert!(told.are_in(&format!("長女は{text}、担当")), "told: {text}");
                assert!(wiped.are_in(&format!("長女は{text}、担当")), "wiped: {text}");
                assert!(wiped.are_surely_in(&format!("長女は{text}、担当")), "surely wiped: {text}");
            }
        }
    }
}
