//! Erasing a person: what goes, what the law has kept for a while, and in which words.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::disclosure::{Disclosure, Ground};
use super::{Person, spelling};

/// 個人情報保護法 29条の記録: kept so long (施行規則 23条; domain.md 9.7).
pub const DISCLOSURE_YEARS: u16 = 3;
/// Stands where a text may have named the person.
pub const ERASED: &str = "削除済";

/// Why somebody is erased: a stable word for the audit.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum ErasureReason {
    /// The time for which the records are kept is over.
    Term,
    /// 本人・家族の求め
    Request,
    /// Written down by mistake.
    Mistake,
    Court,
    Other,
}

/// What a text names somebody by: the name and its reading, in every spelling that [`spelling::name`] takes for the same.
#[derive(Default, Debug)]
pub struct NameMarks(BTreeSet<String>);

impl NameMarks {
    pub fn of(person: &Person) -> Self {
        let mut marks = Self::default();
        marks.learn(person);
        marks
    }

    /// Somebody may have been written in another way before. A name of one character says nothing, nor does a reading of two: they stand in
    /// too many words.
    pub fn learn(&mut self, person: &Person) {
        let marks = [Some(person.name.as_str()), person.kana.as_deref()].into_iter().flatten().map(spelling::name);
        self.0.extend(marks.filter(|mark| is_longer(mark, 1)));
    }

    pub fn are_in(&self, text: &str) -> bool {
        let text = spelling::name(text);
        self.0.iter().any(|mark| text.contains(mark.as_str()))
    }

    /// As [`are_in`](Self::are_in), of a text that is about something else: by a name of three characters and more only, by a reading of
    /// four, since a shorter one stands in many a name of an institution or is a word of every day.
    pub fn are_surely_in(&self, text: &str) -> bool {
        let text = spelling::name(text);
        self.0.iter().filter(|mark| is_longer(mark, 2)).any(|mark| text.contains(mark.as_str()))
    }
}

/// More than so many characters; of kana, one more.
fn is_longer(mark: &str, least: usize) -> bool {
    let is_kana = mark.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}' | '-'));
    mark.chars().count() > least + usize::from(is_kana)
}

/// What becomes of a disclosure.
#[derive(Clone, PartialEq, Debug)]
pub enum Kept {
    /// Its own term is over: it goes with the person.
    Gone,
    /// It stays, without the texts that may name the person.
    Scrubbed(Box<Disclosure>),
}

/// The record of a disclosure, where it is kept so many years, on the day on which its person, whom `marks` name, is erased. What the law
/// asks for stays as it is unless it names the person: who received it, and what it told.
pub fn disclosure(given: &Disclosure, marks: &NameMarks, years: u16, today: Date) -> Kept {
    if given.at.date().saturating_add(Span::new().years(i32::from(years))) <= today {
        return Kept::Gone;
    }
    let scrub = |text: &str| if text.is_empty() { String::new() } else { ERASED.to_owned() };
    let mut kept = given.clone();
    (kept.sheet, kept.episode) = (None, None);
    (kept.to_desk, kept.place) = (scrub(&given.to_desk), scrub(&given.place));
    for text in [&mut kept.to_name, &mut kept.to_address, &mut kept.contents] {
        if marks.are_in(text) {
            ERASED.clone_into(text);
        }
    }
    if let Ground::Reason(reason) = &given.ground {
        kept.ground = Ground::Reason(scrub(reason));
    }
    if let Some(receipt) = &mut kept.receipt {
        receipt.by = scrub(&receipt.by);
    }
    Kept::Scrubbed(Box::new(kept))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::disclosure::Way;
    use crate::domain::{DisclosureId, PersonId};

    #[test]
    fn the_legal_record_stays_three_years_without_a_word_about_the_person() {
        let given = Disclosure {
            id: DisclosureId::from_bytes([1; 16]),
            rev: 4,
            person: PersonId::from_bytes([2; 16]),
            episode: None,
            at: date(2024, 6, 12).at(9, 0, 0, 0),
            document: "emergency_card".to_owned(),
            sheet: None,
            contents: "連絡先".to_owned(),
            to: None,
            to_name: "架空病院".to_owned(),
            to_address: "風見県".to_owned(),
            to_desk: "架空花子の担当".to_owned(),
            way: Way::Handed,
            number: None,
            read_back: false,
            place: String::new(),
            receipt: None,
            ground: Ground::Reason("架空花子の急変".to_owned()),
            by: "中村".to_owned(),
        };
        let marks = NameMarks::of(&Person::new(given.person, "架空 花子".to_owned()));
        let on = |given: &Disclosure, today| disclosure(given, &marks, DISCLOSURE_YEARS, today);
        let Kept::Scrubbed(kept) = on(&given, date(2027, 6, 11)) else { panic!("kept") };
        assert_eq!((kept.person, kept.at, kept.to_name.as_str()), (given.person, given.at, "架空病院"));
        assert_eq!(kept.contents, "連絡先");
        assert!(!format!("{kept:?}").contains("花子"), "{kept:?}");
        let named = Disclosure { contents: "架空　花子の連絡先".to_owned(), ..given.clone() };
        let Kept::Scrubbed(kept) = on(&named, date(2027, 6, 11)) else { panic!("kept") };
        assert_eq!(kept.contents, ERASED);
        assert_eq!(on(&given, date(2027, 6, 12)), Kept::Gone);
    }

    #[test]
    fn a_name_surely_stands_in_a_text_only_where_it_is_no_word_of_every_day() {
        let named = |name: &str, kana: Option<&str>| {
            let mut person = Person::new(PersonId::from_bytes([2; 16]), name.to_owned());
            person.kana = kana.map(str::to_owned);
            NameMarks::of(&person)
        };
        assert!(named("架空 花子", None).are_surely_in("架空　花子の担当"));
        assert!(!named("原 明", None).are_surely_in("原明病院"));
        assert!(named("架空 明", Some("カクウ アキ")).are_surely_in("ｶｸｳｱｷ"));
        assert!(!named("有 増", Some("アリ マ")).are_surely_in("ありません"));
        assert!(!named("李 祖", Some("イ ソ")).are_in("いそがしい"));
        assert!(named("李 祖", Some("イ ソ")).are_in("李祖さん"));
    }
}
