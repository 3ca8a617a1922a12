//! Files to [`SourceFile`]s: opened, decoded, recognised, dated, read row by row.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;

use super::claim::claimed;
use super::columns::Columns;
use super::encoding::{Encoding, decode};
use super::error::{ReadCause, ReadError, Rejected};
use super::field::{Field, FieldSet};
use super::fold::fold_header;
use super::format::{Format, detect, header_row};
use super::grid::{Grid, GridRow};
use super::map::{ColumnMap, MapTo};
use super::rows::{Fault, RowReader};
use super::source_file::{Row, SourceFile};
use super::{code_list, csv_grid, dated, kind_label, notification, postal, record_lines, rows, xlsx_grid};
use crate::domain::facility::SourceKey;
use crate::domain::text::clean_line;
use crate::domain::{Kind, Source};

/// How to read files.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Read every file as this format, whatever its content looks like.
    pub format: Option<Format>,
    /// For tables of one's own; says that the files are such tables where no format is named.
    pub map: Option<ColumnMap>,
    /// The date of files that tell none themselves (R6).
    pub as_of: Option<Date>,
    /// The day of the import: the date of a postal table, which never tells one and is published anew every month.
    /// Everything else that tells no date needs `as_of`.
    pub today: Option<Date>,
}

/// Reads all files, or none: the first that cannot be read is the answer. `progress` is told how many rows came in.
///
/// Whole records come alone: what a list says of a facility and a whole facility in one transaction would be one writing over the other.
pub fn read_files(
    paths: &[PathBuf],
    options: &ReadOptions,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<SourceFile>, ReadError> {
    let files: Vec<SourceFile> = paths
        .par_iter()
        .map(|path| {
            let file = read_file(path, options)?;
            progress(file.rows);
            Ok(file)
        })
        .collect::<Result<_, ReadError>>()?;
    let whole = |file: &&SourceFile| file.format == Format::Jsonl;
    match files.iter().find(whole) {
        Some(file) if !files.iter().all(|file| whole(&file)) => {
            Err(ReadError::new(file.name.clone(), ReadCause::NotTogether))
        }
        Some(_) | None => Ok(files),
    }
}

/// Reads one file.
pub fn read_file(path: &Path, options: &ReadOptions) -> Result<SourceFile, ReadError> {
    let name = clean_line(&path.to_string_lossy());
    let fail = |cause| ReadError::new(name.clone(), cause);
    if path.is_dir() {
        return Err(fail(ReadCause::Directory));
    }
    // A FIFO would be waited for without end, a device read without end. What is not there is told by the reading.
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(fail(ReadCause::NoFile));
    }
    let bytes = std::fs::read(path).map_err(|e| fail(ReadCause::Open(e.to_string())))?;
    let (grid, encoding) = match open(bytes, &name, options)? {
        Opened::Grid(grid, encoding) => (grid, encoding),
        Opened::Records(text, encoding) => return whole_records(path, name, &text, encoding, options),
    };
    let file_name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (format, header_at) = recognise(&grid, &file_name, options).map_err(fail)?;
    let (columns, first) = lay_out(&grid, format, header_at, options).map_err(fail)?;

    let titles = grid.rows[..header_at.unwrap_or(0)].iter().flat_map(|row| row.cells.iter());
    let inside = dated::inside(titles.chain(grid.preamble.iter().map(String::as_str)));
    let as_of = inside.or_else(|| dated::in_path(path)).or(options.as_of);
    let as_of = as_of.or(options.today.filter(|_| format.source().is_none())).ok_or_else(|| fail(ReadCause::NoDate))?;

    let data = &grid.rows[first..];
    let mut file = SourceFile {
        path: path.to_owned(),
        name: name.clone(),
        format,
        encoding,
        rows: data.len(),
        as_of,
        source: format.source(),
        fields: fields(format, &columns),
        listings: Vec::new(),
        places: Vec::new(),
        records: Vec::new(),
        rejected: Vec::new(),
        header: if format.has_header() { columns.header.clone() } else { Vec::new() },
        repeated: 0,
        replaced: Vec::new(),
    };
    let mut rejected = Vec::new();
    let mut reject = |row: &GridRow, (field, reason): Fault| {
        rejected.push(Rejected {
            file: name.clone(),
            line: row.line,
            municipality: rows::municipality_of(&columns, &row.cells).map(|m| m.code.to_owned()),
            keys: format.source().map_or_else(Vec::new, |source| claimed(source, &columns, &row.cells)),
            column: field.and_then(|f| columns.title(f)),
            reason: reason.sanitised(),
            cells: row.cells.iter().map(clean_line).collect(),
        });
    };
    match format.source() {
        None => file.places = postal::read(data, as_of),
        Some(Source::Notification) => {
            file.listings = notification::read(data, &columns, as_of, &mut reject);
        }
        Some(Source::CodeList) => {
            let rows = code_list::read(data, &columns, format, as_of, &mut reject).map_err(fail)?;
            let mut unique = Unique::default();
            for row in rows {
                unique.push(row);
            }
            (file.listings, file.repeated, file.replaced) = (unique.rows, unique.repeated, unique.replaced);
        }
        Some(source) => {
            let file_kind = (format == Format::Care).then(|| kind_label::service_code(&file_name)).flatten();
            let reader = RowReader::new(format, source, as_of, &columns, file_kind.map(Kind::care));
            let mut unique = Unique::default();
            for raw in data {
                match reader.read(&raw.cells) {
                    Err(fault) => reject(raw, fault),
                    Ok(listings) => {
                        for listing in listings {
                            unique.push(Row { line: raw.line, listing });
                        }
                    }
                }
            }
            (file.listings, file.repeated, file.replaced) = (unique.rows, unique.repeated, unique.replaced);
        }
    }
    file.rejected = rejected;
    Ok(file)
}

