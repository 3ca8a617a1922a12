//! A Rust file as this test reads it: tokens with lines, without comments, literals and test modules.

/// What may stand before a path that begins with `::`.
const KEYWORDS: &[&str] = &["use", "as", "dyn", "impl", "in", "mut", "return", "break", "else", "match", "if", "where"];

/// One token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A file, by its path from the root of the package.
#[derive(Debug)]
pub struct Source {
    pub path: String,
    /// Everything but comments and literals.
    pub all: Vec<Token>,
    /// Without what stands under `#[cfg(test)]`; empty for a file of tests.
    pub tokens: Vec<Token>,
    /// Lines that are not in a test module.
    pub lines: usize,
}

impl Source {
    pub fn read(path: &str, text: &str) -> Self {
        let all = tokens(&blank(text));
        let is_tests = path.ends_with("/tests.rs") || path.contains("/tests/");
        let (tokens, test_lines) = if is_tests { (Vec::new(), text.lines().count()) } else { without_tests(&all) };
        Self { path: path.to_owned(), all, tokens, lines: text.lines().count() - test_lines }
    }

    /// The parts of the module's path: `src/keymap/chord.rs` is `keymap::chord`.
    pub fn module(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inner = inner.trim_end_matches(".rs");
        let mut parts: Vec<&str> = inner.split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
            parts.pop();
        }
        parts
    }

    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Every path that the code names, groups taken apart: `use crate::{a, b::c}` names `crate::a` and `crate::b::c`.
    pub fn paths(&self) -> Vec<(Vec<String>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            let before = at.checked_sub(1).map(|before| self.tokens[before].text.as_str());
            let in_use = before == Some("use");
            if is_name(&token.text) && !KEYWORDS.contains(&token.text.as_str()) && !matches!(before, Some("::" | ".")) {
                at = path(&self.tokens, at, &[], &mut found);
            } else if token.text == "::"
                && !before.is_some_and(|before| before == ">" || (is_name(before) && !KEYWORDS.contains(&before)))
            {
                at += 1; // `::std::fs` is read as `std::fs`
                if at < self.tokens.len() {
                    at = path(&self.tokens, at, &[], &mut found);
                }
            } else if token.text == "{" && in_use {
                at = group(&self.tokens, at, &[], &mut found);
            } else {
                at += 1;
            }
        }
        found
    }
}

pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads a path from `at` under `prefix`; returns where it ends.
fn path(tokens: &[Token], at: usize, prefix: &[String], found: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut parts = prefix.to_vec();
    let mut at = at;
    let line = tokens[at].line;
    loop {
        match tokens.get(at).map(|token| token.text.as_str()) {
            Some("{") => return group(tokens, at, &parts, found),
            Some(text) if is_name(text) || text == "*" => parts.push(text.to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_some_and(|token| token.text == "::") {
            at += 1;
        } else {
            break;
        }
    }
    found.push((parts, line));
    at
}

/// Reads `{a, b::c}` from its opening brace; returns the place behind the closing one.
fn group(tokens: &[Token], at: usize, prefix: &[String], found: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut at = at + 1;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "}" => return at + 1,
            "as" => at += 2,
            "{" => at = group(tokens, at, prefix, found),
            text if is_name(text) || text == "*" => at = path(tokens, at, prefix, found),
            _ => at += 1,
        }
    }
    at
}

/// Where the block that opens at `open` ends (the index behind its closing bracket).
pub fn block_end(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// Leaves out what follows `#[cfg(test)]`; returns the rest and the lines left out.
fn without_tests(tokens: &[Token]) -> (Vec<Token>, usize) {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut lines, mut at) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        let here = tokens[at..].iter().map(|token| token.text.as_str()).take(mark.len());
        if !here.eq(mark) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let start = tokens[at].line;
        let mut end = at + mark.len();
        while end < tokens.len() && tokens[end].text != ";" {
            if tokens[end].text == "{" {
                end = block_end(tokens, end) - 1;
                break;
            }
            end = if tokens[end].text == "(" || tokens[end].text == "[" { block_end(tokens, end) } else { end + 1 };
        }
        lines += tokens.get(end).map_or(0, |token| token.line + 1 - start);
        at = end + 1;
    }
    (kept, lines)
}

/// The text with comments and the insides of literals as blanks, lines kept.
fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length),
            ('/', Some('*')) => comment_end(&chars, at),
            ('"', _) => string_end(&chars, at),
            ('r', Some('"' | '#')) if !joined(&chars, at) => raw_end(&chars, at),
            ('\'', Some('\\')) => {
                chars[at + 3..].iter().position(|c| *c == '\'').map_or(chars.len(), |length| at + 3 + length + 1)
            }
            ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Is this character the continuation of a name?
fn joined(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_') && chars[at - 1] != 'b'
}

fn comment_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut here) = (0_usize, at);
    while here < chars.len() {
        match (chars[here], chars.get(here + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                here += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                here += 2;
                if depth == 0 {
                    return here;
                }
            }
            _ => here += 1,
        }
    }
    here
}

fn string_end(chars: &[char], at: usize) -> usize {
    let mut here = at + 1;
    while here < chars.len() {
        match chars[here] {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    chars.len()
}

/// `r#name` is no literal: then nothing is blanked.
fn raw_end(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let start = at + 2 + hashes;
    chars[start..]
        .windows(close.len())
        .position(|window| window == close)
        .map_or(chars.len(), |length| start + length + close.len())
}

/// Names, `::`, `=>` and single signs.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let start = at;
            let c = chars[at];
            at += 1;
            if c.is_whitespace() {
                continue;
            }
            if c.is_alphanumeric() || c == '_' {
                while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                    at += 1;
                }
            } else if matches!((c, chars.get(at)), (':', Some(':')) | ('=' | '-', Some('>'))) {
                at += 1;
            }
            tokens.push(Token { text: chars[start..at].iter().collect(), line: index + 1 });
        }
    }
    tokens
}
