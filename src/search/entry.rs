//! A document as the index keeps it: folded texts beside the original ones.

use super::document::Document;
use super::field::Field;
use super::fold::{Folded, fold, fold_mapped};
use super::record::is_term;
use crate::domain::FacilityId;

/// One record, folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) id: FacilityId,
    /// Room by room, in the order of the document; a text with spaces stands twice, the second time without them.
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
            if field.has_loose_spaces() && folded.contains(' ') {
                let squeezed = folded.replace(' ', "");
                texts.push(Text { field, squeezed: false, folded, original: original.clone() });
                texts.push(Text { field, squeezed: true, folded: squeezed, original });
            } else {
                texts.push(Text { field, squeezed: false, folded, original });
            }
        }
        // Room by room, what has few values last: so a segment gives them back.
        texts.sort_by_key(|text| (is_term(text.field), text.field.room()));
        Self { id: doc.id, texts }
    }

    /// What decides between records that match equally well.
    pub(super) fn order(&self) -> Order<'_> {
        Order::of(self.folded(), self.id)
    }

    pub(super) fn folded(&self) -> impl Iterator<Item = (Field, &str)> {
        self.texts.iter().map(|text| (text.field, text.folded.as_str()))
    }
}

/// The order of records that match equally well: the shorter name, then the reading, the name, the id. Records without a name last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Order<'a> {
    length: usize,
    kana: &'a str,
    name: &'a str,
    id: FacilityId,
}

impl<'a> Order<'a> {
    /// From the texts of a record, the display name first.
    pub(super) fn of(mut texts: impl Iterator<Item = (Field, &'a str)>, id: FacilityId) -> Self {
        let mut name = None;
        let mut kana = None;
        for (field, text) in texts.by_ref() {
            match field {
                Field::Name => _ = name.get_or_insert(text),
                Field::Kana => _ = kana.get_or_insert(text),
                _ => {}
            }
        }
        let length = name.map_or(usize::MAX, |name| name.chars().count());
        let name = name.unwrap_or_default();
        Self { length, kana: kana.unwrap_or(name), name, id }
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
