//! Many records, frozen: sorted by [`Order`], so that the first hits met are the first to be shown.

use std::collections::HashMap;

use rayon::prelude::*;
use roaring::RoaringBitmap;

use super::arena::Arena;
use super::entry::{Entry, Order, Text};
use super::field::{Field, Room};
use super::posting::Postings;
use super::record::{STORED, is_term, read_folded, read_text, read_texts, write_folded, write_originals};
use crate::domain::FacilityId;

/// A frozen part of the index. A record is a slot in it; records that were changed or removed since are dead.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    ids: Vec<FacilityId>,
    /// Slots in the order of their ids.
    by_id: Vec<u32>,
    rooms: [Arena; 5],
    originals: Arena,
    pub(super) terms: Vec<Term>,
    /// For each record the number of its set of terms.
    set_of: Vec<u32>,
    sets: Vec<Box<[u32]>>,
    pub(super) postings: Postings,
    pub(super) dead: RoaringBitmap,
}

/// A value of a field with few values, and who has it.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) text: Text,
    pub(super) slots: RoaringBitmap,
}

impl Segment {
    /// Slots, dead ones included.
    pub(super) fn slots(&self) -> u32 {
        self.ids.len() as u32
    }

    /// Living records.
    pub(super) fn len(&self) -> usize {
        self.ids.len() - self.dead.len() as usize
    }

    pub(super) fn id(&self, slot: u32) -> FacilityId {
        self.ids[slot as usize]
    }

    pub(super) fn slot(&self, id: FacilityId) -> Option<u32> {
        let at = self.by_id.binary_search_by_key(&id, |&slot| self.ids[slot as usize]).ok()?;
        Some(self.by_id[at]).filter(|slot| !self.dead.contains(*slot))
    }

    /// Marks a record as dead; `false` if it was not there.
    pub(super) fn kill(&mut self, id: FacilityId) -> bool {
        self.slot(id).is_some_and(|slot| self.dead.insert(slot))
    }

    /// The folded bytes of a room of a record, with tags between its texts.
    pub(super) fn bytes(&self, slot: u32, room: Room) -> &[u8] {
        self.rooms[room as usize].get(slot)
    }

    /// The folded texts of a record, in the order of [`Entry::texts`].
    pub(super) fn folded(&self, slot: u32) -> impl Iterator<Item = (Field, &str)> {
        let terms = self.sets[self.set_of[slot as usize] as usize].iter().map(|&term| &self.terms[term as usize].text);
        STORED
            .into_iter()
            .flat_map(move |room| read_folded(self.bytes(slot, room)).map(|(field, _, text)| (field, text)))
            .chain(terms.map(|text| (text.field, text.folded.as_str())))
    }

    pub(super) fn order(&self, slot: u32) -> Order<'_> {
        let names = read_folded(self.bytes(slot, Room::Name)).map(|(field, _, text)| (field, text));
        Order::of(names, self.ids[slot as usize])
    }

    /// The record as it was.
    pub(super) fn entry(&self, slot: u32) -> Entry {
        let mut texts = read_texts(STORED.map(|room| self.bytes(slot, room)), self.originals.get(slot));
        let terms = &self.sets[self.set_of[slot as usize] as usize];
        texts.extend(terms.iter().map(|&term| self.terms[term as usize].text.clone()));
        Entry { id: self.ids[slot as usize], texts }
    }

    /// One text of a record, by its number in [`Self::folded`].
    pub(super) fn text(&self, slot: u32, number: usize) -> Option<Text> {
        let rooms = STORED.map(|room| self.bytes(slot, room));
        read_text(rooms, self.originals.get(slot), number).or_else(|| {
            let stored = rooms.into_iter().flat_map(read_folded).count();
            let term = self.sets[self.set_of[slot as usize] as usize].get(number.checked_sub(stored)?)?;
            Some(self.terms[*term as usize].text.clone())
        })
    }

    /// The living records as they were.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.slots()).filter(|slot| !self.dead.contains(*slot)).map(|slot| self.entry(slot))
    }
}

