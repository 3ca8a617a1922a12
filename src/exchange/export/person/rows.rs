//! A header and a row a person: for spreadsheets.

use super::facts::LABELS;
use super::page::CardPage;
use crate::domain::text::clean_line;
use crate::exchange::export::{csv as commas, guard};
use crate::words::Words;

/// Name, every fact in the order of the card, when it was confirmed. A column stands though nobody has anything in it.
fn table(pages: &[CardPage], words: &Words) -> Vec<Vec<String>> {
    let name = words.get("card_page.label.name").to_owned();
    let labels = LABELS.iter().map(|(_, key)| words.get(key).to_owned());
    let header = std::iter::once(name).chain(labels).chain([words.get("card_page.label.confirmed").to_owned()]);
    let rows = pages.iter().map(|page| {
        let facts = LABELS.iter().map(|(code, _)| cell(page, code));
        std::iter::once(page.name.clone()).chain(facts).chain([page.confirmed.clone()]).collect()
    });
    std::iter::once(header.collect()).chain(rows).collect()
}

/// Of several facts of one name each says what it is: 歯科 ..., 薬局 ...
fn cell(page: &CardPage, code: &str) -> String {
    if code != "supporter" {
        return page.text(code);
    }
    let facts = page.facts.iter().filter(|fact| fact.code == code);
    facts.map(|fact| format!("{} {}", fact.label, fact.text)).collect::<Vec<_>>().join(" / ")
}

pub(super) fn csv(pages: &[CardPage], words: &Words) -> String {
    table(pages, words).iter().map(|row| commas::record(row)).collect()
}

pub(super) fn tsv(pages: &[CardPage], words: &Words) -> String {
    let line = |row: &Vec<String>| {
        let cells = row.iter().map(|cell| guard(&clean_line(cell)).into_owned());
        cells.collect::<Vec<_>>().join("\t")
    };
    table(pages, words).iter().map(line).collect::<Vec<_>>().join("\n")
}
