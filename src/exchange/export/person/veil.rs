//! What must not be read: names, addresses and days of birth become initials, numbers become dots. Free texts are searched for both,
//! since people write names into notes.

use unicode_normalization::UnicodeNormalization;

use super::Masks;
use crate::domain::card::Contact;
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Person, Phone, era};
use crate::exchange::export::sheet::initials;
use crate::words::Words;

/// Digits from which on a run of digits is taken for a telephone number, and up to which.
const NUMBER: std::ops::RangeInclusive<usize> = 9..=15;
/// What makes a name of one character a name: 林さん.
const HONOURS: [&str; 6] = ["さん", "様", "氏", "君", "ちゃん", "先生"];

/// What is hidden of one person.
#[derive(Debug)]
pub(super) struct Veil {
    masks: Masks,
    /// As the person is called on the card, without 様.
    name: String,
    /// What is looked for in texts and what stands in its place, the longest first.
    names: Vec<(String, String)>,
    /// Whole names alone: an institution may be called as the person is.
    whole: Vec<(String, String)>,
    numbers: Vec<(String, String)>,
}

impl Veil {
    pub(super) fn of(person: &Person, masks: Masks, words: &Words) -> Self {
        let called = person.kana.as_deref().and_then(initials);
        let hidden = called.map(|letters| letters.trim_end_matches('.').to_owned());
        let hidden = hidden.unwrap_or_else(|| words.get("card_page.nameless").to_owned());
        let name = if masks.names { hidden.clone() } else { clean_line(&person.name) };
        let mut veil = Self { masks, name, names: Vec::new(), whole: Vec::new(), numbers: Vec::new() };
        if masks.names {
            let away = words.get("card_page.hidden");
            veil.add_name(&person.name, &hidden);
            veil.add_name(person.kana.as_deref().unwrap_or_default(), &hidden);
            for contact in &person.card.contacts {
                veil.add_name(&contact.name, &relation(contact, words));
            }
            let key = &person.key_person;
            let role = key.relation.as_deref().map(clean_line).filter(|text| !text.is_empty());
            let role = role.unwrap_or_else(|| words.get("card_page.contact").to_owned());
            veil.add_name(key.name.as_deref().unwrap_or_default(), &role);
            veil.add_name(&person.card.checked_by, away);
            veil.add(person.address.as_deref().unwrap_or_default(), away);
            for spelling in person.birth_date.map(era::spellings).unwrap_or_default() {
                veil.add(&spelling, away);
            }
            for by_length in [&mut veil.names, &mut veil.whole] {
                by_length.sort_by_key(|(needle, _)| std::cmp::Reverse(needle.len()));
                by_length.dedup();
            }
        }
        if masks.phones {
            let own = person.card.contacts.iter().flat_map(|contact| contact.phones().map(|(_, phone)| phone));
            let own = own.chain(&person.phone).chain(&person.key_person.phone).chain(&person.card.checked_by_phone);
            veil.numbers = own
                .flat_map(|phone| {
                    let hidden = dotted(phone.display());
                    [phone.display().to_owned(), phone.original().to_owned(), phone.digits()]
                        .map(|number| (folded(&number), hidden.clone()))
                })
                .filter(|(number, _)| number.len() > 3)
                .collect();
            veil.numbers.sort_by_key(|(number, _)| std::cmp::Reverse(number.len()));
        }
        veil
    }

