//! Which records a query can meet at all, told without folding them whole.
//!
//! Most records of a register share too few letters with a query to be worth a look. The sieve walks over their texts once, letter
//! by letter, makes nothing, and lets through whatever might be met: literally (all neighbours of a spelling stand somewhere) or
//! with gaps (all its letters stand in names). It may let too much through, never too little: `tests/search_scan.rs` holds
//! [`Scan`](super::Scan) to the answers of an index.

use std::collections::HashMap;

use super::fold::{fold, simple};
use super::matcher::may_be_loose;
use super::posting::Gram;
use super::query::Query;
use super::readings::Readings;
use super::word::{Spelled, Word};
use crate::domain::facility::{Kind, KindInfo, SourceKey, capability, kind};
use crate::domain::{Facility, Phone};

/// What a query asks of a record, as bits.
pub(super) struct Sieve {
    letters: Vec<(char, u64)>,
    pairs: Vec<(char, char, u64)>,
    codes: Vec<(String, u64)>,
    /// By the low bits of a letter: does the query hold one like it?
    asked: [bool; 256],
    /// For each word that must be met the ways to meet it.
    words: Vec<Vec<Way>>,
    kinds: HashMap<&'static str, u64>,
    /// Only those that give any bit.
    capabilities: HashMap<&'static str, u64>,
    vacancy: u64,
    /// For each municipality of the readings.
    places: Vec<Around>,
}

/// One spelling of a word.
struct Way {
    /// Bits that must stand anywhere.
    inside: u64,
    /// Bits that must stand in names, where the word may be met with gaps.
    loose: Option<u64>,
}

/// What a municipality may add to a record that lies in it.
#[derive(Clone, Copy)]
struct Around {
    /// From the readings of its towns.
    kana: u64,
    /// May a name be written so with its places that it has other letters of the query?
    respells: bool,
}

/// The bits of a record.
#[derive(Clone, Copy, Default)]
struct Seen {
    anywhere: u64,
    names: u64,
}

impl Sieve {
    /// `None` where the query is of a kind that cannot be told in 64 bits: then every record has to be looked at.
    pub(super) fn of(query: &Query, readings: &Readings) -> Option<Self> {
        let mut sieve = Self {
            letters: Vec::new(),
            pairs: Vec::new(),
            codes: Vec::new(),
            asked: [false; 256],
            words: Vec::new(),
            kinds: HashMap::new(),
            capabilities: HashMap::new(),
            vacancy: 0,
            places: Vec::new(),
        };
        for word in query.words.iter().filter(|word| !word.exclude) {
            let ways = sieve.ways(word)?;
            sieve.words.push(ways);
        }
        for letter in sieve.letters.iter().map(|(c, _)| *c).chain(sieve.pairs.iter().flat_map(|(a, b, _)| [*a, *b])) {
            sieve.asked[letter as usize & 0xFF] = true;
        }
        sieve.kinds = kind::table().iter().map(|info| (info.code, sieve.kind(info.code, info))).collect();
        for info in capability::table() {
            let bits = sieve.text(info.ja) | sieve.text(info.en) | sieve.code(&format!("can:{}", info.code));
            if bits != 0 {
                sieve.capabilities.insert(info.code, bits);
            }
        }
        sieve.vacancy = sieve.text("満床") | sieve.text("空き有");
        sieve.vacancy |= sieve.code("vacancy:full") | sieve.code("vacancy:open");
        sieve.places = readings.places().map(|place| sieve.around(place)).collect();
        Some(sieve)
    }

    fn ways(&mut self, word: &Word) -> Option<Vec<Way>> {
        let mut ways = Vec::with_capacity(word.spellings.len());
        for spelling in &word.spellings {
            if spelling.how == Spelled::Code {
                let is_known = Kind::new(spelling.text.as_str()).info().code == spelling.text
                    || spelling.text.starts_with("vacancy:")
                    || spelling.text.strip_prefix("can:").is_some_and(|code| capability::info(code).is_some());
                let bit = self.bit()?;
                self.codes.push((spelling.text.clone(), bit));
                ways.push(Way { inside: bit, loose: None });
                if !is_known {
                    return None;
                }
                continue;
            }
            let mut inside = 0;
            for gram in Gram::inside(&spelling.text) {
                inside |= match gram {
                    Gram::Two(a, b) => self.pair(a, b)?,
                    Gram::One(c) => self.letter(c)?,
                    Gram::Initial(_) | Gram::Head(..) | Gram::Tail(..) | Gram::Alone(_) => return None,
                };
            }
            let mut loose = None;
            if word.fuzzy && may_be_loose(&spelling.text) {
                let mut bits = 0;
                for c in spelling.text.chars() {
                    bits |= self.letter(c)?;
                }
                loose = Some(bits);
            }
            ways.push(Way { inside, loose });
        }
        Some(ways)
    }

