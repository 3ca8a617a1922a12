//! A field as a form shows it, whatever record it belongs to: described by a table of the program, or at run time by a data file.

use std::sync::Arc;

use super::{Field, Section};
use crate::domain::facility::capability;
use crate::words::{Language, Words};

/// A field's name, label, kind and place in the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Described {
    /// Stable and ASCII: drafts keep what was typed under it.
    pub name: String,
    pub label: Label,
    pub kind: FieldKind,
    pub part: Part,
    /// A heading inside the part, where the form has one.
    pub group: Option<String>,
}

/// A part of a form: what is walked with one key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub name: String,
    /// Over its fields.
    pub title: Label,
    /// In the row of parts.
    pub tab: Label,
}

/// How something is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// By a key of the words.
    Key(String),
    /// By a table with both languages.
    Pair { ja: &'static str, en: &'static str },
    /// By a key of the words with the place in a list.
    Numbered { key: String, n: usize },
    /// By a data file, in its own language.
    Text(String),
}

impl Label {
    pub fn text(&self, words: &Words) -> String {
        match (self, words.language()) {
            (Self::Key(key), _) => words.get(key).to_owned(),
            (Self::Numbered { key, n }, _) => words.say(key, &[("n", n)]),
            (Self::Pair { ja, .. }, Language::Ja) => (*ja).to_owned(),
            (Self::Pair { en, .. }, Language::En) => (*en).to_owned(),
            (Self::Text(text), _) => text.clone(),
        }
    }
}

/// What may stand in a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    Line,
    /// Several lines.
    Text,
    Phone,
    Number,
    Date,
    /// From 1900 on.
    BirthDate,
    /// `HH:MM`.
    Time,
    /// When somebody can be reached, in words that may be read ([`Hours`](crate::domain::card::Hours)).
    Hours,
    /// 可 談 否, or nothing: not asked yet.
    Ability,
    YesNo,
    /// Kinds of service, by code or by name, commas between.
    Kinds,
    /// `35.0617,136.6838`.
    Coordinates,
    /// One of these, by its code; where `optional` also none.
    Choice {
        options: Arc<[Coded]>,
        optional: bool,
    },
    /// Any of these, a code a line.
    Several(Arc<[Coded]>),
    /// An institution: the identity of one in the register, else a name in words. Only these kinds are looked for; none: all.
    Institution(&'static [&'static str]),
    /// Who took part, one a line: profession, place, name.
    Participants,
}

/// An option with what it is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coded {
    pub code: String,
    pub label: Label,
}

impl FieldKind {
    /// Is an answer turned with left and right?
    pub const fn turns(&self) -> bool {
        matches!(self, Self::Ability | Self::YesNo | Self::Choice { .. })
    }

    /// Is it chosen in a list of its own, opened by Enter?
    pub const fn opens(&self) -> bool {
        matches!(self, Self::Kinds | Self::Several(_) | Self::Institution(_))
    }

    /// Is it typed in several lines?
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Participants)
    }

    /// May its text have several lines, typed or chosen?
    pub const fn has_lines(&self) -> bool {
        self.is_text() || matches!(self, Self::Several(_))
    }

    /// One of the values of an enum whose codes have the words `form.value.<name>.<code>`.
    pub(super) fn choice<E: strum::IntoEnumIterator + Into<&'static str>>(name: &str, optional: bool) -> Self {
        Self::Choice { options: E::iter().map(|value| Coded::of(name, value.into())).collect(), optional }
    }

    /// Any of the values of an enum whose codes have the words `form.value.<name>.<code>`.
    pub(super) fn several<E: strum::IntoEnumIterator + Into<&'static str>>(name: &str) -> Self {
        Self::Several(E::iter().map(|value| Coded::of(name, value.into())).collect())
    }

    /// Yes, no, or not known.
    pub(super) fn yes_no_unknown(name: &str) -> Self {
        Self::Choice { options: ["yes", "no"].map(|code| Coded::of(name, code)).into(), optional: true }
    }
}

impl Coded {
    fn of(name: &str, code: &str) -> Self {
        let label = Label::Key(format!("form.value.{name}.{}", code.to_lowercase()));
        Self { code: code.to_owned(), label }
    }
}

impl Part {
    /// A part whose title stands in the words.
    pub(super) fn of(name: &str) -> Self {
        let title = Label::Key(format!("form.part.{name}"));
        Self { name: name.to_owned(), tab: title.clone(), title }
    }
}

impl From<Section> for Part {
    fn from(section: Section) -> Self {
        let name = section.name();
        Self {
            name: name.to_owned(),
            title: Label::Key(format!("form.section.{name}")),
            tab: Label::Key(format!("form.tab.{name}")),
        }
    }
}

impl From<Field> for Described {
    fn from(field: Field) -> Self {
        let label = match field {
            Field::Capability(code) => capability::info(code)
                .map_or_else(|| Label::Text(code.to_owned()), |info| Label::Pair { ja: info.ja, en: info.en }),
            Field::Confirmed(_) => Label::Key("form.field.confirmed".to_owned()),
            field => Label::Key(format!("form.field.{}", field.name())),
        };
        Self { name: field.name(), label, kind: field.kind(), part: field.section().into(), group: None }
    }
}
