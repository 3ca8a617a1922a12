//! A TOML file that is read to its end whatever is wrong in it: every fault is noted with its place.

use std::collections::HashSet;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use strum::IntoEnumIterator;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, FaultKind, Wanted};
use crate::domain::calendar::MonthDay;
use crate::words::nearest;

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
    pub fn only(&self, known: &[&str], faults: &mut Faults<'_>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let nearest = nearest(name, known.iter().copied()).to_owned();
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

    /// Where the value of a key stands; the section where it is not there.
    pub fn place(&self, key: &str) -> Range<usize> {
        self.get(key).map_or_else(|| self.span.clone(), Spanned::span)
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

    /// A text that may be left out.
    pub fn plain(&self, key: &str, faults: &mut Faults<'_>) -> String {
        self.text(key, faults).map(|read| read.value).unwrap_or_default()
    }

    /// A text that must be there and say something.
    pub fn filled(&self, key: &'static str, faults: &mut Faults<'_>) -> String {
        let read = self.text(key, faults);
        let Some(read) = self.needed(key, read, faults) else { return String::new() };
        if read.value.trim().is_empty() {
            faults.note(&read.span, FaultKind::Blank { key: key.to_owned() });
        }
        read.value
    }

    /// The value of a key where it is a text; anything else is left to who reads it otherwise.
    pub fn word(&self, key: &str) -> Option<Read<String>> {
        let value = self.get(key)?;
        Some(Read { value: text_of(value.get_ref())?, span: value.span() })
    }

    pub fn number(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<i32>> {
        self.take(key, Wanted::Number, faults, number_of)
    }

    /// A number that is never below 0.
    pub fn count<T: TryFrom<u32>>(&self, key: &str, faults: &mut Faults<'_>) -> Option<T> {
        self.take(key, Wanted::Count, faults, count_of).map(|read| read.value)
    }

    /// A list of them.
    pub fn counts<T: TryFrom<u32>>(&self, key: &str, faults: &mut Faults<'_>) -> Vec<T> {
        let list = self.list(key, Wanted::Count, faults, count_of);
        list.map(|list| list.value).unwrap_or_default().into_iter().map(|read| read.value).collect()
    }

    pub fn yes_no(&self, key: &str, faults: &mut Faults<'_>) -> Option<bool> {
        self.take(key, Wanted::YesNo, faults, DeValue::as_bool).map(|read| read.value)
    }

    pub fn date(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<Date>> {
        self.take(key, Wanted::Date, faults, date_of)
    }

    /// The first and the last day on which something holds; the last is noted where it lies before the first.
    pub fn period(&self, first: &str, last: &str, faults: &mut Faults<'_>) -> (Option<Date>, Option<Date>) {
        let (from, to) = (self.date(first, faults), self.date(last, faults));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            faults.note(&to.span, FaultKind::Backwards { key: last.to_owned() });
        }
        (from.map(|read| read.value), to.map(|read| read.value))
    }

    pub fn section(&self, key: &str, faults: &mut Faults<'_>) -> Option<Section<'d>> {
        let read = self.take(key, Wanted::Table, faults, DeValue::as_table)?;
        Some(Section { table: read.value, span: read.span })
    }

    /// The tables of a list; what is none is noted.
    pub fn sections(&self, key: &str, faults: &mut Faults<'_>) -> Vec<Section<'d>> {
        let list = self.list(key, Wanted::Table, faults, DeValue::as_table);
        let tables = list.map(|list| list.value).unwrap_or_default();
        tables.into_iter().map(|read| Section { table: read.value, span: read.span }).collect()
    }

    /// A list of words.
    pub fn texts(&self, key: &str, faults: &mut Faults<'_>) -> Option<Read<Vec<Read<String>>>> {
        self.list(key, Wanted::Text, faults, text_of)
    }

    /// The words of a list, none empty, none twice.
    pub fn distinct(&self, key: &str, faults: &mut Faults<'_>) -> Vec<String> {
        let mut words = Vec::new();
        for read in self.texts(key, faults).map(|list| list.value).unwrap_or_default() {
            if read.value.trim().is_empty() {
                faults.note(&read.span, FaultKind::Blank { key: key.to_owned() });
            } else if words.contains(&read.value) {
                faults.note(&read.span, FaultKind::Duplicate { code: read.value });
            } else {
                words.push(read.value);
            }
        }
        words
    }

    /// The values of a list as `read` makes them; what is nothing of the kind is noted and left out.
    fn list<T>(
        &self,
        key: &str,
        wanted: Wanted,
        faults: &mut Faults<'_>,
        read: impl Fn(&'d DeValue<'d>) -> Option<T>,
    ) -> Option<Read<Vec<Read<T>>>> {
        let list = self.take(key, Wanted::List, faults, DeValue::as_array)?;
        let mut found = Vec::new();
        for value in list.value {
            match read(value.get_ref()) {
                Some(one) => found.push(Read { value: one, span: value.span() }),
                None => faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted }),
            }
        }
        Some(Read { value: found, span: list.span })
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

    /// One of the words that an enum of the domain is written with.
    pub fn known<T>(&self, key: &str, faults: &mut Faults<'_>) -> Option<T>
    where
        T: IntoEnumIterator + Into<&'static str> + Copy,
    {
        let choices: Vec<(&str, T)> = T::iter().map(|value| (value.into(), value)).collect();
        self.choice(key, &choices, faults)
    }

    /// Notes each of these keys that is not there.
    pub fn needs(&self, keys: &[&'static str], faults: &mut Faults<'_>) {
        for key in keys.iter().copied().filter(|key| !self.has(key)) {
            faults.note(&self.span, FaultKind::Missing { key });
        }
    }

    /// Notes a code that stood before; one that is missing was noted as such.
    pub fn once(&self, key: &str, code: &str, seen: &mut HashSet<String>, faults: &mut Faults<'_>) {
        if !code.is_empty() && !seen.insert(code.to_owned()) {
            faults.note(&self.place(key), FaultKind::Duplicate { code: code.to_owned() });
        }
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
    let nearest = nearest(&text.value, choices.iter().map(|(word, _)| *word)).to_owned();
    faults.note(&text.span, FaultKind::Choice { key: key.to_owned(), value: text.value.clone(), nearest });
    None
}

pub(super) fn text_of(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number_of(value: &DeValue<'_>) -> Option<i32> {
    let number = value.as_integer()?;
    i32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

pub(super) fn count_of<T: TryFrom<u32>>(value: &DeValue<'_>) -> Option<T> {
    let number = value.as_integer()?;
    let number = u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()?;
    T::try_from(number).ok()
}

/// A TOML date or the same in quotes.
fn date_of(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => day.to_string().parse().ok(),
        DeValue::String(text) => text.parse().ok(),
        _ => None,
    }
}
