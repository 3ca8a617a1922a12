//! Which column of this file is which field.

use csv::StringRecord;
use strum::EnumCount;

use super::error::ReadCause;
use super::field::{Field, FieldSet};
use super::fold::fold_header;
use super::format::Format;
use super::map::{ColumnMap, MapTo};
use crate::domain::text::{clean_line, clean_text};

/// The columns of one file by field.
pub struct Columns {
    at: [Option<usize>; Field::COUNT],
    texts: Vec<(Field, String)>,
    /// The header as written, sanitised.
    pub header: Vec<String>,
}

impl Columns {
    /// By the format's own header cells.
    pub fn of(format: Format, header: &StringRecord) -> Self {
        let mut columns = Self { at: [None; Field::COUNT], texts: Vec::new(), header: cleaned(header) };
        for (n, cell) in header.iter().enumerate() {
            if let Some(field) = format.field(&fold_header(cell)) {
                columns.at[field as usize].get_or_insert(n);
            }
        }
        columns
    }

    /// By place, for formats without a header.
    pub fn fixed(fields: &[Field]) -> Self {
        let mut columns = Self { at: [None; Field::COUNT], texts: Vec::new(), header: Vec::new() };
        for (n, field) in fields.iter().enumerate() {
            columns.at[*field as usize] = Some(n);
            columns.header.push(field.to_string());
        }
        columns
    }

    /// By the user's own mapping.
    pub fn mapped(map: &ColumnMap, header: &StringRecord) -> Result<Self, ReadCause> {
        let mut columns = Self { at: [None; Field::COUNT], texts: Vec::new(), header: cleaned(header) };
        for (field, to) in &map.0 {
            match to {
                MapTo::Text(text) => columns.texts.push((*field, text.clone())),
                MapTo::Column(name) => {
                    let wanted = fold_header(name);
                    let at = header.iter().position(|cell| fold_header(cell) == wanted);
                    let Some(at) = at else {
                        return Err(ReadCause::NoColumn { column: name.clone(), header: columns.header });
                    };
                    columns.at[*field as usize] = Some(at);
                }
            }
        }
        Ok(columns)
    }

    pub fn has(&self, field: Field) -> bool {
        self.at[field as usize].is_some() || self.texts.iter().any(|(f, _)| *f == field)
    }

    pub fn fields(&self) -> FieldSet {
        use strum::IntoEnumIterator;
        let mut set = FieldSet::default();
        Field::iter().filter(|f| self.has(*f)).for_each(|f| set.insert(f));
        set
    }

    /// The header of a field's column, for people.
    pub fn title(&self, field: Field) -> Option<String> {
        self.at[field as usize].and_then(|n| self.header.get(n)).cloned()
    }

    /// The cell as it stands in the file; empty where there is none.
    pub fn raw<'a>(&'a self, row: &'a StringRecord, field: Field) -> &'a str {
        match self.at[field as usize] {
            Some(n) => row.get(n).unwrap_or(""),
            None => self.texts.iter().find(|(f, _)| *f == field).map_or("", |(_, text)| text),
        }
    }

    /// The cell as one sanitised line; 医療情報ネット spells its line breaks （改行）.
    pub fn line(&self, row: &StringRecord, field: Field) -> Option<String> {
        let raw = self.raw(row, field);
        let line =
            if raw.contains("（改行）") { clean_line(&raw.replace("（改行）", " ")) } else { clean_line(raw) };
        Some(line).filter(|l| !l.is_empty())
    }

    /// The cell as sanitised lines.
    pub fn text(&self, row: &StringRecord, field: Field) -> Option<String> {
        let text = clean_text(&self.raw(row, field).replace("（改行）", "\n"));
        Some(text).filter(|t| !t.is_empty())
    }
}

fn cleaned(header: &StringRecord) -> Vec<String> {
    header.iter().map(clean_line).collect()
}
