//! A field of a facility as people read it, wherever a form, a comparison or a history shows it.

use super::{Field, FieldKind};
use crate::domain::facility::{Kind, capability};
use crate::words::{Language, Words};

/// Its name.
pub fn label(field: Field, words: &Words) -> String {
    match field {
        Field::Capability(code) => match (capability::info(code), words.language()) {
            (Some(info), Language::Ja) => info.ja.to_owned(),
            (Some(info), Language::En) => info.en.to_owned(),
            (None, _) => code.to_owned(),
        },
        Field::Confirmed(_) => words.get("form.field.confirmed").to_owned(),
        field => words.get(&format!("form.field.{}", field.name())).to_owned(),
    }
}

/// A value of it.
pub fn shown(field: Field, text: &str, words: &Words) -> String {
    match field.kind() {
        FieldKind::YesNo => words.get(if text == "yes" { "form.yes" } else { "form.no" }).to_owned(),
        FieldKind::Kinds => {
            let codes = text.split(',').map(str::trim).filter(|code| !code.is_empty());
            let names = codes.map(|code| match words.language() {
                Language::Ja => Kind::new(code).info().short_ja,
                Language::En => Kind::new(code).info().short_en,
            });
            names.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Phone
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Ability
        | FieldKind::Coordinates => text.to_owned(),
    }
}
