//! Comma-separated, RFC 4180.

use super::{Columns, Options, guard};
use crate::domain::Facility;
use crate::domain::text::clean_text;

/// Header and one record a facility, ended by CRLF; cells are quoted where they must be, formulas disarmed ([`guard()`]). The note keeps its
/// line breaks.
pub fn write(facilities: &[&Facility], columns: Columns, options: &Options) -> String {
    let columns = columns.list();
    let header = columns.iter().map(|column| column.header(options.words)).collect();
    let rows = facilities.iter().map(|facility| columns.iter().map(|column| column.cell(facility, options)).collect());
    std::iter::once(header).chain(rows).map(|cells: Vec<String>| record(&cells)).collect()
}

/// One record of any table.
pub(super) fn record(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quote(&guard(&clean_text(cell)))).collect();
    format!("{}\r\n", cells.join(","))
}

fn quote(cell: &str) -> String {
    let plain = !cell.contains(['"', ',', '\n', '\r']) && !cell.starts_with(' ') && !cell.ends_with(' ');
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        let text = record(&["a\"b".into(), "c,d".into(), "e\nf".into(), "=1".into(), "-5".into()]);
        assert_eq!(text, "\"a\"\"b\",\"c,d\",\"e\nf\",'=1,-5\r\n");
    }

    proptest! {
        #[test]
        fn records_come_back(cells in proptest::collection::vec("[ -~あ\n\t\r＝é]{0,20}", 2..6)) {
            let wanted: Vec<String> = cells.iter().map(|cell| guard(&clean_text(cell)).into_owned()).collect();
            prop_assert_eq!(read(&record(&cells)), vec![wanted]);
        }
    }
}
