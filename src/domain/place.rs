//! Readings of places, from the postal table (KEN_ALL): so that `たど` finds addresses in 多度.

use serde::{Deserialize, Serialize};

/// The place names of one municipality with their readings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlaceTable {
    #[serde(default)]
    pub rev: u64,
    /// JIS X 0402 code without the check digit: `24205`.
    pub code: String,
    pub prefecture: Reading,
    pub municipality: Reading,
    pub towns: Vec<Reading>,
    /// Date of the file it came from, ISO 8601.
    pub as_of: jiff::civil::Date,
}

/// A name and how it is read, in hiragana.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Reading {
    pub name: String,
    pub kana: String,
}
