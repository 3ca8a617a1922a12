//! What a file may not do.

use super::rooms::{DRAWING, ROOMS, Room};
use super::source::{Source, Token, block_end, is_name};

/// Lines of a file without its test modules; tables are data files, not code.
const MOST_LINES: usize = 400;
/// Names that say nothing.
const EMPTY_NAMES: &[&str] = &["manager", "handler", "helper", "util", "utils"];
/// A match over one of these names every case.
const EXHAUSTIVE: &[&str] = &["Command", "Msg", "Effect", "Record", "Put", "EntityKind"];
/// Crates for sealing, packing and hashing what is kept: only the store names them, so that there is one place to review.
const STORE_ONLY: &[&str] = &["redb", "age", "zstd", "sha2", "chacha20poly1305", "argon2"];
/// What a pattern may wrap such a case in.
const WRAPPERS: &[&str] = &["Some", "Ok", "Err", "Input", "Act", "Lookup", "Do", "Run", "Refused"];

/// One breach: `path:line: what`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Breach {
    pub path: String,
    pub line: usize,
    pub what: String,
}

/// Every breach of a file. `crates`: the dependencies, as the code names them.
pub fn breaches(source: &Source, crates: &[String]) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut report = |line: usize, what: String| found.push(Breach { path: source.path.clone(), line, what });
    rooms(source, crates, &mut report);
    matches(&source.tokens, &mut report);
    allows(&source.all, &mut report);
    names(source, &mut report);
    if source.lines > MOST_LINES {
        report(source.lines, format!("{} lines, at most {MOST_LINES}", source.lines));
    }
    found.sort();
    found.dedup();
    found
}

fn rooms(source: &Source, crates: &[String], report: &mut impl FnMut(usize, String)) {
    let module = source.module();
    let Some(name) = module.first() else { return };
    let Some(room) = ROOMS.iter().find(|room| room.name == *name) else {
        report(1, format!("the room `{name}` is not in the table"));
        return;
    };
    let draws = source.file_name() == "view.rs"
        || source.path.contains("/view/")
        || DRAWING.iter().any(|(path, _)| *path == source.path);
    for (path, line) in source.paths() {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        match parts[0] {
            "crate" => match parts.get(1) {
                // `pub(crate)`
                None if is_visibility(source, line) => {}
                None | Some(&"*") => report(line, "takes the whole crate at once".to_owned()),
                Some(other) => entry(room, other, line, report),
            },
            "super" => {
                let steps = parts.iter().take_while(|part| **part == "super").count();
                if steps >= module.len() {
                    report(line, "leaves its room through `super`; write `crate::`".to_owned());
                }
            }
            _ => {}
        }
        foreign(room, &parts, crates, line, report);
        let panel = matches!(room.name, "pane" | "overlay");
        let canvas = parts.len() > 2 && parts[..3] == ["crate", "paint", "Canvas"];
        if panel && !draws && (parts[0] == "ratatui" || canvas) {
            report(line, format!("`{}` belongs into view.rs", parts.join("::")));
        }
    }
}

fn entry(room: &Room, other: &str, line: usize, report: &mut impl FnMut(usize, String)) {
    if other != room.name && !room.may.contains(&other) {
        report(line, format!("`{}` may not enter `{other}`", room.name));
    }
}

fn foreign(room: &Room, parts: &[&str], crates: &[String], line: usize, report: &mut impl FnMut(usize, String)) {
    for never in room.never {
        let never: Vec<&str> = never.split("::").collect();
        if parts.starts_with(&never) {
            report(line, format!("`{}` must not name `{}`", room.name, never.join("::")));
        }
    }
    // One word alone may be a name of one's own.
    if parts.len() > 1 && STORE_ONLY.contains(&parts[0]) && room.name != "store" && !room.never.contains(&parts[0]) {
        report(line, format!("`{}` must not name `{}`", room.name, parts[0]));
    }
    if parts == ["std"] || parts == ["std", "*"] {
        report(line, "takes the whole of std at once".to_owned());
    }
    let Some(only) = room.only else { return };
    if crates.iter().any(|name| name == parts[0]) && !only.contains(&parts[0]) {
        report(line, format!("`{}` must not name `{}`", room.name, parts[0]));
    }
}

