//! Before something is published: what in a text may name somebody. What is found holds it up; a person looks at it.
//!
//! The rules would rather find too much. What nobody can find this way (a rare illness in a small village) stays with who publishes.

mod honorific;
mod known;
mod shapes;

use std::ops::Range;

pub use known::Known;

use crate::domain::spelling::Folded;

/// Something that may name somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub what: Clue,
    /// Where, in bytes of the text.
    pub at: Range<usize>,
}

/// What it is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Clue {
    /// The name of somebody whom the centre knows.
    Name,
    /// Somebody with 様, さん or 氏.
    Addressed,
    Phone,
    PostalCode,
    Address,
    Mail,
    BirthDate,
    /// 被保険者番号
    Number,
    /// Somebody of an institution of the register.
    Desk,
    Age,
    Room,
}

impl Clue {
    /// Does it hold a publication up? The others are told.
    pub const fn is_hard(self) -> bool {
        match self {
            Self::Name | Self::Addressed | Self::Phone | Self::PostalCode | Self::Address => true,
            Self::Mail | Self::BirthDate | Self::Number => true,
            Self::Desk | Self::Age | Self::Room => false,
        }
    }
}

/// Everything in a text that may name somebody, in its order.
pub fn check(text: &str, known: &Known) -> Vec<Finding> {
    let folded = Folded::of(text, known.variant());
    let squeezed = folded.squeezed();
    let mut found: Vec<Finding> = Vec::new();
    let mut add = |what: Clue, at: Range<usize>| {
        let same = |one: &Finding| one.what == what && one.at == at;
        if !found.iter().any(same) {
            found.push(Finding { what, at });
        }
    };
    for (what, at) in known.met(&squeezed) {
        add(what, squeezed.original(at));
    }
    for at in honorific::addressed(&squeezed) {
        add(Clue::Addressed, squeezed.original(at));
    }
    for (what, at) in shapes::found(&folded, known) {
        add(what, folded.original(at));
    }
    let public = known.public_places(&squeezed);
    found.retain(|one| {
        let inside = |place: &Range<usize>| place.start <= one.at.start && one.at.end <= place.end;
        !matches!(one.what, Clue::Address | Clue::PostalCode) || !public.iter().any(inside)
    });
    found.sort_by_key(|one| (one.at.start, one.at.end, one.what));
    found
}

#[cfg(test)]
mod tests;
