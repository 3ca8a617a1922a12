//! What was typed, understood: words that must all be met, conditions, exclusions, literals, phone numbers.
//!
//! ```
//! use renkei::search::Query;
//! assert!(Query::parse("　 ").is_empty());
//! let query = Query::parse("種別:特養 kuwana -満床 \"北 町\"");
//! assert!(!query.is_empty());
//! ```

use super::field::{Field, Fields, Room, condition};
use super::fold::{fold, fold_keeping_variants, is_dash};
use super::matcher::may_be_loose;
use super::romaji;
use super::word::{Spelled, Spelling, Word};
use crate::domain::facility::{KindInfo, capability, kind};

/// A parsed query. Parsing never fails: what is no syntax is a word.
///
/// - words are split on spaces (U+3000 too), and all must be met;
/// - `field:value` looks into one field (names in `field.tsv`, both languages); `種別:特養,老健` is either of them;
/// - `-word` excludes, `"two words"` is taken as it stands;
/// - a word of ASCII letters also stands for its kana, finished or not;
/// - digits search phones and numbers, in any spelling.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(super) words: Vec<Word>,
}

/// Where words that are no numbers are looked for.
const WRITTEN: [Room; 4] = [Room::Name, Room::Town, Room::Address, Room::Other];
/// The same for words that may be an institution's number with a letter in it (`24B0100014`).
const NUMBERED: [Room; 5] = [Room::Name, Room::Town, Room::Address, Room::Other, Room::Phone];

impl Query {
    /// Understands what was typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        if let Some(digits) = whole_phone(text) {
            query.words.push(number(&digits, &digits));
            return query;
        }
        for token in tokens(text) {
            query.add(&token);
        }
        query
    }

    /// Nothing to look for: the caller shows pinned and recent records.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Is there a word that the fuzzy tier may try?
    pub(super) fn may_be_loose(&self) -> bool {
        self.words.iter().any(|word| word.fuzzy && !word.exclude)
    }

    fn add(&mut self, token: &Token) {
        let from = self.words.len();
        match &token.condition {
            Some(fields) => self.add_condition(*fields, token),
            None if token.literal => self.words.extend(literal(&token.text)),
            None => self.add_plain(&token.text),
        }
        for word in &mut self.words[from..] {
            word.exclude = token.exclude;
        }
    }

    fn add_plain(&mut self, text: &str) {
        let folded = fold(text);
        let typed = text.trim().to_lowercase();
        // An apostrophe is a separator everywhere but in romaji: shin'ei.
        if folded.contains(' ') && typed.is_ascii() && !romaji::readings(&typed).is_empty() {
            self.words.push(written(&folded.replace(' ', ""), "", &romaji::readings(&typed)));
            return;
        }
        let kept = fold_keeping_variants(text);
        let mut kept = kept.split(' ');
        for part in folded.split(' ').filter(|part| !part.is_empty()) {
            let typed = kept.next().unwrap_or_default();
            if is_number(part) {
                self.words.push(number(part, typed));
            } else {
                self.words.push(written(part, typed, &romaji::readings(part)));
            }
        }
    }

    fn add_condition(&mut self, fields: Fields, token: &Token) {
        let values: Vec<&str> = token.text.split([',', '、', '，']).filter(|value| !value.trim().is_empty()).collect();
        if values.is_empty() {
            return;
        }
        if [Field::Kind, Field::Capability, Field::Vacancy].into_iter().any(|field| fields.has(field)) {
            self.words.push(coded(fields, &values));
            return;
        }
        let mut spellings = Vec::new();
        for value in values {
            let mut part = Self::default();
            if token.literal {
                part.words.extend(literal(value));
            } else {
                part.add_plain(value);
            }
            // Several words in one value (a quoted space) stay together as one literal.
            match part.words.len() {
                1 => spellings.extend(part.words.into_iter().flat_map(|word| word.spellings)),
                _ => spellings.extend(literal(value).into_iter().flat_map(|word| word.spellings)),
            }
        }
        if !spellings.is_empty() {
            let word = Word { spellings, scope: Some(fields), condition: true, ..blank() };
            self.words.push(word);
        }
    }
}

const fn blank() -> Word {
    Word { spellings: Vec::new(), exclude: false, scope: None, digits: false, condition: false, fuzzy: false }
}

/// A word in letters, with its readings.
fn written(folded: &str, typed: &str, readings: &[String]) -> Word {
    let rooms: &[Room] =
        if folded.is_ascii() && folded.contains(|c: char| c.is_ascii_digit()) { &NUMBERED } else { &WRITTEN };
    let mut spellings = vec![Spelling::new(folded.to_owned(), typed.to_owned(), Spelled::Typed, rooms)];
    for reading in readings {
        spellings.push(Spelling::new(reading.clone(), String::new(), Spelled::Romaji, &WRITTEN));
    }
    let fuzzy = spellings.iter().any(|spelling| may_be_loose(&spelling.text));
    Word { spellings, fuzzy, ..blank() }
}

fn literal(text: &str) -> Option<Word> {
    let folded = fold(text);
    let spelling = Spelling::new(folded.clone(), fold_keeping_variants(text), Spelled::Typed, &NUMBERED);
    (!folded.is_empty()).then(|| Word { spellings: vec![spelling], ..blank() })
}

/// A run of digits, dashes left out for phones and numbers, kept for names and lots.
fn number(folded: &str, typed: &str) -> Word {
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let lots = [Room::Name, Room::Address, Room::Other];
    let spellings = vec![
        Spelling::new(digits, String::new(), Spelled::Digits, &[Room::Phone]),
        Spelling::new(folded.to_owned(), typed.to_owned(), Spelled::Typed, &lots),
    ];
    Word { spellings, digits: true, ..blank() }
}

