//! What was found, and why.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::entry::{Text, map_field};
use super::field::Field;
use super::fold::fold_keeping_variants;
use super::highlight::merge;
use super::matcher::{Loose, Skim, loosely};
use super::query::Query;
use super::rank::{Class, Tier};
use super::word::{Spelled, Spelling};
use crate::domain::FacilityId;
use crate::domain::facility::{Kind, capability};

/// The answer to a query.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hits {
    /// The best, in order.
    pub rows: Vec<Hit>,
    /// How many there are; where the fuzzy tier helped, its rows are counted.
    pub total: usize,
}

/// One found record.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    pub id: FacilityId,
    pub tier: Tier,
    /// One match for each word of the query, in its order (none for excluded words).
    pub why: Vec<Match>,
}

/// Where a word was met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    pub field: Field,
    pub how: How,
    /// The field's text as it was given to the index (readings of names made from places are folded).
    pub text: String,
    /// Characters of `text` (indexes of `char`s, not bytes) that matched, in order. Empty for conditions.
    pub positions: Vec<Range<usize>>,
}

/// How a word matched. `Display` gives the stable code, for `find --json`.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum How {
    /// As written, whatever the width or the kind of kana.
    Literal,
    /// 読み: kana typed, met in a reading.
    Reading,
    /// ローマ字.
    Romaji,
    /// 電話.
    Phone,
    /// 番号.
    Number,
    /// 略称.
    ShortName,
    /// 異体字: 髙 for 高.
    Variant,
    /// A condition (`種別:`).
    Condition,
    /// あいまい: the letters in order, with gaps.
    Fuzzy,
}

impl Hit {
    /// Explains a record that met the query, some words of it perhaps with gaps.
    ///
    /// `folded` gives the folded texts anew each time, `text` one of them with its original.
    pub(super) fn explain<'t, I: Iterator<Item = (Field, &'t str)>>(
        id: FacilityId,
        class: Class,
        query: &Query,
        folded: impl Fn() -> I,
        text: impl Fn(usize) -> Option<Text>,
    ) -> Self {
        let mut why = Vec::new();
        for word in query.words.iter().filter(|word| !word.exclude) {
            let Some(spot) = word.best(folded()) else {
                let loose = loosely(word, folded(), &Skim);
                why.extend(loose.and_then(|loose| Some(loose_match(&text(loose.text)?, &loose))));
                continue;
            };
            let Some(text) = text(spot.text) else { continue };
            let spelling = &word.spellings[spot.spelling];
            why.push(if text.field == Field::Code {
                code_match(&text.original)
            } else {
                Match {
                    field: text.field,
                    how: if word.condition { How::Condition } else { how(&text, spelling) },
                    positions: positions(&text, spelling),
                    text: text.original,
                }
            });
        }
        Self { id, tier: class.tier, why }
    }
}

fn loose_match(text: &Text, loose: &Loose) -> Match {
    let folded = map_field(text.field, text.squeezed, &text.original);
    let positions = loose.positions.iter().map(|&at| folded.original_of(at)).collect();
    Match { field: text.field, how: How::Fuzzy, text: text.original.clone(), positions: merge(positions) }
}

/// What a code stands for.
fn code_match(code: &str) -> Match {
    let (field, text) = match code.split_once(':') {
        Some(("can", code)) => (Field::Capability, capability::info(code).map_or(code, |info| info.ja)),
        Some(("vacancy", _)) => (Field::Vacancy, code),
        _ => (Field::Kind, Kind::new(code).info().short_ja),
    };
    Match { field, how: How::Condition, text: text.to_owned(), positions: Vec::new() }
}

fn positions(text: &Text, spelling: &Spelling) -> Vec<Range<usize>> {
    let folded = map_field(text.field, text.squeezed, &text.original);
    spelling.all_in(&folded.text).map(|range| folded.original(range)).collect()
}

fn how(text: &Text, spelling: &Spelling) -> How {
    match text.field {
        Field::Phone | Field::Fax => How::Phone,
        Field::Number | Field::PostalCode => How::Number,
        _ if spelling.how == Spelled::Romaji => How::Romaji,
        Field::ShortName => How::ShortName,
        field if field.is_reading() => How::Reading,
        _ => {
            let kept = fold_keeping_variants(&text.original);
            let kept = if text.squeezed { kept.replace(' ', "") } else { kept };
            if spelling.typed.is_empty() || kept.contains(&spelling.typed) { How::Literal } else { How::Variant }
        }
    }
}
