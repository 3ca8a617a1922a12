//! Marked facilities: what a copy takes together.

use crate::domain::FacilityId;

/// Marks in the order in which they were set.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    ids: Vec<FacilityId>,
    known: std::collections::HashSet<FacilityId>,
    /// Where a range began.
    pub anchor: Option<FacilityId>,
}

impl Marks {
    pub fn has(&self, id: FacilityId) -> bool {
        self.known.contains(&id)
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn ids(&self) -> &[FacilityId] {
        &self.ids
    }

    pub fn toggle(&mut self, id: FacilityId) {
        if self.known.remove(&id) {
            self.ids.retain(|other| *other != id);
        } else {
            self.set(id);
        }
    }

    pub fn set(&mut self, id: FacilityId) {
        if self.known.insert(id) {
            self.ids.push(id);
        }
    }

    pub fn clear(&mut self) {
        self.ids.clear();
        self.known.clear();
        self.anchor = None;
    }

    /// Drops the marks of facilities that are no more.
    pub fn keep(&mut self, still: impl Fn(FacilityId) -> bool) {
        self.ids.retain(|id| still(*id));
        self.known.retain(|id| still(*id));
        self.anchor = self.anchor.filter(|id| still(*id));
    }
}