fn is_number(folded: &str) -> bool {
    folded.contains(|c: char| c.is_ascii_digit()) && folded.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// The digits of a text that is one phone number in any spelling, with or without +81, brackets, spaces and (代).
fn whole_phone(text: &str) -> Option<String> {
    let mut folded = fold(text);
    for word in ["電話番号", "電話", "代表", "代", "tel", "fax"] {
        folded = folded.replace(word, " ");
    }
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let rest = folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    if !rest
        || !(9..=13).contains(&digits.len())
        || text.contains(['"', ':', '：']) && !text.contains(['t', 'T', 'ｔ', 'Ｔ', '電'])
    {
        return None;
    }
    let abroad = text.trim_start().starts_with(['+', '＋']);
    match digits.strip_prefix("81") {
        Some(rest) if abroad => Some(format!("0{}", rest.trim_start_matches('0'))),
        _ => Some(digits),
    }
}

/// A condition on kinds, capabilities or vacancy: the values become codes where they are known.
fn coded(fields: Fields, values: &[&str]) -> Word {
    let mut codes: Vec<String> = Vec::new();
    let mut texts: Vec<Spelling> = Vec::new();
    for value in values {
        let folded = fold(value);
        let mut wanted = vec![folded.replace(' ', "")];
        wanted.extend(romaji::readings(&folded));
        let found = if fields.has(Field::Kind) {
            kind_codes(value.trim(), &wanted)
        } else if fields.has(Field::Capability) {
            capability_codes(&wanted)
        } else {
            vacancy_codes(&wanted)
        };
        if found.is_empty() {
            texts.push(Spelling::new(folded, fold_keeping_variants(value), Spelled::Typed, &WRITTEN));
        }
        codes.extend(found);
    }
    let codes = codes.into_iter().map(|code| Spelling::new(code, String::new(), Spelled::Code, &[Room::Code]));
    let spellings: Vec<Spelling> = codes.chain(texts).collect();
    Word { spellings, scope: Some(fields.and(Field::Code)), condition: true, ..blank() }
}

/// Kinds by code, by any of their names, by their group; where none is named so, those whose name contains it.
fn kind_codes(value: &str, wanted: &[String]) -> Vec<String> {
    let key = |text: &str| fold(text).replace(' ', "");
    let is_named = |info: &&KindInfo| {
        let (_, short_code) = info.code.split_once(':').unwrap_or(("", info.code));
        let long = info.ja.split(" (").next().unwrap_or(info.ja);
        value == info.code
            || [info.ja, long, info.short_ja, info.en, info.short_en, short_code, &info.group.to_string()]
                .iter()
                .any(|name| wanted.contains(&key(name)))
    };
    let contains = |info: &&KindInfo| {
        [info.ja, info.short_ja, info.en].iter().any(|name| wanted.iter().any(|w| key(name).contains(w.as_str())))
    };
    let codes = |test: &dyn Fn(&&KindInfo) -> bool| -> Vec<String> {
        kind::table().iter().filter(test).map(|info| info.code.to_owned()).collect()
    };
    match codes(&is_named) {
        none if none.is_empty() && value.contains(':') => vec![value.to_owned()],
        none if none.is_empty() => codes(&contains),
        named => named,
    }
}

fn capability_codes(wanted: &[String]) -> Vec<String> {
    let key = |text: &str| fold(text).replace(' ', "");
    capability::table()
        .iter()
        .filter(|info| {
            wanted.iter().any(|w| {
                *w == info.code.replace('_', "")
                    || key(info.ja).contains(w.as_str())
                    || key(info.en).contains(w.as_str())
            })
        })
        .map(|info| format!("can:{}", info.code))
        .collect()
}

fn vacancy_codes(wanted: &[String]) -> Vec<String> {
    include_str!("vacancy.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(word, _)| wanted.iter().any(|w| w == word))
        .map(|(_, code)| code.to_owned())
        .collect()
}

/// A piece of the query between spaces.
#[derive(Debug, Default)]
struct Token {
    text: String,
    condition: Option<Fields>,
    exclude: bool,
    literal: bool,
}

/// Splits at spaces outside quotation marks, and takes the signs off.
fn tokens(text: &str) -> Vec<Token> {
    let is_quote = |c: char| matches!(c, '"' | '＂' | '“' | '”');
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let mut token = Token::default();
        // A long mark is no minus sign.
        if is_dash(first) && !matches!(first, 'ー' | 'ｰ') && rest.chars().nth(1).is_some_and(|c| !c.is_whitespace())
        {
            token.exclude = true;
            rest = &rest[first.len_utf8()..];
        }
        let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        if let Some((at, colon)) = rest[..end].char_indices().find(|(_, c)| matches!(c, ':' | '：'))
            && let Some(fields) = condition(&fold(&rest[..at]))
        {
            token.condition = Some(fields);
            rest = &rest[at + colon.len_utf8()..];
        }
        let quoted = rest.chars().next().filter(|c| is_quote(*c));
        let end = if let Some(open) = quoted {
            token.literal = true;
            rest = &rest[open.len_utf8()..];
            rest.find(is_quote).unwrap_or(rest.len())
        } else {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        };
        rest[..end].clone_into(&mut token.text);
        rest = rest[end..].trim_start_matches(|c: char| quoted.is_some() && is_quote(c)).trim_start();
        out.push(token);
    }
    out
}
