//! CSV text to a [`Grid`].

use super::error::{ReadCause, ReadError};
use super::grid::{Grid, GridRow};

/// Reads comma- or tab-separated text. Line breaks inside quotes and cells of any length are taken; a broken quote is an
/// error that says where it was opened. Lines before the table that start with `#` are set aside.
pub fn read(text: &str, path: &str) -> Result<Grid, ReadError> {
    let (preamble, table, skipped) = split_preamble(text);
    let first = table.lines().next().unwrap_or("");
    let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
    if let Some((line, column)) = broken_quote(table, delimiter) {
        return Err(ReadError::new(path, ReadCause::BrokenQuote { line: line + skipped, column }));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(table.as_bytes());
    let mut rows = Vec::new();
    let mut lines = LineCounter { bytes: table.as_bytes(), at: 0, line: 1 + skipped };
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line) + skipped;
            ReadError::new(path, ReadCause::Csv { line, cause: error.to_string() })
        })?;
        let line = lines.advance(record.position().map_or(0, csv::Position::byte) as usize);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(GridRow { line, cells: record });
        }
    }
    Ok(Grid { rows, preamble })
}

/// Lines by byte offset: the csv crate's own count is one behind where lines end with CRLF.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line of the first byte from `offset` on that ends no line. Offsets must grow.
    fn advance(&mut self, offset: usize) -> u64 {
        let start = offset + self.bytes[offset..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        self.line += memchr::memchr_iter(b'\n', &self.bytes[self.at..start]).count() as u64;
        self.at = start;
        self.line
    }
}

/// The `#` lines before the table, the rest, and how many lines were skipped.
fn split_preamble(text: &str) -> (Vec<String>, &str, u64) {
    let mut preamble = Vec::new();
    let mut rest = text;
    let mut skipped = 0;
    while rest.starts_with('#') {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        preamble.push(line.trim_end().to_owned());
        rest = behind;
        skipped += 1;
    }
    (preamble, rest, skipped)
}

/// The line and column (in characters, from 1) of the first quotation mark that opens a cell and does not close it where
/// the cell ends. The csv crate would swallow the rest of the file instead.
fn broken_quote(text: &str, delimiter: u8) -> Option<(u64, u64)> {
    let bytes = text.as_bytes();
    memchr::memchr(b'"', bytes)?;
    let mut at = 0;
    let mut at_start = true;
    while at < bytes.len() {
        if at_start && bytes[at] == b'"' {
            let opened = at;
            at += 1;
            loop {
                match memchr::memchr(b'"', &bytes[at..]) {
                    None => return Some(place(text, opened)),
                    Some(found) => at += found + 1,
                }
                match bytes.get(at) {
                    Some(b'"') => at += 1,
                    None | Some(b'\n' | b'\r') => break,
                    Some(byte) if *byte == delimiter => break,
                    Some(_) => return Some(place(text, opened)),
                }
            }
            at_start = false;
            continue;
        }
        match memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
            None => return None,
            Some(found) => at += found + 1,
        }
        at_start = true;
    }
    None
}

fn place(text: &str, at: usize) -> (u64, u64) {
    let before = &text.as_bytes()[..at];
    let line = 1 + memchr::memchr_iter(b'\n', before).count() as u64;
    let start = memchr::memrchr(b'\n', before).map_or(0, |n| n + 1);
    (line, 1 + text[start..at].chars().count() as u64)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        let grid = read(text, "x.csv").unwrap();
        grid.rows.iter().map(|r| (r.line, r.cells.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn line_numbers_count_quoted_breaks_and_preambles() {
        let rows = cells("# 注記\r\n# 2\r\na,b\r\n\"x\r\ny\",2\r\n\r\n3,\"4,5\"\r\n");
        let lines: Vec<u64> = rows.iter().map(|r| r.0).collect();
        assert_eq!(lines, [3, 4, 7]);
        assert_eq!(rows[1].1, ["x\r\ny", "2"]);
        assert_eq!(rows[2].1, ["3", "4,5"]);
    }

    #[rstest]
    #[case("a,b\n1,\"never closed\n2,3\n", 2, 3)]
    #[case("a,b\n\"桑\"x,1\n", 2, 1)]
    #[case("# p\na,桑,\"b", 2, 5)]
    fn broken_quotes_are_found(#[case] text: &str, #[case] line: u64, #[case] column: u64) {
        let error = read(text, "x.csv").err().unwrap();
        assert_eq!(error.cause, ReadCause::BrokenQuote { line, column });
    }

    #[rstest]
    #[case("a,b\n1,6\" pipe\n")]
    #[case("a,b\n\"say \"\"x\"\"\",\"\"\n")]
    #[case("a\tb\n\"1\"\t2")]
    fn sound_quotes_are_taken(#[case] text: &str) {
        assert_eq!(cells(text).len(), 2);
    }

    #[test]
    fn a_very_long_cell_is_taken_whole() {
        let long = "あ".repeat(4_999);
        assert_eq!(cells(&format!("a,b\n1,\"{long}\"\n"))[1].1[1].chars().count(), 4_999);
    }
}
