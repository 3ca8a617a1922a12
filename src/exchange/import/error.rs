//! Why a file could not be read: what and where. Nothing of the whole command is written then.

use super::format::Format;
use crate::domain::facility::SourceKey;
use crate::domain::text::clean_line;

/// A file that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {cause}")]
pub struct ReadError {
    pub path: String,
    pub cause: ReadCause,
}

impl ReadError {
    pub fn new(path: impl Into<String>, cause: ReadCause) -> Self {
        Self { path: path.into(), cause }
    }
}

/// What was wrong with it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadCause {
    #[error("cannot be opened: {0}")]
    Open(String),
    #[error("is a folder; name the files in it")]
    Directory,
    #[error("is no regular file but a pipe or a device; save what it holds as a file first")]
    NoFile,
    #[error("is empty")]
    Empty,
    #[error("is not a table of text (CSV or xlsx) but something else")]
    Binary,
    #[error("is a zip archive; unpack it and import the files in it")]
    Archive,
    #[error("line {line} has bytes that are not {tried}; nothing was read")]
    Encoding { line: u64, tried: &'static str },
    #[error("line {line}, column {column}: a quotation mark that is opened here is never closed rightly")]
    BrokenQuote { line: u64, column: u64 },
    #[error("line {line}: {cause}")]
    Csv { line: u64, cause: String },
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    #[error("no known format; it starts with {header:?}. Name it with --format, or map its columns with --map")]
    UnknownFormat { header: Vec<String> },
    #[error("is not of the format {format}: there is no row with {missing:?}")]
    WrongFormat { format: Format, missing: Vec<String> },
    #[error("the header has no column {column:?}; it has {header:?}")]
    NoColumn { column: String, header: Vec<String> },
    #[error("a table of one's own needs --map with at least name=COLUMN")]
    NeedsMap,
    #[error("holds whole records, which are taken in by themselves and not beside other files")]
    NotTogether,
    #[error("nothing in it, its name or its folder tells its date; say --as-of YYYY-MM-DD")]
    NoDate,
    #[error(
        "the check digits do not tell whether these institutions of prefecture {prefecture} are medical, dental or \
         pharmacies; say --format code-list-medical, code-list-dental or code-list-pharmacy"
    )]
    UnknownKind { prefecture: String },
}

/// Why one row was left out, the others being taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    #[error("there is no name")]
    NoName,
    #[error("{0:?} is no number of an institution")]
    BadNumber(String),
    #[error("the number {number} does not belong to {prefecture}")]
    OtherPrefecture { number: String, prefecture: String },
    #[error("{0:?} is no service that is known, and the file name has no service code")]
    UnknownService(String),
    #[error("{0:?} can be several services; name the file with its service code (jigyosho_331.csv)")]
    AmbiguousService(String),
    #[error("{0:?} is no kind of institution that is known")]
    UnknownKind(String),
    #[error("the row has {found} cells, the header {expected}")]
    CellCount { found: usize, expected: usize },
    #[error("the same institution and service stands on line {line} with other values")]
    Contradiction { line: u64 },
    #[error("neither a code nor the address tells the municipality, which --city needs")]
    NoMunicipality,
    #[error("the line is no record: it must look like {{\"kind\":\"facility\",\"record\":{{...}}}}")]
    NotARecord,
    #[error("{0:?} is no kind of record that this program knows")]
    UnknownRecord(String),
    #[error("the record has the field {0:?}, which this program does not know")]
    UnknownField(String),
    #[error("the record cannot be read: {0}")]
    BadRecord(String),
    #[error("the same record stands on line {line} with other values")]
    RecordTwice { line: u64 },
}

/// Characters of a cell that a reason repeats.
const SHOWN: usize = 60;

impl Reason {
    /// As it may be shown: what it repeats of a cell is sanitised, and no longer than a line.
    pub fn sanitised(self) -> Self {
        let shown = |value: String| {
            let clean = clean_line(&value);
            match clean.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("{}…", &clean[..end]),
                None => clean,
            }
        };
        match self {
            Self::BadNumber(value) => Self::BadNumber(shown(value)),
            Self::UnknownService(value) => Self::UnknownService(shown(value)),
            Self::AmbiguousService(value) => Self::AmbiguousService(shown(value)),
            Self::UnknownKind(value) => Self::UnknownKind(shown(value)),
            Self::UnknownRecord(value) => Self::UnknownRecord(shown(value)),
            Self::UnknownField(value) => Self::UnknownField(shown(value)),
            Self::BadRecord(value) => Self::BadRecord(shown(value)),
            Self::OtherPrefecture { number, prefecture } => {
                Self::OtherPrefecture { number: shown(number), prefecture: shown(prefecture) }
            }
            Self::NoName
            | Self::CellCount { .. }
            | Self::Contradiction { .. }
            | Self::NoMunicipality
            | Self::NotARecord
            | Self::RecordTwice { .. } => self,
        }
    }
}

/// A row that was left out.
#[derive(Clone, Debug)]
pub struct Rejected {
    pub file: String,
    pub line: u64,
    /// Its municipality, where that can be told: rows outside `--city` are nobody's concern.
    pub municipality: Option<String>,
    /// What its institution can be known by: it stands in the file, so it is not maybe closed.
    pub keys: Vec<SourceKey>,
    /// Header of the cell that was wrong; `None` where it is the row as a whole.
    pub column: Option<String>,
    pub reason: Reason,
    /// The row as it stood in the file.
    pub cells: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_repeats_no_escape_sequence_and_no_page() {
        let reason = Reason::BadNumber("\u{1b}]52;c;aGk=\u{7}12\u{202e}".into()).sanitised();
        assert_eq!(reason, Reason::BadNumber("]52;c;aGk=12".into()));
        let Reason::UnknownKind(long) = Reason::UnknownKind("あ".repeat(4_999)).sanitised() else { panic!() };
        assert_eq!(long.chars().count(), SHOWN + 1);
    }
}
