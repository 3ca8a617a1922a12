//! Keys to commands: chords, sequences, scopes, the three presets and the user's own file.
//!
//! A keymap file has one table a scope, `"g g" = "top"` in `[list]`; a person's own file may begin with `preset = "vim"` and
//! then binds (`"x" = "remove"`) and unbinds (`"d" = false`) over that preset. A scope that does not bind a key asks its
//! parent ([`Scope::parent`]), but never about plain characters where these are text or choose in a menu.

pub mod chord;
mod fault;
mod fold;
mod preset;
mod read;
pub mod scope;
mod sequence;
mod table;

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use crate::command::Command;

pub use chord::Chord;
pub use fault::{FaultKind, KeymapFault};
pub use fold::{Fold, fold};
pub use preset::Preset;
pub use scope::Scope;
pub use sequence::Sequence;
pub use table::table;

/// The bindings in force: a preset, with the user's own file over it.
#[derive(Clone, Debug)]
pub struct Keymap {
    preset: Preset,
    scopes: BTreeMap<Scope, Vec<Binding>>,
}

/// A key or a sequence, and what it runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    pub sequence: Sequence,
    pub command: Command,
}

/// What the keys pressed so far mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
    Run(Command),
    /// More keys are awaited: the next ones, and what they run (`None`: still more keys follow).
    Pending(Vec<(Chord, Option<Command>)>),
    /// A full-width key would run this guarded command; it does not (ux.md 3.3).
    Refused(Command),
    Unbound,
}

/// The default preset.
impl Default for Keymap {
    fn default() -> Self {
        Self::preset(Preset::default())
    }
}

impl Keymap {
    /// A keymap that comes with the program.
    pub fn preset(preset: Preset) -> Self {
        // The file is part of the program and tests read all three, so a fault here is a fault of the build.
        read::preset(preset).unwrap_or_else(|_| Self { preset, ..Self::empty() })
    }

    /// A person's own file over a preset; `preset = "..."` in the file goes before `base`.
    pub fn with_user(base: Preset, user_toml_text: &str) -> Result<Self, Vec<KeymapFault>> {
        read::over(base, user_toml_text)
    }

    /// The preset under the person's own keys.
    pub fn base(&self) -> Preset {
        self.preset
    }

    /// What `keys` mean in a scope. `folded`: one of them was a full-width character (see [`fold()`]).
    pub fn lookup(&self, scope: Scope, keys: &[Chord], folded: bool) -> Lookup {
        if keys.is_empty() {
            return Lookup::Unbound;
        }
        let mut next: Vec<(Chord, Option<Command>)> = Vec::new();
        for scope in chain(scope, keys[0]) {
            let exact = self.bindings(scope).iter().find(|binding| binding.sequence.chords() == keys);
            // Where a nearer scope goes on with this key, a farther one cannot end it.
            if let (Some(binding), true) = (exact, next.is_empty()) {
                return if folded && binding.command.meta().guarded {
                    Lookup::Refused(binding.command)
                } else {
                    Lookup::Run(binding.command)
                };
            }
            for binding in self.bindings(scope).iter().filter(|binding| binding.sequence.continues(keys)) {
                let chord = binding.sequence.chords()[keys.len()];
                let ends = binding.sequence.chords().len() == keys.len() + 1;
                if !next.iter().any(|(known, _)| *known == chord) {
                    next.push((chord, ends.then_some(binding.command)));
                }
            }
        }
        if next.is_empty() { Lookup::Unbound } else { Lookup::Pending(next) }
    }

    /// The keys that run a command in a scope, the scope's own first, in file order. Those hidden by a nearer scope are left out.
    ///
    /// In やさしい the keys without letters stand first: they work whatever the input method does, so they are the ones to show.
    pub fn keys_of(&self, scope: Scope, command: Command) -> Vec<Sequence> {
        let mut keys = Vec::new();
        let mut at = Some(scope);
        while let Some(here) = at {
            for binding in self.bindings(here).iter().filter(|binding| binding.command == command) {
                let runs = self.lookup(scope, binding.sequence.chords(), false) == Lookup::Run(command);
                if runs && !keys.contains(&binding.sequence) {
                    keys.push(binding.sequence.clone());
                }
            }
            at = here.parent();
        }
        if self.preset == Preset::Yasashii {
            // Space is no letter: an input method's own space is folded to it.
            let letter = |key: &Sequence| key.chords().iter().any(|chord| chord.plain_char().is_some_and(|c| c != ' '));
            keys.sort_by_key(letter);
        }
        keys
    }

