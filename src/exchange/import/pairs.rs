//! Pairs that a person has to decide, each met once (rule R3).

use std::collections::{BTreeMap, HashSet};

use crate::domain::{Doubt, DoubtReason, FacilityId};

/// The pairs of this plan, without those that are listed or decided already.
pub struct Pairs {
    known: HashSet<(FacilityId, FacilityId)>,
    found: BTreeMap<(FacilityId, FacilityId), DoubtReason>,
}

impl Pairs {
    pub fn new(doubts: &[Doubt]) -> Self {
        Self { known: doubts.iter().map(|d| ordered(d.a, d.b)).collect(), found: BTreeMap::new() }
    }

    /// Was this pair put to a person before? Then it is neither joined nor asked again.
    pub fn knows(&self, a: FacilityId, b: FacilityId) -> bool {
        self.known.contains(&ordered(a, b))
    }

    /// Lists a pair; the first reason stays.
    pub fn add(&mut self, a: FacilityId, b: FacilityId, reason: DoubtReason) {
        let pair = ordered(a, b);
        if a != b && !self.known.contains(&pair) {
            self.found.entry(pair).or_insert(reason);
        }
    }

    /// The pairs listed so far.
    pub fn found(&self) -> impl Iterator<Item = (FacilityId, FacilityId)> {
        self.found.keys().copied()
    }

    pub fn into_found(self) -> BTreeMap<(FacilityId, FacilityId), DoubtReason> {
        self.found
    }
}

/// The smaller id first.
pub fn ordered(a: FacilityId, b: FacilityId) -> (FacilityId, FacilityId) {
    if a <= b { (a, b) } else { (b, a) }
}
