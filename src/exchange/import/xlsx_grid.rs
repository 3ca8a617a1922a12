//! The first worksheet of a workbook to a [`Grid`].

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use csv::StringRecord;

use super::error::{ReadCause, ReadError};
use super::grid::{Grid, GridRow};

/// Reads a workbook's first worksheet that has cells. Whole numbers are written without a fraction.
pub fn read(bytes: Vec<u8>, path: &str) -> Result<Grid, ReadError> {
    let broken = |cause: String| ReadError::new(path, ReadCause::Workbook(cause));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|e| broken(e.to_string()))?;
        let Some((first, _)) = range.start() else { continue };
        let mut rows = Vec::with_capacity(range.height());
        for (at, row) in range.rows().enumerate() {
            let mut cells = StringRecord::new();
            let mut any = false;
            for cell in row {
                let text = text(cell);
                any |= !text.trim().is_empty();
                cells.push_field(&text);
            }
            if any {
                rows.push(GridRow { line: u64::from(first) + at as u64 + 1, cells });
            }
        }
        if !rows.is_empty() {
            return Ok(Grid { rows, preamble: Vec::new() });
        }
    }
    Err(ReadError::new(path, ReadCause::Empty))
}

fn text(cell: &Data) -> std::borrow::Cow<'_, str> {
    match cell {
        Data::String(text) => text.as_str().into(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}").into(),
        Data::Empty => "".into(),
        other => other.to_string().into(),
    }
}
