//! A TOML file that is read to its end whatever is wrong in it: every fault is noted with its place.

use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{FaultKind, TalkFault, Wanted};

/// The faults of one file.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: Vec<TalkFault>,
}

impl<'t> Faults<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Notes a fault at a place in the text (bytes).
    pub fn note(&mut self, span: &Range<usize>, kind: FaultKind) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let (line, column) = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
        self.found.push(TalkFault { line, column, kind });
    }

    /// What was read, where nothing is wrong; else every fault in the order of the file.
    pub fn finish<T>(mut self, read: T) -> Result<T, Vec<TalkFault>> {
        if self.found.is_empty() {
            return Ok(read);
        }
        self.found.sort_by_key(|fault| (fault.line, fault.column));
        Err(self.found)
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

impl<'d> Section<'d> {
    pub fn root(root: &'d Spanned<DeTable<'d>>) -> Self {
        Self { table: root.get_ref(), span: 0..0 }
    }

    /// Notes every key that is none of these.
    pub fn only(&self, known: &[&str], faults: &mut Faults<'_>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                faults.note(&key.span(), FaultKind::UnknownKey { key: name.to_owned() });
            }
        }
    }

    /// Where the value of a key stands; the section where it is not there.
    pub fn place(&self, key: &str) -> Range<usize> {
        self.value(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    fn value(&self, key: &str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    /// The value as `read` makes it; a value that is nothing of the kind is noted.
    fn take<T>(
        &self,
        key: &str,
        wanted: Wanted,
        faults: &mut Faults<'_>,
        read: impl FnOnce(&'d DeValue<'d>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let read = read(value.get_ref());
        if read.is_none() {
            faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted });
        }
        read
    }

    /// Empty where it is not there.
    pub fn text(&self, key: &str, faults: &mut Faults<'_>) -> String {
        let text = self.take(key, Wanted::Text, faults, |value| value.as_str().map(str::to_owned));
        text.unwrap_or_default()
    }

    pub fn number<T: TryFrom<u32>>(&self, key: &str, faults: &mut Faults<'_>) -> Option<T> {
        self.take(key, Wanted::Number, faults, number_of)
    }

    /// `false` where it is not there.
    pub fn yes(&self, key: &str, faults: &mut Faults<'_>) -> bool {
        self.take(key, Wanted::YesNo, faults, DeValue::as_bool).unwrap_or(false)
    }

    pub fn date(&self, key: &str, faults: &mut Faults<'_>) -> Option<Date> {
        self.take(key, Wanted::Date, faults, |value| match value {
            DeValue::Datetime(day) if day.time.is_none() && day.offset.is_none() => day.to_string().parse().ok(),
            DeValue::Datetime(_)
            | DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        })
    }

    pub fn section(&self, key: &str, faults: &mut Faults<'_>) -> Option<Section<'d>> {
        let table = self.take(key, Wanted::Table, faults, DeValue::as_table)?;
        Some(Section { table, span: self.place(key) })
    }

    /// The tables of a list; what is none is noted.
    pub fn sections(&self, key: &str, faults: &mut Faults<'_>) -> Vec<Section<'d>> {
        let Some(list) = self.take(key, Wanted::List, faults, DeValue::as_array) else { return Vec::new() };
        let mut sections = Vec::new();
        for value in list {
            match value.get_ref().as_table() {
                Some(table) => sections.push(Section { table, span: value.span() }),
                None => faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Table }),
            }
        }
        sections
    }

    /// A list of numbers; what is none is noted.
    pub fn numbers<T: TryFrom<u32>>(&self, key: &str, faults: &mut Faults<'_>) -> Vec<T> {
        self.list(key, Wanted::Number, faults, number_of)
    }

    /// A list of words; what is none is noted.
    pub fn texts(&self, key: &str, faults: &mut Faults<'_>) -> Vec<String> {
        self.list(key, Wanted::Text, faults, |value| value.as_str().map(str::to_owned))
    }

    fn list<T>(
        &self,
        key: &str,
        wanted: Wanted,
        faults: &mut Faults<'_>,
        read: impl Fn(&DeValue<'d>) -> Option<T>,
    ) -> Vec<T> {
        let Some(list) = self.take(key, Wanted::List, faults, DeValue::as_array) else { return Vec::new() };
        let mut found = Vec::new();
        for value in list {
            match read(value.get_ref()) {
                Some(one) => found.push(one),
                None => faults.note(&value.span(), FaultKind::Type { key: key.to_owned(), wanted }),
            }
        }
        found
    }

    /// One of some words.
    pub fn choice<T: FromStr>(&self, key: &str, faults: &mut Faults<'_>) -> Option<T> {
        let text = self.text(key, faults);
        if text.is_empty() {
            return None;
        }
        let choice = text.parse().ok();
        if choice.is_none() {
            faults.note(&self.place(key), FaultKind::Choice { key: key.to_owned(), value: text });
        }
        choice
    }

    /// Notes each of these keys that is not there.
    pub fn needs(&self, keys: &[&'static str], faults: &mut Faults<'_>) {
        for key in keys {
            if self.value(key).is_none() {
                faults.note(&self.span, FaultKind::Missing { key });
            }
        }
    }
}

fn number_of<T: TryFrom<u32>>(value: &DeValue<'_>) -> Option<T> {
    let number = value.as_integer()?;
    let number = u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()?;
    T::try_from(number).ok()
}