    /// The first scope that binds a command itself: where it belongs to.
    pub fn home(&self, command: Command) -> Option<Scope> {
        Scope::iter().find(|scope| self.bindings(*scope).iter().any(|binding| binding.command == command))
    }

    /// What a scope itself binds, in file order.
    pub fn bindings(&self, scope: Scope) -> &[Binding] {
        self.scopes.get(&scope).map_or(&[], Vec::as_slice)
    }

    fn empty() -> Self {
        Self { preset: Preset::default(), scopes: BTreeMap::new() }
    }

    fn scope_mut(&mut self, scope: Scope) -> &mut Vec<Binding> {
        self.scopes.entry(scope).or_default()
    }
}

/// The scopes that are asked about a sequence that begins with `first`, nearest first.
fn chain(scope: Scope, first: Chord) -> impl Iterator<Item = Scope> {
    let alone = first.plain_char().is_some() && !scope.passes_characters();
    std::iter::successors(Some(scope), move |here| if alone { None } else { here.parent() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(preset: Preset, scope: Scope, keys: &str, folded: bool) -> Lookup {
        Keymap::preset(preset).lookup(scope, Sequence::parse(keys).unwrap().chords(), folded)
    }

    #[test]
    fn a_prefix_waits_and_then_runs() {
        let pending = look(Preset::Yasashii, Scope::List, "g", false);
        assert_eq!(pending, Lookup::Pending(vec![(Chord::char('g'), Some(Command::Top))]));
        assert_eq!(look(Preset::Yasashii, Scope::List, "g g", false), Lookup::Run(Command::Top));
        assert_eq!(look(Preset::Yasashii, Scope::List, "g x", false), Lookup::Unbound);
        assert_eq!(look(Preset::Vim, Scope::List, "y y", false), Lookup::Run(Command::CopyPhone));
    }

    #[test]
    fn a_scope_asks_its_parent_but_not_about_letters_that_are_text() {
        assert_eq!(look(Preset::Yasashii, Scope::List, "f1", false), Lookup::Run(Command::Help));
        assert_eq!(look(Preset::Yasashii, Scope::List, "q", false), Lookup::Run(Command::Quit));
        for scope in [Scope::Search, Scope::Form, Scope::Help, Scope::Text, Scope::Menu] {
            assert_eq!(look(Preset::Yasashii, scope, "q", false), Lookup::Unbound);
            assert_eq!(look(Preset::Yasashii, scope, "f1", false), Lookup::Run(Command::Help));
        }
    }

    #[test]
    fn a_nearer_scope_hides_a_farther_one() {
        assert_eq!(look(Preset::Yasashii, Scope::Form, "home", false), Lookup::Run(Command::LineStart));
        assert_eq!(look(Preset::Yasashii, Scope::List, "home", false), Lookup::Run(Command::Top));
        let keys = Keymap::preset(Preset::Yasashii).keys_of(Scope::Form, Command::Top);
        assert_eq!(keys, [Sequence::parse("ctrl-home").unwrap()]);
    }

    #[test]
    fn a_full_width_key_runs_no_guarded_command() {
        assert_eq!(look(Preset::Vim, Scope::List, "d", true), Lookup::Refused(Command::Remove));
        assert_eq!(look(Preset::Vim, Scope::List, "d", false), Lookup::Run(Command::Remove));
        assert_eq!(look(Preset::Vim, Scope::List, "j", true), Lookup::Run(Command::Down));
    }

    #[test]
    fn a_persons_own_file_binds_and_unbinds_over_the_preset_it_names() {
        let own = "preset = \"vim\"\n[list]\n\"d\" = false\n\"x\" = \"remove\"\n\"j\" = \"page-down\"\n";
        let keymap = Keymap::with_user(Preset::Yasashii, own).unwrap();
        assert_eq!(keymap.base(), Preset::Vim);
        assert_eq!(keymap.lookup(Scope::List, &[Chord::char('d')], false), Lookup::Unbound);
        assert_eq!(keymap.lookup(Scope::List, &[Chord::char('x')], false), Lookup::Run(Command::Remove));
        assert_eq!(keymap.lookup(Scope::List, &[Chord::char('j')], false), Lookup::Run(Command::PageDown));
    }
}
