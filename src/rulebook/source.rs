//! A TOML file that is read to its end whatever is wrong in it: every fault is noted with its place.

use std::ops::Range;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, FaultKind, Wanted};
use crate::domain::calendar::MonthDay;

/// The faults of one file.
pub(super) struct Faults<'t> {
    file: &'t str,
    text: &'t str,
    found: Vec<Fault>,
}

impl<'t> Faults<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// Notes a fault at a place in the text (bytes).
    pub fn note(&mut self, span: &Range<usize>, kind: FaultKind) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.found.push(Fault {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            kind,
        });
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// In the order of the file.
    pub fn finish(mut self) -> Vec<Fault> {
        self.found.sort_by_key(|fault| (fault.line, fault.column));
        self.found
    }
}

/// The file's outermost table; syntax faults are noted.
pub(super) fn parse<'t>(text: &'t str, faults: &mut Faults<'t>) -> Spanned<DeTable<'t>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        faults.note(&error.span().unwrap_or(0..0), FaultKind::Toml { message: error.message().to_owned() });
    }
    root
}

/// A table and where it stands.
#[derive(Clone)]
pub(super) struct Section<'d> {
    table: &'d DeTable<'d>,
    pub span: Range<usize>,
}

/// A value that was read, and where.
#[derive(Clone, Debug)]
pub(super) struct Read<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<'d> Section<'d> {
    pub fn root(root: &'d Spanned<DeTable<'d>>) -> Self {
        Self { table: root.get_ref(), span: 0..0 }
    }

    /// Notes every key that is none of these.
    pub fn only(&self, known: &[&'static str], faults: &mut Faults<'_>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let nearest = nearest(name, known.iter().copied()).unwrap_or_default();
                faults.note(&key.span(), FaultKind::UnknownKey { key: name.to_owned(), nearest });
            }
        }
    }

    /// Keys and values that are names of the centre's own choice.
    pub fn entries(&self) -> impl Iterator<Item = (String, Range<usize>, &'d Spanned<DeValue<'d>>)> {
        self.table.iter().map(|(key, value)| (key.get_ref().to_string(), key.span(), value))
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn get(&self, key: &str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    /// The value of a key as `read` makes it; a value that is nothing of the kind is noted.
    fn take<T>(
        &self,
        key: &str,
        wanted: Wanted,
        faults: &mut Faults<'_>,
        read: impl FnOnce(&'d DeValue<'d>) -> Option<T>,
    ) -> Option<Read<T>> {
        let value = self.get(key)?;
        let span = value.span();
        let Some(value) = read(value.get_ref()) else {
            faults.note(&span, FaultKind::Type { key: key.to_owned(), wanted });
            return None;
        };
        Some(Read { value, span })
    }

    pub fn text(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<String>> {
        self.take(key, Wanted::Text, faults, text_of)
    }

    /// The value of a key where it is a text; anything else is left to who reads it otherwise.
    pub fn word(&self, key: &str) -> Option<Read<String>> {
        let value = self.get(key)?;
        Some(Read { value: text_of(value.get_ref())?, span: value.span() })
    }

    pub fn number(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<i32>> {
        self.take(key, Wanted::Number, faults, number_of)
    }

    pub fn yes_no(&self, key: &str, faults: &mut Faults<'_>) -> Option<bool> {
        self.take(key, Wanted::YesNo, faults, DeValue::as_bool).map(|read| read.value)
    }

    pub fn date(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<Date>> {
        self.take(key, Wanted::Date, faults, date_of)
    }

    pub fn section(&self, key: &str, faults: &mut Faults<'_>) -> Option<Section<'d>> {
        let read = self.take(key, Wanted::Table, faults, DeValue::as_table)?;
        Some(Section { table: read.value, span: read.span })
    }

    /// The tables of a list; what is none is noted.
    pub fn sections(&self, key: &str, faults: &mut Faults<'_>) -> Vec<Section<'d>> {
        let Some(list) = self.take(key, Wanted::List, faults, DeValue::as_array) else { return Vec::new() };
        let mut sections = Vec::new();
        for value in list.value {
            match value.get_ref().as_table() {
                Some(table) => sections.push(Section { table, span: value.span() }),
                None => faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Table }),
            }
        }
        sections
    }

    /// A list of words.
    pub fn texts(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<Vec<Read<String>>>> {
        let list = self.take(key, Wanted::List, faults, DeValue::as_array)?;
        let mut texts = Vec::new();
        for value in list.value {
            match text_of(value.get_ref()) {
                Some(text) => texts.push(Read { value: text, span: value.span() }),
                None => faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Text }),
            }
        }
        Some(Read { value: texts, span: list.span })
    }

    /// Two values of one kind, first not after last.
    pub fn pair<T: FromStr + PartialOrd>(
        &self,
        key: &'static str,
        wanted: Wanted,
        in_order: bool,
        faults: &mut Faults<'_>,
    ) -> Option<(T, T)> {
        let texts = self.texts(key, faults)?;
        let [first, last] = texts.value.as_slice() else {
            faults.note(&texts.span, FaultKind::Type { key: key.to_owned(), wanted });
            return None;
        };
        let mut parse = |text: &Read<String>| {
            let parsed = text.value.parse::<T>().ok();
            if parsed.is_none() {
                faults.note(&text.span, FaultKind::Type { key: key.to_owned(), wanted });
            }
            parsed
        };
        let (first, last) = (parse(first), parse(last));
        let pair = (first?, last?);
        if in_order && pair.0 >= pair.1 {
            faults.note(&texts.span, FaultKind::Backwards { key: key.to_owned() });
            return None;
        }
        Some(pair)
    }

    pub fn times(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<(Time, Time)> {
        self.pair(key, Wanted::Time, true, faults)
    }

    pub fn month_days(&self, key: &'static str, faults: &mut Faults<'_>) -> Option<(MonthDay, MonthDay)> {
        self.pair(key, Wanted::MonthDay, false, faults)
    }

    /// One of some words, with what it means.
    pub fn choice<T: Clone>(&self, key: &str, choices: &[(&str, T)], faults: &mut Faults<'_>) -> Option<T> {
        let text = self.text(key, faults)?;
        choose(key, &text, choices, faults)
    }

    /// Notes that the key is not there; what is there and wrong was noted when it was read.
    pub fn needed<T>(&self, key: &'static str, value: Option<T>, faults: &mut Faults<'_>) -> Option<T> {
        if value.is_none() && !self.has(key) {
            faults.note(&self.span, FaultKind::Missing { key });
        }
        value
    }
}

/// What a word means, among some.
pub(super) fn choose<T: Clone>(
    key: &str,
    text: &Read<String>,
    choices: &[(&str, T)],
    faults: &mut Faults<'_>,
) -> Option<T> {
    if let Some((_, meaning)) = choices.iter().find(|(word, _)| *word == text.value) {
        return Some(meaning.clone());
    }
    let nearest = nearest(&text.value, choices.iter().map(|(word, _)| *word)).unwrap_or_default().to_owned();
    faults.note(&text.span, FaultKind::Choice { key: key.to_owned(), value: text.value.clone(), nearest });
    None
}

pub(super) fn text_of(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn number_of(value: &DeValue<'_>) -> Option<i32> {
    let number = value.as_integer()?;
    i32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

/// A TOML date or the same in quotes.
fn date_of(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => day.to_string().parse().ok(),
        DeValue::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The candidate that needs the fewest changed letters.
pub(super) fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    candidates.min_by_key(|candidate| distance(name, candidate))
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
