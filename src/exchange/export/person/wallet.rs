//! 携帯用カード: 名刺大 (91 x 55 mm), two sides, folded. It may be lost in the street: no address, and little that harms.

use super::fit::{Row, Type, cut as cut_to, fit};
use super::html::document;
use super::page::{CardPage, Fact};
use crate::domain::card::CardPart;
use crate::exchange::export::sheet::{html_text as escape, paper_cells};
use crate::exchange::export::wrap::wrap_by;
use crate::words::Words;

/// The parts that stand on it.
pub(super) const PARTS: [CardPart; 6] = [
    CardPart::Identity,
    CardPart::Contacts,
    CardPart::Alerts,
    CardPart::Medical,
    CardPart::Wishes,
    CardPart::Supporters,
];
/// Who it is and whom to call; what has to be known before anything is done.
const FRONT: [&str; 3] = ["birth_date", "age", "blood_type"];
const BACK: [&str; 8] =
    ["allergies", "devices", "anticoagulant", "infections", "illnesses", "medicines", "resuscitation", "document"];
/// Contacts and institutions on it.
const CONTACTS: usize = 3;
const SUPPORTERS: usize = 2;
/// Cells of a line of the text form, and of a fact at most.
const CELLS: usize = 46;
const MOST: usize = 72;

/// Sizes of the type on the printed one. What its sides of 55 mm have for the rows, and a line for the name.
const TYPES: [Type; 3] = [
    Type { class: "w1", text: 281, label: 0, line: 286, row: 53, part: 0 },
    Type { class: "w2", text: 320, label: 0, line: 243, row: 33, part: 0 },
    Type { class: "w3", text: 370, label: 0, line: 204, row: 23, part: 0 },
];
const FRONT_ROOM: usize = 4_150;
const BACK_ROOM: usize = 4_950;
const NAME: usize = 193;

/// What stands on the sides, with what must be read as a whole.
struct Sides {
    front: Vec<(String, bool)>,
    back: Vec<(String, bool)>,
}

fn sides(page: &CardPage) -> Sides {
    let facts = |codes: &[&str]| -> Vec<&Fact> {
        codes.iter().filter_map(|code| page.facts.iter().find(|fact| fact.code == *code)).collect()
    };
    let said = |fact: &Fact| {
        // The wish against resuscitation stays whole: what goes with it must be read with it.
        (format!("{}: {}", fact.label, fact.text.replace('\n', " ")), fact.code == "resuscitation")
    };
    let mut front: Vec<_> = facts(&FRONT).into_iter().map(said).collect();
    let of = |code: &str, most: usize| -> Vec<(String, bool)> {
        let facts = page.facts.iter().filter(|fact| fact.code == code);
        facts.take(most).map(said).collect()
    };
    front.extend(of("contact", CONTACTS));
    let mut back: Vec<_> = facts(&BACK).into_iter().map(said).collect();
    back.extend(of("supporter", SUPPORTERS));
    back.push((page.confirmed.clone(), false));
    Sides { front, back }
}

/// A card has little room, and what does not fit is said to be elsewhere.
fn cut(text: &str, words: &Words) -> String {
    if paper_cells(text) <= MOST {
        return text.to_owned();
    }
    let more = words.get("card_page.wallet.more");
    let kept = wrap_by(text, MOST - paper_cells(more), 0, paper_cells).into_iter().next().unwrap_or_default();
    format!("{kept}{more}")
}

pub(super) fn html(pages: &[CardPage], words: &Words) -> String {
    let side = |lines: &[(String, bool)], room: usize, head: &str| {
        let row = |(text, whole): &(String, bool)| Row {
            label: String::new(),
            text: text.clone(),
            heads: false,
            whole: *whole,
        };
        let rows: Vec<Row> = lines.iter().map(row).collect();
        let (class, texts) = fit(&TYPES, room, &rows, words.get("card_page.wallet.more"));
        let paragraphs = texts.iter().map(|text| format!("<p>{}</p>\n", escape(text))).collect::<Vec<_>>().concat();
        format!("<div class=\"side {class}\">\n{head}{paragraphs}</div>\n")
    };
    let body = pages.iter().map(|page| {
        let sides = sides(page);
        let (name, title) = (cut_to(&page.name, NAME, 1, ".."), words.get("card_page.wallet.title"));
        let head = format!("<h2>{}</h2>\n<p><b>{}</b></p>\n", escape(&name), escape(title));
        let (front, back) = (side(&sides.front, FRONT_ROOM, &head), side(&sides.back, BACK_ROOM, ""));
        format!("<div class=\"card\">\n{front}{back}</div>\n")
    });
    document(words.get("card_page.wallet.title"), "wallet", &body.collect::<String>())
}

/// Two boxes one over the other, to be cut out and folded between them.
pub(super) fn text(pages: &[CardPage], words: &Words) -> String {
    let cards = pages.iter().map(|page| {
        let sides = sides(page);
        let written = |lines: &[(String, bool)]| -> Vec<String> {
            lines.iter().map(|(text, whole)| if *whole { text.clone() } else { cut(text, words) }).collect()
        };
        let rule = format!("+{}+\n", "-".repeat(CELLS + 2));
        let boxed = |lines: &[String]| -> String {
            let lines = lines.iter().flat_map(|line| wrap_by(line, CELLS, 2, paper_cells));
            lines
                .map(|line| format!("| {line}{} |\n", " ".repeat(CELLS.saturating_sub(paper_cells(&line)))))
                .collect::<Vec<_>>()
                .concat()
        };
        let head = [page.name.clone(), words.get("card_page.wallet.title").to_owned()];
        format!("{rule}{}{}{rule}{}{rule}", boxed(&head), boxed(&written(&sides.front)), boxed(&written(&sides.back)))
    });
    cards.collect::<Vec<_>>().join("\n")
}
