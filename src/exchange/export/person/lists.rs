//! Lists of several persons to take along: for visits, and for a disaster.

use super::html::document;
use super::page::CardPage;
use crate::exchange::export::csv as commas;
use crate::exchange::export::sheet::{PAGE_CELLS, PAGE_LINES, html_text as escape, paper_cells};
use crate::exchange::export::wrap::wrap_by;
use crate::words::Words;

/// Which one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum List {
    Visits,
    Disasters,
}

impl List {
    fn title(self, words: &Words) -> &str {
        match self {
            Self::Visits => words.get("card_page.list.visits"),
            Self::Disasters => words.get("card_page.list.disasters"),
        }
    }

    /// The column that is filled in by hand.
    fn blank(self, words: &Words) -> &str {
        match self {
            Self::Visits => words.get("card_page.list.visited"),
            Self::Disasters => words.get("card_page.list.safe"),
        }
    }

    fn columns(self, words: &Words) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Visits => &[
                "card_page.label.name",
                "card_page.label.area",
                "card_page.label.address",
                "card_page.label.phone",
                "card_page.label.confirmed",
                "card_page.list.due",
            ],
            Self::Disasters => &[
                "card_page.label.area",
                "card_page.label.name",
                "card_page.label.devices",
                "card_page.label.household",
                "card_page.label.address",
                "card_page.label.phone",
                "card_page.label.checked_by",
                "card_page.label.contact",
            ],
        };
        names.iter().map(|key| words.get(key).to_owned()).collect()
    }

    fn row(self, page: &CardPage) -> Vec<String> {
        let text = |code: &str| page.text(code).replace('\n', " ");
        match self {
            Self::Visits => vec![
                page.name.clone(),
                text("area"),
                text("address"),
                text("phone"),
                page.confirmed.clone(),
                page.due.clone(),
            ],
            Self::Disasters => {
                let key = page.numbers.iter().find(|number| number.is_key);
                let key = key.map(|number| format!("{} {}", number.called(), number.shown)).unwrap_or_default();
                vec![
                    text("area"),
                    page.name.clone(),
                    text("devices"),
                    text("household"),
                    text("address"),
                    text("phone"),
                    text("checked_by"),
                    key,
                ]
            }
        }
    }
}

pub(super) fn csv(list: List, pages: &[CardPage], words: &Words) -> String {
    let header = commas::record(&list.columns(words));
    let rows = ordered(pages).into_iter().map(|page| commas::record(&list.row(page)));
    std::iter::once(header).chain(rows).collect()
}

pub(super) fn html(list: List, pages: &[CardPage], words: &Words) -> String {
    let cells = |tag: &str, cells: &[String]| -> String {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect::<Vec<_>>().concat()
    };
    let mut body = format!("<h1>{}</h1>\n<table>\n<thead><tr>", escape(list.title(words)));
    body.push_str(&cells("th", &list.columns(words)));
    body.push_str(&format!("<th>{}</th></tr></thead>\n<tbody>\n", escape(list.blank(words))));
    for page in ordered(pages) {
        body.push_str(&format!("<tr>{}<td class=\"blank\"></td></tr>\n", cells("td", &list.row(page))));
    }
    body.push_str(&format!("</tbody>\n</table>\n<p class=\"foot\">{}</p>\n", escape(&foot(pages, words))));
    document(list.title(words), "list", &body)
}

/// A block a person, with a box to tick; a form feed after each page.
pub(super) fn text(list: List, pages: &[CardPage], words: &Words) -> String {
    let head = [list.title(words).to_owned(), String::new()];
    let mut sheets: Vec<Vec<String>> = vec![head.to_vec()];
    let columns = list.columns(words);
    for page in ordered(pages) {
        let row = list.row(page);
        let said: Vec<String> = columns
            .iter()
            .zip(&row)
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| format!("{label}: {text}"))
            .collect();
        let mut block = wrap_by(&format!("[ ] {}", said.join("  ")), PAGE_CELLS, 4, paper_cells);
        block.push(String::new());
        if sheets.last().is_some_and(|sheet| sheet.len() + block.len() > PAGE_LINES - 1) {
            sheets.push(head.to_vec());
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.extend(block);
        }
    }
    if let Some(sheet) = sheets.last_mut() {
        sheet.push(foot(pages, words));
    }
    let sheets = sheets
        .iter()
        .map(|lines| lines.iter().map(|line| format!("{}\n", line.trim_end())).collect::<Vec<_>>().concat());
    sheets.collect::<Vec<_>>().join("\u{c}")
}

fn foot(pages: &[CardPage], words: &Words) -> String {
    let day = pages.first().map(|page| super::page::written(page.day)).unwrap_or_default();
    let office = pages.first().map(|page| page.office.clone()).unwrap_or_default();
    let made = words.say("card_page.list.made", &[("n", &pages.len()), ("day", &day)]);
    format!("{made} {office}").trim().to_owned()
}
/// By area, as one goes; within it in the order in which they were chosen.
fn ordered(pages: &[CardPage]) -> Vec<&CardPage> {
    let mut pages: Vec<&CardPage> = pages.iter().collect();
    pages.sort_by_key(|page| page.text("area"));
    pages
}
