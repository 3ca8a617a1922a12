//! Tab-separated, to be pasted into a spreadsheet.

use super::{Columns, Options, guard};
use crate::domain::Facility;
use crate::domain::text::clean_line;

/// Header and one line a facility, each ended by a line feed. Tabs and line breaks in a cell are folded to a blank, formulas disarmed ([`guard()`]).
pub fn write(facilities: &[&Facility], columns: Columns, options: &Options) -> String {
    let columns = columns.list();
    let header = columns.iter().map(|column| column.header(options.words)).collect();
    let rows = facilities.iter().map(|facility| columns.iter().map(|column| column.cell(facility, options)).collect());
    std::iter::once(header).chain(rows).map(|cells: Vec<String>| row(&cells)).collect()
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
    format!("{}\n", cells.join("\t"))
}

/// A cell that begins with a quote would swallow its neighbours when pasted: a spreadsheet takes what follows for a quoted cell.
fn cell_text(cell: &str) -> String {
    let cell = clean_line(cell);
    if cell.starts_with('"') { format!("'{cell}") } else { guard(&cell).into_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cell_brings_no_column_and_no_line_of_its_own() {
        assert_eq!(row(&["a\tb".into(), "c\r\nd".into(), "\"e".into(), "=1".into()]), "a b\tc d\t'\"e\t'=1\n");
    }

    proptest! {
        #[test]
        fn cells_come_back(cells in proptest::collection::vec(".{0,30}", 1..6)) {
            let text = row(&cells);
            prop_assert_eq!(text.matches('\n').count(), 1);
            let back: Vec<&str> = text.trim_end_matches('\n').split('\t').collect();
            let wanted: Vec<String> = cells.iter().map(|cell| cell_text(cell)).collect();
            prop_assert_eq!(back, wanted);
        }
    }
}
