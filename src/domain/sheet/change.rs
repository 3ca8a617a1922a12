//! What changed since the last time a sheet was sent.

use std::collections::BTreeSet;

use super::{SheetForm, Values};

/// One field that says something else now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub field: String,
    pub label: String,
    pub before: Option<String>,
    pub now: Option<String>,
}

/// The changed fields in the order of the form; fields that it does not know come last, by name.
pub fn changes(form: &SheetForm, before: &Values, now: &Values) -> Vec<Change> {
    let known = form.fields().map(|field| (field.name.as_str(), field.label.as_str()));
    let names: BTreeSet<&str> = before.keys().chain(now.keys()).map(String::as_str).collect();
    let strange = names.into_iter().filter(|name| form.field(name).is_none()).map(|name| (name, name));
    known
        .chain(strange)
        .filter_map(|(name, label)| {
            let (before, now) = (filled(before, name), filled(now, name));
            (before != now).then(|| Change { field: name.to_owned(), label: label.to_owned(), before, now })
        })
        .collect()
}

fn filled(values: &Values, name: &str) -> Option<String> {
    values.get(name).filter(|value| !value.trim().is_empty()).cloned()
}
