//! What can be wrong with the file of a form.

use std::fmt;

use crate::words::Words;

/// One fault, with its place in the file (both counted from 1; columns are characters).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct FormFault {
    pub line: usize,
    pub column: usize,
    pub kind: FaultKind,
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.kind)
    }
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FaultKind {
    #[error("this is not TOML: {message}")]
    Toml { message: String },
    #[error("`{key}` is not known here; did you mean `{nearest}`?")]
    Key { key: String, nearest: String },
    #[error("`{key}` is missing")]
    Missing { key: String },
    #[error("`{key}` must be {wanted}")]
    Type { key: String, wanted: Wanted },
    #[error("`{key}` is empty")]
    Empty { key: String },
    #[error("`{name}` is not a name: small letters, digits and _, a letter first")]
    Name { name: String },
    #[error("`{name}` is here twice")]
    Twice { name: String },
    #[error("`{word}` is no {key}; did you mean `{nearest}`?")]
    Word { key: String, word: String, nearest: String },
    #[error("a field of this kind needs options")]
    NoOptions,
    #[error("`{key}` belongs to another kind of field")]
    NotForKind { key: String },
    #[error("`{option}` is none of this field's options")]
    Code { option: String },
}

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::IntoStaticStr, strum::EnumIter)]
pub enum Wanted {
    #[strum(serialize = "text")]
    Text,
    #[strum(serialize = "flag")]
    Flag,
    #[strum(serialize = "list")]
    List,
    #[strum(serialize = "table")]
    Table,
}

impl FormFault {
    /// The fault in the person's language, with its place.
    pub fn sentence(&self, words: &Words) -> String {
        words.say(
            "sheet.fault.at",
            &[("line", &self.line), ("column", &self.column), ("what", &self.kind.sentence(words))],
        )
    }
}

impl FaultKind {
    fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Toml { message } => words.say("sheet.fault.toml", &[("message", message)]),
            Self::Key { key, nearest } => words.say("sheet.fault.key", &[("key", key), ("nearest", nearest)]),
            Self::Missing { key } => words.say("sheet.fault.missing", &[("key", key)]),
            Self::Type { key, wanted } => {
                let wanted = words.get(&format!("sheet.wanted.{wanted}")).to_owned();
                words.say("sheet.fault.type", &[("key", key), ("wanted", &wanted)])
            }
            Self::Empty { key } => words.say("sheet.fault.empty", &[("key", key)]),
            Self::Name { name } => words.say("sheet.fault.name", &[("name", name)]),
            Self::Twice { name } => words.say("sheet.fault.twice", &[("name", name)]),
            Self::Word { key, word, nearest } => {
                words.say("sheet.fault.word", &[("key", key), ("word", word), ("nearest", nearest)])
            }
            Self::NoOptions => words.get("sheet.fault.no-options").to_owned(),
            Self::NotForKind { key } => words.say("sheet.fault.not-for-kind", &[("key", key)]),
            Self::Code { option } => words.say("sheet.fault.code", &[("option", option)]),
        }
    }

    /// A short stable word, for tests and machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "toml",
            Self::Key { .. } => "key",
            Self::Missing { .. } => "missing",
            Self::Type { .. } => "type",
            Self::Empty { .. } => "empty",
            Self::Name { .. } => "name",
            Self::Twice { .. } => "twice",
            Self::Word { .. } => "word",
            Self::NoOptions => "no-options",
            Self::NotForKind { .. } => "not-for-kind",
            Self::Code { .. } => "code",
        }
    }
}
