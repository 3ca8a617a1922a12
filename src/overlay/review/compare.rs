//! Two facilities field by field.

use crate::domain::facility::SourceKey;
use crate::domain::text::clean_line;
use crate::domain::{Facility, Phone};

/// A field of both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// The word of its label.
    pub key: &'static str,
    pub left: String,
    pub right: String,
}

impl Comparison {
    /// Do both say something, and not the same?
    pub fn differs(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty() && self.left != self.right
    }
}

type Read = fn(&Facility) -> String;

/// What a person decides by; fields that neither has are left out.
pub fn compare(left: &Facility, right: &Facility) -> Vec<Comparison> {
    let fields: [(&'static str, Read); 10] = [
        ("export.name", |f| clean_line(f.name())),
        ("export.kana", |f| f.kana().map(|s| clean_line(s.value)).unwrap_or_default()),
        ("export.kinds", |f| f.kinds().iter().map(|kind| kind.info().short_ja).collect::<Vec<_>>().join(", ")),
        ("export.address", |f| f.address().map(|s| clean_line(s.value)).unwrap_or_default()),
        ("export.postal_code", |f| f.postal_code().map(|s| clean_line(s.value)).unwrap_or_default()),
        ("export.phone", |f| f.phone().map(|s| number(s.value)).unwrap_or_default()),
        ("export.fax", |f| f.fax().map(|s| number(s.value)).unwrap_or_default()),
        ("review.numbers", numbers),
        ("export.desk", |f| {
            let desk = &f.local.desk.facts;
            [&desk.department, &desk.person].into_iter().flatten().map(|t| clean_line(t)).collect::<Vec<_>>().join(" ")
        }),
        ("export.note", |f| clean_line(&f.local.note.facts)),
    ];
    let both = fields.into_iter().map(|(key, read)| Comparison { key, left: read(left), right: read(right) });
    both.filter(|field| !(field.left.is_empty() && field.right.is_empty())).collect()
}

fn number(phone: &Phone) -> String {
    clean_line(phone.display())
}

/// The numbers that sources know it by, each once.
fn numbers(facility: &Facility) -> String {
    let mut numbers: Vec<&str> = Vec::new();
    for listing in facility.listings_by_rank() {
        match &listing.key {
            SourceKey::Number(number) | SourceKey::MedicalNet(number) if !numbers.contains(&number.as_str()) => {
                numbers.push(number);
            }
            SourceKey::Number(_) | SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_) => {}
        }
    }
    clean_line(&numbers.join(", "))
}
