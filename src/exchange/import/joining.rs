//! Rows without a number meet the facility they belong to; what is doubtful is listed (rule R3).

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::mark::Mark;
use super::pairs::Pairs;
use super::registry::{Registry, class};
use crate::domain::{DoubtReason, FacilityId, Source};

/// Joins what rule R3 joins, then lists every doubtful pair.
pub fn settle(registry: &mut Registry, pairs: &mut Pairs) {
    // A mark stands at its slot's index.
    let mut marks: Vec<Mark> = registry.slots.par_iter().enumerate().map(|(at, slot)| Mark::of(at, slot)).collect();
    join(registry, &mut marks, pairs);
    doubt_by_name(registry, &marks, pairs);
    doubt_by_phone(registry, &marks, pairs);
    doubt_in_part(registry, &marks, pairs);
}

fn id(registry: &Registry, at: usize) -> FacilityId {
    registry.slots[at].facility.id
}

/// Facilities of one class, core name and exact place, where at least one has no number.
fn join(registry: &mut Registry, marks: &mut [Mark], pairs: &mut Pairs) {
    let numberless: Vec<usize> = marks.iter().filter(|m| !m.numbered).map(|m| m.at).collect();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in &numberless {
        for key in keys(&marks[*at]) {
            groups.entry(key).or_default().push(*at);
        }
    }
    if groups.is_empty() {
        return;
    }
    for mark in marks.iter().filter(|m| m.numbered) {
        for key in keys(mark) {
            if let Some(group) = groups.get_mut(&key) {
                group.push(mark.at);
            }
        }
    }
    for (_, group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
        let (numbered, free): (Vec<usize>, Vec<usize>) =
            group.into_iter().filter(|at| !registry.slots[*at].dead).partition(|at| marks[*at].numbered);
        match numbered[..] {
            [one] => {
                let mut target = one;
                for at in free {
                    target = join_two(registry, marks, pairs, target, at, DoubtReason::PartMatch);
                }
            }
            [] => join_free(registry, marks, pairs, &free),
            [..] => {
                for (a, b) in free.iter().flat_map(|a| numbered.iter().map(move |b| (*a, *b))) {
                    pairs.add(id(registry, a), id(registry, b), DoubtReason::ManyMatches);
                }
            }
        }
    }
}

fn keys(mark: &Mark) -> Vec<String> {
    let exact = mark.identities.iter().filter(|(_, lot)| lot.is_exact());
    exact.flat_map(|(core, lot)| mark.classes.iter().map(move |c| format!("{c}|{core}|{}", lot.key()))).collect()
}

/// Facilities without any number: one institution, unless one source lists two of them.
fn join_free(registry: &mut Registry, marks: &mut [Mark], pairs: &mut Pairs, free: &[usize]) {
    let mut sources: Vec<(Source, &str)> = free
        .iter()
        .flat_map(|at| &registry.slots[*at].facility.listings)
        .map(|listing| (listing.source, class(&listing.kind)))
        .collect();
    let all = sources.len();
    sources.sort_unstable();
    sources.dedup();
    if sources.len() < all {
        for (n, a) in free.iter().enumerate() {
            for b in &free[n + 1..] {
                pairs.add(id(registry, *a), id(registry, *b), DoubtReason::ManyMatches);
            }
        }
        return;
    }
    // What is in the store comes first, so that it takes in what is not.
    let mut order = free.to_vec();
    order.sort_by_key(|at| !registry.slots[*at].stored);
    if let Some((first, rest)) = order.split_first() {
        let mut target = *first;
        for at in rest {
            target = join_two(registry, marks, pairs, target, *at, DoubtReason::PartMatch);
        }
    }
}

/// Joins two unless both are in the store (then a person decides) or were told apart before. Returns the one that stays.
fn join_two(
    registry: &mut Registry,
    marks: &mut [Mark],
    pairs: &mut Pairs,
    a: usize,
    b: usize,
    reason: DoubtReason,
) -> usize {
    if a == b {
        return a;
    }
    let (stays, goes) = if registry.slots[b].stored { (b, a) } else { (a, b) };
    if registry.slots[goes].stored || pairs.knows(id(registry, a), id(registry, b)) {
        pairs.add(id(registry, a), id(registry, b), reason);
        return a;
    }
    registry.join(goes, stays);
    let (stay, gone) = if stays < goes {
        let (left, right) = marks.split_at_mut(goes);
        (&mut left[stays], &right[0])
    } else {
        let (left, right) = marks.split_at_mut(stays);
        (&mut right[0], &left[goes])
    };
    stay.absorb(gone);
    stays
}

