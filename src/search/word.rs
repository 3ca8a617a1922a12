//! One word of a query with all the spellings it may be met in.

use memchr::memmem::Finder;

use super::field::{Field, Fields, Room};
use super::rank::{Class, Fit, Tier, fit};

/// One thing that a record must have (or, excluded, must not have).
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Any of them will do.
    pub(super) spellings: Vec<Spelling>,
    /// `-word`
    pub(super) exclude: bool,
    /// `field:word`
    pub(super) scope: Option<Fields>,
    /// Only digits: phones before addresses, and never fuzzy.
    pub(super) digits: bool,
    /// A condition chooses records but does not rank them.
    pub(super) condition: bool,
    /// May the fuzzy tier try it?
    pub(super) fuzzy: bool,
}

/// One spelling of a word.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    /// Folded.
    pub(super) text: String,
    /// As typed, folded but for variant kanji; empty for spellings that nobody typed.
    pub(super) typed: String,
    pub(super) how: Spelled,
    rooms: u8,
    finder: Finder<'static>,
}

/// How a spelling came about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Spelled {
    Typed,
    Romaji,
    Digits,
    /// A code that stands for the value of a condition; only whole fields match.
    Code,
}

impl Spelling {
    pub(super) fn new(text: String, typed: String, how: Spelled, rooms: &[Room]) -> Self {
        let finder = Finder::new(text.as_bytes()).into_owned();
        let rooms = rooms.iter().fold(0, |set, room| set | 1 << *room as u8);
        Self { text, typed, how, rooms, finder }
    }

    pub(super) const fn is_in(&self, room: Room) -> bool {
        self.rooms & (1 << room as u8) != 0
    }

    /// Where it stands best in a folded text: byte offset and fit.
    pub(super) fn best_in(&self, folded: &[u8]) -> Option<(usize, Fit)> {
        if self.how == Spelled::Code {
            return (folded == self.text.as_bytes()).then_some((0, Fit::Whole));
        }
        let mut best: Option<(usize, Fit)> = None;
        for at in self.finder.find_iter(folded) {
            let fit = fit(folded, at, at + self.text.len());
            if best.is_none_or(|(_, other)| fit < other) {
                best = Some((at, fit));
                if fit == Fit::Whole {
                    break;
                }
            }
        }
        best
    }

    pub(super) fn occurs_in(&self, folded: &[u8]) -> bool {
        if self.how == Spelled::Code { folded == self.text.as_bytes() } else { self.finder.find(folded).is_some() }
    }

    /// Every place where it stands, without overlaps, as byte ranges.
    pub(super) fn all_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        self.finder.find_iter(folded.as_bytes()).map(|at| at..at + self.text.len())
    }
}

/// The best place of a word in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spot {
    pub(super) class: Class,
    /// Number of the spelling.
    pub(super) spelling: usize,
    /// Number of the text, as it was handed in.
    pub(super) text: usize,
}

impl Word {
    /// The tier of a hit in a room: as the rooms stand, but for digits, which are looked for in phones first.
    pub(super) const fn tier(&self, room: Room) -> Tier {
        match room {
            Room::Name => Tier::Name,
            Room::Town => Tier::Town,
            Room::Address if self.digits => Tier::Other,
            Room::Address => Tier::Address,
            Room::Phone => Tier::Phone,
            Room::Other | Room::Code => Tier::Other,
        }
    }

    pub(super) fn allows(&self, field: Field) -> bool {
        match self.scope {
            Some(scope) => scope.has(field),
            None => field != Field::Code,
        }
    }

    /// Can it stand in a field of this room at all?
    pub(super) fn looks_into(&self, room: Room) -> bool {
        self.scope.map_or(room != Room::Code, |scope| scope.touches(room))
    }

    /// The best place among the texts of a record; `None` where it does not occur.
    pub(super) fn best<'a>(&self, texts: impl Iterator<Item = (Field, &'a str)>) -> Option<Spot> {
        let mut best: Option<Spot> = None;
        for (text, (field, folded)) in texts.enumerate() {
            let room = field.room();
            let tier = self.tier(room);
            if best.is_some_and(|b| b.class.tier < tier) {
                // Names and towns stand first: what follows them cannot be better.
                if best.is_some_and(|b| b.class.tier <= Tier::Town) {
                    break;
                }
                continue;
            }
            if !self.allows(field) {
                continue;
            }
            for (spelling, s) in self.spellings.iter().enumerate() {
                if !s.is_in(room) {
                    continue;
                }
                if let Some((_, fit)) = s.best_in(folded.as_bytes()) {
                    let class = Class { tier, fit };
                    if best.is_none_or(|b| class < b.class) {
                        best = Some(Spot { class, spelling, text });
                    }
                }
            }
        }
        best
    }

    /// Does it occur at all?
    pub(super) fn occurs<'a>(&self, mut texts: impl Iterator<Item = (Field, &'a str)>) -> bool {
        texts.any(|(field, folded)| {
            self.allows(field) && self.spellings.iter().any(|s| s.is_in(field.room()) && s.occurs_in(folded.as_bytes()))
        })
    }
}
