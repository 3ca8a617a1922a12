//! What can be wrong with a rule file.

use std::fmt;

use crate::words::Words;

/// One fault, with its place in the file (both counted from 1; columns are characters).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    pub file: String,
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
    /// Neither UTF-8 nor what the kind of file allows.
    Encoding,
    /// The file's name begins with no kind of rule file.
    FileName {
        nearest: String,
    },
    UnknownKey {
        key: String,
        nearest: String,
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
        nearest: String,
    },
    Anchor {
        name: String,
        nearest: String,
    },
    /// A text or a list that says nothing.
    Blank {
        key: String,
    },
    /// What is kept by a name must have one of small letters, digits and _.
    Name {
        name: String,
    },
    /// A field of a form to choose in has nothing to choose.
    NoOptions,
    /// The key belongs to another kind of field.
    NotForKind {
        key: String,
    },
    /// A code leads to what is none of its field's options.
    NoOption {
        option: String,
    },
    /// A code or a name that stands twice.
    Duplicate {
        code: String,
    },
    /// An item or a fee is named that is not there.
    Dangling {
        code: String,
    },
    /// The item of that code borrows from itself or from one that borrows.
    Circle {
        code: String,
    },
    /// Two versions of a fee hold on the same day.
    Overlap {
        code: String,
    },
    /// The end of a span lies before its start.
    Backwards {
        key: String,
    },
    /// Nothing that could be read of such a file.
    Empty,
    /// A line of the table of holidays that is none.
    Holiday,
}

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Wanted {
    Text,
    Number,
    Count,
    YesNo,
    Date,
    Time,
    MonthDay,
    Table,
    List,
    Name,
}

impl Fault {
    /// `file:line:column: sentence`, in the person's language.
    pub fn sentence(&self, words: &Words) -> String {
        format!("{}:{}:{}: {}", self.file, self.line, self.column, self.kind.sentence(words))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.kind.code())
    }
}

impl FaultKind {
    /// The sentence without the place.
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Toml { message } => words.say("rulebook.fault.toml", &[("message", message)]),
            Self::Encoding => words.get("rulebook.fault.encoding").to_owned(),
            Self::FileName { nearest } => words.say("rulebook.fault.file_name", &[("nearest", nearest)]),
            Self::UnknownKey { key, nearest } => {
                words.say("rulebook.fault.unknown_key", &[("key", key), ("nearest", nearest)])
            }
            Self::Missing { key } => words.say("rulebook.fault.missing", &[("key", key)]),
            Self::Type { key, wanted } => {
                let wanted: &'static str = (*wanted).into();
                let wanted = words.get(&format!("rulebook.wanted.{wanted}")).to_owned();
                words.say("rulebook.fault.type", &[("key", key), ("wanted", &wanted)])
            }
            Self::Choice { key, value, nearest } => {
                words.say("rulebook.fault.choice", &[("key", key), ("value", value), ("nearest", nearest)])
            }
            Self::Anchor { name, nearest } => {
                words.say("rulebook.fault.anchor", &[("name", name), ("nearest", nearest)])
            }
            Self::Blank { key } => words.say("rulebook.fault.blank", &[("key", key)]),
            Self::Name { name } => words.say("rulebook.fault.name", &[("name", name)]),
            Self::NoOptions => words.get("rulebook.fault.no_options").to_owned(),
            Self::NotForKind { key } => words.say("rulebook.fault.not_for_kind", &[("key", key)]),
            Self::NoOption { option } => words.say("rulebook.fault.no_option", &[("option", option)]),
            Self::Duplicate { code } => words.say("rulebook.fault.duplicate", &[("code", code)]),
            Self::Dangling { code } => words.say("rulebook.fault.dangling", &[("code", code)]),
            Self::Circle { code } => words.say("rulebook.fault.circle", &[("code", code)]),
            Self::Overlap { code } => words.say("rulebook.fault.overlap", &[("code", code)]),
            Self::Backwards { key } => words.say("rulebook.fault.backwards", &[("key", key)]),
            Self::Empty => words.get("rulebook.fault.empty").to_owned(),
            Self::Holiday => words.get("rulebook.fault.holiday").to_owned(),
        }
    }

    /// A short stable word, for tests and machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "toml",
            Self::Encoding => "encoding",
            Self::FileName { .. } | Self::Name { .. } => "name",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Missing { .. } => "missing",
            Self::Type { .. } => "type",
            Self::Choice { .. } => "choice",
            Self::Anchor { .. } => "anchor",
            Self::Duplicate { .. } => "duplicate",
            Self::Dangling { .. } => "dangling",
            Self::Circle { .. } => "circle",
            Self::Overlap { .. } => "overlap",
            Self::Backwards { .. } => "backwards",
            Self::Empty | Self::Blank { .. } => "empty",
            Self::NoOptions => "no-options",
            Self::NotForKind { .. } => "not-for-kind",
            Self::NoOption { .. } => "code",
            Self::Holiday => "holiday",
        }
    }
}
