//! Which records hold which characters and pairs of characters, room by room.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rayon::prelude::*;
use roaring::RoaringBitmap;

use super::arena::Arena;
use super::field::Room;
use super::record::STORED;

/// What is looked up. Words end at spaces and at the ends of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gram {
    /// A character.
    One(char),
    /// Two neighbours.
    Two(char, char),
    /// A word starts with it.
    Initial(char),
    /// A word starts with these two.
    Head(char, char),
    /// A word ends with these two.
    Tail(char, char),
    /// It is a word.
    Alone(char),
}

impl Gram {
    fn key(self, room: Room) -> u64 {
        let (form, a, b) = match self {
            Self::One(a) => (0, a as u64, 0),
            Self::Two(a, b) => (1, a as u64, b as u64),
            Self::Initial(a) => (2, a as u64, 0),
            Self::Head(a, b) => (3, a as u64, b as u64),
            Self::Tail(a, b) => (4, a as u64, b as u64),
            Self::Alone(a) => (5, a as u64, 0),
        };
        (room as u64) << 48 | form << 44 | a << 21 | b
    }

    /// What every text that holds `folded` has: its neighbours, or its characters where it has no two.
    pub(super) fn inside(folded: &str) -> Vec<Self> {
        let pairs = folded.chars().zip(folded.chars().skip(1)).filter(|(a, b)| *a != ' ' && *b != ' ');
        let mut grams: Vec<Self> = pairs.map(|(a, b)| Self::Two(a, b)).collect();
        if grams.is_empty() {
            grams.extend(folded.chars().filter(|c| *c != ' ').map(Self::One));
        }
        grams
    }

    /// What a text has besides where `folded` starts a word.
    pub(super) fn at_start(folded: &str) -> Self {
        let mut chars = folded.chars();
        match (chars.next().unwrap_or(' '), chars.next()) {
            (first, Some(second)) if second != ' ' => Self::Head(first, second),
            (first, _) => Self::Initial(first),
        }
    }

    /// What a text has besides where `folded` ends a word.
    pub(super) fn at_end(folded: &str) -> Option<Self> {
        let mut chars = folded.chars().rev();
        match (chars.next()?, chars.next()) {
            (last, Some(before)) if before != ' ' => Some(Self::Tail(before, last)),
            (last, None) => Some(Self::Alone(last)),
            _ => None,
        }
    }
}

/// Mixes the bits of a gram's key; keys are not chosen by anybody who would want to slow us down.
#[derive(Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }
}

type Map<V> = HashMap<u64, V, BuildHasherDefault<Mixer>>;

/// Records by gram. Few records stand in one common list, many in a bitmap.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    map: Map<Place>,
    few: Vec<u32>,
    many: Vec<RoaringBitmap>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Few { start: u32, length: u32 },
    Many(u32),
}

/// Lists up to this length are no bitmaps.
const FEW: usize = 24;
/// Records that one task looks at.
const STRIDE: u32 = 8192;

impl Postings {
    /// Reads all arenas (one for each room of [`STORED`]) of `slots` records.
    pub(super) fn of(rooms: &[Arena; 5], slots: u32) -> Self {
        let mut lists: Map<List> = Map::default();
        let starts: Vec<u32> = (0..slots).step_by(STRIDE as usize).collect();
        // A few strides at a time: the partial maps of all of them would not fit into memory.
        for group in starts.chunks(rayon::current_num_threads().max(1)) {
            let parts: Vec<Vec<(u64, Vec<u32>)>> =
                group.par_iter().map(|&start| read_stride(rooms, start, slots.min(start + STRIDE))).collect();
            for (key, slots) in parts.into_iter().flatten() {
                lists.entry(key).or_default().extend(slots);
            }
        }
        let mut out = Self::default();
        out.map.reserve(lists.len());
        for (key, list) in lists {
            let place = match list {
                List::Few(slots) => {
                    let start = out.few.len() as u32;
                    out.few.extend_from_slice(&slots);
                    Place::Few { start, length: slots.len() as u32 }
                }
                List::Many(mut bitmap) => {
                    bitmap.optimize();
                    // A copy has no spare room.
                    out.many.push(bitmap.clone());
                    Place::Many(out.many.len() as u32 - 1)
                }
            };
            out.map.insert(key, place);
        }
        out.few.shrink_to_fit();
        out.many.shrink_to_fit();
        out
    }

