//! What the index is told of a facility.

use super::Readings;
use super::field::Field;
use crate::domain::facility::{Ability, SourceKey, capability};
use crate::domain::{Facility, FacilityId, Phone};

/// All searched texts of one record, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub id: FacilityId,
    /// The display name first. A field may come several times (names of services, phones).
    pub fields: Vec<(Field, String)>,
}

impl Document {
    /// A document without texts.
    pub const fn new(id: FacilityId) -> Self {
        Self { id, fields: Vec::new() }
    }

    /// Adds a text unless it is empty or already there.
    pub fn push(&mut self, field: Field, text: &str) {
        if !text.is_empty() && !self.fields.iter().any(|(f, t)| *f == field && t == text) {
            self.fields.push((field, text.to_owned()));
        }
    }

    /// Collects every text of both layers: names, readings, places, numbers, kinds, capabilities, people, notes.
    pub fn of(facility: &Facility, readings: &Readings) -> Self {
        let mut doc = Self::new(facility.id);
        let local = &facility.local;
        let identity = &local.identity.facts;
        doc.push(Field::Name, facility.name());
        doc.push_all(Field::Kana, facility.kana().map(|s| s.value));
        doc.push_all(Field::Kana, identity.kana.as_deref());
        doc.push_all(Field::ShortName, identity.short_name.as_deref());
        doc.push_all(Field::Area, identity.area.as_deref());
        doc.place(identity.address.as_deref(), identity.municipality.as_deref(), readings);
        doc.push_all(Field::PostalCode, identity.postal_code.as_deref());
        let desk = &local.desk.facts;
        for phone in [&desk.direct_phone, &identity.phone, &desk.night_phone].into_iter().flatten() {
            doc.phone(Field::Phone, phone);
        }
        if let Some(fax) = &identity.fax {
            doc.phone(Field::Fax, fax);
        }
        for listing in facility.listings_by_rank() {
            doc.push(Field::Name, &listing.name);
            doc.push_all(Field::Kana, listing.kana.as_deref());
            doc.push_all(Field::ShortName, listing.short_name.as_deref());
            let address = [listing.address.as_deref(), listing.building.as_deref()];
            let address = match address {
                // Many sources repeat the building at the end of the address.
                [Some(address), Some(building)] if !address.contains(building) => Some(format!("{address} {building}")),
                [address, building] => address.or(building).map(str::to_owned),
            };
            doc.place(address.as_deref(), listing.municipality.as_deref(), readings);
            doc.push_all(Field::PostalCode, listing.postal_code.as_deref());
            if let Some(phone) = &listing.phone {
                doc.phone(Field::Phone, phone);
            }
            if let Some(fax) = &listing.fax {
                doc.phone(Field::Fax, fax);
            }
            if let SourceKey::Number(number) | SourceKey::MedicalNet(number) = &listing.key {
                doc.push(Field::Number, number);
            }
            doc.push_all(Field::Number, listing.corporation_number.as_deref());
            doc.push_all(Field::Corporation, listing.corporation.as_deref());
            doc.push_all(Field::Note, listing.departments.as_deref());
            doc.push_all(Field::Note, listing.note.as_deref());
        }
        for kind in facility.kinds() {
            let info = kind.info();
            for name in [info.ja, info.short_ja, info.en, info.short_en] {
                doc.push(Field::Kind, name);
            }
            doc.push(Field::Code, kind.code());
        }
        for code in facility.published_capabilities() {
            doc.capability(code);
        }
        for (code, ability) in &local.capabilities.facts.0 {
            if !matches!(ability, Ability::No) {
                doc.capability(code);
            }
        }
        for person in [&desk.person, &desk.department, &desk.profession].into_iter().flatten() {
            doc.push(Field::Person, person);
        }
        let vacancy = &local.vacancy.facts;
        match vacancy.places {
            Some(0) => doc.vacancy("満床", "vacancy:full"),
            Some(_) => doc.vacancy("空き有", "vacancy:open"),
            None => {}
        }
        doc.push_all(Field::Note, vacancy.remark.as_deref());
        doc.push(Field::Note, &local.note.facts);
        doc.learn_names(facility.municipality(), readings);
        doc
    }

    fn push_all<'a>(&mut self, field: Field, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            self.push(field, text);
        }
    }

    fn phone(&mut self, field: Field, phone: &Phone) {
        self.push(field, phone.display());
    }

    fn capability(&mut self, code: &str) {
        if let Some(info) = capability::info(code) {
            self.push(Field::Capability, info.ja);
            self.push(Field::Capability, info.en);
        }
        self.push(Field::Code, &format!("can:{code}"));
    }

    fn vacancy(&mut self, text: &str, code: &str) {
        self.push(Field::Vacancy, text);
        self.push(Field::Code, code);
    }

    /// The address with its town and the readings of both, as far as the postal table knows them.
    fn place(&mut self, address: Option<&str>, municipality: Option<&str>, readings: &Readings) {
        let Some(address) = address.filter(|address| !address.is_empty()) else { return };
        self.push(Field::Address, address);
        let place = readings.locate(address, municipality);
        self.push_all(Field::AddressKana, place.municipality_kana.as_deref());
        if let Some(town) = place.town {
            self.push(Field::Town, &town.name);
            self.push(Field::TownKana, &town.kana);
        }
    }

    /// Names of places in names get their reading, and readings of places their name, so that `桑名` and `くわな` find the same records.
    fn learn_names(&mut self, municipality: Option<&str>, readings: &Readings) {
        let address = self.fields.iter().find(|(field, _)| *field == Field::Address).map(|(_, text)| text.clone());
        let names: Vec<String> =
            self.fields.iter().filter(|(field, _)| *field == Field::Name).map(|(_, text)| text.clone()).collect();
        for name in names {
            for reading in readings.respell(&name, address.as_deref().unwrap_or_default(), municipality) {
                self.push(Field::Kana, &reading);
            }
        }
    }
}
