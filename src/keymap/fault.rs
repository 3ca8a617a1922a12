//! What can be wrong with a keymap file.

use std::fmt;

use super::Scope;
use crate::command::Command;
use crate::words::Words;

/// One fault, with its place in the file (both counted from 1; columns are characters).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct KeymapFault {
    pub line: usize,
    pub column: usize,
    pub kind: FaultKind,
}

impl fmt::Display for KeymapFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.kind)
    }
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FaultKind {
    #[error("this is not TOML: {message}")]
    Toml { message: String },
    #[error("there is no preset `{name}`; the presets are yasashii, vim and emacs")]
    Preset { name: String },
    #[error("there is no scope `{name}`; did you mean `{nearest}`?")]
    Scope { name: String, nearest: &'static str },
    #[error("there is no command `{name}`; did you mean `{nearest}`?")]
    Command { name: String, nearest: &'static str },
    #[error("a command's name in quotes is needed here, or false to unbind the key")]
    Value,
    #[error("`{text}` is not a key; write for example f4, ctrl-c, G, space or \"g g\"")]
    Chord { text: String },
    #[error("`{text}` cannot be bound: terminals cannot tell it from {why}")]
    Forbidden { text: String, why: &'static str },
    #[error("`{key}` is bound twice in [{scope}]")]
    Duplicate { key: String, scope: Scope },
    #[error("`{key}` cannot be reached in [{scope}]: `{prefix}` is a command already")]
    Prefix { key: String, prefix: String, scope: Scope },
    #[error("`{key}` is not bound in [{scope}], so there is nothing to unbind")]
    NotBound { key: String, scope: Scope },
    #[error("`{key}` is a letter, and letters are text in [{scope}]")]
    Letter { key: String, scope: Scope },
    #[error("`{command}` would have no key without Alt, which many terminals do not send")]
    AltOnly { command: Command },
    #[error("Esc always goes back; it cannot run `{command}`")]
    Esc { command: Command },
    #[error("Enter never changes data; it cannot run `{command}`")]
    Enter { command: Command },
    #[error("`{key}` is one key twice, too easily pressed for `{command}`")]
    Doubled { key: String, command: Command },
}

impl KeymapFault {
    /// The fault in the person's language, with its place.
    pub fn sentence(&self, words: &Words) -> String {
        words.say(
            "keymap.fault.at",
            &[("line", &self.line), ("column", &self.column), ("what", &self.kind.sentence(words))],
        )
    }
}

impl FaultKind {
    fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Toml { message } => words.say("keymap.fault.toml", &[("message", message)]),
            Self::Preset { name } => words.say("keymap.fault.preset", &[("name", name)]),
            Self::Scope { name, nearest } => words.say("keymap.fault.scope", &[("name", name), ("nearest", nearest)]),
            Self::Command { name, nearest } => {
                words.say("keymap.fault.command", &[("name", name), ("nearest", nearest)])
            }
            Self::Value => words.get("keymap.fault.value").to_owned(),
            Self::Chord { text } => words.say("keymap.fault.chord", &[("key", text)]),
            Self::Forbidden { text, why } => words.say("keymap.fault.forbidden", &[("key", text), ("why", why)]),
            Self::Duplicate { key, scope } => words.say("keymap.fault.duplicate", &[("key", key), ("scope", scope)]),
            Self::Prefix { key, prefix, scope } => {
                words.say("keymap.fault.prefix", &[("key", key), ("prefix", prefix), ("scope", scope)])
            }
            Self::NotBound { key, scope } => words.say("keymap.fault.not-bound", &[("key", key), ("scope", scope)]),
            Self::Letter { key, scope } => words.say("keymap.fault.letter", &[("key", key), ("scope", scope)]),
            Self::AltOnly { command } => words.say("keymap.fault.alt-only", &[("command", command)]),
            Self::Esc { command } => words.say("keymap.fault.esc", &[("command", command)]),
            Self::Enter { command } => words.say("keymap.fault.enter", &[("command", command)]),
            Self::Doubled { key, command } => words.say("keymap.fault.doubled", &[("key", key), ("command", command)]),
        }
    }

    /// A short stable word, for tests and machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "toml",
            Self::Preset { .. } => "preset",
            Self::Scope { .. } => "scope",
            Self::Command { .. } => "command",
            Self::Value => "value",
            Self::Chord { .. } => "chord",
            Self::Forbidden { .. } => "forbidden",
            Self::Duplicate { .. } => "duplicate",
            Self::Prefix { .. } => "prefix",
            Self::NotBound { .. } => "not-bound",
            Self::Letter { .. } => "letter",
            Self::AltOnly { .. } => "alt-only",
            Self::Esc { .. } => "esc",
            Self::Enter { .. } => "enter",
            Self::Doubled { .. } => "doubled",
        }
    }
}