    /// The records of a gram.
    pub(super) fn get(&self, room: Room, gram: Gram) -> Posting<'_> {
        match self.map.get(&gram.key(room)) {
            None => Posting::Few(&[]),
            Some(Place::Few { start, length }) => Posting::Few(&self.few[*start as usize..(start + length) as usize]),
            Some(Place::Many(at)) => Posting::Many(&self.many[*at as usize]),
        }
    }
}

/// Records in ascending order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Posting<'a> {
    Few(&'a [u32]),
    Many(&'a RoaringBitmap),
}

impl Posting<'_> {
    /// Keeps of `slots` what is in the posting.
    pub(super) fn narrow(self, slots: &RoaringBitmap) -> RoaringBitmap {
        match self {
            Self::Few(few) => few.iter().copied().filter(|&slot| slots.contains(slot)).collect(),
            Self::Many(bitmap) => bitmap & slots,
        }
    }

    pub(super) fn len(self) -> u64 {
        match self {
            Self::Few(slots) => slots.len() as u64,
            Self::Many(bitmap) => bitmap.len(),
        }
    }

    pub(super) fn to_bitmap(self) -> RoaringBitmap {
        match self {
            Self::Few(slots) => slots.iter().copied().collect(),
            Self::Many(bitmap) => bitmap.clone(),
        }
    }

    /// The records that all postings have in common.
    pub(super) fn intersect(mut all: Vec<Self>) -> RoaringBitmap {
        all.sort_by_key(|posting| posting.len());
        let Some((first, rest)) = all.split_first() else { return RoaringBitmap::new() };
        if let Posting::Few(slots) = first {
            let has = |slot: u32| {
                rest.iter().all(|posting| match posting {
                    Posting::Few(others) => others.binary_search(&slot).is_ok(),
                    Posting::Many(bitmap) => bitmap.contains(slot),
                })
            };
            return slots.iter().copied().filter(|&slot| has(slot)).collect();
        }
        let mut rest = rest.iter();
        let mut out = match (first, rest.next()) {
            (Posting::Many(a), Some(Posting::Many(b))) => *a & *b,
            (first, _) => first.to_bitmap(),
        };
        for posting in rest {
            if let Posting::Many(bitmap) = posting {
                out &= *bitmap;
            }
        }
        out
    }
}

#[derive(Debug)]
enum List {
    Few(Vec<u32>),
    Many(RoaringBitmap),
}

impl Default for List {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl List {
    /// Adds slots above all that are there.
    fn extend(&mut self, slots: Vec<u32>) {
        match self {
            Self::Few(few) if few.len() + slots.len() <= FEW => {
                few.reserve_exact(slots.len());
                few.extend(slots);
            }
            Self::Few(few) => {
                let mut bitmap: RoaringBitmap = few.iter().copied().collect();
                bitmap.extend(slots);
                *self = Self::Many(bitmap);
            }
            Self::Many(bitmap) => bitmap.extend(slots),
        }
    }
}

/// The grams of some records.
fn read_stride(rooms: &[Arena; 5], start: u32, end: u32) -> Vec<(u64, Vec<u32>)> {
    let mut map: Map<Vec<u32>> = Map::default();
    let mut add = |key: u64, slot: u32| {
        let slots = map.entry(key).or_default();
        if slots.last() != Some(&slot) {
            slots.push(slot);
        }
    };
    for slot in start..end {
        for (room, arena) in STORED.into_iter().zip(rooms) {
            let text = std::str::from_utf8(arena.get(slot)).unwrap_or_default();
            let (mut before, mut last) = (' ', ' ');
            // Tags are edges like spaces; one more edge at the end.
            for c in text.chars().map(|c| if c < ' ' { ' ' } else { c }).chain([' ']) {
                if c != ' ' {
                    add(Gram::One(c).key(room), slot);
                }
                match (before, last, c) {
                    (_, ' ', ' ') => {}
                    (_, ' ', c) => add(Gram::Initial(c).key(room), slot),
                    (' ', last, ' ') => add(Gram::Alone(last).key(room), slot),
                    (before, last, ' ') => add(Gram::Tail(before, last).key(room), slot),
                    (before, last, c) => {
                        add(Gram::Two(last, c).key(room), slot);
                        if before == ' ' {
                            add(Gram::Head(last, c).key(room), slot);
                        }
                    }
                }
                (before, last) = (last, c);
            }
        }
    }
    map.into_iter().collect()
}
