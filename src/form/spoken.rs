//! Values as people write them in lists of their own: a choice by what it is called, a tick by its sign.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::{Coded, Described, FieldKind, Label};
use crate::words::{Language, Words};

/// What the form's field takes for a value as somebody wrote it: the code of a choice, `yes` or `no`. What is none of these comes back as it is, and
/// the field says that it cannot stand.
pub fn spoken(field: &Described, text: &str) -> String {
    match &field.kind {
        FieldKind::YesNo => spelled("yes_no", &folded(text)).map_or_else(|| text.to_owned(), str::to_owned),
        FieldKind::Choice { options, .. } => choice(&field.name, options, text).unwrap_or_else(|| text.to_owned()),
        FieldKind::Several(options) => {
            let parts =
                text.split(['\n', ',', '、', '・', '/', '，', '／']).map(str::trim).filter(|part| !part.is_empty());
            let codes = parts.map(|part| choice(&field.name, options, part).unwrap_or_else(|| part.to_owned()));
            codes.collect::<Vec<_>>().join("\n")
        }
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Phone
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::BirthDate
        | FieldKind::Time
        | FieldKind::Hours
        | FieldKind::Ability
        | FieldKind::Kinds
        | FieldKind::Coordinates
        | FieldKind::Institution(_)
        | FieldKind::Participants => text.to_owned(),
    }
}

fn choice(field: &str, options: &[Coded], text: &str) -> Option<String> {
    let wanted = folded(text);
    let is_called = |option: &&Coded| {
        folded(&option.code) == wanted || called(&option.label).iter().any(|name| folded(name) == wanted)
    };
    let named = options.iter().find(is_called).map(|option| option.code.clone());
    named.or_else(|| spelled(&unplaced(field), &wanted).map(str::to_owned))
}

/// What an option is called in each language.
fn called(label: &Label) -> Vec<String> {
    [Language::Ja, Language::En].map(|language| label.text(Words::of(language))).into()
}

/// The code of a spelling of the table.
fn spelled(field: &str, wanted: &str) -> Option<&'static str> {
    static TABLE: OnceLock<Vec<(&str, &str, Vec<String>)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines = include_str!("spelling.tsv").lines().filter(|line| !line.starts_with('#'));
        let read = |line: &'static str| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?.split(',').map(folded).collect()))
        };
        lines.filter_map(read).collect()
    });
    let known = table.iter().find(|(of, _, spellings)| *of == field && spellings.iter().any(|one| one == wanted));
    known.map(|(_, code, _)| *code)
}

/// `contact2.lives` as the table writes it.
fn unplaced(field: &str) -> String {
    match field.split_once('.') {
        Some((part, name)) if part.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{}#.{name}", part.trim_end_matches(|c: char| c.is_ascii_digit()))
        }
        Some(_) | None => field.to_owned(),
    }
}

/// Without blanks, width and case.
fn folded(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::form::CardField;

    #[rstest]
    #[case("sex", "女", "female")]
    #[case("sex", "男性", "male")]
    #[case("care_level", "要介護２", "care2")]
    #[case("household", "一人暮らし", "alone")]
    #[case("household", "城", "城")]
    #[case("medical.dementia", "Ⅱa", "iia")]
    #[case("medical.bedridden", "ａ１", "a1")]
    #[case("medical.devices", "酸素、人工透析・謎", "oxygen\ndialysis\n謎")]
    #[case("medical.anticoagulant", "あり", "yes")]
    #[case("contact2.decides", "○", "○")]
    #[case("contact2.decides", "〇", "yes")]
    #[case("contact3.lives", "別居", "apart")]
    #[case("wish.resuscitation", "希望しない", "not_wanted")]
    #[case("name", "女", "女")]
    fn values_are_taken_as_lists_have_them(#[case] name: &str, #[case] text: &str, #[case] wanted: &str) {
        let field: Described = CardField::parse(name).unwrap().into();
        assert_eq!(spoken(&field, text), wanted);
    }

    #[test]
    fn every_line_names_a_field_and_one_of_its_codes() {
        for line in include_str!("spelling.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, code, _] = cells[..] else { panic!("{line}") };
            if name == "yes_no" {
                continue;
            }
            let field: Described = CardField::parse(&name.replace('#', "1")).unwrap_or_else(|| panic!("{line}")).into();
            let (FieldKind::Choice { options, .. } | FieldKind::Several(options)) = field.kind else {
                panic!("{line}")
            };
            assert!(options.iter().any(|option| option.code == code), "{line}");
        }
    }
}
