//! Whose row it is, whatever else is wrong with it: a row that cannot be taken still says that its institution is listed.

use csv::StringRecord;

use super::columns::Columns;
use super::field::Field;
use super::fold::fold_code;
use super::number;
use super::rows::{municipality_of, unnumbered};
use crate::domain::Source;
use crate::domain::facility::SourceKey;
use crate::domain::municipality::prefecture_code;

/// The keys that the institution of a row can have. Several where its kind cannot be told, none where nothing tells it.
pub fn claimed(source: Source, columns: &Columns, row: &StringRecord) -> Vec<SourceKey> {
    let id = fold_code(columns.raw(row, Field::MedicalNetId));
    if source == Source::MedicalNet {
        let id = id.trim_start_matches('0');
        return if id.is_empty() { Vec::new() } else { vec![SourceKey::MedicalNet(id.to_owned())] };
    }
    let municipality = municipality_of(columns, row);
    let two = fold_code(columns.raw(row, Field::PrefectureCode));
    let two = (!two.is_empty()).then(|| format!("{two:0>2}"));
    let named = || prefecture_code(columns.raw(row, Field::Prefecture).trim());
    let prefecture = municipality.map(|m| &m.code[..2]).or(two.as_deref()).or_else(named);
    let cell = if source == Source::CodeList { id.as_str() } else { columns.raw(row, Field::Number) };

    let mut numbers = Vec::new();
    if source != Source::CodeList {
        numbers.extend(number::care(cell, prefecture).ok().flatten());
    }
    if source != Source::CareService {
        numbers
            .extend(['1', '3', '4'].iter().filter_map(|d| number::medical(cell, prefecture, Some(*d)).ok().flatten()));
    }
    // A row of too many or too few cells has its number in another column.
    if !columns.header.is_empty() && row.len() != columns.header.len() {
        let whole = row.iter().filter(|cell| fold_code(cell).len() == 10);
        numbers.extend(whole.filter_map(|cell| number::care(cell, None).ok().flatten()));
    }
    if numbers.is_empty() {
        let name = columns.line(row, Field::Name);
        let address = columns.line(row, Field::Address);
        return name
            .map(|name| SourceKey::Unnumbered(unnumbered(&name, address.as_deref(), municipality)))
            .into_iter()
            .collect();
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(SourceKey::Number).collect()
}
