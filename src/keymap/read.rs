//! Reads a keymap file over what is bound already.

use std::collections::HashSet;
use std::ops::Range;
use std::str::FromStr;

use strum::IntoEnumIterator;
use toml::de::{DeTable, DeValue};

use super::fault::{FaultKind, KeymapFault};
use super::{Binding, Keymap, Preset, Scope, Sequence};
use crate::command::Command;
use crate::words::nearest;

/// One line of a file: bind or unbind.
struct Entry {
    scope: Scope,
    sequence: Sequence,
    /// `None` unbinds.
    command: Option<Command>,
    place: Place,
}

/// Line and column, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    line: usize,
    column: usize,
}

impl Place {
    fn of(text: &str, span: Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    fn fault(self, kind: FaultKind) -> KeymapFault {
        KeymapFault { line: self.line, column: self.column, kind }
    }
}

/// What a file says.
struct File {
    preset: Option<Preset>,
    entries: Vec<Entry>,
    faults: Vec<KeymapFault>,
}

/// The keymap of a whole file that stands alone.
pub(super) fn preset(preset: Preset) -> Result<Keymap, Vec<KeymapFault>> {
    apply(Keymap { preset, ..Keymap::empty() }, parse(preset.text()))
}

/// A person's own file over a preset; the file may name another preset.
pub(super) fn over(base: Preset, text: &str) -> Result<Keymap, Vec<KeymapFault>> {
    let file = parse(text);
    apply(Keymap::preset(file.preset.unwrap_or(base)), file)
}

fn parse(text: &str) -> File {
    let mut file = File { preset: None, entries: Vec::new(), faults: Vec::new() };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = Place::of(text, error.span().unwrap_or(0..0));
        file.faults.push(place.fault(FaultKind::Toml { message: error.message().to_owned() }));
    }
    for (name, value) in root.get_ref() {
        let place = Place::of(text, name.span());
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("preset", DeValue::String(preset)) => {
                if let Ok(preset) = Preset::from_str(preset) {
                    file.preset = Some(preset);
                } else {
                    let place = Place::of(text, value.span());
                    file.faults.push(place.fault(FaultKind::Preset { name: preset.to_string() }));
                }
            }
            (scope, DeValue::Table(table)) => {
                if let Ok(scope) = Scope::from_str(scope) {
                    read_scope(text, scope, table, &mut file);
                } else {
                    let nearest = nearest(scope, Scope::iter().map(Into::into));
                    file.faults.push(place.fault(FaultKind::Scope { name: scope.to_owned(), nearest }));
                }
            }
            _ => file.faults.push(place.fault(FaultKind::Value)),
        }
    }
    file
}

fn read_scope(text: &str, scope: Scope, table: &DeTable<'_>, file: &mut File) {
    let mut seen = HashSet::new();
    for (key, value) in table {
        let place = Place::of(text, key.span());
        let sequence = match Sequence::parse(key.get_ref()) {
            Ok(sequence) => sequence,
            Err(kind) => {
                file.faults.push(place.fault(kind));
                continue;
            }
        };
        if !seen.insert(sequence.clone()) {
            file.faults.push(place.fault(FaultKind::Duplicate { key: sequence.to_string(), scope }));
            continue;
        }
        let command = match value.get_ref() {
            DeValue::Boolean(false) => None,
            DeValue::String(name) => {
                let Ok(command) = Command::from_str(name) else {
                    let nearest = nearest(name, Command::iter().map(Command::name));
                    let place = Place::of(text, value.span());
                    file.faults.push(place.fault(FaultKind::Command { name: name.to_string(), nearest }));
                    continue;
                };
                Some(command)
            }
            _ => {
                file.faults.push(Place::of(text, value.span()).fault(FaultKind::Value));
                continue;
            }
        };
        file.entries.push(Entry { scope, sequence, command, place });
    }
}

/// Binds and unbinds, then holds the result to the rules of ux.md 3.2.
fn apply(mut keymap: Keymap, file: File) -> Result<Keymap, Vec<KeymapFault>> {
    let mut faults = file.faults;
    for entry in &file.entries {
        let bindings = keymap.scope_mut(entry.scope);
        let known = bindings.iter().position(|binding| binding.sequence == entry.sequence);
        match (entry.command, known) {
            (Some(command), Some(at)) => bindings[at].command = command,
            (Some(command), None) => bindings.push(Binding { sequence: entry.sequence.clone(), command }),
            (None, Some(at)) => {
                bindings.remove(at);
            }
            (None, None) => {
                let kind = FaultKind::NotBound { key: entry.sequence.to_string(), scope: entry.scope };
                faults.push(entry.place.fault(kind));
            }
        }
    }
    for entry in &file.entries {
        faults.extend(broken_rules(&keymap, entry).into_iter().map(|kind| entry.place.fault(kind)));
    }
    if faults.is_empty() {
        return Ok(keymap);
    }
    faults.sort_by_key(|fault| (fault.line, fault.column));
    Err(faults)
}

/// The rules that an entry breaks in the finished keymap.
fn broken_rules(keymap: &Keymap, entry: &Entry) -> Vec<FaultKind> {
    let Entry { scope, ref sequence, command: Some(command), .. } = *entry else {
        return Vec::new();
    };
    let mut broken = Vec::new();
    let key = sequence.to_string();
    if scope.takes_text() && sequence.first().plain_char().is_some() {
        broken.push(FaultKind::Letter { key: key.clone(), scope });
    }
    let shorter = keymap.bindings(scope).iter().find(|other| sequence.continues(other.sequence.chords()));
    let longer = keymap.bindings(scope).iter().find(|other| other.sequence.continues(sequence.chords()));
    if let Some(other) = shorter {
        broken.push(FaultKind::Prefix { key: key.clone(), prefix: other.sequence.to_string(), scope });
    } else if let Some(other) = longer {
        broken.push(FaultKind::Prefix { key: other.sequence.to_string(), prefix: key.clone(), scope });
    }
    if sequence.needs_alt() && keymap.keys_of(scope, command).iter().all(Sequence::needs_alt) {
        broken.push(FaultKind::AltOnly { command });
    }
    let presses = |code| sequence.chords().iter().any(|chord| chord.code == code);
    if presses(crossterm::event::KeyCode::Esc) && command != Command::Back {
        broken.push(FaultKind::Esc { command });
    }
    if command.meta().guarded {
        if presses(crossterm::event::KeyCode::Enter) {
            broken.push(FaultKind::Enter { command });
        }
        if sequence.chords().windows(2).any(|pair| pair[0] == pair[1]) {
            broken.push(FaultKind::Doubled { key, command });
        }
    }
    broken
}
