//! What a FAX would tell though its own field is blanked: the same words typed into another field.

use super::{FieldKind, SheetForm, Values};

/// A field that goes out and tells what must not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spill {
    /// The field that would tell it.
    pub field: String,
    pub label: String,
    /// The words that it tells.
    pub words: String,
}

/// Fields that may be faxed and hold a word of the form's list, or what stands in a field that must not be faxed. A person decides
/// what becomes of them: words may stand there for another reason.
pub fn spills(form: &SheetForm, values: &Values) -> Vec<Spill> {
    let secret = form
        .fields()
        .filter(|field| !field.fax && matches!(field.kind, FieldKind::Line | FieldKind::Text | FieldKind::Phone))
        .filter_map(|field| values.get(&field.name))
        .flat_map(|value| value.lines())
        .map(str::trim)
        .filter(|line| line.chars().count() > 1);
    let secret: Vec<&str> = secret.chain(form.fax_words.iter().map(String::as_str)).collect();
    let mut found = Vec::new();
    for field in form.fields().filter(|field| field.fax) {
        let Some(value) = values.get(&field.name) else { continue };
        if let Some(words) = secret.iter().find(|words| value.contains(**words)) {
            found.push(Spill { field: field.name.clone(), label: field.label.clone(), words: (*words).to_owned() });
        }
    }
    found
}
