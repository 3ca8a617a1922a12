//! One file, read: what it says, row by row, and nothing decided yet.

use std::path::PathBuf;

use jiff::civil::Date;

use super::encoding::Encoding;
use super::error::Rejected;
use super::field::FieldSet;
use super::format::Format;
use super::record_lines::RecordRow;
use crate::domain::{Listing, PlaceTable, Source};

/// A file as the plan takes it.
pub struct SourceFile {
    pub path: PathBuf,
    /// The path as the user wrote it, sanitised, for reports.
    pub name: String,
    pub format: Format,
    pub encoding: Encoding,
    /// Data rows in the file, those left out included.
    pub rows: usize,
    /// The file's date (R6).
    pub as_of: Date,
    /// `None` for the postal table.
    pub source: Option<Source>,
    /// The fields that the file has columns for (R5).
    pub fields: FieldSet,
    pub listings: Vec<Row>,
    pub places: Vec<PlaceTable>,
    /// Of a file of whole records; it has nothing else.
    pub records: Vec<RecordRow>,
    pub rejected: Vec<Rejected>,
    /// The header, for the CSV of rejected rows; empty where the format has none.
    pub header: Vec<String>,
    /// Rows that said again what another row of the same institution and service said.
    pub repeated: usize,
    /// Rows that said it differently, as (its line, the line before it): the later one stands.
    pub replaced: Vec<(u64, u64)>,
}

/// A listing and the line it stands on.
pub struct Row {
    pub line: u64,
    pub listing: Listing,
}
