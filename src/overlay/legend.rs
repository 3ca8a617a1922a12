//! The keys of a command, for the foot line of an overlay.

use crate::command::Command;
use crate::keymap::Scope;
use crate::pane::Context;

/// How the first key of a command is called in a scope; empty where it has none.
pub fn key(cx: &Context<'_>, scope: Scope, command: Command) -> String {
    cx.keymap.keys_of(scope, command).first().map(|sequence| sequence.label(cx.words)).unwrap_or_default()
}
