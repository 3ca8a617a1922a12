//! 救急医療情報キットの用紙: what lies in the refrigerator, large, and no more than the ambulance needs there. Numbers of insurance and how
//! one gets into the house do not stand on it: the papers themselves lie beside it, and whoever reads it is inside.

use super::fit::{Row, Type, cut, fit, lines};
use super::html::{document, foot, row};
use super::page::{CardPage, Fact, written};
use super::text::part_key;
use crate::domain::card::CardPart;
use crate::exchange::export::sheet::{PAGE_CELLS, html_text as escape, paper_cells};
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
/// What of these does not: how somebody usually lives is asked of the family.
const LEFT_OUT: [&str; 9] =
    ["area", "household", "checked_by", "talking", "walking", "daily_living", "cognition", "bedridden", "dementia"];

fn facts(page: &CardPage) -> Vec<&Fact> {
    let wanted = page.facts.iter().filter(|fact| PARTS.contains(&fact.part) && !LEFT_OUT.contains(&fact.code));
    let inside = page.facts.iter().filter(|fact| fact.code == "kit_contents");
    wanted.chain(inside).collect()
}

/// That wishes are no order; that the refrigerator may be opened, where that was consented to, else a place to sign it.
fn sentences(page: &CardPage, words: &Words) -> [String; 2] {
    let opened = match page.consented_on {
        Some(on) => words.say("card_page.kit.opened", &[("on", &written(on))]),
        None => words.get("card_page.kit.to_sign").to_owned(),
    };
    [words.get("card_page.kit.no_order").to_owned(), opened]
}

/// Sizes of the type: for a torch at arm's length, where there is room for it.
const TYPES: [Type; 3] = [
    Type { class: "k1", text: 236, label: 85, line: 597, row: 122, part: 0 },
    Type { class: "k2", text: 292, label: 102, line: 455, row: 85, part: 0 },
    Type { class: "k3", text: 360, label: 123, line: 356, row: 62, part: 0 },
];
/// What rows and sentences have of the page's 275 mm, and what a sentence takes: each line, and the box around it.
const ROOM: usize = 24_000;
const SAID: usize = 362;
const SAID_LINE: usize = 505;
const SAID_BOX: usize = 530;
/// A line of the heading, and one of the foot.
const HEAD: usize = 195;
const FOOT: usize = 450;

pub(super) fn html(pages: &[CardPage], words: &Words) -> String {
    let body = pages.iter().map(|page| {
        let said = sentences(page, words);
        let taken: usize = said.iter().map(|said| lines(said, SAID) * SAID_LINE + SAID_BOX).sum();
        let facts = facts(page);
        let rows: Vec<Row> = facts.iter().map(|fact| Row::of(fact, false)).collect();
        let (class, texts) = fit(&TYPES, ROOM.saturating_sub(taken), &rows, words.get("card_page.more"));
        let mut out = format!(
            "<section class=\"page {class}\">\n<h1>{}<br>{}</h1>\n<table>\n",
            escape(words.get("card_page.kit.title")),
            escape(&cut(&page.name, HEAD, 1, ".."))
        );
        out.extend(facts.iter().zip(&texts).map(|(fact, text)| row(fact, text)));
        out.push_str("</table>\n");
        out.extend(said.iter().map(|said| format!("<p class=\"say\">{}</p>\n", escape(said))));
        out.push_str(&foot(page, FOOT));
        out.push_str("</section>\n");
        out
    });
    document(words.get("card_page.kit.title"), "kit", &body.collect::<String>())
}

/// Lines are set apart by empty ones: it is read in a hurry.
pub(super) fn text(pages: &[CardPage], words: &Words) -> String {
    let sheets = pages.iter().map(|page| {
        let mut lines = vec![format!("{}  {}", words.get("card_page.kit.title"), page.name), String::new()];
        let mut before = None;
        for fact in facts(page) {
            if before != Some(fact.part) {
                lines.push(format!("[{}]", words.get(part_key(fact.part))));
                before = Some(fact.part);
            }
            let text = format!("{}: {}", fact.label, fact.text.replace('\n', " / "));
            lines.extend(wrap_by(&text, PAGE_CELLS, 2, paper_cells));
        }
        lines.push(String::new());
        for said in sentences(page, words) {
            lines.extend(wrap_by(&said, PAGE_CELLS, 0, paper_cells));
        }
        lines.extend(wrap_by(&format!("{} {}", page.made, page.office), PAGE_CELLS, 0, paper_cells));
        lines.into_iter().map(|line| format!("{}\n", line.trim_end())).collect::<Vec<_>>().concat()
    });
    sheets.collect::<Vec<_>>().join("\u{c}")
}