    /// The next free bit.
    fn bit(&self) -> Option<u64> {
        1_u64.checked_shl(u32::try_from(self.letters.len() + self.pairs.len() + self.codes.len()).ok()?)
    }

    fn letter(&mut self, letter: char) -> Option<u64> {
        if let Some((_, bit)) = self.letters.iter().find(|(c, _)| *c == letter) {
            return Some(*bit);
        }
        let bit = self.bit()?;
        self.letters.push((letter, bit));
        Some(bit)
    }

    fn pair(&mut self, a: char, b: char) -> Option<u64> {
        if let Some((_, _, bit)) = self.pairs.iter().find(|pair| (pair.0, pair.1) == (a, b)) {
            return Some(*bit);
        }
        let bit = self.bit()?;
        self.pairs.push((a, b, bit));
        Some(bit)
    }

    fn code(&self, code: &str) -> u64 {
        self.codes.iter().find(|(known, _)| known == code).map_or(0, |(_, bit)| *bit)
    }

    fn kind(&self, code: &str, info: &KindInfo) -> u64 {
        let names = [info.ja, info.short_ja, info.en, info.short_en];
        names.into_iter().fold(self.code(code), |bits, name| bits | self.text(name))
    }

    fn around<'t>(&self, place: impl Iterator<Item = (&'t str, &'t str)>) -> Around {
        let mut around = Around { kana: 0, respells: false };
        for (name, kana) in place {
            let bits = self.text(kana);
            around.kana |= bits;
            // Every letter that respelling brings in is one of these; a pair that it makes has one of them too.
            around.respells |= self.holds_letter(name) || bits != 0 || self.holds_letter(kana);
        }
        around
    }

    /// Does a text hold any letter of the query, also alone?
    fn holds_letter(&self, text: &str) -> bool {
        let is_asked = |c: char| {
            self.asked[c as usize & 0xFF]
                && (self.letters.iter().any(|(l, _)| *l == c) || self.pairs.iter().any(|(a, b, _)| *a == c || *b == c))
        };
        let mut last = ' ';
        for c in text.chars() {
            match simple(c, last) {
                Some(c) if is_asked(c) => return true,
                Some(c) => last = c,
                None => return fold(text).chars().any(is_asked),
            }
        }
        false
    }

    fn text(&self, text: &str) -> u64 {
        self.text_behind(text, &mut Before::default())
    }

    /// The bits of a text behind another one.
    fn text_behind(&self, text: &str, before: &mut Before) -> u64 {
        let start = *before;
        let mut bits = 0;
        let mut last = ' ';
        for c in text.chars() {
            let Some(c) = simple(c, last) else {
                // What does not stand for itself alone is folded as a whole.
                *before = start;
                return fold(text).chars().fold(0, |bits, c| bits | self.step(c, before));
            };
            bits |= self.step(c, before);
            last = c;
        }
        bits
    }

    /// One folded letter. Its neighbours are also those over a space, which people may leave out, and, for digits, over anything.
    fn step(&self, c: char, before: &mut Before) -> u64 {
        if c == ' ' {
            return 0;
        }
        let mut bits = 0;
        if self.asked[c as usize & 0xFF] {
            for (letter, bit) in &self.letters {
                if *letter == c {
                    bits |= bit;
                }
            }
            for (a, b, bit) in &self.pairs {
                if *b == c && (*a == before.letter || (c.is_ascii_digit() && *a == before.digit)) {
                    bits |= bit;
                }
            }
        }
        before.letter = c;
        if c.is_ascii_digit() {
            before.digit = c;
        }
        bits
    }

    /// Can the query meet a record, literally or (if `loose`) with gaps?
    pub(super) fn passes(&self, facility: &Facility, readings: &Readings, loose: bool) -> bool {
        let mut seen = Seen::default();
        self.see(facility, &mut seen);
        self.meets(seen, loose) || (!readings.is_empty() && self.passes_read(facility, readings, seen, loose))
    }

    fn meets(&self, seen: Seen, loose: bool) -> bool {
        self.words.iter().all(|ways| {
            ways.iter().any(|way| {
                way.inside & seen.anywhere == way.inside
                    || loose && way.loose.is_some_and(|bits| bits & seen.names == bits)
            })
        })
    }

    /// As written.
    fn see(&self, facility: &Facility, seen: &mut Seen) {
        let local = &facility.local;
        let identity = &local.identity.facts;
        let desk = &local.desk.facts;
        let vacancy = &local.vacancy.facts;
        for name in [&identity.name, &identity.kana, &identity.short_name].into_iter().flatten() {
            seen.names |= self.text(name);
        }
        let mut anywhere = 0;
        let texts = [&identity.area, &identity.address, &identity.postal_code, &desk.person, &desk.department];
        for text in texts.into_iter().chain([&desk.profession, &vacancy.remark]).flatten() {
            anywhere |= self.text(text);
        }
        anywhere |= self.text(&local.note.facts);
        let phone = |phone: &Option<Phone>| phone.as_ref().map_or(0, |phone| self.text(phone.display()));
        for number in [&desk.direct_phone, &identity.phone, &desk.night_phone, &identity.fax] {
            anywhere |= phone(number);
        }
        for listing in &facility.listings {
            seen.names |= self.text(&listing.name);
            for name in [&listing.kana, &listing.short_name].into_iter().flatten() {
                seen.names |= self.text(name);
            }
            // The building may stand behind the address as one text.
            let mut before = Before::default();
            for part in [&listing.address, &listing.building].into_iter().flatten() {
                anywhere |= self.text_behind(part, &mut before);
            }
            anywhere |= phone(&listing.phone) | phone(&listing.fax);
            if let SourceKey::Number(number) | SourceKey::MedicalNet(number) = &listing.key {
                anywhere |= self.text(number);
            }
            let texts = [&listing.postal_code, &listing.corporation_number, &listing.corporation, &listing.departments];
            for text in texts.into_iter().chain([&listing.note]).flatten() {
                anywhere |= self.text(text);
            }
            if !self.capabilities.is_empty() {
                for code in &listing.capabilities {
                    anywhere |= self.capability(code);
                }
            }
        }
        for kind in identity.kinds.iter().chain(facility.listings.iter().map(|listing| &listing.kind)) {
            let known = self.kinds.get(kind.code()).copied();
            anywhere |= known.unwrap_or_else(|| self.kind(kind.code(), kind.info()));
        }
        for code in local.capabilities.facts.0.keys() {
            anywhere |= self.capability(code);
        }
        if vacancy.places.is_some() {
            anywhere |= self.vacancy;
        }
        seen.anywhere |= anywhere | seen.names;
    }

    fn capability(&self, code: &str) -> u64 {
        self.capabilities.get(code).copied().unwrap_or(0)
    }

    /// With the readings of its places, and its names written with them.
    fn passes_read(&self, facility: &Facility, readings: &Readings, mut seen: Seen, loose: bool) -> bool {
        let identity = &facility.local.identity.facts;
        let own = (identity.address.as_deref(), identity.municipality.as_deref());
        let listed = facility
            .listings
            .iter()
            .map(|l| (l.address.as_deref().or(l.building.as_deref()), l.municipality.as_deref()));
        let mut respells = false;
        for (address, code) in std::iter::once(own).chain(listed) {
            if address.is_none() && code.is_none() {
                continue;
            }
            if let Some(place) = readings.place_number(address.unwrap_or_default(), code) {
                seen.anywhere |= self.places[place].kana;
                respells |= self.places[place].respells;
            }
        }
        if self.meets(seen, loose) {
            return true;
        }
        if !respells {
            return false;
        }
        let Some(code) = facility.municipality().filter(|code| readings.knows(code)) else {
            // It depends on which of the addresses comes first: let the document tell.
            return true;
        };
        let names = identity.name.iter().chain(facility.listings.iter().map(|listing| &listing.name));
        for name in names {
            for spelled in readings.respell(name, "", Some(code)) {
                seen.names |= self.text(&spelled);
            }
        }
        seen.anywhere |= seen.names;
        self.meets(seen, loose)
    }
}

/// What stands before a letter.
#[derive(Clone, Copy, Default)]
struct Before {
    letter: char,
    digit: char,
}
