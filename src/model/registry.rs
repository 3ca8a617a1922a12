//! Every facility as the list shows it, and the search index over them.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::probe::Probe;
use super::{Condition, Facet, Filter, Nearby, Row, Sort, Towns, View};
use crate::domain::facility::Coordinates;
use crate::domain::{Facility, FacilityId, PlaceTable};
use crate::port::{Change, EntityKind, Record};
use crate::search::{Document, Hits, Index, Query, Readings};

/// Facilities whose texts are collected at a time.
const AT_A_TIME: usize = 4_096;

/// The registry in memory: filled at start, kept current from the journal.
#[derive(Debug, Default)]
pub struct Registry {
    /// A removed facility leaves an empty slot, so that the numbers of the others hold.
    rows: Vec<Option<Row>>,
    slots: HashMap<FacilityId, u32>,
    /// Slots in the order of the name's reading.
    by_name: Vec<u32>,
    towns: Towns,
    readings: Readings,
    index: Index,
}

impl Registry {
    /// Fills the registry. Rows and search texts are made on all processors.
    pub fn build(facilities: Vec<Facility>, places: &[PlaceTable]) -> Self {
        let towns = Towns::of(places);
        let rows: Vec<Option<Row>> = facilities.par_iter().map(|facility| Some(Row::of(facility, &towns))).collect();
        let slots =
            rows.iter().enumerate().filter_map(|(at, row)| row.as_ref().map(|row| (row.id, at as u32))).collect();
        let mut by_name: Vec<u32> = (0..rows.len() as u32).collect();
        by_name.par_sort_unstable_by(|a, b| name_order(&rows, *a, *b));
        let mut readings = Readings::of(places);
        readings.learn_names(&facilities);
        // Some at a time, so that the texts of all do not stand in memory beside the records and the index.
        let index =
            Index::build(facilities.chunks(AT_A_TIME).flat_map(|some| {
                some.par_iter().map(|facility| Document::of(facility, &readings)).collect::<Vec<_>>()
            }));
        Self { rows, slots, by_name, towns, readings, index }
    }

