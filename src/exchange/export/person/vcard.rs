//! The key contact and the institutions as vCard 4.0 (RFC 6350), for the telephone of who is on duty.

use super::page::{CardPage, Number};
use super::vcard_names::{HOURS, NAME, RELATION};
use crate::domain::card::{CardPart, Line};
use crate::exchange::export::vcard::{Version, escape, fold, tel};
use crate::words::Words;

pub(super) fn write(pages: &[CardPage], words: &Words) -> String {
    pages.iter().flat_map(|page| cards(page, words)).flatten().map(|line| fold(&line)).collect()
}

fn cards(page: &CardPage, words: &Words) -> Vec<Vec<String>> {
    let mut cards: Vec<(&Number, Vec<&Number>)> = Vec::new();
    for number in page.numbers.iter().filter(|number| number.part == CardPart::Supporters || number.is_key) {
        match cards.iter_mut().find(|(first, _)| first.part == number.part && first.called() == number.called()) {
            Some((_, numbers)) => numbers.push(number),
            None => cards.push((number, vec![number])),
        }
    }
    cards.into_iter().map(|(first, numbers)| card(page, first, &numbers, words)).collect()
}

fn card(page: &CardPage, first: &Number, numbers: &[&Number], words: &Words) -> Vec<String> {
    let is_contact = first.part == CardPart::Contacts;
    // Whose daughter it is: a telephone has many of them.
    let called = words.say("card_page.called_for", &[("who", &first.called()), ("name", &page.name)]);
    let kind = if is_contact { "individual" } else { "org" };
    let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:4.0".to_owned(), format!("KIND:{kind}")];
    lines.push(format!("FN:{}", escape(&called)));
    lines.push(format!("N:{};;;;", escape(&called)));
    if is_contact {
        let own = [(NAME, &first.name), (RELATION, &first.who), (HOURS, &first.hours)];
        let said = own.into_iter().filter(|(_, text)| !text.is_empty());
        lines.extend(said.map(|(name, text)| format!("{name}:{}", escape(text))));
    } else {
        lines.push(format!("ORG:{}", escape(&first.name)));
    }
    for (at, telephone) in numbers.iter().enumerate() {
        if let Some(number) = &telephone.phone {
            lines.push(tel(types(telephone.telephone), number, Version::Four, at == 0));
        }
    }
    let hours = if first.hours.is_empty() { String::new() } else { format!("{}\n", first.hours) };
    lines.push(format!("NOTE:{}", escape(&format!("{hours}{}", page.made))));
    lines.push("END:VCARD".to_owned());
    lines
}

/// Which number it is, whatever it looks like.
const fn types(line: Line) -> &'static str {
    match line {
        Line::Mobile => "cell",
        Line::Home => "home,voice",
        Line::Work | Line::Day | Line::Night => "work,voice",
    }
}