/// Rows of one file by institution and service. What says the same twice is taken once; of two that differ the later one
/// stands, as it would if it came in a later file.
#[derive(Default)]
struct Unique {
    rows: Vec<Row>,
    at: HashMap<(SourceKey, Kind), usize>,
    repeated: usize,
    replaced: Vec<(u64, u64)>,
}

impl Unique {
    fn push(&mut self, row: Row) {
        match self.at.entry((row.listing.key.clone(), row.listing.kind.clone())) {
            Entry::Vacant(slot) => {
                slot.insert(self.rows.len());
                self.rows.push(row);
            }
            Entry::Occupied(slot) => {
                let held = &mut self.rows[*slot.get()];
                if held.listing == row.listing {
                    self.repeated += 1;
                } else {
                    self.replaced.push((row.line, held.line));
                    *held = row;
                }
            }
        }
    }
}

/// What a file holds.
enum Opened {
    Grid(Grid, Encoding),
    /// The text of whole records.
    Records(String, Encoding),
}

/// A file of whole records. They carry their dates in them; the file's is the day it is taken in.
fn whole_records(
    path: &Path,
    name: String,
    text: &str,
    encoding: Encoding,
    options: &ReadOptions,
) -> Result<SourceFile, ReadError> {
    let as_of = options.as_of.or(options.today).ok_or_else(|| ReadError::new(name.clone(), ReadCause::NoDate))?;
    let (records, rejected) = record_lines::read(text, &name);
    Ok(SourceFile {
        path: path.to_owned(),
        name,
        format: Format::Jsonl,
        encoding,
        rows: records.len() + rejected.len(),
        as_of,
        source: None,
        fields: FieldSet::default(),
        listings: Vec::new(),
        places: Vec::new(),
        records,
        rejected,
        header: Vec::new(),
        repeated: 0,
        replaced: Vec::new(),
    })
}

