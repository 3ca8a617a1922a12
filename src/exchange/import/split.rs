//! One record taken apart again into the institutions it was made of.

use jiff::civil::Date;

use super::address::Lot;
use super::core_name::core_name;
use super::pairs::ordered;
use crate::domain::facility::{Facility, Listing, SourceKey};
use crate::domain::{Doubt, DoubtId, DoubtReason, FacilityId, Verdict};
use crate::port::{EntityKind, Put, Record};

/// Why a record cannot be taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SplitError {
    #[error("this record stands for one institution of one source only; there is nothing to split")]
    OnePart,
}

/// Puts that make one facility of each institution number. Rows without a number stay with the number they joined by name
/// and place, else with the first; where there is only one number, each of them goes its own way.
///
/// The part whose name is shown keeps the id and the local facts. All parts get the verdict "different" against each other,
/// so that no later import joins or asks again.
pub fn split(facility: Facility, doubts: &[Doubt], today: Date) -> Result<Vec<Put>, SplitError> {
    let shown = facility.listings_by_rank().first().map(|l| l.key.clone()).ok_or(SplitError::OnePart)?;
    let mut parts: Vec<(SourceKey, Vec<Listing>)> = Vec::new();
    let (numbered, free): (Vec<Listing>, Vec<Listing>) =
        facility.listings.iter().cloned().partition(|l| matches!(l.key, SourceKey::Number(_)));
    for listing in numbered {
        add(&mut parts, listing);
    }
    if parts.len() > 1 {
        for listing in free {
            let home =
                parts.iter().position(|(_, part)| part.iter().any(|other| one_place(other, &listing))).unwrap_or(0);
            parts[home].1.push(listing);
        }
    } else {
        for listing in free {
            add(&mut parts, listing);
        }
    }
    if parts.len() < 2 {
        return Err(SplitError::OnePart);
    }
    let keeper = parts.iter().position(|(_, part)| part.iter().any(|l| l.key == shown)).unwrap_or(0);
    parts.swap(0, keeper);
    let mut ids: Vec<FacilityId> = Vec::new();
    let mut puts = Vec::new();
    for (n, (_, listings)) in parts.into_iter().enumerate() {
        let part = if n == 0 {
            Facility { listings, ..facility.clone() }
        } else {
            Facility { listings, ..Facility::new(FacilityId::new()) }
        };
        ids.push(part.id);
        puts.push(Put::Save(Record::Facility(part)));
    }
    // The verdict "same" that made the record no longer holds, and the id it names beside this one is gone.
    for doubt in doubts {
        if doubt.verdict == Some(Verdict::Same) && (doubt.a == facility.id || doubt.b == facility.id) {
            puts.push(Put::Remove { kind: EntityKind::Doubt, key: doubt.id.to_bytes(), rev: doubt.rev });
        }
    }
    for (n, first) in ids.iter().enumerate() {
        for second in &ids[n + 1..] {
            let (a, b) = ordered(*first, *second);
            let verdict = Some(Verdict::Different);
            let reason = DoubtReason::PartMatch;
            let doubt = Doubt { id: DoubtId::new(), rev: 0, a, b, reason, found_on: today, verdict };
            puts.push(Put::Save(Record::Doubt(doubt)));
        }
    }
    Ok(puts)
}

fn add(parts: &mut Vec<(SourceKey, Vec<Listing>)>, listing: Listing) {
    let key = listing.key.clone();
    match parts.iter_mut().find(|(k, _)| *k == key) {
        Some((_, part)) => part.push(listing),
        None => parts.push((key, vec![listing])),
    }
}

fn one_place(a: &Listing, b: &Listing) -> bool {
    let place = |l: &Listing| {
        let lot = Lot::of(l.address.as_deref().unwrap_or(""), l.municipality.as_deref());
        (core_name(&l.name, l.corporation.as_deref()), lot)
    };
    place(a) == place(b)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{Kind, Source};

    fn listing(key: SourceKey, name: &str) -> Listing {
        Listing::new(Source::CareService, key, Kind::care("130"), date(2025, 12, 31), name.into())
    }

    fn facilities(puts: &[Put]) -> Vec<&Facility> {
        puts.iter().filter_map(|put| put.saved().and_then(Record::as_facility)).collect()
    }

    #[test]
    fn each_number_gets_its_own_record_again() {
        let mut facility = Facility::new(FacilityId::new());
        facility.rev = 4;
        facility.local.note.facts = "坂の上".into();
        facility.listings = vec![
            listing(SourceKey::Number("9910000001".into()), "虹の里病院"),
            listing(SourceKey::Number("9970000002".into()), "虹の里訪問看護"),
            listing(SourceKey::MedicalNet("77".into()), "虹の里訪問看護"),
        ];
        let puts = split(facility.clone(), &[], date(2026, 1, 1)).unwrap();
        let parts = facilities(&puts);
        assert_eq!((parts[0].id, parts[0].rev, parts[0].listings.len()), (facility.id, 4, 1));
        assert_eq!((parts[1].rev, parts[1].listings.len()), (0, 2));
        assert_eq!(parts[0].local.note.facts, "坂の上");
        let different = puts.iter().any(
            |put| matches!(put, Put::Save(Record::Doubt(d)) if d.verdict == Some(Verdict::Different) && d.a < d.b),
        );
        assert!(different);
    }

    #[test]
    fn one_institution_cannot_be_split() {
        let mut facility = Facility::new(FacilityId::new());
        facility.listings = vec![listing(SourceKey::Number("9910000001".into()), "虹の里病院")];
        assert_eq!(split(facility, &[], date(2026, 1, 1)), Err(SplitError::OnePart));
    }
}
