//! The words of both languages: the same keys, the same placeholders, none missing, none left over, none that a terminal draws
//! in a width of its own choice (ux.md 3.4).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use renkei::command::{Command, CommandGroup};
use renkei::keymap::{Preset, Scope};
use renkei::words::{Language, Words};
use strum::IntoEnumIterator;
use unicode_width::UnicodeWidthStr;

/// Keys that no literal names, with the reason.
const NAMED_ELSEWHERE: &[&str] = &[
    "command.", // Command::title_key, help_key, and the F-key row's short names; every one is checked below
    "app.",     // the title bar
    "cli.",     // the help texts, by the names of verbs and options; tests/cli.rs holds them to the parser
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

fn source_texts() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

/// The literal first arguments of `.get("...")` and `.say("...")` that have the form of a key of the words.
fn named_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".get(", ".say("] {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('"') else { continue };
            let Some((key, _)) = rest.split_once('"') else { continue };
            let before = text[..at].trim_end().trim_end_matches("()");
            let words_before = before.ends_with("words");
            if words_before && key.contains('.') {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

/// Every string literal of the source, roughly: what stands between two quotation marks of a line.
fn literals(text: &str) -> BTreeSet<&str> {
    text.split('"').collect()
}

#[test]
fn both_files_parse_and_have_the_same_keys() {
    for text in [include_str!("../src/words/ja.toml"), include_str!("../src/words/en.toml")] {
        toml::from_str::<toml::Table>(text).expect("the words are TOML");
    }
    let ja: BTreeSet<&str> = Words::of(Language::Ja).keys().collect();
    let en: BTreeSet<&str> = Words::of(Language::En).keys().collect();
    let only_ja: Vec<_> = ja.difference(&en).collect();
    let only_en: Vec<_> = en.difference(&ja).collect();
    assert!(only_ja.is_empty() && only_en.is_empty(), "only in ja.toml: {only_ja:?}; only in en.toml: {only_en:?}");
    assert!(ja.len() > 100, "the words were read: {}", ja.len());
}

#[test]
fn both_languages_fill_the_same_placeholders() {
    let (ja, en) = (Words::of(Language::Ja), Words::of(Language::En));
    let mut different = Vec::new();
    for key in ja.keys() {
        if placeholders(ja.get(key)) != placeholders(en.get(key)) {
            different.push(key);
        }
    }
    assert!(different.is_empty(), "different placeholders: {different:?}");
}

/// A literal that can only be a key: its first part is a section of the words, the rest has the form of one.
fn is_key(literal: &str, sections: &BTreeSet<&str>) -> bool {
    let Some((section, rest)) = literal.split_once('.') else { return false };
    sections.contains(section)
        && !rest.is_empty()
        && !rest.ends_with('.')
        && rest.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c))
        && ![".rs", ".toml", ".tsv", ".json", ".geojson", ".md"].iter().any(|ending| literal.ends_with(ending))
}