/// Same core name, town and lot, at least one of the two with a medical number.
fn doubt_by_name(registry: &Registry, marks: &[Mark], pairs: &mut Pairs) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for mark in alive(registry, marks) {
        for (core, lot) in mark.identities.iter().filter(|(_, lot)| lot.is_exact()) {
            groups.entry(format!("{core}|{}", lot.key())).or_default().push(mark.at);
        }
    }
    each_pair(&groups, |a, b| {
        if marks[a].medical_number || marks[b].medical_number {
            pairs.add(id(registry, a), id(registry, b), DoubtReason::NameAndLot);
        }
    });
}

/// Same phone, town and lot, one medical and one not.
fn doubt_by_phone(registry: &Registry, marks: &[Mark], pairs: &mut Pairs) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for mark in alive(registry, marks) {
        for phone in &mark.phones {
            for (_, lot) in mark.identities.iter().filter(|(_, lot)| lot.is_exact()) {
                let group = groups.entry(format!("{phone}|{}", lot.key())).or_default();
                if group.last() != Some(&mark.at) {
                    group.push(mark.at);
                }
            }
        }
    }
    each_pair(&groups, |a, b| {
        if marks[a].medical != marks[b].medical {
            pairs.add(id(registry, a), id(registry, b), DoubtReason::PhoneAndLot);
        }
    });
}

/// A row of this plan without a number that shares its class and core name with another facility in the same town (or one
/// of them tells no lot or no place at all), or class and place while one name holds the other. Two rows of one source are
/// two institutions: the source would not list one twice.
fn doubt_in_part(registry: &Registry, marks: &[Mark], pairs: &mut Pairs) {
    let touched: HashSet<usize> = registry.touches.keys().map(|(at, _)| *at).collect();
    let fresh: Vec<&Mark> = alive(registry, marks).filter(|m| !m.numbered && touched.contains(&m.at)).collect();
    if fresh.is_empty() {
        return;
    }
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_lot: HashMap<String, Vec<usize>> = HashMap::new();
    for mark in alive(registry, marks) {
        for (core, lot) in &mark.identities {
            by_name.entry(core).or_default().push(mark.at);
            if lot.is_exact() {
                by_lot.entry(lot.key()).or_default().push(mark.at);
            }
        }
    }
    for mark in fresh {
        for (core, lot) in &mark.identities {
            let near = |other: &Mark| {
                other.identities.iter().any(|(name, place)| {
                    let vague = lot.municipality.is_none() || place.municipality.is_none();
                    let blank = lot.lot.is_empty() || place.lot.is_empty();
                    name == core
                        && (vague || (place.municipality == lot.municipality && (blank || place.town == lot.town)))
                })
            };
            let holds = |other: &Mark| {
                lot.is_exact()
                    && other.identities.iter().any(|(name, place)| {
                        place == lot && (name.contains(core.as_str()) || core.contains(name.as_str()))
                    })
            };
            let named = by_name.get(core.as_str()).into_iter().flatten().filter(|at| near(&marks[**at]));
            let placed = by_lot.get(&lot.key()).into_iter().flatten().filter(|at| holds(&marks[**at]));
            for at in named.chain(placed) {
                let other = &marks[*at];
                if *at != mark.at && mark.shares_class(other) && !share_source(registry, mark.at, *at) {
                    pairs.add(id(registry, mark.at), id(registry, *at), DoubtReason::PartMatch);
                }
            }
        }
    }
}

fn share_source(registry: &Registry, a: usize, b: usize) -> bool {
    let sources = |at: usize| registry.slots[at].facility.listings.iter().map(|l| l.source);
    sources(a).any(|source| sources(b).any(|other| other == source))
}

fn alive<'a>(registry: &'a Registry, marks: &'a [Mark]) -> impl Iterator<Item = &'a Mark> {
    marks.iter().filter(|mark| !registry.slots[mark.at].dead)
}

fn each_pair(groups: &HashMap<String, Vec<usize>>, mut found: impl FnMut(usize, usize)) {
    for group in groups.values().filter(|group| group.len() > 1) {
        for (n, a) in group.iter().enumerate() {
            for b in &group[n + 1..] {
                if a != b {
                    found(*a, *b);
                }
            }
        }
    }
}
