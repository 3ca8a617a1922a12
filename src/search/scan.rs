//! One query over records that are looked at once: the answer of an [`Index`](super::Index), without making one.
//!
//! An index pays for the second query. A program that is asked one and ends reads through: the same folding, ranks and
//! reasons, no postings. `tests/search_scan.rs` holds the two to the same answers.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::document::Document;
use super::entry::Entry;
use super::field::Room;
use super::hit::{Hit, Hits};
use super::index::{LOOSE_BELOW, LOOSE_TRIED};
use super::lookup::classify;
use super::matcher::{Skim, may_be_loose, score};
use super::posting::Gram;
use super::query::Query;
use super::rank::Class;
use super::readings::Readings;
use super::record::{STORED, is_term};
use super::sieve::Sieve;
use super::word::{Spelled, Word};
use crate::domain::Facility;

/// Facilities looked at together.
const SOME: usize = 512;

/// A query under way. Records are handed in some at a time, each with what the caller wants back for a hit.
pub struct Scan<'q, T> {
    query: &'q Query,
    limit: usize,
    /// Records that met the query literally.
    literal: usize,
    best: Vec<(Class, Entry, T)>,
    /// Others that may meet it with gaps, as long as literal hits are few.
    loose: Vec<(Entry, T)>,
    likely: Vec<Likely<'q>>,
}

/// What looking at a record gave.
enum Seen<T> {
    Literal(Class, Entry, T),
    Loose(Entry, T),
}

impl<'q, T: Send> Scan<'q, T> {
    /// For the best `limit` records.
    pub fn new(query: &'q Query, limit: usize) -> Self {
        let likely = query.words.iter().filter(|word| !word.exclude).map(Likely::of).collect();
        Self { query, limit, literal: 0, best: Vec::new(), loose: Vec::new(), likely }
    }

    /// Looks at records on all cores. No two may have the same id.
    pub fn read(&mut self, some: Vec<T>, document: impl Fn(&T) -> Document + Sync) {
        self.read_some(some, |kept| Some(document(kept)));
    }

    /// As [`read`](Self::read), without those that have no document: the query does not meet them.
    fn read_some(&mut self, some: Vec<T>, document: impl Fn(&T) -> Option<Document> + Sync) {
        let wants_loose = self.wants_loose();
        let seen: Vec<Seen<T>> = some
            .into_par_iter()
            .filter_map(|kept| {
                let entry = Entry::of(document(&kept)?);
                match classify(self.query, || entry.folded()) {
                    Some(class) => Some(Seen::Literal(class, entry, kept)),
                    None => (wants_loose && self.likely.iter().all(|word| word.may_meet(&entry)))
                        .then_some(Seen::Loose(entry, kept)),
                }
            })
            .collect();
        for seen in seen {
            match seen {
                Seen::Literal(class, entry, kept) => {
                    self.literal += 1;
                    self.best.push((class, entry, kept));
                }
                Seen::Loose(entry, kept) => self.loose.push((entry, kept)),
            }
        }
        if !self.wants_loose() {
            self.loose = Vec::new();
        }
        if self.best.len() > self.limit.saturating_mul(4).max(1_024) {
            self.cut();
        }
    }

    /// The hits, and beside each what was handed in with it.
    pub fn finish(mut self) -> (Hits, Vec<T>) {
        self.cut();
        let mut rows = Vec::with_capacity(self.best.len());
        let mut kept = Vec::with_capacity(self.best.len());
        let loose = if self.wants_loose() { self.loosely() } else { Vec::new() };
        let total = self.literal + loose.len();
        for (class, entry, with) in self.best.into_iter().chain(loose) {
            let text = |number: usize| entry.texts.get(number).cloned();
            rows.push(Hit::explain(entry.id, class, self.query, || entry.folded(), text));
            kept.push(with);
        }
        (Hits { rows, total }, kept)
    }

    /// Are there so few literal hits that others are of use?
    fn wants_loose(&self) -> bool {
        self.literal < self.limit.min(LOOSE_BELOW) && self.query.may_be_loose()
    }

    /// Keeps the best.
    fn cut(&mut self) {
        self.best.sort_unstable_by(|a, b| (a.0, a.1.order()).cmp(&(b.0, b.1.order())));
        self.best.truncate(self.limit);
    }

    /// Those that meet the query only with gaps, the best first.
    fn loosely(&mut self) -> Vec<(Class, Entry, T)> {
        let mut tried = std::mem::take(&mut self.loose);
        tried.sort_unstable_by(|a, b| a.0.order().cmp(&b.0.order()));
        tried.truncate(LOOSE_TRIED);
        let query = self.query;
        let scored = tried.into_par_iter().with_min_len(256).filter_map(|(entry, kept)| {
            let score = score(query, || entry.folded(), &Skim)?;
            Some((Reverse(score), entry, kept))
        });
        let mut scored: Vec<(Reverse<i64>, Entry, T)> = scored.collect();
        scored.sort_by(|a, b| (a.0, a.1.order()).cmp(&(b.0, b.1.order())));
        scored.truncate(self.limit.min(LOOSE_BELOW) - self.literal);
        scored.into_iter().map(|(_, entry, kept)| (Class::FUZZY, entry, kept)).collect()
    }
}

impl Scan<'_, Facility> {
    /// As [`read`](Self::read), where most facilities are told apart without making a document of them.
    pub fn read_facilities(&mut self, facilities: Vec<Facility>, readings: &Readings) {
        let Some(sieve) = Sieve::of(self.query, readings) else {
            return self.read(facilities, |facility| Document::of(facility, readings));
        };
        // Some at a time: once there are hits enough, those with gaps are of no use and the sieve gets finer.
        let mut left = facilities.into_iter();
        loop {
            let some: Vec<Facility> = left.by_ref().take(SOME).collect();
            if some.is_empty() {
                return;
            }
            let loose = self.wants_loose();
            self.read_some(some, |facility| {
                sieve.passes(facility, readings, loose).then(|| Document::of(facility, readings))
            });
        }
    }
}

/// What a record needs to be tried with gaps: what the postings of an index would be asked for, so that both try the same ones.
struct Likely<'q> {
    word: &'q Word,
    /// The neighbours in each spelling.
    grams: Vec<Vec<Gram>>,
}

impl<'q> Likely<'q> {
    fn of(word: &'q Word) -> Self {
        Self { word, grams: word.spellings.iter().map(|spelling| Gram::inside(&spelling.text)).collect() }
    }

    fn may_meet(&self, entry: &Entry) -> bool {
        let word = self.word;
        word.spellings.iter().zip(&self.grams).any(|(spelling, grams)| {
            let letters = || {
                word.fuzzy
                    && may_be_loose(&spelling.text)
                    && spelling.text.chars().all(|c| holds(entry, Room::Name, Gram::One(c)))
            };
            let stored = |room: Room| {
                spelling.how != Spelled::Code
                    && spelling.is_in(room)
                    && word.looks_into(room)
                    && grams.iter().all(|gram| holds(entry, room, *gram))
            };
            let terms = || {
                entry.texts.iter().filter(|text| is_term(text.field)).any(|text| {
                    spelling.is_in(text.field.room())
                        && word.allows(text.field)
                        && spelling.occurs_in(text.folded.as_bytes())
                })
            };
            letters() || STORED.into_iter().any(stored) || terms()
        })
    }
}

/// Does any text of a room hold what postings would find there?
fn holds(entry: &Entry, room: Room, gram: Gram) -> bool {
    entry
        .texts
        .iter()
        .filter(|text| text.field.room() == room && !is_term(text.field))
        .any(|text| gram.is_in(&text.folded))
}
