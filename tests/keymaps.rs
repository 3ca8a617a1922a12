//! The rules of ux.md 3.2 for the three presets, and what a person's own file may say.

use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyModifiers};
use renkei::command::Command;
use renkei::keymap::{Binding, Chord, Keymap, KeymapFault, Lookup, Preset, Scope, Sequence};
use renkei::words::{Language, Words};
use rstest::rstest;
use strum::IntoEnumIterator;

fn every_binding(keymap: &Keymap) -> Vec<(Scope, Binding)> {
    Scope::iter().flat_map(|scope| keymap.bindings(scope).iter().map(move |binding| (scope, binding.clone()))).collect()
}

/// Every way to a command, in any scope.
fn ways(keymap: &Keymap, command: Command) -> Vec<Sequence> {
    Scope::iter().flat_map(|scope| keymap.keys_of(scope, command)).collect()
}

fn look(preset: Preset, scope: Scope, keys: &str) -> Lookup {
    Keymap::preset(preset).lookup(scope, Sequence::parse(keys).expect("keys").chords(), false)
}

#[rstest]
fn every_preset_reads_without_fault_and_is_not_empty(
    #[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset,
) {
    // An empty own file shows the preset's own faults, which `Keymap::preset` has to swallow.
    let keymap = Keymap::with_user(preset, "").unwrap_or_else(|faults| panic!("{preset}: {faults:?}"));
    assert!(every_binding(&keymap).len() > 80, "{preset}");
}

#[rstest]
fn every_command_has_a_key_and_one_without_letters(
    #[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset,
) {
    let keymap = Keymap::preset(preset);
    for command in Command::iter() {
        let ways = ways(&keymap, command);
        assert!(!ways.is_empty(), "{preset}: no key for {command}");
        assert!(ways.iter().any(Sequence::is_letter_free), "{preset}: only letters for {command}: {ways:?}");
    }
}

/// Where Alt is not sent, each command must still be reached in each scope that binds it.
#[rstest]
fn nothing_is_bound_with_alt_only(#[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset) {
    let keymap = Keymap::preset(preset);
    for (scope, binding) in every_binding(&keymap) {
        let ways = keymap.keys_of(scope, binding.command);
        assert!(ways.iter().any(|way| !way.needs_alt()), "{preset} [{scope}]: {} needs Alt", binding.command);
    }
}

#[rstest]
fn no_key_is_bound_twice_in_a_scope_and_every_binding_is_reached(
    #[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset,
) {
    let keymap = Keymap::preset(preset);
    for (scope, binding) in every_binding(&keymap) {
        let same = keymap.bindings(scope).iter().filter(|other| other.sequence == binding.sequence).count();
        assert_eq!(same, 1, "{preset} [{scope}] {}", binding.sequence);
        let found = keymap.lookup(scope, binding.sequence.chords(), false);
        assert_eq!(found, Lookup::Run(binding.command), "{preset} [{scope}] {}", binding.sequence);
        for end in 1..binding.sequence.chords().len() {
            let before = keymap.lookup(scope, &binding.sequence.chords()[..end], false);
            assert!(matches!(before, Lookup::Pending(_)), "{preset} [{scope}] {}", binding.sequence);
        }
    }
}

#[rstest]
fn no_forbidden_key_is_bound(#[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset) {
    for (scope, binding) in every_binding(&Keymap::preset(preset)) {
        for chord in binding.sequence.chords() {
            let KeyCode::Char(c) = chord.code else { continue };
            let ctrl = chord.modifiers.contains(KeyModifiers::CONTROL);
            assert!(!(ctrl && "jmih[] @\\".contains(c)), "{preset} [{scope}] {}", binding.sequence);
            // Awkward on JIS keyboards, or replaced by the input method.
            assert!(!"`~\\[]".contains(c), "{preset} [{scope}] {}", binding.sequence);
        }
    }
}

#[rstest]
fn no_destructive_key_is_doubled_and_enter_changes_nothing(
    #[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset,
) {
    for (scope, binding) in every_binding(&Keymap::preset(preset)) {
        if !binding.command.meta().guarded {
            continue;
        }
        let chords = binding.sequence.chords();
        assert!(chords.windows(2).all(|pair| pair[0] != pair[1]), "{preset} [{scope}] {}", binding.sequence);
        assert!(chords.iter().all(|chord| chord.code != KeyCode::Enter), "{preset} [{scope}] {}", binding.sequence);
    }
}