    /// Facilities in it.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    pub fn row(&self, id: FacilityId) -> Option<&Row> {
        self.slots.get(&id).and_then(|slot| self.rows.get(*slot as usize)?.as_ref())
    }

    /// Every row, in no particular order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten()
    }

    /// Brings changes of the journal in, oldest first. Says whether anything that lists show may be different.
    ///
    /// However many they are, the order is mended once.
    pub fn apply(&mut self, changes: &[Change]) -> bool {
        // Of several changes of a facility only the last counts.
        let mut last: HashMap<FacilityId, Option<&Facility>> = HashMap::new();
        for change in changes {
            // Towns and readings of the rows already here stay as they were until the next start.
            if change.kind == EntityKind::Facility {
                let after = change.after.as_ref().and_then(Record::as_facility);
                last.insert(FacilityId::from_bytes(change.key), after);
            }
        }
        if last.is_empty() {
            return false;
        }
        let mut touched: HashSet<u32> = HashSet::new();
        let mut now: Vec<&Facility> = Vec::with_capacity(last.len());
        for (id, facility) in last {
            match facility {
                Some(facility) => now.push(facility),
                None => touched.extend(self.remove(id)),
            }
        }
        let made: Vec<(Row, Document)> = now
            .par_iter()
            .map(|facility| (Row::of(facility, &self.towns), Document::of(facility, &self.readings)))
            .collect();
        let (rows, documents): (Vec<Row>, Vec<Document>) = made.into_iter().unzip();
        let put: Vec<u32> = rows.into_iter().map(|row| self.put(row)).collect();
        touched.extend(&put);
        self.index.update_all(documents);
        self.by_name.retain(|slot| !touched.contains(slot));
        self.insert_by_name(put);
        true
    }

    /// The slot of the row, a new one or that of the facility's former row.
    fn put(&mut self, row: Row) -> u32 {
        let next = self.rows.len() as u32;
        let slot = *self.slots.entry(row.id).or_insert(next);
        if slot == next {
            self.rows.push(Some(row));
        } else {
            self.rows[slot as usize] = Some(row);
        }
        slot
    }

    /// Puts slots that are not in the order where they belong.
    fn insert_by_name(&mut self, mut slots: Vec<u32>) {
        slots.sort_unstable_by(|a, b| name_order(&self.rows, *a, *b));
        let before = std::mem::take(&mut self.by_name);
        self.by_name.reserve(before.len() + slots.len());
        let mut rest = before.as_slice();
        for slot in slots {
            let at = rest.partition_point(|other| name_order(&self.rows, *other, slot) == Ordering::Less);
            self.by_name.extend_from_slice(&rest[..at]);
            self.by_name.push(slot);
            rest = &rest[at..];
        }
        self.by_name.extend_from_slice(rest);
    }

    /// The slot that is empty now; `None` where there was no such facility.
    fn remove(&mut self, id: FacilityId) -> Option<u32> {
        let slot = self.slots.remove(&id)?;
        self.index.remove(id);
        self.rows[slot as usize] = None;
        Some(slot)
    }

    /// The facilities that pass a filter, by where they lie.
    pub fn nearby(&self, filter: &str, today: Date) -> Nearby {
        let slots = self.fitting(filter, today);
        Nearby::of(slots.iter().filter_map(|slot| self.rows[*slot as usize].as_ref()))
    }

    /// The slots of those that pass a filter, in the order by name.
    fn fitting(&self, filter: &str, today: Date) -> Vec<u32> {
        let filter = Filter::parse(filter);
        let probes = self.probes(&filter.conditions, today);
        let words = self.slots_matching(&filter.words);
        let fits = |slot: u32, row: &Row| {
            probes.iter().all(|probe| probe.fits(row)) && words.as_ref().is_none_or(|words| words[slot as usize])
        };
        let by_name = self.by_name.iter().copied();
        by_name.filter(|slot| self.rows[*slot as usize].as_ref().is_some_and(|row| fits(*slot, row))).collect()
    }

    /// The facilities of a list in its order. Pinned ones that pass the filter stand first.
    pub fn list(&self, view: &View<'_>, today: Date) -> Vec<FacilityId> {
        let mut slots = self.fitting(view.filter, today);
        self.order(&mut slots, view.sort, view.reference_point);
        let ids = slots.iter().filter_map(|slot| self.rows[*slot as usize].as_ref().map(|row| row.id));
        let first: Vec<u32> =
            view.pinned.iter().chain(view.recent).filter_map(|id| self.slots.get(id).copied()).collect();
        if first.is_empty() {
            return ids.collect();
        }
        let listed: HashSet<u32> = slots.iter().copied().collect();
        let mut ahead: Vec<FacilityId> = Vec::new();
        for id in view.pinned.iter().chain(view.recent) {
            let shown = self.slots.get(id).is_some_and(|slot| listed.contains(slot));
            if shown && !ahead.contains(id) {
                ahead.push(*id);
            }
        }
        let known: HashSet<FacilityId> = ahead.iter().copied().collect();
        ahead.extend(ids.filter(|id| !known.contains(id)));
        ahead
    }

    /// How many facilities stand behind each value of a facet, under the other conditions of `filter`; the most first.
    ///
    /// The values are what a condition of that facet may say.
    pub fn counts(&self, facet: Facet, filter: &str, today: Date) -> Vec<(String, usize)> {
        let filter = Filter::parse(filter);
        let others: Vec<Condition> = filter.conditions.iter().filter(|c| c.facet != facet).cloned().collect();
        let probes = self.probes(&others, today);
        let words = self.slots_matching(&filter.words);
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (slot, row) in self.rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_ref()?))) {
            if probes.iter().all(|probe| probe.fits(row)) && words.as_ref().is_none_or(|words| words[slot]) {
                super::facet::values_of(row, facet, today, &mut |value| *counts.entry(value).or_default() += 1);
            }
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    }

    /// Searches as one types: the best `limit` facilities and the exact count. An empty query finds nothing.
    ///
    /// Conditions that only the lists know (`開所:今日`, `連携:可`) hold as well.
    pub fn find(&self, text: &str, limit: usize, today: Date) -> Hits {
        let (rest, conditions) = Filter::split_for_search(text);
        let query = Query::parse(&rest);
        if conditions.is_empty() {
            return if query.is_empty() { Hits::default() } else { self.index.search(&query, limit) };
        }
        let probes = self.probes(&conditions, today);
        let fits = |id| self.row(id).is_some_and(|row| probes.iter().all(|probe| probe.fits(row)));
        self.index.search_among(&query, limit, fits)
    }

    /// Every facility that a query finds literally, in no order.
    pub fn matching(&self, query: &str) -> HashSet<FacilityId> {
        self.literal(query).into_iter().collect()
    }

    fn literal(&self, query: &str) -> Vec<FacilityId> {
        let query = Query::parse(query);
        if query.is_empty() { Vec::new() } else { self.index.matching(&query) }
    }

    fn probes(&self, conditions: &[Condition], today: Date) -> Vec<Probe> {
        conditions.iter().map(|condition| Probe::of(condition, &self.rows, today)).collect()
    }

    /// Slots whose facility the words find; `None` where there are no words.
    fn slots_matching(&self, words: &str) -> Option<Vec<bool>> {
        let found = (!words.trim().is_empty()).then(|| self.literal(words))?;
        let mut fits = vec![false; self.rows.len()];
        for slot in found.iter().filter_map(|id| self.slots.get(id)) {
            fits[*slot as usize] = true;
        }
        Some(fits)
    }

    fn order(&self, slots: &mut [u32], sort: Sort, point: Option<Coordinates>) {
        let row = |slot: &u32| self.rows[*slot as usize].as_ref();
        // All sorts are stable over the order by name.
        match sort {
            Sort::Name => {}
            Sort::Distance => {
                slots.sort_by_cached_key(|slot| row(slot).and_then(|row| row.metres_from(point?)).unwrap_or(u32::MAX));
            }
            Sort::Age => slots.sort_by_key(|slot| {
                let confirmed = row(slot).and_then(|row| row.confirmed_on);
                (confirmed.is_none(), confirmed)
            }),
            Sort::Kind => slots.sort_by_cached_key(|slot| {
                row(slot).and_then(|row| row.kinds.first()).map_or((u8::MAX, ""), |info| (info.rank, info.code))
            }),
        }
    }
}

fn name_order(rows: &[Option<Row>], a: u32, b: u32) -> Ordering {
    let key = |slot: u32| rows[slot as usize].as_ref().map(|row| (row.order.as_ref(), row.name.as_ref(), row.id));
    key(a).cmp(&key(b))
}
