//! Export: one file a target format, pure functions over whole records.
//!
//! Every value is sanitised once more on its way out ([`clean_line`](crate::domain::text::clean_line)), so that a record written by
//! another program brings no escape sequence to a terminal, a clipboard or a record system.

mod card;
mod columns;
mod cp932;
mod csv;
pub mod disclosures;
mod encode;
mod facts;
pub mod figures;
mod guard;
pub mod icalendar;
pub mod json;
pub mod jsonl;
mod label;
mod line;
mod markdown;
mod mecard;
pub mod minutes;
pub mod paste;
pub mod person;
mod phone;
pub mod report;
mod sanitise;
pub mod sheet;
pub mod survey;
mod tsv;
mod vcard;
mod wrap;

use jiff::civil::Date;

pub use columns::{Column, Columns};
pub use cp932::{Replacement, safe};
pub use encode::{Encoded, Encoding, encode};
pub use guard::guard;
pub use label::fact_label;
pub use mecard::{mecard, mecard_of};
pub use phone::dial_uri;
pub use vcard::Version;

use crate::domain::Facility;
use crate::words::Words;

/// Cells of a line of the whole card: what the note field of a record system shows without wrapping by itself.
pub const CARD_CELLS: usize = 40;

/// How an export is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of labels and headers.
    pub words: &'static Words,
    pub today: Date,
    /// Replace what CP932 lacks, and list what was replaced.
    pub cp932_safe: bool,
    /// Lines of the whole card take at most so many cells; `None` leaves them as long as they are.
    pub line_cells: Option<usize>,
}

impl Options {
    pub fn new(words: &'static Words, today: Date) -> Self {
        Self { words, today, cp932_safe: false, line_cells: None }
    }
}

/// The target formats.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// The number to call and nothing else; of several facilities one line each, with the name behind it.
    Phone,
    /// Name, kinds, number, whom to ask for, FAX, address: one line a facility.
    Line,
    /// Everything worth knowing as plain text, for a record system.
    Card,
    /// The columns of a contact list, to be pasted into a spreadsheet.
    Table,
    /// All columns, tab between them.
    Tsv,
    /// All columns, RFC 4180.
    Csv,
    /// One object with the items of `find --json`.
    Json,
    /// Whole records, one a line, in the order of their ids and without `rev`.
    Jsonl,
    Markdown,
    /// vCard 3.0, which every phone reads.
    Vcard,
    /// vCard 4.0 (RFC 6350).
    Vcard4,
}

/// A text as it would be copied or written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rendered {
    /// Empty where no facility has anything to say in this format (no phone number).
    pub text: String,
    /// What was replaced for CP932, in the order of first appearance; empty unless it was asked for.
    pub replaced: Vec<Replacement>,
}

/// What can go wrong in making an export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("a record could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The facilities in a format.
pub fn render(format: Format, facilities: &[&Facility], options: &Options) -> Result<Rendered, ExportError> {
    let text = match format {
        Format::Phone => phone::write(facilities, options),
        Format::Line => line::write(facilities, options),
        Format::Card => card::write(facilities, options),
        Format::Table => tsv::write(facilities, Columns::Contact, options),
        Format::Tsv => tsv::write(facilities, Columns::All, options),
        Format::Csv => csv::write(facilities, Columns::All, options),
        Format::Json => json::write(facilities),
        Format::Jsonl => jsonl::write(facilities)?,
        Format::Markdown => markdown::write(facilities, options),
        Format::Vcard => vcard::write(facilities, Version::Three, options),
        Format::Vcard4 => vcard::write(facilities, Version::Four, options),
    };
    if options.cp932_safe {
        let (text, replaced) = safe(&text);
        return Ok(Rendered { text, replaced });
    }
    Ok(Rendered { text, replaced: Vec::new() })
}

#[cfg(test)]
mod tests;
