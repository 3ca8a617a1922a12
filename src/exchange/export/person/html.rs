//! The card as HTML that prints on one A4 page: nothing from outside, no script.

use super::fit::{Row, Type, cut, fit};
use super::page::{CardPage, Fact};
use super::text::part_key;
use crate::exchange::export::sheet::html_text as escape;
use crate::words::Words;

/// Sizes of the type: as one likes to read, and what is read with effort.
const TYPES: [Type; 4] = [
    Type { class: "t1", text: 365, label: 91, line: 413, row: 145, part: 780 },
    Type { class: "t2", text: 410, label: 100, line: 345, row: 105, part: 610 },
    Type { class: "t3", text: 440, label: 107, line: 310, row: 90, part: 525 },
    Type { class: "t4", text: 480, label: 116, line: 277, row: 72, part: 460 },
];
/// What the rows have of the page's 275 mm: the heading and two lines of the foot are taken off.
const ROOM: usize = 25_300;
/// A line of the heading, and two of the foot, in eighths of their characters.
const HEAD: usize = 275;
const FOOT: usize = 500;

pub(super) fn a4(pages: &[CardPage], words: &Words) -> String {
    let body: String = pages.iter().map(|page| section(page, words)).collect();
    document(words.get("card_page.title"), "a4", &body)
}

fn section(page: &CardPage, words: &Words) -> String {
    let facts: Vec<&Fact> = page.facts.iter().collect();
    let heads = |at: usize| at == 0 || facts[at - 1].part != facts[at].part;
    let rows: Vec<Row> = facts.iter().enumerate().map(|(at, fact)| Row::of(fact, heads(at))).collect();
    let (class, texts) = fit(&TYPES, ROOM, &rows, words.get("card_page.more"));
    let title = words.say("card_page.title_of", &[("name", &page.name)]);
    let mut out = format!("<section class=\"page {class}\">\n<h1>{}</h1>\n", escape(&cut(&title, HEAD, 1, "..")));
    for (at, (fact, text)) in facts.iter().zip(&texts).enumerate() {
        if heads(at) {
            let close = if at == 0 { "" } else { "</table>\n" };
            let part = escape(words.get(part_key(fact.part)));
            out.push_str(&format!("{close}<table>\n<colgroup><col class=\"label\"><col></colgroup>\n<tr><th class=\"part\" colspan=\"2\">{part}</th></tr>\n"));
        }
        out.push_str(&row(fact, text));
    }
    if !facts.is_empty() {
        out.push_str("</table>\n");
    }
    out.push_str(&foot(page, FOOT));
    out.push_str("</section>\n");
    out
}

/// Where it comes from, in two lines of so many eighths.
pub(super) fn foot(page: &CardPage, width: usize) -> String {
    let text = format!("{} {}", page.made, page.office);
    format!("<p class=\"foot\">{}</p>\n", escape(&cut(&text, width, 2, "..")))
}

impl Row {
    pub(super) fn of(fact: &Fact, heads: bool) -> Self {
        // What goes with the wish against resuscitation must be read with it.
        let whole = fact.code == "resuscitation";
        Self { label: fact.label.clone(), text: fact.text.clone(), heads, whole }
    }
}

pub(super) fn row(fact: &Fact, text: &str) -> String {
    format!("<tr><th>{}</th><td>{}</td></tr>\n", escape(&fact.label), lines(text))
}

pub(super) fn lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("<br>")
}

/// A whole file. Its title names nobody: a browser shows it in its window and writes it into its history.
pub(super) fn document(title: &str, class: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{}</style>\n\
         </head>\n<body class=\"{class}\">\n{body}</body>\n</html>\n",
        escape(title),
        include_str!("card.css"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is reckoned by size must be set by size, and what is said of every size must not come after it.
    #[test]
    fn every_size_of_the_type_has_a_heading_of_its_own() {
        let css = include_str!("card.css");
        let rules: Vec<&str> = css.split('}').filter_map(|rule| rule.split_once('{')).map(|(who, _)| who).collect();
        let rules: Vec<&str> = rules.iter().map(|who| who.rsplit("*/").next().unwrap_or(who).trim()).collect();
        for bare in ["th.part", "col.label"] {
            assert_eq!(rules.iter().filter(|who| **who == bare).count(), 1, "{bare}");
        }
        for size in TYPES.iter().skip(1) {
            let wanted = format!(".{} th.part", size.class);
            assert!(rules.contains(&wanted.as_str()), "{wanted}");
        }
        assert!(!rules.iter().any(|who| who.is_empty()), "{rules:?}");
        assert!(css.lines().filter(|line| line.contains("/*")).all(|line| line.starts_with("/*")));
    }
}
