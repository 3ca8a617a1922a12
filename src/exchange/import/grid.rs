//! The cells of a file, before anything is known of them.

use csv::StringRecord;

/// Rows of text cells in the file's order, each with the line (or worksheet row) it starts on, from 1.
pub struct Grid {
    pub rows: Vec<GridRow>,
    /// Lines before the table that start with `#`.
    pub preamble: Vec<String>,
}

pub struct GridRow {
    pub line: u64,
    pub cells: StringRecord,
}