#[rstest]
fn esc_goes_back_and_enter_opens_everywhere(#[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset) {
    for scope in Scope::iter() {
        assert_eq!(look(preset, scope, "esc"), Lookup::Run(Command::Back), "{preset} [{scope}]");
        assert_eq!(look(preset, scope, "enter"), Lookup::Run(Command::Open), "{preset} [{scope}]");
    }
}

/// The function-key row, and what is live in every preset: arrows, pages, Home and End, Tab (ux.md 3.2).
#[rstest]
#[case("f1", Command::Help)]
#[case("f2", Command::Edit)]
#[case("f3", Command::Search)]
#[case("f4", Command::Copy)]
#[case("f5", Command::Add)]
#[case("f6", Command::Filter)]
#[case("f7", Command::Sort)]
#[case("f8", Command::Remove)]
#[case("f9", Command::Palette)]
#[case("f10", Command::Quit)]
#[case("up", Command::Up)]
#[case("down", Command::Down)]
#[case("left", Command::Left)]
#[case("right", Command::Right)]
#[case("pageup", Command::PageUp)]
#[case("pagedown", Command::PageDown)]
#[case("home", Command::Top)]
#[case("end", Command::Bottom)]
#[case("tab", Command::NextPane)]
#[case("backtab", Command::PreviousPane)]
#[case("ctrl-l", Command::Repaint)]
#[case("ctrl-q", Command::QuitNow)]
#[case("?", Command::Help)]
#[case(":", Command::Palette)]
#[case("/", Command::Search)]
#[case("delete", Command::Remove)]
fn the_common_keys_are_the_same_in_every_preset_and_in_list_and_detail(#[case] keys: &str, #[case] command: Command) {
    for preset in Preset::iter() {
        for scope in [Scope::List, Scope::Detail] {
            assert_eq!(look(preset, scope, keys), Lookup::Run(command), "{preset} [{scope}] {keys}");
        }
    }
}

/// Some terminals keep F1, F10 and F11 for themselves, so each function key has a second way.
#[rstest]
fn each_function_key_has_a_second_way(#[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset) {
    let keymap = Keymap::preset(preset);
    for (scope, binding) in every_binding(&keymap) {
        let is_function = |way: &Sequence| matches!(way.first().code, KeyCode::F(_));
        if is_function(&binding.sequence) {
            let ways = keymap.keys_of(scope, binding.command);
            assert!(ways.iter().any(|way| !is_function(way)), "{preset} [{scope}] only {}", binding.sequence);
        }
    }
}

#[rstest]
#[case(Preset::Yasashii, Scope::List, "ctrl-c", Command::Copy)]
#[case(Preset::Yasashii, Scope::Search, "ctrl-c", Command::Copy)]
#[case(Preset::Yasashii, Scope::List, "ctrl-z", Command::Undo)]
#[case(Preset::Yasashii, Scope::List, "ctrl-y", Command::Redo)]
#[case(Preset::Yasashii, Scope::List, "ctrl-f", Command::Search)]
#[case(Preset::Yasashii, Scope::List, "ctrl-p", Command::Palette)]
#[case(Preset::Yasashii, Scope::List, "t", Command::CopyPhone)]
#[case(Preset::Yasashii, Scope::Search, "ctrl-t", Command::CopyPhone)]
#[case(Preset::Vim, Scope::List, "ctrl-z", Command::Suspend)]
#[case(Preset::Vim, Scope::List, "u", Command::Undo)]
#[case(Preset::Vim, Scope::List, "d", Command::Remove)]
#[case(Preset::Vim, Scope::List, "y y", Command::CopyPhone)]
#[case(Preset::Emacs, Scope::List, "ctrl-d", Command::Remove)]
#[case(Preset::Emacs, Scope::List, "ctrl-x ctrl-c", Command::Quit)]
#[case(Preset::Emacs, Scope::Form, "ctrl-x ctrl-s", Command::Save)]
#[case(Preset::Yasashii, Scope::Form, "ctrl-s", Command::Save)]
#[case(Preset::Yasashii, Scope::Form, "f2", Command::Save)]
#[case(Preset::Yasashii, Scope::Search, "ctrl-p", Command::PreviousHit)]
fn keys_that_were_promised(#[case] preset: Preset, #[case] scope: Scope, #[case] keys: &str, #[case] command: Command) {
    assert_eq!(look(preset, scope, keys), Lookup::Run(command));
}