fn is_visibility(source: &Source, line: usize) -> bool {
    source.tokens.windows(4).any(|window| {
        window[0].line == line && window.iter().map(|token| token.text.as_str()).eq(["pub", "(", "crate", ")"])
    })
}

/// A catch-all arm in a match over an enum that is to be matched case by case.
fn matches(tokens: &[Token], report: &mut impl FnMut(usize, String)) {
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.text == "match") {
        let mut open = at + 1;
        while open < tokens.len() && tokens[open].text != "{" {
            open = if matches!(tokens[open].text.as_str(), "(" | "[") { block_end(tokens, open) } else { open + 1 };
        }
        let arms = arms(tokens, open);
        let over = arms.iter().find_map(|pattern| enum_of(pattern));
        let all = arms.iter().find(|pattern| catches_all(pattern));
        if let (Some(over), Some(all)) = (over, all) {
            report(all[0].line, format!("a match over `{over}` names every case, without `{}`", all[0].text));
        }
    }
}

/// The patterns of the match whose block opens at `open`, guards left out.
fn arms(tokens: &[Token], open: usize) -> Vec<Vec<Token>> {
    let end = block_end(tokens, open).saturating_sub(1);
    let (mut arms, mut at) = (Vec::new(), open + 1);
    while at < end {
        let start = at;
        while at < end && tokens[at].text != "=>" {
            at = if matches!(tokens[at].text.as_str(), "(" | "[" | "{") { block_end(tokens, at) } else { at + 1 };
        }
        let pattern: Vec<Token> =
            tokens[start..at.min(end)].iter().take_while(|token| token.text != "if").cloned().collect();
        if !pattern.is_empty() {
            arms.push(pattern);
        }
        at += 1;
        // The arm's value: a block, or everything up to the comma.
        if at < end && tokens[at].text == "{" {
            at = block_end(tokens, at);
            if at < end && tokens[at].text == "," {
                at += 1;
            }
            continue;
        }
        while at < end && tokens[at].text != "," {
            at = if matches!(tokens[at].text.as_str(), "(" | "[" | "{") { block_end(tokens, at) } else { at + 1 };
        }
        at += 1;
    }
    arms
}

fn enum_of(pattern: &[Token]) -> Option<&str> {
    let mut names = pattern.iter().map(|token| token.text.as_str()).peekable();
    while let Some(name) = names.next() {
        if EXHAUSTIVE.contains(&name) && names.peek() == Some(&"::") {
            return Some(name);
        }
        let passed = matches!(name, "&" | "|" | "(" | "::" | "crate" | "command" | "message" | "port" | "super");
        // A tuple is a match over a combination, where the rest may be meant as one.
        let input = name == "Command" && names.peek() == Some(&"(");
        if !(passed || input || WRAPPERS.contains(&name)) {
            return None;
        }
        if name == "(" && pattern[0].text == "(" {
            return None;
        }
    }
    None
}

fn catches_all(pattern: &[Token]) -> bool {
    let [only] = pattern else { return false };
    only.text == "_" || (is_name(&only.text) && only.text.starts_with(char::is_lowercase))
}

fn allows(tokens: &[Token], report: &mut impl FnMut(usize, String)) {
    for window in tokens.windows(3) {
        let texts = (window[0].text.as_str(), window[1].text.as_str(), window[2].text.as_str());
        if matches!(texts, ("[" | ",", "allow", "(")) {
            report(window[1].line, "`allow`: use `#[expect(lint, reason = \"...\")]`".to_owned());
        }
    }
}

fn names(source: &Source, report: &mut impl FnMut(usize, String)) {
    for part in source.path.trim_end_matches(".rs").split(['/', '_']) {
        if EMPTY_NAMES.contains(&part.to_lowercase().as_str()) {
            report(1, format!("`{part}` in a file's name says nothing"));
        }
    }
    for window in source.all.windows(2) {
        let kind = window[0].text.as_str();
        let name = &window[1];
        if !matches!(kind, "struct" | "enum" | "trait" | "type" | "mod" | "union") {
            continue;
        }
        for word in words(&name.text) {
            if EMPTY_NAMES.contains(&word.as_str()) {
                report(name.line, format!("`{}`: `{word}` in a name says nothing", name.text));
            }
        }
    }
}

/// `KeyManager` is `key` and `manager`, `key_utils` is `key` and `utils`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if (c.is_uppercase() || c == '_') && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c != '_'
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words
}