fn open(bytes: Vec<u8>, name: &str, options: &ReadOptions) -> Result<Opened, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::new(name, ReadCause::Empty));
    }
    let (grid, encoding) = if bytes.starts_with(b"PK\x03\x04") {
        if memchr::memmem::find(&bytes, b"[Content_Types].xml").is_none() {
            return Err(ReadError::new(name, ReadCause::Archive));
        }
        (xlsx_grid::read(bytes, name)?, Encoding::Xlsx)
    } else {
        let (text, encoding) = decode(bytes, name)?;
        let is_free = options.format.is_none() && options.map.is_none();
        if (is_free || options.format == Some(Format::Jsonl)) && record_lines::looks_like(&text) {
            return Ok(Opened::Records(text, encoding));
        }
        (csv_grid::read(&text, name)?, encoding)
    };
    if grid.rows.is_empty() {
        return Err(ReadError::new(name, ReadCause::Empty));
    }
    Ok(Opened::Grid(grid, encoding))
}

/// The format, and where its header stands.
fn recognise(grid: &Grid, file_name: &str, options: &ReadOptions) -> Result<(Format, Option<usize>), ReadCause> {
    let forced = options.format.or_else(|| options.map.is_some().then_some(Format::Table));
    let Some(format) = forced else {
        return detect(grid, file_name).ok_or_else(|| ReadCause::UnknownFormat {
            header: grid.rows[0].cells.iter().take(6).map(clean_line).collect(),
        });
    };
    if format == Format::Table {
        let map = options.map.as_ref().ok_or(ReadCause::NeedsMap)?;
        if !map.0.iter().any(|(field, _)| *field == Field::Name) {
            return Err(ReadCause::NeedsMap);
        }
        let wanted: Vec<String> = map
            .0
            .iter()
            .filter_map(|(_, to)| match to {
                MapTo::Column(name) => Some(fold_header(name)),
                MapTo::Text(_) => None,
            })
            .collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        // Where no row has them all, the first row is shown as the header it would have been.
        return Ok((format, Some(header_row(grid, &wanted).unwrap_or(0))));
    }
    if format == Format::Jsonl {
        let wanted = vec!["{\"kind\":...,\"record\":{...}}".to_owned()];
        return Err(ReadCause::WrongFormat { format, missing: wanted });
    }
    if !format.has_header() {
        let family = |f: Format| f.source();
        return match detect(grid, file_name) {
            Some((found, _)) if family(found) == family(format) => Ok((format, None)),
            _ => Err(ReadCause::WrongFormat { format, missing: vec!["its columns, in their order".to_owned()] }),
        };
    }
    let telling = format.telling();
    match header_row(grid, &telling) {
        Some(at) => Ok((format, Some(at))),
        None => Err(ReadCause::WrongFormat { format, missing: telling.iter().map(|&t| t.to_owned()).collect() }),
    }
}

/// The columns, and the index of the first data row.
fn lay_out(
    grid: &Grid,
    format: Format,
    header_at: Option<usize>,
    options: &ReadOptions,
) -> Result<(Columns, usize), ReadCause> {
    let Some(at) = header_at else {
        return Ok((Columns::fixed(&code_list::FIELDS), 0));
    };
    let header = &grid.rows[at].cells;
    let columns = match (&options.map, format) {
        (Some(map), Format::Table) => Columns::mapped(map, header)?,
        _ => Columns::of(format, header),
    };
    Ok((columns, at + 1))
}

/// What the file can say at all; columns that several fields are made of count to the one that a listing holds.
fn fields(format: Format, columns: &Columns) -> FieldSet {
    let mut fields = columns.fields();
    if columns.has(Field::HoursFrom) || columns.has(Field::HoursTo) {
        fields.insert(Field::Hours);
    }
    if columns.has(Field::DaysNote) {
        fields.insert(Field::Note);
    }
    if format.source() == Some(Source::MedicalNet) {
        let has = |word: &str| columns.header.iter().any(|h| fold_header(h).starts_with(word));
        if has("毎週決まった曜日に休診") {
            fields.insert(Field::Days);
        }
        if has("一般病床") {
            fields.insert(Field::Beds);
        }
    }
    fields
}
