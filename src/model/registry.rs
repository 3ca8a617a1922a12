//! Every facility as the list shows it, and the search index over them.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::probe::Probe;
use super::{Condition, Facet, Filter, Row, Sort, Towns, View};
use crate::domain::facility::Coordinates;
use crate::domain::{Facility, FacilityId, PlaceTable};
use crate::port::{Change, EntityKind, Record};
use crate::search::{Document, Hits, Index, Query, Readings, Tier};

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
        let documents: Vec<Document> =
            facilities.par_iter().map(|facility| Document::of(facility, &readings)).collect();
        let index = Index::build(documents);
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

    /// Brings one change of the journal in. Says whether anything that lists show may be different.
    pub fn apply(&mut self, change: &Change) -> bool {
        match change.kind {
            EntityKind::Facility => match &change.after {
                Some(Record::Facility(facility)) => self.put(facility),
                Some(Record::Doubt(_) | Record::PlaceTable(_)) => return false,
                None => self.remove(FacilityId::from_bytes(change.key)),
            },
            // Towns and readings of the rows already here stay as they were until the next start.
            EntityKind::PlaceTable | EntityKind::Doubt => return false,
        }
        true
    }

    fn put(&mut self, facility: &Facility) {
        let row = Row::of(facility, &self.towns);
        self.index.update(Document::of(facility, &self.readings));
        if let Some(slot) = self.slots.get(&facility.id).copied() {
            self.by_name.retain(|other| *other != slot);
            self.rows[slot as usize] = Some(row);
            self.insert_by_name(slot);
        } else {
            let slot = self.rows.len() as u32;
            self.rows.push(Some(row));
            self.slots.insert(facility.id, slot);
            self.insert_by_name(slot);
        }
    }

    fn insert_by_name(&mut self, slot: u32) {
        let at = self.by_name.partition_point(|other| name_order(&self.rows, *other, slot) == Ordering::Less);
        self.by_name.insert(at, slot);
    }

    fn remove(&mut self, id: FacilityId) {
        if let Some(slot) = self.slots.remove(&id) {
            self.index.remove(id);
            self.by_name.retain(|other| *other != slot);
            self.rows[slot as usize] = None;
        }
    }

    /// The facilities of a list in its order. Pinned ones that pass the filter stand first.
    pub fn list(&self, view: &View<'_>, today: Date) -> Vec<FacilityId> {
        let filter = Filter::parse(view.filter);
        let probes = self.probes(&filter.conditions, today);
        let words = self.slots_matching(&filter.words);
        let fits = |slot: u32, row: &Row| {
            probes.iter().all(|probe| probe.fits(row)) && words.as_ref().is_none_or(|words| words.contains(&slot))
        };
        let mut slots: Vec<u32> = self
            .by_name
            .iter()
            .copied()
            .filter(|slot| self.rows[*slot as usize].as_ref().is_some_and(|row| fits(*slot, row)))
            .collect();
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
        for (slot, row) in self.rows.iter().enumerate().filter_map(|(at, row)| Some((at as u32, row.as_ref()?))) {
            if probes.iter().all(|probe| probe.fits(row)) && words.as_ref().is_none_or(|w| w.contains(&slot)) {
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
        let mut rows = self.index.rows(&query, usize::MAX);
        rows.retain(|hit| self.row(hit.id).is_some_and(|row| probes.iter().all(|probe| probe.fits(row))));
        let total = rows.len();
        rows.truncate(limit);
        Hits { rows, total }
    }

    /// Every facility that a query finds literally, in no order.
    pub fn matching(&self, query: &str) -> HashSet<FacilityId> {
        let query = Query::parse(query);
        if query.is_empty() {
            return HashSet::new();
        }
        let rows = self.index.rows(&query, usize::MAX);
        rows.into_iter().filter(|hit| hit.tier != Tier::Fuzzy).map(|hit| hit.id).collect()
    }

    fn probes(&self, conditions: &[Condition], today: Date) -> Vec<Probe> {
        conditions.iter().map(|condition| Probe::of(condition, &self.rows, today)).collect()
    }

    /// Slots whose facility the words find; `None` where there are no words.
    fn slots_matching(&self, words: &str) -> Option<HashSet<u32>> {
        let found = (!words.trim().is_empty()).then(|| self.matching(words))?;
        Some(found.iter().filter_map(|id| self.slots.get(id).copied()).collect())
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
