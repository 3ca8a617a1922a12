//! KEN_ALL, the postal table: place names and their readings, for search.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fold::hiragana;
use super::grid::GridRow;
use crate::domain::place::Reading;
use crate::domain::text::clean_line;
use crate::domain::{Municipality, PlaceTable};

/// Town cells that name no town.
const NO_TOWN: [&str; 3] = ["以下に掲載がない場合", "の次に番地がくる場合", "の次に"];

/// One table for each municipality, in the order of the codes.
pub fn read(rows: &[GridRow], as_of: Date) -> Vec<PlaceTable> {
    let mut tables: BTreeMap<String, PlaceTable> = BTreeMap::new();
    let mut open = false;
    for row in rows {
        let cell = |n: usize| clean_line(row.cells.get(n).unwrap_or(""));
        let code = cell(0);
        let table = tables.entry(code.clone()).or_insert_with(|| PlaceTable {
            rev: 0,
            prefecture: Reading { name: cell(6), kana: hiragana(&cell(3)) },
            municipality: municipality(&code, &cell(7), &hiragana(&cell(4))),
            code,
            towns: Vec::new(),
            as_of,
        });
        let town = cell(8);
        // A town too long for its cell goes on in the next rows until its bracket closes.
        if open {
            open = !town.contains('）');
            continue;
        }
        open = town.contains('（') && !town.contains('）');
        let name = town.split('（').next().unwrap_or("");
        let kana = hiragana(&cell(5));
        let kana = kana.split('(').next().unwrap_or("");
        let (name, kana) = block(name, kana);
        let nothing = name.is_empty() || NO_TOWN.iter().any(|no| town.contains(no)) || name.contains(['、', '～']);
        if !nothing && !table.towns.iter().any(|t| t.name == name) {
            table.towns.push(Reading { name: name.to_owned(), kana: kana.to_owned() });
        }
    }
    tables.into_values().collect()
}

/// 種市第１地割～第３地割 is the town 種市.
fn block<'a>(name: &'a str, kana: &'a str) -> (&'a str, &'a str) {
    let Some(at) = name.find("地割").and_then(|_| name.find('第')) else { return (name, kana) };
    (&name[..at], kana.find("だい").map_or(kana, |k| &kana[..k]))
}

/// The name without its county: 桑名郡木曽岬町 is 木曽岬町.
fn municipality(code: &str, name: &str, kana: &str) -> Reading {
    let bare = Municipality::by_code(code).map(|m| m.name).filter(|bare| name.ends_with(bare) && *bare != name);
    match bare {
        Some(bare) if name.contains('郡') => {
            let kana = kana.split_once("ぐん").map_or(kana, |(_, rest)| rest);
            Reading { name: bare.to_owned(), kana: kana.to_owned() }
        }
        _ => Reading { name: name.to_owned(), kana: kana.to_owned() },
    }
}
