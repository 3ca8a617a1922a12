//! In which order hits stand.

use serde::{Deserialize, Serialize};

/// Which field decided, best first. `Display` gives the stable code.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, strum::Display, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum Tier {
    /// Name, reading or short name.
    Name,
    Town,
    Address,
    Phone,
    /// Kind, capability, corporation, person, note.
    Other,
    /// The letters in order, with gaps (`fuzzy-matcher`).
    Fuzzy,
}

/// Where in the field the word stands, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Fit {
    /// A word of its own, or the whole field.
    Whole,
    /// At the start of a word.
    Start,
    Inside,
}

/// Tier and fit in one; smaller is better. A record with several words is as good as its worst one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Class {
    pub tier: Tier,
    pub fit: Fit,
}

impl Class {
    /// What a record has that only conditions chose.
    pub const BEST: Self = Self { tier: Tier::Name, fit: Fit::Whole };
    /// Every hit of the fuzzy tier.
    pub const FUZZY: Self = Self { tier: Tier::Fuzzy, fit: Fit::Inside };
}

/// How well `folded[start..end]` stands in its text: words end at spaces and at the ends.
pub(super) fn fit(folded: &[u8], start: usize, end: usize) -> Fit {
    let is_edge = |byte: Option<&u8>| byte.is_none_or(|b| matches!(b, b' ' | b'\n'));
    let starts = start == 0 || is_edge(folded.get(start - 1));
    match (starts, is_edge(folded.get(end))) {
        (true, true) => Fit::Whole,
        (true, false) => Fit::Start,
        (false, _) => Fit::Inside,
    }
}
