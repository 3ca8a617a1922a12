//! A document as the index keeps it: folded texts beside the original ones.

use super::document::Document;
use super::field::Field;
use super::fold::{Folded, fold, fold_mapped};
use crate::domain::FacilityId;

/// One record, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) id: FacilityId,
    /// In the order of the document; a text with spaces stands twice, the second time without them.
    pub(super) texts: Vec<Text>,
}

/// One folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Text {
    pub(super) field: Field,
    /// Are its spaces taken out?
    pub(super) squeezed: bool,
    pub(super) folded: String,
    pub(super) original: String,
}

impl Entry {
    pub(super) fn of(doc: Document) -> Self {
        let mut texts = Vec::with_capacity(doc.fields.len() + 2);
        for (field, original) in doc.fields {
            let folded = fold_field(field, &original);
            if folded.is_empty() {
                continue;
            }
            let loose = (field.has_loose_spaces() && folded.contains(' ')).then(|| folded.replace(' ', ""));
            if let Some(folded) = loose {
                texts.push(Text {
                    field,
                    squeezed: false,
                    folded: fold_field(field, &original),
                    original: original.clone(),
                });
                texts.push(Text { field, squeezed: true, folded, original });
            } else {
                texts.push(Text { field, squeezed: false, folded, original });
            }
        }
        Self { id: doc.id, texts }
    }

    pub(super) fn folded(&self) -> impl Iterator<Item = (Field, &str)> {
        self.texts.iter().map(|text| (text.field, text.folded.as_str()))
    }
}

/// How a field is compared.
pub(super) fn fold_field(field: Field, original: &str) -> String {
    if field == Field::Code {
        return original.to_owned();
    }
    let folded = fold(original);
    if field.is_phone() { folded.chars().filter(char::is_ascii_digit).collect() } else { folded }
}

/// The same with the way back to the original characters.
pub(super) fn map_field(field: Field, squeezed: bool, original: &str) -> Folded {
    let folded = fold_mapped(original);
    if field.is_phone() {
        folded.digits()
    } else if squeezed {
        folded.squeezed()
    } else {
        folded
    }
}
