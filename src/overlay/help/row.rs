//! One command on the help page.

use crate::command::Command;
use crate::keymap::{Keymap, Scope, Sequence};
use crate::pane::Context;
use crate::search::fold;
use crate::words::Words;

/// A command with its words, folded for the filter, and why it cannot run now.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    /// The scope does not know the command: it belongs to another place.
    pub elsewhere: bool,
    /// The reason why it cannot run now, in the person's language.
    pub disabled: Option<String>,
    /// The title, folded as the search folds: who types a command's name means that command.
    title: String,
    /// What it does there.
    pub help: String,
    /// Title, help, keys and name, folded the same way.
    folded: String,
}

impl Row {
    pub(super) fn new(command: Command, about: Scope, cx: &Context<'_>, disabled: Option<String>) -> Self {
        let elsewhere = cx.keymap.keys_of(about, command).is_empty();
        let disabled = disabled.or_else(|| {
            let home = cx.keymap.home(command).filter(|_| elsewhere)?;
            let place = format!("scope.{home}");
            Some(cx.words.say("help.elsewhere", &[("place", &cx.words.get(&place))]))
        });
        let title = command.title_key();
        let here = about.help_part().and_then(|part| cx.words.find(&command.help_key_in(part)));
        let help = here.map_or_else(|| cx.words.get(&command.help_key()).to_owned(), str::to_owned);
        let keys = keys(cx.keymap, about, command, cx.words);
        let title = cx.words.get(&title);
        let text = [title, &help, &keys, command.name()].join("\n");
        Self { command, elsewhere, disabled, title: fold(title), folded: fold(&text), help }
    }

    /// As [`matches`](Self::matches), in the title alone.
    pub(super) fn is_named(&self, word: &str) -> bool {
        self.title.contains(word)
    }

    /// `word` is folded already.
    pub(super) fn matches(&self, word: &str) -> bool {
        self.folded.contains(word)
    }
}

/// The keys of a command as they are shown: those of the scope, or of the place it belongs to.
pub(super) fn keys(keymap: &Keymap, about: Scope, command: Command, words: &Words) -> String {
    let mut keys = keymap.keys_of(about, command);
    if keys.is_empty()
        && let Some(home) = keymap.home(command)
    {
        keys = keymap.keys_of(home, command);
    }
    keys.iter().map(|key: &Sequence| key.label(words)).collect::<Vec<_>>().join("  ")
}
