//! All records, searchable.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;

use super::document::Document;
use super::entry::Entry;
use super::hit::{Hit, Hits};
use super::query::Query;
use super::rank::{Class, Fit, Tier};
use crate::domain::FacilityId;

/// The searchable records.
///
/// Order of hits: tier (name, town, address, phone, other, fuzzy), then whole word, start, inside, then the shorter name,
/// then the reading, then the id; it depends on the records alone, never on the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    by_id: HashMap<FacilityId, usize>,
}

impl Index {
    /// Builds an index. A later document of the same id replaces an earlier one.
    pub fn build(docs: impl IntoIterator<Item = Document>) -> Self {
        let docs: Vec<Document> = docs.into_iter().collect();
        let entries: Vec<Entry> = docs.into_par_iter().map(Entry::of).collect();
        let mut index = Self::default();
        for entry in entries {
            index.insert(entry);
        }
        index
    }

    /// Adds a record, or replaces the one of the same id.
    pub fn update(&mut self, doc: Document) {
        self.insert(Entry::of(doc));
    }

    /// Takes a record out; `false` if it was not there.
    pub fn remove(&mut self, id: FacilityId) -> bool {
        let Some(at) = self.by_id.remove(&id) else { return false };
        self.entries.swap_remove(at);
        if let Some(moved) = self.entries.get(at) {
            self.by_id.insert(moved.id, at);
        }
        true
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The best `limit` records and the exact count. An empty query gives all records in order, without reasons.
    pub fn search(&self, query: &Query, limit: usize) -> Hits {
        Hits { rows: self.rows(query, limit), total: self.count(query) }
    }

    /// The best `limit` records only.
    pub fn rows(&self, query: &Query, limit: usize) -> Vec<Hit> {
        let mut found: Vec<(Class, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((classify(entry, query)?, entry))).collect();
        found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| order(a.1, b.1)));
        found.into_iter().take(limit).map(|(class, entry)| Hit::explain(entry, class, query)).collect()
    }

    /// How many records meet the query literally.
    pub fn count(&self, query: &Query) -> usize {
        self.entries.iter().filter(|entry| classify(entry, query).is_some()).count()
    }

    fn insert(&mut self, entry: Entry) {
        if let Some(&at) = self.by_id.get(&entry.id) {
            self.entries[at] = entry;
        } else {
            self.by_id.insert(entry.id, self.entries.len());
            self.entries.push(entry);
        }
    }
}

/// How well a record meets a query: as well as its worst word. `None` if it does not.
fn classify(entry: &Entry, query: &Query) -> Option<Class> {
    let mut worst = Class { tier: Tier::Name, fit: Fit::Whole };
    for word in &query.words {
        if word.exclude {
            if word.occurs(entry.folded()) {
                return None;
            }
            continue;
        }
        let spot = word.best(entry.folded())?;
        if !word.condition {
            worst = worst.max(spot.class);
        }
    }
    Some(worst)
}

/// The order of records that match equally well.
fn order(a: &Entry, b: &Entry) -> Ordering {
    let key = |entry: &Entry| {
        let name = entry.texts.first().map_or("", |text| text.folded.as_str()).to_owned();
        let kana = entry.texts.iter().find(|t| t.field == super::Field::Kana).map(|t| t.folded.clone());
        (name.chars().count(), kana.unwrap_or_else(|| name.clone()), name, entry.id)
    };
    key(a).cmp(&key(b))
}
