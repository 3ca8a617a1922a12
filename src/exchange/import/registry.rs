//! The facilities as a plan works on them: those of the store and those it makes.

use std::collections::HashMap;

use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::number::kind_digit;
use super::report::FieldChange;
use crate::domain::facility::SourceKey;
use crate::domain::{Facility, FacilityId, Kind, Listing, Source};

/// What coverage, age and joins count as one kind: hospitals and clinics are both 医科, care services are each their own.
pub fn class(kind: &Kind) -> &str {
    if kind_digit(kind) == Some('1') { "medical" } else { kind.code() }
}

/// A facility in the works.
pub struct Slot {
    pub facility: Facility,
    /// It stands in the store.
    pub stored: bool,
    /// It differs from the store.
    pub dirty: bool,
    /// It was joined into another one; only what is not in the store can be.
    pub dead: bool,
    /// For each listing: a file of this plan has it.
    pub seen: Vec<bool>,
}

/// What one source did to one facility in this plan.
#[derive(Default)]
pub struct Touch {
    /// The source had it before.
    pub had: bool,
    /// The facility was there before the source came.
    pub met: bool,
    pub changes: Vec<FieldChange>,
    pub vanished: bool,
}

/// All facilities, found by number or by a source's key.
pub struct Registry {
    pub slots: Vec<Slot>,
    by_number: HashMap<String, usize>,
    by_key: HashMap<(Source, SourceKey), usize>,
    pub touches: HashMap<(usize, Source), Touch>,
}

impl Registry {
    pub fn new(facilities: Vec<Facility>) -> Self {
        let mut registry = Self {
            slots: Vec::with_capacity(facilities.len()),
            by_number: HashMap::new(),
            by_key: HashMap::new(),
            touches: HashMap::new(),
        };
        for facility in facilities {
            let seen = vec![false; facility.listings.len()];
            let at = registry.slots.len();
            registry.slots.push(Slot { facility, stored: true, dirty: false, dead: false, seen });
            registry.index(at);
        }
        registry
    }

    fn index(&mut self, at: usize) {
        for listing in &self.slots[at].facility.listings {
            match &listing.key {
                SourceKey::Number(number) => {
                    if !self.by_number.contains_key(number) {
                        self.by_number.insert(number.clone(), at);
                    }
                }
                key @ (SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_)) => {
                    self.by_key.entry((listing.source, key.clone())).or_insert(at);
                }
            }
        }
    }

    /// The facility that a listing belongs to by its number or its source's key, a new one where there is none.
    pub fn place(&mut self, listing: &Listing) -> usize {
        let next = self.slots.len();
        let found = match &listing.key {
            SourceKey::Number(number) => match self.by_number.get(number) {
                Some(at) => *at,
                None => *self.by_number.entry(number.clone()).or_insert(next),
            },
            key @ (SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_)) => {
                *self.by_key.entry((listing.source, key.clone())).or_insert(next)
            }
        };
        if found == next {
            let facility = Facility::new(FacilityId::new());
            self.slots.push(Slot { facility, stored: false, dirty: true, dead: false, seen: Vec::new() });
        }
        found
    }

    /// The note on what a source does to a facility, begun before its first change.
    pub fn touch(&mut self, at: usize, source: Source) -> &mut Touch {
        let facility = &self.slots[at].facility;
        self.touches.entry((at, source)).or_insert_with(|| Touch {
            had: facility.listings.iter().any(|l| l.source == source),
            met: self.slots[at].stored || !facility.listings.is_empty(),
            ..Touch::default()
        })
    }

    /// Moves everything of `from` (not in the store) to `to`.
    pub fn join(&mut self, from: usize, to: usize) {
        let mut listings = std::mem::take(&mut self.slots[from].facility.listings);
        let mut seen = std::mem::take(&mut self.slots[from].seen);
        self.slots[from].dead = true;
        let target = &mut self.slots[to];
        let had: Vec<Source> = target.facility.listings.iter().map(|l| l.source).collect();
        target.facility.listings.append(&mut listings);
        target.seen.append(&mut seen);
        target.dirty = true;
        self.index_over(to);
        for source in Source::iter() {
            let Some(moved) = self.touches.remove(&(from, source)) else { continue };
            let touch = self.touches.entry((to, source)).or_insert_with(|| Touch {
                had: had.contains(&source),
                met: true,
                ..Touch::default()
            });
            touch.changes.extend(moved.changes);
        }
    }

    fn index_over(&mut self, at: usize) {
        for listing in &self.slots[at].facility.listings {
            match &listing.key {
                SourceKey::Number(number) => {
                    self.by_number.insert(number.clone(), at);
                }
                key @ (SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_)) => {
                    self.by_key.insert((listing.source, key.clone()), at);
                }
            }
        }
    }

    /// Slots still in use.
    pub fn alive(&self) -> impl Iterator<Item = (usize, &Slot)> {
        self.slots.iter().enumerate().filter(|(_, slot)| !slot.dead)
    }

    /// The facilities alone; the indexes go at once.
    pub fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    /// The newest date that each source, class and municipality was ever told of, before this plan (R6).
    pub fn newest(&self) -> HashMap<(Source, String, String), Date> {
        let mut newest: HashMap<(Source, String, String), Date> = HashMap::new();
        for listing in self.slots.iter().flat_map(|slot| &slot.facility.listings) {
            let date = listing.gone.map_or(listing.as_of, |gone| gone.max(listing.as_of));
            let municipality = listing.municipality.clone().unwrap_or_default();
            let held = newest.entry((listing.source, class(&listing.kind).to_owned(), municipality)).or_insert(date);
            *held = date.max(*held);
        }
        newest
    }
}

impl Slot {
    /// Most facilities have one or two listings: no room is kept for more.
    pub fn push(&mut self, listing: Listing) {
        self.facility.listings.reserve_exact(1);
        self.facility.listings.push(listing);
        self.seen.push(true);
        self.dirty = true;
    }
}

/// The kind that the code list's row gets: it knows 医科 only, and follows those that know beds.
pub fn told_kind(facility: &Facility, own: &Kind) -> Kind {
    let better = |source| {
        facility.listings.iter().find(|l| l.source == source && class(&l.kind) == class(own)).map(|l| l.kind.clone())
    };
    better(Source::Notification).or_else(|| better(Source::MedicalNet)).unwrap_or_else(|| own.clone())
}
