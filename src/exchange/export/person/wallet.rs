//! 携帯用カード: 名刺大 (91 x 55 mm), two sides, folded. It may be lost in the street: no address, and little that harms.

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

struct Sides {
    front: Vec<String>,
    back: Vec<String>,
}

fn sides(page: &CardPage, words: &Words) -> Sides {
    let facts = |codes: &[&str]| -> Vec<&Fact> {
        codes.iter().filter_map(|code| page.facts.iter().find(|fact| fact.code == *code)).collect()
    };
    let said = |fact: &Fact| {
        let text = format!("{}: {}", fact.label, fact.text.replace('\n', " "));
        // The wish against resuscitation stays whole: what goes with it must be read with it.
        if fact.code == "resuscitation" { text } else { cut(&text, words) }
    };
    let mut front: Vec<String> = facts(&FRONT).into_iter().map(said).collect();
    let of = |code: &str, most: usize| -> Vec<String> {
        let facts = page.facts.iter().filter(|fact| fact.code == code);
        facts.take(most).map(said).collect()
    };
    front.extend(of("contact", CONTACTS));
    let mut back: Vec<String> = facts(&BACK).into_iter().map(said).collect();
    back.extend(of("supporter", SUPPORTERS));
    back.push(page.confirmed.clone());
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
    let body = pages.iter().map(|page| {
        let sides = sides(page, words);
        let paragraphs = |lines: &[String]| lines.iter().map(|line| format!("<p>{}</p>\n", escape(line))).collect::<Vec<_>>().concat();
        format!(
            "<div class=\"card\">\n<div class=\"side\">\n<h2>{}</h2>\n<p><b>{}</b></p>\n{}</div>\n<div class=\"side\">\n{}</div>\n</div>\n",
            escape(&page.name),
            escape(words.get("card_page.wallet.title")),
            paragraphs(&sides.front),
            paragraphs(&sides.back),
        )
    });
    document(words.get("card_page.wallet.title"), "wallet", &body.collect::<String>())
}

/// Two boxes one over the other, to be cut out and folded between them.
pub(super) fn text(pages: &[CardPage], words: &Words) -> String {
    let cards = pages.iter().map(|page| {
        let sides = sides(page, words);
        let rule = format!("+{}+\n", "-".repeat(CELLS + 2));
        let boxed = |lines: &[String]| -> String {
            let lines = lines.iter().flat_map(|line| wrap_by(line, CELLS, 2, paper_cells));
            lines
                .map(|line| format!("| {line}{} |\n", " ".repeat(CELLS.saturating_sub(paper_cells(&line)))))
                .collect::<Vec<_>>()
                .concat()
        };
        let head = [page.name.clone(), words.get("card_page.wallet.title").to_owned()];
        format!("{rule}{}{}{rule}{}{rule}", boxed(&head), boxed(&sides.front), boxed(&sides.back))
    });
    cards.collect::<Vec<_>>().join("\n")
}
