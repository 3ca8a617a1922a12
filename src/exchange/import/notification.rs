//! 届出受理医療機関名簿: one row per institution, notification and remark, grouped to one listing per institution.

use std::collections::HashMap;
use std::sync::OnceLock;

use csv::StringRecord;
use jiff::civil::Date;

use super::columns::Columns;
use super::error::Reason;
use super::field::Field;
use super::fold::{fold_code, fold_header};
use super::grid::GridRow;
use super::number;
use super::rows::{Fault, beds, postal_code, same_name};
use super::source_file::Row;
use crate::domain::facility::SourceKey;
use crate::domain::{Kind, Listing, Municipality, Phone, Source};

/// From how many beds on an institution is a 病院 (Medical Care Act, article 1-5).
const HOSPITAL_BEDS: u32 = 20;

/// Groups the rows; a row that cannot be taken goes to `reject`.
pub fn read(rows: &[GridRow], columns: &Columns, as_of: Date, mut reject: impl FnMut(&GridRow, Fault)) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for row in rows {
        match institution(&row.cells, columns) {
            Err(fault) => reject(row, fault),
            Ok((number, name, digit)) => {
                let index = if let Some(index) = at.get(&number) {
                    *index
                } else {
                    let listing = listing(&row.cells, columns, as_of, number.clone(), name.clone(), digit);
                    found.push(Row { line: row.line, listing });
                    at.insert(number, found.len() - 1);
                    found.len() - 1
                };
                let held = &mut found[index];
                if !same_name(&held.listing.name, &name) {
                    reject(row, (Some(Field::Name), Reason::Contradiction { line: held.line }));
                    continue;
                }
                if let Some(code) = capability(columns.raw(&row.cells, Field::Symbol))
                    && !held.listing.capabilities.iter().any(|c| c == code)
                {
                    held.listing.capabilities.push(code.to_owned());
                    held.listing.capabilities.sort_unstable();
                }
            }
        }
    }
    found
}

fn institution(row: &StringRecord, columns: &Columns) -> Result<(String, String, char), Fault> {
    let name = columns.line(row, Field::Name).ok_or((Some(Field::Name), Reason::NoName))?;
    let kind = fold_header(columns.raw(row, Field::Kind));
    let digit = match kind.as_str() {
        "医科" => '1',
        "歯科" => '3',
        "薬局" | "調剤" => '4',
        _ => return Err((Some(Field::Kind), Reason::UnknownKind(kind))),
    };
    let prefecture = format!("{:0>2}", fold_code(columns.raw(row, Field::PrefectureCode)));
    let cell = columns.raw(row, Field::Number);
    match number::medical(cell, Some(&prefecture), Some(digit)) {
        Ok(Some(number)) => Ok((number, name, digit)),
        Ok(None) => Err((Some(Field::Number), Reason::BadNumber(String::new()))),
        Err(reason) => Err((Some(Field::Number), reason)),
    }
}

fn listing(row: &StringRecord, columns: &Columns, as_of: Date, number: String, name: String, digit: char) -> Listing {
    let beds = columns.line(row, Field::Beds).map(|b| beds(&b)).filter(|b| b.chars().any(char::is_numeric));
    let kind = match digit {
        '3' => "medical:dental",
        '4' => "medical:pharmacy",
        _ if beds.as_deref().map_or(0, total) >= HOSPITAL_BEDS => "medical:hospital",
        _ => "medical:clinic",
    };
    let prefecture = number[..2].to_owned();
    let mut listing = Listing::new(Source::Notification, SourceKey::Number(number), Kind::new(kind), as_of, name);
    listing.address = columns.line(row, Field::Address);
    listing.municipality = listing
        .address
        .as_deref()
        .and_then(|a| Municipality::at_start(a, Some(&prefecture)))
        .map(|(m, _)| m.code.to_owned());
    listing.postal_code = columns.line(row, Field::PostalCode).map(|p| postal_code(&p));
    listing.phone = Phone::parse(columns.raw(row, Field::Phone));
    listing.fax = Phone::parse(columns.raw(row, Field::Fax));
    listing.beds = beds;
    listing
}

/// The sum of all numbers in a bed cell.
fn total(beds: &str) -> u32 {
    beds.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok()).sum()
}

/// The capability that a 受理記号 stands for, where coordinators need it.
pub fn capability(symbol: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        include_str!("symbol.tsv").lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect()
    });
    table.get(fold_header(symbol).as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::facility::capability as known;

    #[test]
    fn every_symbol_names_a_published_capability() {
        for line in include_str!("symbol.tsv").lines().filter(|l| !l.starts_with('#')) {
            let (symbol, code) = line.split_once('\t').unwrap();
            assert_eq!(fold_header(symbol), symbol);
            assert!(known::info(code).is_some_and(|info| info.published), "{line}");
        }
    }

    #[test]
    fn symbols_are_folded() {
        assert_eq!(capability("支援診３"), Some("home_support_3"));
        assert_eq!(capability("支援病 １"), Some("home_support_1"));
        assert_eq!(capability("酸単"), None);
    }
}
