//! What can be wrong with the files of professions and fees.

use std::fmt;

use crate::words::Words;

/// One fault, with its place in the file (both counted from 1; columns are characters).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TalkFault {
    pub line: usize,
    pub column: usize,
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// Not TOML at all.
    Toml {
        message: String,
    },
    UnknownKey {
        key: String,
    },
    Missing {
        key: &'static str,
    },
    /// A value of another type.
    Type {
        key: String,
        wanted: Wanted,
    },
    /// A word that is none of those that can stand there.
    Choice {
        key: String,
        value: String,
    },
    /// A code that stands twice.
    Duplicate {
        code: String,
    },
    /// A fee is named that is not there.
    Dangling {
        code: String,
    },
    /// Two versions hold on the same day.
    Overlap {
        code: String,
    },
    /// The end of a span lies before its start.
    Backwards,
}

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Wanted {
    Text,
    Number,
    YesNo,
    Date,
    Table,
    List,
}

impl TalkFault {
    /// The fault in the person's language, with its place.
    pub fn sentence(&self, words: &Words) -> String {
        words.say(
            "talk_fault.at",
            &[("line", &self.line), ("column", &self.column), ("what", &self.kind.sentence(words))],
        )
    }
}

impl fmt::Display for TalkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind.code())
    }
}

impl FaultKind {
    fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Toml { message } => words.say("talk_fault.toml", &[("message", message)]),
            Self::UnknownKey { key } => words.say("talk_fault.unknown_key", &[("key", key)]),
            Self::Missing { key } => words.say("talk_fault.missing", &[("key", key)]),
            Self::Type { key, wanted } => {
                let wanted: &'static str = wanted.into();
                let wanted = words.get(&format!("talk_fault.wanted.{wanted}")).to_owned();
                words.say("talk_fault.type", &[("key", key), ("wanted", &wanted)])
            }
            Self::Choice { key, value } => words.say("talk_fault.choice", &[("key", key), ("value", value)]),
            Self::Duplicate { code } => words.say("talk_fault.duplicate", &[("code", code)]),
            Self::Dangling { code } => words.say("talk_fault.dangling", &[("code", code)]),
            Self::Overlap { code } => words.say("talk_fault.overlap", &[("code", code)]),
            Self::Backwards => words.get("talk_fault.backwards").to_owned(),
        }
    }

    /// A short stable word, for tests and machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "toml",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Missing { .. } => "missing",
            Self::Type { .. } => "type",
            Self::Choice { .. } => "choice",
            Self::Duplicate { .. } => "duplicate",
            Self::Dangling { .. } => "dangling",
            Self::Overlap { .. } => "overlap",
            Self::Backwards => "backwards",
        }
    }
}