    /// The person, without 様.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn hides_names(&self) -> bool {
        self.masks.names
    }

    /// Can a number be dialled from what is shown?
    pub(super) const fn hides_phones(&self) -> bool {
        self.masks.phones
    }

    /// By relation alone where names are hidden.
    pub(super) fn contact(&self, contact: &Contact) -> String {
        if self.masks.names { String::new() } else { clean_line(&contact.name) }
    }

    pub(super) fn phone(&self, phone: &Phone) -> String {
        let number = clean_line(phone.display());
        match (self.masks.phones, phone.extension()) {
            (true, _) => dotted(&number),
            (false, Some(extension)) => format!("{number} ({})", clean_line(extension)),
            (false, None) => number,
        }
    }

    /// What people wrote.
    pub(super) fn text(&self, text: &str) -> String {
        self.hide(text, &self.names)
    }

    /// The name of an institution and who it is there.
    pub(super) fn place(&self, text: &str) -> String {
        self.hide(text, &self.whole)
    }

    fn hide(&self, text: &str, names: &[(String, String)]) -> String {
        if !self.masks.names && !self.masks.phones {
            return clean_text(text);
        }
        let mut text = folded(text);
        for (needle, instead) in names.iter().chain(&self.numbers) {
            text = text.replace(needle.as_str(), instead);
        }
        if self.masks.phones { without_numbers(&text) } else { text }
    }

    fn add(&mut self, needle: &str, instead: &str) {
        let needle = folded(needle);
        if needle.chars().count() > 1 {
            self.names.push((needle.clone(), instead.to_owned()));
            self.whole.push((needle, instead.to_owned()));
        }
    }

    /// A name as a whole, with any blank between its parts; and its parts alone.
    fn add_name(&mut self, name: &str, instead: &str) {
        let name = folded(name);
        let parts: Vec<&str> = name.split_whitespace().collect();
        for spelled in [name.clone(), parts.concat(), parts.join(" "), parts.join("\u{30fb}")] {
            self.add(&spelled, instead);
            self.add(&hiragana(&spelled), instead);
        }
        for part in parts {
            if part.chars().count() > 1 {
                self.names.push((part.to_owned(), instead.to_owned()));
                self.names.push((hiragana(part), instead.to_owned()));
            } else {
                self.names.extend(HONOURS.map(|honour| (format!("{part}{honour}"), instead.to_owned())));
            }
        }
    }
}

/// What a contact is to the person.
pub(super) fn relation(contact: &Contact, words: &Words) -> String {
    let relation = clean_line(&contact.relation);
    if relation.is_empty() { words.get("card_page.contact").to_owned() } else { relation }
}

/// `090-****-0111`: who knows the number knows it again.
fn dotted(number: &str) -> String {
    let groups: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit() && c != '+').filter(|group| !group.is_empty()).collect();
    match groups.as_slice() {
        [first, .., last] if groups.len() > 2 => format!("{first}-****-{last}"),
        _ => {
            let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
            let shown: String = digits.iter().skip(digits.len().saturating_sub(4)).collect();
            if digits.len() > 6 { format!("****-{shown}") } else { "****".to_owned() }
        }
    }
}

/// Every run of digits that is a telephone number, dotted.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if NUMBER.contains(&digits) && run.starts_with(['0', '+', '(']) {
            let tail = run.len() - run.trim_end().len();
            out.push_str(&dotted(run));
            out.push_str(&" ".repeat(tail));
        } else {
            out.push_str(run);
        }
        run.clear();
    };
    for c in text.chars() {
        let joins = c.is_ascii_digit()
            || matches!(c, '+' | '(')
            || (!run.is_empty() && matches!(c, '-' | ')' | ' ' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}'));
        if joins {
            run.push(c);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

/// One spelling for all widths, so that what is looked for is found.
fn folded(text: &str) -> String {
    clean_text(&text.nfkc().collect::<String>())
}

fn hiragana(text: &str) -> String {
    let lower = |c: char| match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    };
    text.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_known_again_and_cannot_be_dialled() {
        assert_eq!(dotted("090-0555-0111"), "090-****-0111");
        assert_eq!(dotted("0900550111"), "****-0111");
        assert_eq!(dotted("22-0155"), "****");
        assert_eq!(dotted("+81-90-0555-0111"), "+81-****-0111");
        assert_eq!(without_numbers("夜は 090-0555-0111 へ。2026-06-12"), "夜は 090-****-0111 へ。2026-06-12");
        assert_eq!(without_numbers("(03)0555-0111まで"), "03-****-0111まで");
    }
}
