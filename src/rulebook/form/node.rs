//! A table of the file that knows its place, and gathers the faults found in it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::fault::{FaultKind, FormFault, Wanted};

/// Where faults are gathered.
pub(super) struct Faults<'a> {
    text: &'a str,
    found: Vec<FormFault>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, found: Vec::new() }
    }

    pub(super) fn add(&mut self, span: Range<usize>, kind: FaultKind) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let (line, column) = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
        self.found.push(FormFault { line, column, kind });
    }

    /// In the order of the lines.
    pub(super) fn finish(mut self) -> Vec<FormFault> {
        self.found.sort_by_key(|fault| (fault.line, fault.column));
        self.found
    }
}

/// One table.
pub(super) struct Node<'t> {
    table: &'t DeTable<'t>,
    span: Range<usize>,
}

impl<'t> Node<'t> {
    /// A table whose keys are all among `known`.
    pub(super) fn new(table: &'t DeTable<'t>, span: Range<usize>, known: &[&str], faults: &mut Faults<'_>) -> Self {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let nearest = nearest(name, known.iter().copied()).to_owned();
                faults.add(key.span(), FaultKind::Key { key: name.to_owned(), nearest });
            }
        }
        Self { table, span }
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Where the key's value stands, or else the table.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or_else(|| self.span(), toml::Spanned::span)
    }

    /// A text that must be there and say something.
    pub(super) fn needed(&self, key: &str, faults: &mut Faults<'_>) -> String {
        if !self.has(key) {
            faults.add(self.span(), FaultKind::Missing { key: key.to_owned() });
            return String::new();
        }
        let text = self.text(key, faults);
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            faults.add(self.span_of(key), FaultKind::Empty { key: key.to_owned() });
        }
        text.unwrap_or_default()
    }

    pub(super) fn text(&self, key: &str, faults: &mut Faults<'_>) -> Option<String> {
        let value = self.table.get(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.to_string());
        }
        faults.add(value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Text });
        None
    }

    pub(super) fn flag(&self, key: &str, default: bool, faults: &mut Faults<'_>) -> bool {
        let Some(value) = self.table.get(key) else { return default };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        faults.add(value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Flag });
        default
    }

    /// The texts of a list, none empty, none twice.
    pub(super) fn texts(&self, key: &str, faults: &mut Faults<'_>) -> Vec<String> {
        let mut texts = Vec::new();
        for (value, span) in self.list(key, faults) {
            match value {
                DeValue::String(text) if text.trim().is_empty() => {
                    faults.add(span, FaultKind::Empty { key: key.to_owned() });
                }
                DeValue::String(text) if texts.iter().any(|known| known == text) => {
                    faults.add(span, FaultKind::Twice { name: text.to_string() });
                }
                DeValue::String(text) => texts.push(text.to_string()),
                _ => faults.add(span, FaultKind::Type { key: key.to_owned(), wanted: Wanted::Text }),
            }
        }
        texts
    }

    /// The tables of a list.
    pub(super) fn tables(&self, key: &str, known: &[&str], faults: &mut Faults<'_>) -> Vec<Node<'t>> {
        let mut nodes = Vec::new();
        for (value, span) in self.list(key, faults) {
            match value {
                DeValue::Table(table) => nodes.push(Node::new(table, span, known, faults)),
                _ => faults.add(span, FaultKind::Type { key: key.to_owned(), wanted: Wanted::Table }),
            }
        }
        nodes
    }

    /// The keys and values of a table whose keys are free.
    pub(super) fn pairs(
        &self,
        key: &str,
        faults: &mut Faults<'_>,
    ) -> Vec<(&'t str, Range<usize>, &'t toml::Spanned<DeValue<'t>>)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        if let DeValue::Table(table) = value.get_ref() {
            return table.iter().map(|(name, value)| (name.get_ref().as_ref(), name.span(), value)).collect();
        }
        faults.add(value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::Table });
        Vec::new()
    }

    pub(super) fn value(&self, key: &str) -> Option<&'t DeValue<'t>> {
        self.table.get(key).map(toml::Spanned::get_ref)
    }

    fn list(&self, key: &str, faults: &mut Faults<'_>) -> Vec<(&'t DeValue<'t>, Range<usize>)> {
        let Some(value) = self.table.get(key) else { return Vec::new() };
        if let DeValue::Array(values) = value.get_ref() {
            return values.iter().map(|value| (value.get_ref(), value.span())).collect();
        }
        faults.add(value.span(), FaultKind::Type { key: key.to_owned(), wanted: Wanted::List });
        Vec::new()
    }
}

/// The candidate that needs the fewest changed letters.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> &'a str {
    candidates.min_by_key(|candidate| distance(name, candidate)).unwrap_or_default()
}

/// Insertions, removals and replacements between two words (Levenshtein), in characters.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut costs: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut next = vec![at + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = costs[column] + usize::from(letter != *other);
            next.push(replaced.min(costs[column + 1] + 1).min(next[column] + 1));
        }
        costs = next;
    }
    costs[to.len()]
}
