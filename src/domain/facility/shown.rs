//! What is shown of a facility: local over published, the published by rule R7, each with its origin.

use jiff::civil::Date;

use super::{Coordinates, Facility, Kind, Listing, Source};
use crate::domain::Phone;

/// A value and where it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Sourced<T> {
    pub value: T,
    pub origin: Origin,
}

/// Where a shown value came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A coordinator said so, and when it was last confirmed.
    Local { confirmed_on: Option<Date> },
    /// A source said so, in the file of that date.
    Published { source: Source, as_of: Date },
}

impl Facility {
    /// Listings in the order of rule R7: those still listed first, 届出 > 厚生局 > 医療情報ネット > care services by rank.
    pub fn listings_by_rank(&self) -> Vec<&Listing> {
        let mut listings: Vec<&Listing> = self.listings.iter().collect();
        listings.sort_by_key(|l| (l.gone.is_some(), source_rank(l.source), l.kind.info().rank, l.kind.clone()));
        listings
    }

    /// The first value in rank order that a listing has.
    fn published<'a, T>(&'a self, pick: impl Fn(&'a Listing) -> Option<T>) -> Option<Sourced<T>> {
        self.listings_by_rank().into_iter().find_map(|l| {
            pick(l).map(|value| Sourced { value, origin: Origin::Published { source: l.source, as_of: l.as_of } })
        })
    }

    fn local<T>(&self, value: Option<T>) -> Option<Sourced<T>> {
        value.map(|value| Sourced { value, origin: Origin::Local { confirmed_on: self.local.identity.confirmed_on } })
    }

    /// The display name; empty only for a record that nobody named.
    pub fn name(&self) -> &str {
        self.name_sourced().map_or("", |s| s.value)
    }

    pub fn name_sourced(&self) -> Option<Sourced<&str>> {
        self.local(self.local.identity.facts.name.as_deref())
            .or_else(|| self.published(|l| Some(l.name.as_str()).filter(|n| !n.is_empty())))
    }

    /// How the name is read. A reading belongs to the name beside it: that of an office of a hospital is not the hospital's.
    pub fn kana(&self) -> Option<Sourced<&str>> {
        let name = bare(self.name());
        let of_the_name = |l: &Listing| {
            let own = bare(&l.name);
            !own.is_empty() && (name == own || name.ends_with(&own))
        };
        self.local(self.local.identity.facts.kana.as_deref())
            .or_else(|| self.published(|l| l.kana.as_deref().filter(|_| of_the_name(l))))
    }

    pub fn address(&self) -> Option<Sourced<&str>> {
        self.local(self.local.identity.facts.address.as_deref()).or_else(|| self.published(|l| l.address.as_deref()))
    }

    pub fn postal_code(&self) -> Option<Sourced<&str>> {
        self.local(self.local.identity.facts.postal_code.as_deref())
            .or_else(|| self.published(|l| l.postal_code.as_deref()))
    }

    pub fn phone(&self) -> Option<Sourced<&Phone>> {
        self.local(self.local.identity.facts.phone.as_ref()).or_else(|| self.published(|l| l.phone.as_ref()))
    }

    pub fn fax(&self) -> Option<Sourced<&Phone>> {
        self.local(self.local.identity.facts.fax.as_ref()).or_else(|| self.published(|l| l.fax.as_ref()))
    }

    pub fn url(&self) -> Option<Sourced<&str>> {
        self.local(self.local.identity.facts.url.as_deref()).or_else(|| self.published(|l| l.url.as_deref()))
    }

    pub fn coordinates(&self) -> Option<Sourced<Coordinates>> {
        self.local(self.local.identity.facts.coordinates).or_else(|| self.published(|l| l.coordinates))
    }

    /// JIS X 0402 code without the check digit.
    pub fn municipality(&self) -> Option<&str> {
        self.local
            .identity
            .facts
            .municipality
            .as_deref()
            .or_else(|| self.published(|l| l.municipality.as_deref()).map(|s| s.value))
    }

    /// Every kind of service, in the order of R7, without doubles; gone services last.
    pub fn kinds(&self) -> Vec<&Kind> {
        let mut kinds: Vec<&Kind> = Vec::new();
        let local = self.local.identity.facts.kinds.iter();
        for kind in local.chain(self.listings_by_rank().into_iter().map(|l| &l.kind)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Every distinct number it can be reached by, in the order a person would try them: direct, main, night, then the other services'.
    pub fn phones(&self) -> Vec<&Phone> {
        let desk = &self.local.desk.facts;
        // The night line is for the night: never before a number of the day, whoever told that.
        let day = [desk.direct_phone.as_ref(), self.phone().map(|s| s.value)];
        let night = desk.night_phone.as_ref();
        let mut phones: Vec<&Phone> = Vec::new();
        let published = self.listings_by_rank().into_iter().filter_map(|l| l.phone.as_ref());
        for phone in day.into_iter().chain([night]).flatten().chain(published) {
            if !phones.iter().any(|p| p.digits() == phone.digits()) {
                phones.push(phone);
            }
        }
        phones
    }

    /// The day from which no current source lists it any more (R4); `None` while any does, or where none ever did.
    pub fn maybe_closed(&self) -> Option<Date> {
        if self.listings.is_empty() || self.listings.iter().any(|l| l.gone.is_none()) {
            return None;
        }
        self.listings.iter().filter_map(|l| l.gone).max()
    }

    /// Published capability codes of all listings still current, sorted, without doubles.
    pub fn published_capabilities(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self
            .listings
            .iter()
            .filter(|l| l.gone.is_none())
            .flat_map(|l| l.capabilities.iter().map(String::as_str))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// The newest day on which somebody confirmed any local fact.
    pub fn confirmed_on(&self) -> Option<Date> {
        let local = &self.local;
        [
            local.identity.confirmed_on,
            local.desk.confirmed_on,
            local.hours.confirmed_on,
            local.capabilities.confirmed_on,
            local.vacancy.confirmed_on,
            local.note.confirmed_on,
        ]
        .into_iter()
        .flatten()
        .max()
    }
}

/// A name without its blanks, for comparing how two sources spell it.
fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}

/// R7: 届出 > 厚生局 > 医療情報ネット, then the care services; a municipality's list and a table of one's own come last.
fn source_rank(source: Source) -> u8 {
    match source {
        Source::Notification => 0,
        Source::CodeList => 1,
        Source::MedicalNet => 2,
        Source::CareService => 3,
        Source::MunicipalMedical => 4,
        Source::MunicipalCare => 5,
        Source::Table => 6,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::FacilityId;
    use crate::domain::facility::SourceKey;

    #[test]
    fn the_night_line_comes_after_the_numbers_of_the_day() {
        let key = SourceKey::Number("2490500010".to_owned());
        let day = date(2025, 12, 31);
        let mut listing = Listing::new(Source::CareService, key, Kind::care("130"), day, "ひばり野".to_owned());
        listing.phone = Phone::parse("03-0123-4567");
        let mut facility = Facility::new(FacilityId::from_bytes([1; 16]));
        facility.listings.push(listing);
        let shown = |facility: &Facility| facility.phones().iter().map(|p| p.original().to_owned()).collect::<Vec<_>>();
        facility.local.desk.facts.night_phone = Phone::parse("03-0999-9999");
        assert_eq!(shown(&facility), ["03-0123-4567", "03-0999-9999"]);
        facility.local.desk.facts.direct_phone = Phone::parse("03-0111-1111");
        assert_eq!(shown(&facility), ["03-0111-1111", "03-0123-4567", "03-0999-9999"]);
    }
}