/// A record as it lies in the arenas.
pub(super) struct Packed {
    id: FacilityId,
    /// The folded texts of each room, then the originals.
    bytes: Vec<u8>,
    ends: [usize; 6],
    terms: Vec<Text>,
}

impl Packed {
    pub(super) fn of(entry: &Entry) -> Self {
        let mut bytes = Vec::with_capacity(512);
        let mut ends = [0; 6];
        for (room, end) in STORED.into_iter().zip(&mut ends) {
            write_folded(entry, room, &mut bytes);
            *end = bytes.len();
        }
        write_originals(entry, &mut bytes);
        ends[5] = bytes.len();
        let terms = entry.texts.iter().filter(|text| is_term(text.field)).cloned().collect();
        Self { id: entry.id, bytes, ends, terms }
    }
}

/// Collects records in any order, then sorts and freezes them.
#[derive(Default)]
pub(super) struct Builder {
    segment: Segment,
    /// The newest slot of each id.
    newest: HashMap<FacilityId, u32>,
    term_numbers: HashMap<(Field, String), u32>,
    set_numbers: HashMap<Box<[u32]>, u32>,
}

impl Builder {
    /// Adds a record; an earlier one of the same id is dropped.
    pub(super) fn push(&mut self, entry: &Entry) {
        self.push_packed(Packed::of(entry));
    }

    /// As [`push`](Self::push), of a record that was written elsewhere.
    pub(super) fn push_packed(&mut self, packed: Packed) {
        let segment = &mut self.segment;
        let slot = segment.slots();
        segment.ids.push(packed.id);
        self.newest.insert(packed.id, slot);
        let mut start = 0;
        for (arena, end) in segment.rooms.iter_mut().chain([&mut segment.originals]).zip(packed.ends) {
            arena.push(|out| out.extend_from_slice(&packed.bytes[start..end]));
            start = end;
        }
        let mut set = Vec::with_capacity(packed.terms.len());
        for text in packed.terms {
            let key = (text.field, if text.squeezed { format!("\n{}", text.original) } else { text.original.clone() });
            let next = segment.terms.len() as u32;
            let number = *self.term_numbers.entry(key).or_insert_with(|| {
                segment.terms.push(Term { text, slots: RoaringBitmap::new() });
                next
            });
            set.push(number);
        }
        let next = segment.sets.len() as u32;
        let set: Box<[u32]> = set.into();
        let number = *self.set_numbers.entry(set).or_insert_with_key(|set| {
            segment.sets.push(set.clone());
            next
        });
        segment.set_of.push(number);
    }

    pub(super) fn finish(self) -> Segment {
        let Self { mut segment, newest, .. } = self;
        let mut order: Vec<u32> =
            (0..segment.slots()).filter(|&s| newest.get(&segment.ids[s as usize]) == Some(&s)).collect();
        drop(newest);
        {
            let segment = &segment;
            let mut keyed: Vec<(Order<'_>, u32)> = order.par_iter().map(|&slot| (segment.order(slot), slot)).collect();
            keyed.par_sort_unstable();
            order = keyed.into_iter().map(|(_, slot)| slot).collect();
        }
        segment.ids = order.iter().map(|&slot| segment.ids[slot as usize]).collect();
        segment.set_of = order.iter().map(|&slot| segment.set_of[slot as usize]).collect();
        for arena in &mut segment.rooms {
            *arena = arena.reordered(&order);
        }
        segment.originals = segment.originals.reordered(&order);
        segment.by_id = (0..segment.slots()).collect();
        segment.by_id.par_sort_unstable_by_key(|&slot| segment.ids[slot as usize]);
        for (slot, &set) in segment.set_of.iter().enumerate() {
            for &term in &segment.sets[set as usize] {
                segment.terms[term as usize].slots.insert(slot as u32);
            }
        }
        segment.postings = Postings::of(&segment.rooms, segment.slots());
        segment
    }
}