/// In a form, nothing that changes the store behind it is reached; text keys never are commands of the list.
#[rstest]
fn a_text_field_reaches_no_command_of_the_list(#[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset) {
    let keymap = Keymap::preset(preset);
    for scope in Scope::iter().filter(|scope| scope.takes_text()) {
        for command in [Command::Undo, Command::Redo, Command::Remove, Command::ConfirmFacts] {
            assert_eq!(keymap.keys_of(scope, command), [], "{preset} [{scope}] {command}");
        }
        for c in '!'..='~' {
            assert_eq!(keymap.lookup(scope, &[Chord::char(c)], false), Lookup::Unbound, "{preset} [{scope}] {c}");
        }
        assert_eq!(keymap.lookup(scope, &[Chord::char(' ')], false), Lookup::Unbound, "{preset} [{scope}] space");
    }
}

#[rstest]
fn a_full_width_key_never_runs_a_guarded_command(
    #[values(Preset::Yasashii, Preset::Vim, Preset::Emacs)] preset: Preset,
) {
    let keymap = Keymap::preset(preset);
    let mut refused = 0;
    for (scope, binding) in every_binding(&keymap) {
        match keymap.lookup(scope, binding.sequence.chords(), true) {
            Lookup::Run(command) => assert!(!command.meta().guarded, "{preset} [{scope}] {}", binding.sequence),
            Lookup::Refused(command) => {
                assert!(command.meta().guarded);
                refused += 1;
            }
            other => panic!("{preset} [{scope}] {}: {other:?}", binding.sequence),
        }
    }
    assert!(refused > 5);
}

fn fixtures(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keymaps").join(folder);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.clone(), fs::read_to_string(&path).expect("UTF-8")))
        .collect();
    files.sort();
    files
}

#[test]
fn valid_files_are_taken() {
    let files = fixtures("valid");
    assert!(files.len() >= 3);
    for (path, text) in files {
        let keymap = Keymap::with_user(Preset::Yasashii, &text);
        let keymap = keymap.unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display()));
        // The first line says what must hold: `# scope | keys | command` (`-` for unbound).
        let first = text.lines().next().expect("a first line").trim_start_matches("# ");
        for promise in first.split("; ") {
            let parts: Vec<&str> = promise.split(" | ").collect();
            let [scope, keys, command] = parts[..] else { panic!("{}: {promise}", path.display()) };
            let scope: Scope = scope.parse().expect("a scope");
            let wanted = match command {
                "-" => Lookup::Unbound,
                name => Lookup::Run(name.parse().expect("a command")),
            };
            let found = keymap.lookup(scope, Sequence::parse(keys).expect("keys").chords(), false);
            assert_eq!(found, wanted, "{}: {promise}", path.display());
        }
    }
}

#[test]
fn invalid_files_are_refused_with_every_fault_and_its_place() {
    let files = fixtures("invalid");
    assert!(files.len() >= 12);
    for (path, text) in files {
        let faults: Vec<KeymapFault> = Keymap::with_user(Preset::Yasashii, &text).err().unwrap_or_default();
        // The first line lists the faults: `# line:column code, ...`.
        let found: Vec<String> =
            faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.kind.code())).collect();
        let wanted = text.lines().next().expect("a first line").trim_start_matches("# ");
        assert_eq!(found.join(", "), wanted, "{}: {faults:?}", path.display());
        for fault in &faults {
            let english = fault.sentence(Words::of(Language::En));
            assert_eq!(english, fault.to_string(), "the words and the error agree");
            let japanese = fault.sentence(Words::of(Language::Ja));
            assert!(!japanese.contains('{') && !japanese.contains("keymap."), "{japanese}");
        }
    }
}

#[test]
fn a_sentence_names_the_place_the_fault_and_the_nearest_name() {
    let faults = Keymap::with_user(Preset::Yasashii, "[list]\n\"x\" = \"copi\"\n").unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].to_string(), "line 2, column 7: there is no command `copi`; did you mean `copy`?");
    let japanese = faults[0].sentence(Words::of(Language::Ja));
    assert_eq!(japanese, "2行 7文字目: 操作「copi」はありません。「copy」ですか");
}
