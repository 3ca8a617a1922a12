//! Texts: numbers, one line, the whole card, Markdown, and the A4 page of 82 columns.

use super::page::{CardPage, Fact, Number};
use super::{CardOptions, numbers};
use crate::domain::card::{CardPart, Reachable};
use crate::exchange::export::markdown::escape as marked;
use crate::exchange::export::sheet::{PAGE_CELLS, PAGE_LINES, paper_cells};
use crate::exchange::export::wrap::{wrap, wrap_by};
use crate::words::Words;

/// Cells of the labels on the A4 page.
const LABEL_CELLS: usize = 18;
/// Contacts in the one line.
const IN_LINE: usize = 2;

/// One line a number that is answered now; of several persons under their names.
pub(super) fn phone(pages: &[CardPage], words: &Words) -> String {
    let mut lines = Vec::new();
    for page in pages {
        let reachable = page.reachable();
        // Who does not exist is called by nobody by mistake.
        if !reachable.is_empty() && (pages.len() > 1 || page.fictional) {
            lines.push(page.name.clone());
        }
        lines.extend(reachable.iter().map(|number| format!("{}  {}", number.shown, described(number, words))));
    }
    lines.join("\n")
}

fn described(number: &Number, words: &Words) -> String {
    let unknown = (number.reachable != Reachable::Now).then(|| words.get(numbers::reachable_key(number.reachable)));
    let parts = [Some(number.called()), Some(number.line.clone()), Some(number.hours.clone())];
    let parts = parts.into_iter().chain([unknown.map(str::to_owned)]).flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// `佐藤 一郎 様 緊急: 1 長女 090-... (平日18時以降) 2 ...`
pub(super) fn line(pages: &[CardPage], words: &Words) -> String {
    let lines = pages.iter().map(|page| {
        let mut parts = vec![page.name.clone()];
        let mut called = Vec::new();
        for number in page.reachable() {
            if called.len() < IN_LINE && !called.iter().any(|other: &&Number| other.called() == number.called()) {
                called.push(number);
            }
        }
        for (at, number) in called.into_iter().enumerate() {
            let hours = if number.hours.is_empty() { String::new() } else { format!(" ({})", number.hours) };
            parts.push(format!("{} {} {}{hours}", at + 1, number.called(), number.shown));
        }
        for fact in page.of_part(CardPart::Alerts) {
            parts.push(format!("{}:{}", fact.label, fact.text.replace('\n', " ")));
        }
        let first = parts.remove(0);
        if parts.is_empty() {
            first
        } else {
            words.say("card_page.line_text", &[("name", &first), ("what", &parts.join("  "))])
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One block a person, an empty line between blocks; the last line says when it was confirmed.
pub(super) fn card(pages: &[CardPage], options: &CardOptions) -> String {
    let blocks = pages.iter().map(|page| {
        let mut lines = Vec::new();
        let mut push = |text: &str, indent: usize| lines.extend(wrap(text, options.line_cells, indent));
        push(&options.words.say("card_page.title_of", &[("name", &page.name)]), 0);
        for fact in &page.facts {
            let mut texts = fact.text.lines();
            push(&format!("{} {}", fact.label, texts.next().unwrap_or_default()), 2);
            for text in texts {
                push(&format!("  {text}"), 2);
            }
        }
        push(&page.made, 1);
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

pub(super) fn markdown(pages: &[CardPage], words: &Words) -> String {
    let mut out = String::new();
    for page in pages {
        out.push_str(&format!("## {}\n", marked(&words.say("card_page.title_of", &[("name", &page.name)]))));
        let mut before = None;
        for fact in &page.facts {
            if before != Some(fact.part) {
                out.push_str(&format!("\n### {}\n\n", words.get(part_key(fact.part))));
                before = Some(fact.part);
            }
            let text = fact.text.lines().map(marked).collect::<Vec<_>>().join("\\\n  ");
            out.push_str(&format!("- {}: {text}\n", marked(&fact.label)));
        }
        out.push_str(&format!("\n{}\n\n", marked(&page.made)));
    }
    out
}

/// Pages of A4, a form feed between them; each person begins a page, and every page says whose it is.
pub(super) fn a4(pages: &[CardPage], words: &Words) -> String {
    pages.iter().map(|page| one_a4(page, words)).collect::<Vec<_>>().join("\u{c}")
}

fn one_a4(page: &CardPage, words: &Words) -> String {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    let mut before = None;
    for fact in &page.facts {
        let mut lines = Vec::new();
        if before != Some(fact.part) {
            lines.push(heading(words.get(part_key(fact.part))));
            before = Some(fact.part);
        }
        lines.extend(labelled(fact));
        blocks.push(lines);
    }
    blocks.push(wrap_by(&format!("{} {}", page.made, page.office), PAGE_CELLS, 0, paper_cells));
    // The head and an empty line, then the blocks; none is torn that fits a page.
    let room = PAGE_LINES - 2;
    let mut sheets: Vec<Vec<String>> = vec![Vec::new()];
    for block in blocks {
        let used = sheets.last().map(Vec::len).unwrap_or_default();
        if used > 0 && used + block.len() > room {
            sheets.push(Vec::new());
        }
        for line in block {
            if sheets.last().is_some_and(|sheet| sheet.len() >= room) {
                sheets.push(Vec::new());
            }
            if let Some(sheet) = sheets.last_mut() {
                sheet.push(line);
            }
        }
    }
    let count = sheets.len();
    let sheets = sheets.iter().enumerate().map(|(at, lines)| {
        let title = words.say("card_page.title_of", &[("name", &page.name)]);
        let place = format!("{}/{count}", at + 1);
        let title = wrap_by(&title, PAGE_CELLS - 8, 0, paper_cells).into_iter().next().unwrap_or_default();
        let gap = PAGE_CELLS.saturating_sub(paper_cells(&title) + place.len());
        let head = format!("{title}{}{place}", " ".repeat(gap));
        let lines = [head, String::new()].into_iter().chain(lines.iter().cloned());
        lines.map(|line| format!("{}\n", line.trim_end())).collect::<Vec<_>>().concat()
    });
    sheets.collect::<Vec<_>>().join("\u{c}")
}

fn heading(title: &str) -> String {
    format!("-- {title} {}", "-".repeat(PAGE_CELLS.saturating_sub(paper_cells(title) + 4)))
}

/// The label beside the first line of its text.
fn labelled(fact: &Fact) -> Vec<String> {
    let texts = fact.text.lines().flat_map(|text| wrap_by(text, PAGE_CELLS - LABEL_CELLS, 0, paper_cells));
    let label = wrap_by(&fact.label, LABEL_CELLS - 1, 0, paper_cells);
    let texts: Vec<String> = texts.collect();
    (0..texts.len().max(label.len()))
        .map(|at| {
            let label = label.get(at).map_or("", String::as_str);
            let gap = LABEL_CELLS.saturating_sub(paper_cells(label));
            format!("{label}{}{}", " ".repeat(gap), texts.get(at).map_or("", String::as_str))
        })
        .collect()
}

/// The heading of a part.
pub(super) const fn part_key(part: CardPart) -> &'static str {
    match part {
        CardPart::Identity => "card_page.part.identity",
        CardPart::Contacts => "card_page.part.contacts",
        CardPart::Alerts => "card_page.part.alerts",
        CardPart::Medical => "card_page.part.medical",
        CardPart::Wishes => "card_page.part.wishes",
        CardPart::Supporters => "card_page.part.supporters",
        CardPart::Home => "card_page.part.home",
        CardPart::Insurance => "card_page.part.insurance",
        CardPart::Kit => "card_page.part.kit",
    }
}
