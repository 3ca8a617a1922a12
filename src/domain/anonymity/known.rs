//! Whom and what the centre knows: the names that must not stand in a publication, and the numbers and addresses that anybody may read.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::Clue;
use super::honorific;
use crate::domain::era;
use crate::domain::spelling::{Folded, needle};

/// Names, dates and addresses to be found, and what of the register is public. Names are never shown by it, so it has no `Debug`.
pub struct Known {
    variant: fn(char) -> char,
    /// Whole names, and parts that count with a honorific only.
    names: BTreeSet<Vec<char>>,
    parts: BTreeSet<Vec<char>>,
    desks: BTreeSet<Vec<char>>,
    addresses: BTreeSet<Vec<char>>,
    births: BTreeSet<Vec<char>>,
    towns: BTreeSet<Vec<char>>,
    /// Digits of numbers that are listed.
    public_numbers: BTreeSet<String>,
    public_addresses: BTreeSet<Vec<char>>,
    public_mails: BTreeSet<Vec<char>>,
}

impl Known {
    /// Nobody known yet. `variant`: which kanji is written for which.
    pub fn new(variant: fn(char) -> char) -> Self {
        Self {
            variant,
            names: BTreeSet::new(),
            parts: BTreeSet::new(),
            desks: BTreeSet::new(),
            addresses: BTreeSet::new(),
            births: BTreeSet::new(),
            towns: BTreeSet::new(),
            public_numbers: BTreeSet::new(),
            public_addresses: BTreeSet::new(),
            public_mails: BTreeSet::new(),
        }
    }

    pub(super) const fn variant(&self) -> fn(char) -> char {
        self.variant
    }

    /// A name or its reading. One that is short, or of one part, may be a word of every day: it counts with a honorific only.
    pub fn add_name(&mut self, name: &str) {
        let whole = needle(name, self.variant);
        let parts: Vec<Vec<char>> = name.split_whitespace().map(|part| needle(part, self.variant)).collect();
        let is_kana = whole.iter().all(|c| matches!(c, '\u{3041}'..='\u{3096}' | 'ー'));
        let long = if is_kana || parts.len() < 2 { 4 } else { 2 };
        self.parts.extend(parts.into_iter().filter(|part| !part.is_empty()));
        if whole.len() >= long {
            self.names.insert(whole);
        } else if !whole.is_empty() {
            self.parts.insert(whole);
        }
    }

    /// Somebody of an institution: told, since that may be meant.
    pub fn add_desk(&mut self, name: &str) {
        let name = needle(name, self.variant);
        if name.len() >= 2 {
            self.desks.insert(name);
        }
    }

    /// Where somebody lives, and the town of it.
    pub fn add_address(&mut self, address: &str) {
        let whole = needle(address, self.variant);
        if whole.len() >= 4 {
            self.addresses.insert(whole);
        }
        self.add_town(address);
    }

    pub fn add_birth(&mut self, day: Date) {
        let (y, m, d) = (day.year(), day.month(), day.day());
        let japanese = era::japanese(day);
        let spellings = [
            japanese.clone(),
            format!("{y}年{m}月{d}日"),
            format!("{y:04}-{m:02}-{d:02}"),
            format!("{y}/{m}/{d}"),
            format!("{y:04}/{m:02}/{d:02}"),
            format!("{y}.{m}.{d}"),
        ];
        self.births.extend(spellings.iter().map(|spelling| needle(spelling, self.variant)));
    }

    /// A number that anybody may read: an institution's phone, its FAX, its number in the lists.
    pub fn add_public_number(&mut self, digits: &str) {
        self.public_numbers.insert(digits.chars().filter(char::is_ascii_digit).collect());
    }

    /// An institution's address.
    pub fn add_public_address(&mut self, address: &str) {
        let whole = needle(address, self.variant);
        if whole.len() >= 4 {
            self.public_addresses.insert(whole);
        }
        self.add_town(address);
    }

    pub fn add_public_postal_code(&mut self, code: &str) {
        self.add_public_number(code);
    }

    pub fn add_public_mail(&mut self, mail: &str) {
        self.public_mails.insert(needle(mail, self.variant));
    }

    /// The last name of a place before the first digit.
    fn add_town(&mut self, address: &str) {
        let whole = needle(address, self.variant);
        let before: Vec<char> = whole.into_iter().take_while(|c| !c.is_ascii_digit()).collect();
        let start = before.iter().rposition(|c| matches!(c, '市' | '区' | '郡' | '県')).map_or(0, |at| at + 1);
        let town: Vec<char> = before.into_iter().skip(start).collect();
        if town.len() >= 2 {
            self.towns.insert(town);
        }
    }

    pub(super) fn is_public(&self, digits: &str) -> bool {
        self.public_numbers.contains(digits)
    }

    pub(super) fn is_public_mail(&self, mail: &[char]) -> bool {
        self.public_mails.contains(mail)
    }

    /// Does what stands before `end` end in a town of the register?
    pub(super) fn is_town(&self, before: &[char]) -> bool {
        self.towns.iter().any(|town| before.ends_with(town))
    }

    /// Where a name, an address or a birth date of somebody stands.
    pub(super) fn met(&self, text: &Folded) -> Vec<(Clue, Range<usize>)> {
        let mut found = Vec::new();
        let lists = [
            (&self.names, Clue::Name),
            (&self.desks, Clue::Desk),
            (&self.addresses, Clue::Address),
            (&self.births, Clue::BirthDate),
        ];
        for (list, what) in lists {
            for wanted in list {
                // `2日` is no birth date of the `12日`, nor is `...1-2` the address `...1-23`.
                let ends_in_digit = wanted.last().is_some_and(char::is_ascii_digit);
                let whole = |at: &Range<usize>| !ends_in_digit || !text.at(at.end).is_some_and(|c| c.is_ascii_digit());
                found.extend(text.find(wanted).filter(whole).map(|at| (what, at)));
            }
        }
        for part in &self.parts {
            for at in text.find(part) {
                let honorific = honorific::all().map(|sign| sign.chars().collect::<Vec<char>>());
                let follows = honorific
                    .into_iter()
                    .find(|sign| text.chars.get(at.end..).is_some_and(|rest| rest.starts_with(sign)));
                found.extend(follows.map(|sign| (Clue::Name, at.start..at.end + sign.len())));
            }
        }
        found
    }

    /// Where the address of an institution stands, in bytes.
    pub(super) fn public_places(&self, text: &Folded) -> Vec<Range<usize>> {
        let places = self.public_addresses.iter().flat_map(|address| text.find(address));
        places.map(|at| text.original(at)).collect()
    }
}
