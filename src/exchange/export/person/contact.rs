//! A contact for a telephone to store by its camera: MECARD, which every telephone's camera reads and which makes the smallest code.

use super::page::{CardPage, Number};
use crate::domain::card::CardPart;
use crate::exchange::export::mecard_of;
use crate::words::Words;

/// Of each person the contact who can be reached first, and no more of them than name, role and that number.
pub(super) fn write(pages: &[CardPage], words: &Words) -> String {
    pages.iter().filter_map(|page| contact(page, words)).collect::<Vec<_>>().join("\n")
}

fn contact(page: &CardPage, words: &Words) -> Option<String> {
    let digits = |number: &Number| number.phone.as_ref().and_then(crate::domain::Phone::dialable);
    let mut contacts = page.numbers.iter().filter(|number| number.part == CardPart::Contacts);
    let (number, digits) = contacts.find_map(|number| Some((number, digits(number)?)))?;
    let fictional = if page.fictional { words.get("card_page.fictional") } else { "" };
    // A hidden name leaves the role; whose contact it is stands nowhere: a telephone that is lost tells nobody who is cared for.
    let (name, role) = if number.name.is_empty() { (&number.who, "") } else { (&number.name, number.who.as_str()) };
    mecard_of(name, std::iter::once(digits), format!("{role}{fictional}").trim())
}
