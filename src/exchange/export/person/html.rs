//! The card as HTML that prints on one A4 page: nothing from outside, no script.

use super::page::{CardPage, Fact};
use super::text::part_key;
use crate::exchange::export::sheet::html_text as escape;
use crate::words::Words;

pub(super) fn a4(pages: &[CardPage], words: &Words) -> String {
    let body: String = pages.iter().map(|page| section(page, words)).collect();
    document(words.get("card_page.title"), "a4", &body)
}

fn section(page: &CardPage, words: &Words) -> String {
    let mut out = format!(
        "<section class=\"page\">\n<h1>{}</h1>\n",
        escape(&words.say("card_page.title_of", &[("name", &page.name)]))
    );
    for (part, facts) in by_part(page) {
        out.push_str(&format!(
            "<table>\n<tr><th class=\"part\" colspan=\"2\">{}</th></tr>\n",
            escape(words.get(part_key(part)))
        ));
        out.extend(facts.iter().map(|fact| row(fact)));
        out.push_str("</table>\n");
    }
    out.push_str(&format!("<p class=\"foot\">{} {}</p>\n</section>\n", escape(&page.made), escape(&page.office)));
    out
}

fn by_part(page: &CardPage) -> Vec<(crate::domain::card::CardPart, Vec<&Fact>)> {
    let mut parts: Vec<(crate::domain::card::CardPart, Vec<&Fact>)> = Vec::new();
    for fact in &page.facts {
        match parts.last_mut().filter(|(part, _)| *part == fact.part) {
            Some((_, facts)) => facts.push(fact),
            None => parts.push((fact.part, vec![fact])),
        }
    }
    parts
}

pub(super) fn row(fact: &Fact) -> String {
    format!("<tr><th>{}</th><td>{}</td></tr>\n", escape(&fact.label), lines(&fact.text))
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
