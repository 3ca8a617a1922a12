//! All records, searchable.

use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;
use roaring::RoaringBitmap;

use super::document::Document;
use super::entry::{Entry, Order};
use super::hit::{Hit, Hits};
use super::lookup::{Lookup, classify};
use super::matcher::{Skim, score};
use super::query::Query;
use super::rank::{Class, Tier};
use super::segment::{Builder, Packed, Segment};
use crate::domain::FacilityId;

/// The searchable records.
///
/// Order of hits: tier (name, town, address, phone, other, fuzzy), then whole word, start, inside, then the shorter name,
/// then the reading, then the id; it depends on the records alone, never on the order in which they came.
///
/// Most records lie frozen in segments with postings. Changed ones are few and are read through; when they become many,
/// they are frozen into a segment of their own.
#[derive(Clone, Debug, Default)]
pub struct Index {
    segments: Vec<Segment>,
    fresh: Vec<Entry>,
    /// Where in `fresh` a record is.
    fresh_at: HashMap<FacilityId, usize>,
}

/// Fresh records before they are frozen: reading through them takes about as long as the goal for the first rows.
const FRESH: usize = 256;
/// Segments before the small ones are made into one.
const SEGMENTS: usize = 6;
/// Fewer literal hits than this call the fuzzy tier.
pub(super) const LOOSE_BELOW: usize = 50;
/// Records of a segment that the fuzzy tier looks at, those with short names first.
pub(super) const LOOSE_TRIED: usize = 2048;
/// Documents folded at a time.
const BATCH: usize = 8192;

impl Index {
    /// Builds an index on all cores. A later document of the same id replaces an earlier one.
    ///
    /// Documents are taken a few thousand at a time, so that an iterator need not hold them all.
    pub fn build(docs: impl IntoIterator<Item = Document>) -> Self {
        let mut docs = docs.into_iter();
        let mut builder = Builder::default();
        let mut any = false;
        loop {
            let batch: Vec<Document> = docs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            any = true;
            let packed: Vec<Packed> = batch.into_par_iter().map(|doc| Packed::of(&Entry::of(doc))).collect();
            for record in packed {
                builder.push_packed(record);
            }
        }
        Self { segments: if any { vec![builder.finish()] } else { Vec::new() }, ..Self::default() }
    }

    /// Adds a record, or replaces the one of the same id.
    pub fn update(&mut self, doc: Document) {
        let entry = Entry::of(doc);
        if let Some(&at) = self.fresh_at.get(&entry.id) {
            self.fresh[at] = entry;
            return;
        }
        for segment in &mut self.segments {
            segment.kill(entry.id);
        }
        self.fresh_at.insert(entry.id, self.fresh.len());
        self.fresh.push(entry);
        if self.fresh.len() > FRESH {
            self.freeze();
        }
    }

    /// As [`update`](Self::update) for each of them; many at once become a segment of their own.
    pub fn update_all(&mut self, docs: Vec<Document>) {
        if docs.len() <= FRESH {
            for doc in docs {
                self.update(doc);
            }
            return;
        }
        for doc in &docs {
            self.remove(doc.id);
        }
        let built = Self::build(docs);
        self.segments.extend(built.segments);
        self.join_small();
    }

