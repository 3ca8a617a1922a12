//! コード内容別医療機関一覧: code of 9, code of 7, name, postal code, address; no header, no kind (rule R2).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::columns::Columns;
use super::error::{ReadCause, Reason};
use super::field::Field;
use super::fold::fold_code;
use super::format::Format;
use super::grid::GridRow;
use super::number;
use super::rows::{Fault, postal_code};
use super::source_file::Row;
use crate::domain::facility::SourceKey;
use crate::domain::text::clean_line;
use crate::domain::{Kind, Listing, Municipality, Source};

/// The columns by place.
pub const FIELDS: [Field; 5] = [Field::MedicalNetId, Field::Number, Field::Name, Field::PostalCode, Field::Address];

/// How many of a prefecture's numbers must check with one kind digit to be sure of it, and at most with any other.
const SURE: f64 = 0.95;
const UNLIKELY: f64 = 0.5;

/// Reads the rows. The kind of each prefecture's rows is the one whose digit makes the check digits right.
pub fn read(
    rows: &[GridRow],
    columns: &Columns,
    format: Format,
    as_of: Date,
    mut reject: impl FnMut(&GridRow, Fault),
) -> Result<Vec<Row>, ReadCause> {
    let mut by_prefecture: BTreeMap<String, Vec<(&GridRow, String)>> = BTreeMap::new();
    for row in rows {
        let nine = fold_code(columns.raw(&row.cells, Field::MedicalNetId));
        let seven = fold_code(columns.raw(&row.cells, Field::Number));
        let sound = nine.len() == 9 && nine.bytes().all(|b| b.is_ascii_digit()) && nine.ends_with(&seven);
        if sound && seven.len() == 7 {
            by_prefecture.entry(nine[..2].to_owned()).or_default().push((row, seven));
        } else {
            reject(row, (Some(Field::Number), Reason::BadNumber(clean_line(&nine))));
        }
    }
    let mut found = Vec::new();
    for (prefecture, rows) in by_prefecture {
        let digit = match format {
            Format::CodeListMedical => '1',
            Format::CodeListDental => '3',
            Format::CodeListPharmacy => '4',
            _ => told_digit(&prefecture, &rows).ok_or(ReadCause::UnknownKind { prefecture: prefecture.clone() })?,
        };
        for (row, seven) in rows {
            let Some(name) = columns.line(&row.cells, Field::Name) else {
                reject(row, (Some(Field::Name), Reason::NoName));
                continue;
            };
            let key = SourceKey::Number(format!("{prefecture}{digit}{seven}"));
            let mut listing = Listing::new(Source::CodeList, key, kind(digit, &name), as_of, name);
            listing.postal_code = columns.line(&row.cells, Field::PostalCode).map(|p| postal_code(&p));
            listing.address = columns.line(&row.cells, Field::Address);
            listing.municipality = listing
                .address
                .as_deref()
                .and_then(|a| Municipality::at_start(a, Some(&prefecture)))
                .map(|(m, _)| m.code.to_owned());
            found.push(Row { line: row.line, listing });
        }
    }
    found.sort_by_key(|row| row.line);
    Ok(found)
}

fn told_digit(prefecture: &str, rows: &[(&GridRow, String)]) -> Option<char> {
    let share = |digit: char| {
        let right = rows.iter().filter(|(_, seven)| number::checks(&format!("{prefecture}{digit}{seven}"))).count();
        right as f64 / rows.len() as f64
    };
    let shares = ['1', '3', '4'].map(|digit| (digit, share(digit)));
    let sure: Vec<char> = shares.iter().filter(|(_, s)| *s >= SURE).map(|(d, _)| *d).collect();
    let unlikely = shares.iter().filter(|(_, s)| *s < UNLIKELY).count();
    (sure.len() == 1 && unlikely == 2).then(|| sure[0])
}

/// The list tells 医科 only; its names tell a 病院, which no clinic may call itself.
fn kind(digit: char, name: &str) -> Kind {
    let clinic = ["クリニック", "診療所", "医院"].iter().any(|word| name.contains(word));
    Kind::new(match digit {
        '3' => "medical:dental",
        '4' => "medical:pharmacy",
        _ if name.contains("病院") && !clinic => "medical:hospital",
        _ => "medical:clinic",
    })
}
