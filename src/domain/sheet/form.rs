//! A form: its parts and their fields, as a data file describes them.

use super::SheetField;

/// One form in one version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetForm {
    /// Stable, ASCII (`admission_sheet`).
    pub name: String,
    pub version: String,
    pub title: String,
    /// Printed under the last part; may be empty.
    pub note: String,
    /// Words that tell what must not be faxed wherever they stand (生活保護).
    pub fax_words: Vec<String>,
    pub parts: Vec<Part>,
}

/// A numbered part of the paper form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub name: String,
    pub title: String,
    pub fields: Vec<SheetField>,
}

impl SheetForm {
    /// In the order of the paper.
    pub fn fields(&self) -> impl Iterator<Item = &SheetField> {
        self.parts.iter().flat_map(|part| &part.fields)
    }

    pub fn field(&self, name: &str) -> Option<&SheetField> {
        self.fields().find(|field| field.name == name)
    }
}
