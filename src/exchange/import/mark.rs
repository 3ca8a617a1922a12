//! What a facility is compared by (rule R3).

use super::address::Lot;
use super::core_name::core_name;
use super::number::is_medical;
use super::registry::{Slot, class};
use crate::domain::facility::SourceKey;

/// Names, places and phones of one facility, folded for comparing.
pub struct Mark {
    /// Its index in the registry.
    pub at: usize,
    pub numbered: bool,
    /// One of its numbers is a medical institution's.
    pub medical_number: bool,
    pub medical: bool,
    /// Core names with the places they stand at, each once.
    pub identities: Vec<(String, Lot)>,
    /// Digits, each once.
    pub phones: Vec<String>,
    /// Classes of its kinds, each once.
    pub classes: Vec<String>,
}

impl Mark {
    pub fn of(at: usize, slot: &Slot) -> Self {
        let facility = &slot.facility;
        let mut mark = Self {
            at,
            numbered: false,
            medical_number: false,
            medical: false,
            identities: Vec::new(),
            phones: Vec::new(),
            classes: Vec::new(),
        };
        // Services of one office mostly repeat its name and place: folding them again would be most of the work.
        let mut last: Option<(&str, Option<&str>)> = None;
        for listing in &facility.listings {
            if let SourceKey::Number(number) = &listing.key {
                mark.numbered = true;
                mark.medical_number |= is_medical(number);
            }
            mark.medical |= listing.kind.is_medical();
            push(&mut mark.classes, class(&listing.kind).to_owned());
            let here = (listing.name.as_str(), listing.address.as_deref());
            if last != Some(here) {
                let lot = Lot::of(here.1.unwrap_or(""), listing.municipality.as_deref());
                push(&mut mark.identities, (core_name(here.0, listing.corporation.as_deref()), lot));
                last = Some(here);
            }
            if let Some(phone) = listing.phone.as_ref().and_then(crate::domain::Phone::dialable) {
                push(&mut mark.phones, phone);
            }
        }
        let identity = &facility.local.identity.facts;
        for kind in &identity.kinds {
            mark.medical |= kind.is_medical();
            push(&mut mark.classes, class(kind).to_owned());
        }
        if let Some(name) = &identity.name {
            let lot = Lot::of(identity.address.as_deref().unwrap_or(""), identity.municipality.as_deref());
            push(&mut mark.identities, (core_name(name, None), lot));
        }
        if let Some(phone) = identity.phone.as_ref().and_then(crate::domain::Phone::dialable) {
            push(&mut mark.phones, phone);
        }
        mark.medical |= mark.medical_number;
        mark
    }

    /// Takes in what a facility that was joined into this one had.
    pub fn absorb(&mut self, other: &Self) {
        self.numbered |= other.numbered;
        self.medical_number |= other.medical_number;
        self.medical |= other.medical;
        other.identities.iter().for_each(|i| push(&mut self.identities, i.clone()));
        other.phones.iter().for_each(|p| push(&mut self.phones, p.clone()));
        other.classes.iter().for_each(|c| push(&mut self.classes, c.clone()));
    }

    pub fn shares_class(&self, other: &Self) -> bool {
        self.classes.iter().any(|c| other.classes.contains(c))
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
