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

    /// Is it in a folded text? For a record that has no postings; only of what [`inside`](Self::inside) gives.
    pub(super) fn is_in(self, folded: &str) -> bool {
        match self {
            Self::One(a) => folded.contains(a),
            Self::Two(a, b) => {
                let mut bytes = [0; 8];
                let first = a.encode_utf8(&mut bytes).len();
                let both = first + b.encode_utf8(&mut bytes[first..]).len();
                memchr::memmem::find(folded.as_bytes(), &bytes[..both]).is_some()
            }
            Self::Initial(_) | Self::Head(..) | Self::Tail(..) | Self::Alone(_) => false,
        }
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

/// Records by gram, in shards that are built side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    shards: Vec<Shard>,
}

/// Few records stand in one common list, many in a bitmap.
#[derive(Clone, Debug, Default)]
struct Shard {
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
const STRIDE: u32 = 4096;
/// A power of two; more than there are processors, so that all have something to do until the end.
const SHARDS: usize = 16;

/// By other bits than the maps use.
const fn shard_of(key: u64) -> usize {
    (key.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 60) as usize % SHARDS
}

impl Postings {
    /// Reads all arenas (one for each room of [`STORED`]) of `slots` records.
    pub(super) fn of(rooms: &[Arena; 5], slots: u32) -> Self {
        let mut lists: Vec<Map<List>> = (0..SHARDS).map(|_| Map::default()).collect();
        let starts: Vec<u32> = (0..slots).step_by(STRIDE as usize).collect();
        // A few strides at a time: the partial lists of all of them would not fit into memory.
        for group in starts.chunks(rayon::current_num_threads().max(1) * 2) {
            let parts: Vec<Stride> =
                group.par_iter().map(|&start| Stride::read(rooms, start, slots.min(start + STRIDE))).collect();
            lists.par_iter_mut().enumerate().for_each(|(shard, lists)| {
                for (key, slots) in parts.iter().flat_map(|part| part.of_shard(shard)) {
                    lists.entry(key).or_default().extend(slots);
                }
            });
        }
        Self { shards: lists.into_par_iter().map(Shard::of).collect() }
    }

    /// The records of a gram.
    pub(super) fn get(&self, room: Room, gram: Gram) -> Posting<'_> {
        let key = gram.key(room);
        let Some(shard) = self.shards.get(shard_of(key)) else { return Posting::Few(&[]) };
        match shard.map.get(&key) {
            None => Posting::Few(&[]),
            Some(Place::Few { start, length }) => Posting::Few(&shard.few[*start as usize..(start + length) as usize]),
            Some(Place::Many(at)) => Posting::Many(&shard.many[*at as usize]),
        }
    }
}

impl Shard {
    fn of(lists: Map<List>) -> Self {
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
    fn extend(&mut self, slots: &[u32]) {
        match self {
            Self::Few(few) if few.len() + slots.len() <= FEW => {
                few.reserve_exact(slots.len());
                few.extend_from_slice(slots);
            }
            Self::Few(few) => {
                let sorted = few.iter().chain(slots).copied();
                *self = Self::Many(RoaringBitmap::from_sorted_iter(sorted).unwrap_or_default());
            }
            Self::Many(bitmap) => {
                // Above all that are there, so nothing is refused.
                let appended = bitmap.append(slots.iter().copied());
                debug_assert!(appended.is_ok(), "slots come in order");
            }
        }
    }
}

/// The grams of some records: a flat list, gram by gram, shard by shard.
struct Stride {
    /// Key, and where its slots end.
    keys: Vec<(u64, u32)>,
    /// Where the keys of each shard end.
    shards: [u32; SHARDS],
    slots: Vec<u32>,
}

impl Stride {
    /// The keys of one shard with their slots in ascending order.
    fn of_shard(&self, shard: usize) -> impl Iterator<Item = (u64, &[u32])> {
        let from = if shard == 0 { 0 } else { self.shards[shard - 1] as usize };
        let mut start = if from == 0 { 0 } else { self.keys[from - 1].1 as usize };
        self.keys[from..self.shards[shard] as usize].iter().map(move |&(key, end)| {
            let slots = &self.slots[start..end as usize];
            start = end as usize;
            (key, slots)
        })
    }

    fn read(rooms: &[Arena; 5], start: u32, end: u32) -> Self {
        // Each gram gets a number; what was met is written down once, then sorted by counting.
        let mut numbers: Map<u32> = Map::default();
        let mut grams: Vec<Met> = Vec::new();
        let mut met: Vec<(u32, u32)> = Vec::new();
        for slot in start..end {
            each_gram(rooms, slot, |key| {
                let next = grams.len() as u32;
                let number = *numbers.entry(key).or_insert(next);
                if number == next {
                    grams.push(Met { key, count: 0, last: u32::MAX });
                }
                let gram = &mut grams[number as usize];
                if gram.last != slot {
                    gram.last = slot;
                    gram.count += 1;
                    met.push((number, slot));
                }
            });
        }
        let mut order: Vec<u32> = (0..grams.len() as u32).collect();
        order.sort_unstable_by_key(|&number| shard_of(grams[number as usize].key));
        let mut keys = Vec::with_capacity(grams.len());
        let mut shards = [0; SHARDS];
        let mut next: Vec<u32> = vec![0; grams.len()];
        let mut end = 0;
        for number in order {
            let gram = &grams[number as usize];
            next[number as usize] = end;
            end += gram.count;
            keys.push((gram.key, end));
            shards[shard_of(gram.key)] = keys.len() as u32;
        }
        for shard in 1..SHARDS {
            shards[shard] = shards[shard].max(shards[shard - 1]);
        }
        let mut slots = vec![0; met.len()];
        for (number, slot) in met {
            let at = &mut next[number as usize];
            slots[*at as usize] = slot;
            *at += 1;
        }
        Self { keys, shards, slots }
    }
}

/// A gram while a stride is read.
struct Met {
    key: u64,
    count: u32,
    last: u32,
}

/// The keys of the grams of a record; some come more than once.
fn each_gram(rooms: &[Arena; 5], slot: u32, mut each: impl FnMut(u64)) {
    for (room, arena) in STORED.into_iter().zip(rooms) {
        let text = std::str::from_utf8(arena.get(slot)).unwrap_or_default();
        let (mut before, mut last) = (' ', ' ');
        // Tags are edges like spaces; one more edge at the end.
        for c in text.chars().map(|c| if c < ' ' { ' ' } else { c }).chain([' ']) {
            if c != ' ' {
                each(Gram::One(c).key(room));
            }
            match (before, last, c) {
                (_, ' ', ' ') => {}
                (_, ' ', c) => each(Gram::Initial(c).key(room)),
                (' ', last, ' ') => each(Gram::Alone(last).key(room)),
                (before, last, ' ') => each(Gram::Tail(before, last).key(room)),
                (before, last, c) => {
                    each(Gram::Two(last, c).key(room));
                    if before == ' ' {
                        each(Gram::Head(last, c).key(room));
                    }
                }
            }
            (before, last) = (last, c);
        }
    }
}
