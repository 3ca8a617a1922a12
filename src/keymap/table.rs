//! The keys of the three presets as a Markdown table, for the documents.

use std::fmt::Write as _;

use strum::IntoEnumIterator;

use super::{Keymap, Preset, Scope};
use crate::command::Command;
use crate::words::Words;

/// One row a command: title, keys in each preset. `tests/docs.rs` holds the READMEs to it.
pub fn table(words: &Words) -> String {
    let keymaps: Vec<Keymap> = Preset::iter().map(Keymap::preset).collect();
    let mut text = format!("| {} |", words.get("keys-table.action"));
    for preset in Preset::iter() {
        let _ = write!(text, " {} |", words.get(&format!("preset.{preset}")));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(keymaps.len()));
    text.push('\n');
    for command in Command::iter() {
        let _ = write!(text, "| {} |", words.get(&command.title_key()));
        for keymap in &keymaps {
            let _ = write!(text, " {} |", keys(keymap, command, words));
        }
        text.push('\n');
    }
    text
}

/// The keys in the list, or in the place that the command belongs to.
fn keys(keymap: &Keymap, command: Command, words: &Words) -> String {
    let mut keys = keymap.keys_of(Scope::List, command);
    if keys.is_empty()
        && let Some(home) = keymap.home(command)
    {
        keys = keymap.keys_of(home, command);
    }
    keys.iter().map(|key| format!("`{}`", key.label(words).replace('|', "\\|"))).collect::<Vec<_>>().join(" ")
}