    /// Takes a record out; `false` if it was not there.
    pub fn remove(&mut self, id: FacilityId) -> bool {
        let Some(at) = self.fresh_at.remove(&id) else {
            return self.segments.iter_mut().any(|segment| segment.kill(id));
        };
        self.fresh.swap_remove(at);
        if let Some(moved) = self.fresh.get(at) {
            self.fresh_at.insert(moved.id, at);
        }
        true
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.fresh.len() + self.segments.iter().map(Segment::len).sum::<usize>()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `limit` records and the exact count. An empty query gives all records in order, without reasons.
    pub fn search(&self, query: &Query, limit: usize) -> Hits {
        let rows = self.rows(query, limit);
        let loose = rows.iter().filter(|hit| hit.tier == Tier::Fuzzy).count();
        Hits { rows, total: self.count(query) + loose }
    }

    /// As [`search`](Self::search) among the records that `fits` lets through; it is asked of those that meet the query.
    pub fn search_among(&self, query: &Query, limit: usize, fits: impl Fn(FacilityId) -> bool) -> Hits {
        let mut all = Vec::new();
        let mut total = 0;
        let mut literal = 0;
        let mut found: Vec<(Class, Order<'_>, Place<'_>)> = Vec::new();
        for segment in &self.segments {
            let matching = Lookup::new(segment, query).matching();
            let kept: RoaringBitmap = matching.iter().filter(|slot| fits(segment.id(*slot))).collect();
            literal += matching.len() as usize;
            total += kept.len() as usize;
            let rows = Lookup::among(segment, query, kept).rows(limit);
            found.extend(
                rows.into_iter().map(|(class, slot)| (class, segment.order(slot), Place::Frozen(segment, slot))),
            );
            all.push(matching);
        }
        for entry in &self.fresh {
            let Some(class) = classify(query, || entry.folded()) else { continue };
            literal += 1;
            if fits(entry.id) {
                total += 1;
                found.push((class, entry.order(), Place::Fresh(entry)));
            }
        }
        found.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        found.truncate(limit);
        let mut rows: Vec<Hit> = found.into_iter().map(|(class, _, place)| place.explain(class, query)).collect();
        if literal < LOOSE_BELOW && query.may_be_loose() {
            let loose = self.loose(query, &all, LOOSE_BELOW - literal).into_iter().filter(|place| fits(place.id()));
            let loose: Vec<Hit> = loose.map(|place| place.explain(Class::FUZZY, query)).collect();
            total += loose.len();
            rows.extend(loose);
            rows.truncate(limit);
        }
        Hits { rows, total }
    }

    /// Every record that meets the query literally, in no order.
    pub fn matching(&self, query: &Query) -> Vec<FacilityId> {
        let mut out = Vec::new();
        for segment in &self.segments {
            out.extend(Lookup::new(segment, query).matching().iter().map(|slot| segment.id(slot)));
        }
        let fresh = self.fresh.iter().filter(|entry| classify(query, || entry.folded()).is_some());
        out.extend(fresh.map(|entry| entry.id));
        out
    }

    /// The best `limit` records only: quick whatever the size, for the frame after a key.
    ///
    /// Where fewer than 50 records meet the query literally, those that meet it with gaps in their names follow, up to 50.
    pub fn rows(&self, query: &Query, limit: usize) -> Vec<Hit> {
        let mut found: Vec<(Class, Order<'_>, Place<'_>)> = Vec::new();
        let mut in_segments = Vec::new();
        for segment in &self.segments {
            let rows = Lookup::new(segment, query).rows(limit.max(LOOSE_BELOW));
            in_segments.push(rows.iter().map(|(_, slot)| *slot).collect::<RoaringBitmap>());
            found.extend(
                rows.into_iter().map(|(class, slot)| (class, segment.order(slot), Place::Frozen(segment, slot))),
            );
        }
        let fresh = self.fresh.iter().filter_map(|entry| Some((classify(query, || entry.folded())?, entry)));
        found.extend(fresh.map(|(class, entry)| (class, entry.order(), Place::Fresh(entry))));
        found.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        let loose = if found.len() < limit.min(LOOSE_BELOW) && query.may_be_loose() {
            self.loose(query, &in_segments, limit.min(LOOSE_BELOW) - found.len())
        } else {
            Vec::new()
        };
        found.truncate(limit);
        let literal = found.into_iter().map(|(class, _, place)| place.explain(class, query));
        literal.chain(loose.into_iter().map(|place| place.explain(Class::FUZZY, query))).collect()
    }

    /// Records that meet the query only with gaps, the best first.
    fn loose(&self, query: &Query, found: &[RoaringBitmap], limit: usize) -> Vec<Place<'_>> {
        let mut scored: Vec<(Reverse<i64>, Order<'_>, Place<'_>)> = Vec::new();
        for (segment, found) in self.segments.iter().zip(found) {
            let slots = Lookup::new(segment, query).loose(found, LOOSE_TRIED);
            let part = slots.into_par_iter().with_min_len(256).filter_map(|slot| {
                let score = score(query, || segment.folded(slot), &Skim)?;
                Some((Reverse(score), segment.order(slot), Place::Frozen(segment, slot)))
            });
            scored.extend(part.collect::<Vec<_>>());
        }
        for entry in &self.fresh {
            if classify(query, || entry.folded()).is_none()
                && let Some(score) = score(query, || entry.folded(), &Skim)
            {
                scored.push((Reverse(score), entry.order(), Place::Fresh(entry)));
            }
        }
        scored.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        scored.into_iter().take(limit).map(|(_, _, place)| place).collect()
    }

    /// How many records meet the query literally.
    pub fn count(&self, query: &Query) -> usize {
        let frozen: usize = self.segments.iter().map(|segment| Lookup::new(segment, query).count()).sum();
        frozen + self.fresh.iter().filter(|entry| classify(query, || entry.folded()).is_some()).count()
    }

    /// Makes a segment of the fresh records.
    fn freeze(&mut self) {
        let mut builder = Builder::default();
        for entry in self.fresh.drain(..) {
            builder.push(&entry);
        }
        self.fresh_at.clear();
        self.segments.push(builder.finish());
        self.join_small();
    }

    /// Makes one segment of all but the largest when they have become many.
    fn join_small(&mut self) {
        if self.segments.len() <= SEGMENTS {
            return;
        }
        self.segments.sort_by_key(|segment| std::cmp::Reverse(segment.slots()));
        let mut builder = Builder::default();
        for small in self.segments.drain(1..) {
            for entry in small.entries() {
                builder.push(&entry);
            }
        }
        self.segments.push(builder.finish());
    }
}

/// Where a found record is.
enum Place<'a> {
    Frozen(&'a Segment, u32),
    Fresh(&'a Entry),
}

impl Place<'_> {
    fn id(&self) -> FacilityId {
        match self {
            Self::Frozen(segment, slot) => segment.id(*slot),
            Self::Fresh(entry) => entry.id,
        }
    }

    fn explain(self, class: Class, query: &Query) -> Hit {
        match self {
            Self::Frozen(segment, slot) => {
                let text = |number| segment.text(slot, number);
                Hit::explain(segment.id(slot), class, query, || segment.folded(slot), text)
            }
            Self::Fresh(entry) => {
                let text = |number: usize| entry.texts.get(number).cloned();
                Hit::explain(entry.id, class, query, || entry.folded(), text)
            }
        }
    }
}
