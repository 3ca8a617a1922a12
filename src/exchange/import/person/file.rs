//! A file with persons, read: what it says, row by row, and nothing decided yet.

use super::super::csv_grid;
use super::super::encoding::{Encoding, decode_as};
use super::super::error::{ReadCause, ReadError};
use super::columns::CardColumns;
use super::reason::{CardReason, RejectedRow};
use crate::domain::text::clean_text;

/// A file as the plan takes it.
#[derive(Debug)]
pub struct CardFile {
    /// `csv` or `vcf`.
    pub format: &'static str,
    pub encoding: Encoding,
    /// What is read: the field and the heading, or the property of a vCard.
    pub mapping: Vec<(String, String)>,
    /// What is not read.
    pub unread: Vec<String>,
    /// For the list of rejected rows.
    pub header: Vec<String>,
    pub rows: Vec<CardRow>,
    pub rejected: Vec<RejectedRow>,
}

/// What one row says of somebody. What it does not say is not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardRow {
    pub line: u64,
    /// As it stood in the file, sanitised.
    pub cells: Vec<String>,
    pub facts: Vec<CardFact>,
}

/// A field with what is to stand in it, and where that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardFact {
    pub field: String,
    pub column: String,
    pub text: String,
}

impl CardRow {
    /// What it says of a field; empty where nothing.
    pub fn text(&self, field: &str) -> &str {
        self.facts.iter().find(|fact| fact.field == field).map_or("", |fact| fact.text.as_str())
    }
}

/// Reads a list of persons with a header. `map` says `(field, heading)` where the headings are of one's own.
///
/// # Errors
///
/// That the file as a whole cannot be read, or has no column for the name.
pub fn read_csv(
    bytes: Vec<u8>,
    path: &str,
    encoding: Option<Encoding>,
    map: &[(String, String)],
) -> Result<CardFile, ReadError> {
    let (text, encoding) = decode_as(bytes, path, encoding)?;
    let grid = csv_grid::read(&text, path)?;
    let fail = |cause| ReadError::new(path, cause);
    let mut rows = grid.rows.into_iter();
    let header = rows.next().ok_or_else(|| fail(ReadCause::Empty))?;
    let columns = CardColumns::of(&header.cells, map).map_err(fail)?;
    if !columns.has("name") {
        return Err(fail(ReadCause::NoColumn { column: "氏名 (name)".to_owned(), header: columns.header }));
    }
    let mut file = CardFile {
        format: "csv",
        encoding,
        mapping: columns.read().map(|(_, field, heading)| (field.to_owned(), heading.to_owned())).collect(),
        unread: columns.unread(),
        header: columns.header.clone(),
        rows: Vec::new(),
        rejected: Vec::new(),
    };
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| clean_text(unguarded(cell))).collect();
        let (found, expected) = (cells.len(), columns.header.len());
        if found != expected {
            let reason = CardReason::CellCount { found, expected };
            file.rejected.push(RejectedRow { line: row.line, column: None, reason, cells });
            continue;
        }
        let facts = columns.read().filter(|(at, ..)| !cells[*at].trim().is_empty());
        let facts = facts.map(|(at, field, heading)| CardFact {
            field: field.to_owned(),
            column: heading.to_owned(),
            text: cells[at].clone(),
        });
        file.rows.push(CardRow { line: row.line, facts: facts.collect(), cells });
    }
    Ok(file)
}

/// Without the apostrophe that an export put before what a spreadsheet would calculate.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if crate::exchange::export::guard(rest) == cell => rest,
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_sanitised_empty_ones_say_nothing_and_a_guard_is_taken_off() {
        let text =
            "氏名,電話,備考\r\n架空\u{1b}[31m 花子,'+81-3-0000-0000,\"=1+1\r\n二行\"\r\n架空 太郎,,\r\n三つ,四つ\r\n";
        let file = read_csv(text.as_bytes().to_vec(), "x.csv", None, &[]).unwrap();
        assert_eq!(file.rows.len(), 2);
        assert_eq!(file.rows[0].text("name"), "架空[31m 花子");
        assert_eq!(file.rows[0].text("phone"), "+81-3-0000-0000");
        assert_eq!(file.rows[0].text("note"), "=1+1\n二行");
        assert_eq!(file.rows[1].facts.len(), 1);
        assert_eq!((file.rows[1].line, file.rejected[0].line), (4, 5));
        assert_eq!(file.rejected[0].reason, CardReason::CellCount { found: 2, expected: 3 });
    }

    #[test]
    fn a_list_without_names_and_bytes_of_another_encoding_are_refused() {
        let refused = |bytes: &[u8], encoding| read_csv(bytes.to_vec(), "x.csv", encoding, &[]).unwrap_err().cause;
        assert!(matches!(refused("電話\r\n1\r\n".as_bytes(), None), ReadCause::NoColumn { .. }));
        assert!(matches!(refused(b"", None), ReadCause::Empty));
        assert!(matches!(refused(b"a\0b", None), ReadCause::Binary));
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("氏名\r\n架空 花子\r\n");
        assert!(matches!(refused(&cp932, Some(Encoding::Utf8)), ReadCause::Encoding { .. }));
        assert_eq!(read_csv(cp932.to_vec(), "x.csv", None, &[]).unwrap().encoding, Encoding::Cp932);
    }
}
