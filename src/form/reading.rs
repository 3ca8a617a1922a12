//! A value as people read it, wherever a form, a comparison or a history shows it.

use super::{Coded, Described, FieldKind, Names, Profession};
use crate::domain::facility::Kind;
use crate::words::{Language, Words};

/// A value of a field.
pub fn shown(field: &Described, text: &str, words: &Words, names: &dyn Names) -> String {
    match &field.kind {
        FieldKind::YesNo => words.get(if text == "yes" { "form.yes" } else { "form.no" }).to_owned(),
        FieldKind::Kinds => {
            let codes = text.split(',').map(str::trim).filter(|code| !code.is_empty());
            let names = codes.map(|code| match words.language() {
                Language::Ja => Kind::new(code).info().short_ja,
                Language::En => Kind::new(code).info().short_en,
            });
            names.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Choice { options, .. } => option(options, text, words),
        FieldKind::Several(options) => {
            let chosen = text.lines().map(|code| option(options, code, words));
            chosen.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Institution(_) => match text.parse() {
            Ok(id) => names.facility(id).unwrap_or_else(|| text.to_owned()),
            Err(_) => text.to_owned(),
        },
        FieldKind::Participants => {
            let professions = names.catalogue().map(|catalogue| &catalogue.professions[..]).unwrap_or_default();
            text.lines().map(|line| participant(line, professions)).collect::<Vec<_>>().join("\n")
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
        | FieldKind::Coordinates => text.to_owned(),
    }
}

/// What an option is called; a code that is none (any more) stands for itself.
fn option(options: &[Coded], code: &str, words: &Words) -> String {
    let known = options.iter().find(|option| option.code == code);
    known.map_or_else(|| code.to_owned(), |option| option.label.text(words))
}

/// The profession by its name where the line has its code.
fn participant(line: &str, professions: &[Profession]) -> String {
    let code = line.split_whitespace().next().unwrap_or_default();
    match professions.iter().find(|profession| profession.code == code) {
        Some(profession) => format!("{}{}", profession.label, line.trim_start().strip_prefix(code).unwrap_or_default()),
        None => line.to_owned(),
    }
}