#[test]
fn every_literal_that_looks_like_a_key_has_a_line() {
    let words = Words::of(Language::Ja);
    let known: BTreeSet<&str> = words.keys().collect();
    let sections: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let mut missing = Vec::new();
    for (path, text) in source_texts() {
        for literal in literals(&text) {
            // A whole section is a place where keys are put together.
            let section = known.iter().any(|key| key.strip_prefix(literal).is_some_and(|rest| rest.starts_with('.')));
            if is_key(literal, &sections) && !section && !known.contains(literal) {
                missing.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

#[test]
fn every_key_that_the_source_names_has_a_line() {
    let words = Words::of(Language::Ja);
    let known: BTreeSet<&str> = words.keys().collect();
    let mut missing = Vec::new();
    let mut named = 0;
    for (path, text) in source_texts() {
        for key in named_keys(&text) {
            named += 1;
            if !known.contains(key.as_str()) {
                missing.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert!(named > 10, "the source was read: {named}");
    assert!(missing.is_empty(), "no words for:\n{}", missing.join("\n"));
}

/// Does a literal such as `sort.{sort}-help` make this key? Its first part must be written out.
fn makes(literal: &str, key: &str) -> bool {
    let (Some(open), Some(close)) = (literal.find('{'), literal.rfind('}')) else { return false };
    let (before, after) = (&literal[..open], &literal[close + 1..]);
    let is_key = before.contains('.') && before.chars().all(|c| c.is_ascii_lowercase() || "._-".contains(c));
    is_key && key.len() > before.len() + after.len() && key.starts_with(before) && key.ends_with(after)
}

#[test]
fn every_line_is_used() {
    let texts = source_texts();
    let named: BTreeSet<&str> = texts.iter().flat_map(|(_, text)| literals(text)).collect();
    let made: Vec<&str> = named.iter().copied().filter(|literal| literal.contains(".{")).collect();
    let left_over: Vec<&str> = Words::of(Language::Ja)
        .keys()
        .filter(|key| !named.contains(key) && !made.iter().any(|literal| makes(literal, key)))
        .filter(|key| !NAMED_ELSEWHERE.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert!(left_over.is_empty(), "nothing uses: {left_over:?}");
}

#[test]
fn every_command_group_scope_and_preset_has_its_names() {
    for language in Language::iter() {
        let words = Words::of(language);
        let mut wanted = Vec::new();
        for command in Command::iter() {
            wanted.extend([command.title_key(), command.help_key(), format!("command.{command}.short")]);
        }
        wanted.extend(CommandGroup::iter().map(|group| format!("group.{group}")));
        wanted.extend(Scope::iter().map(|scope| format!("scope.{scope}")));
        wanted.extend(Preset::iter().map(|preset| format!("preset.{preset}")));
        let missing: Vec<_> = wanted.iter().filter(|key| words.get(key) == key.as_str()).collect();
        assert!(missing.is_empty(), "{language}: no words for {missing:?}");
    }
}

#[test]
fn no_name_is_left_of_a_command_that_is_gone() {
    let known: BTreeSet<String> = Command::iter().map(|command| command.name().to_owned()).collect();
    for key in Words::of(Language::Ja).keys() {
        if let Some(rest) = key.strip_prefix("command.") {
            let (name, part) = rest.rsplit_once('.').expect("command.<name>.<part>");
            assert!(
                known.contains(name)
                    && [
                        "title",
                        "help",
                        "short",
                        "on_board",
                        "on_cards",
                        "on_meetings",
                        "on_map",
                        "on_publications",
                        "on_surveys",
                        "on_services",
                        "on_report"
                    ]
                    .contains(&part),
                "{key} names no command"
            );
        }
    }
}

#[test]
fn short_names_fit_the_boxes_of_the_key_row() {
    for language in Language::iter() {
        for command in Command::iter() {
            let key = format!("command.{command}.short");
            let short = Words::of(language).get(&key);
            assert!(UnicodeWidthStr::width(short) <= 6, "{language} {key}: {short} is wider than 6 cells");
        }
    }
}

#[test]
fn no_character_has_a_width_that_the_terminal_chooses() {
    let mut found = Vec::new();
    for language in Language::iter() {
        let words = Words::of(language);
        for key in words.keys() {
            for c in words.get(key).chars() {
                let text = c.to_string();
                let ambiguous = UnicodeWidthStr::width(text.as_str()) != UnicodeWidthStr::width_cjk(text.as_str());
                // Pictographs and dingbats: emoji presentation makes them two cells on some terminals.
                let pictograph = matches!(u32::from(c), 0x2190..=0x27BF | 0x2900..=0x2BFF | 0x1F000..=0x1FAFF);
                if ambiguous || pictograph {
                    found.push(format!("{language} {key}: {c} U+{:04X}", u32::from(c)));
                }
            }
        }
    }
    assert!(found.is_empty(), "use ASCII or kanji instead:\n{}", found.join("\n"));
}

#[test]
fn every_reason_of_a_hit_and_of_a_doubt_has_its_word() {
    use renkei::domain::DoubtReason;
    use renkei::search::How;
    for language in Language::iter() {
        let words = Words::of(language);
        let reasons =
            [DoubtReason::NameAndLot, DoubtReason::PhoneAndLot, DoubtReason::PartMatch, DoubtReason::ManyMatches];
        let wanted = How::iter().map(|how| format!("how.{how}")).chain(reasons.map(|r| format!("doubt.{r}")));
        let missing: Vec<String> = wanted.filter(|key| words.get(key) == key).collect();
        assert!(missing.is_empty(), "{language}: no words for {missing:?}");
    }
}
