//! Why a row about somebody was left out, and the list of such rows.

use crate::exchange::export::guard;
use crate::words::Words;

/// Why. None repeats what stands in the row.
#[derive(Clone, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CardReason {
    CellCount {
        found: usize,
        expected: usize,
    },
    NoName,
    /// There is somebody of this name, and kana and birth date do not say whether it is the same one.
    Doubtful,
    /// Two persons have this name, kana and birth date.
    SeveralPersons,
    /// Nobody has this id.
    NoSuchPerson,
    /// The same person stands on an earlier line.
    RowTwice {
        line: u64,
    },
    /// All places for contacts are taken.
    NoPlace,
    /// A vCard of an institution or a group.
    NotAPerson,
    /// No whole vCard.
    BadVcard,
    /// What stands in a column cannot stand in its field: a key of the words.
    Field(String),
}

impl CardReason {
    pub fn sentence(&self, words: &Words) -> String {
        let name: &'static str = self.into();
        let key = format!("card_reason.{name}");
        match self {
            Self::CellCount { found, expected } => words.say(&key, &[("found", found), ("expected", expected)]),
            Self::RowTwice { line } => words.say(&key, &[("line", line)]),
            Self::Field(key) => words.get(key).to_owned(),
            Self::NoName | Self::Doubtful | Self::SeveralPersons | Self::NoSuchPerson => words.get(&key).to_owned(),
            Self::NoPlace | Self::NotAPerson | Self::BadVcard => words.get(&key).to_owned(),
        }
    }
}

/// A row that was left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectedRow {
    pub line: u64,
    /// The heading of the cell that was wrong; `None` where it is the row as a whole.
    pub column: Option<String>,
    pub reason: CardReason,
    /// The row as it stood in the file, sanitised.
    pub cells: Vec<String>,
}

/// The rejected rows as CSV (UTF-8 with BOM, CRLF): the columns of the file, and why. Mended, it can be taken in as it is.
pub fn rejected_csv(header: &[String], rejected: &[RejectedRow], words: &Words) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let title = words.get("card_reason.title").to_owned();
    // Writing to memory cannot fail.
    let _ = writer.write_record(header.iter().chain([&title]).map(|cell| guard(cell).into_owned()));
    for row in rejected {
        let reason = row.reason.sentence(words);
        let reason = row.column.as_ref().map_or_else(|| reason.clone(), |column| format!("{column}: {reason}"));
        // A row of too few cells would put the reason under another heading.
        let mut cells = row.cells.clone();
        cells.resize(cells.len().max(header.len()), String::new());
        let _ = writer.write_record(cells.iter().chain([&reason]).map(|cell| guard(cell).into_owned()));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}
