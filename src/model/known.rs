//! Whom a publication must not name, and what anybody may read: from the records themselves.

use super::{Casebook, Registry};
use crate::domain::anonymity::Known;
use crate::domain::facility::SourceKey;
use crate::domain::{Facility, Phone};
use crate::search::variant_base;

impl Casebook {
    /// Everybody the centre knows. `facilities`: the register, whose numbers and addresses are public.
    pub fn known(&self, facilities: &[Facility]) -> Known {
        let mut known = Known::new(variant_base);
        for person in self.persons() {
            known.add_name(&person.name);
            person.kana.iter().for_each(|kana| known.add_name(kana));
            person.address.iter().for_each(|address| known.add_address(address));
            person.birth_date.iter().for_each(|day| known.add_birth(*day));
            person.key_person.name.iter().for_each(|name| known.add_name(name));
            person.card.contacts.iter().for_each(|contact| known.add_name(&contact.name));
            let around = [&person.care_manager, &person.doctor, &person.card.backup_hospital.hospital];
            let supporters = person.card.supporters.iter().map(|support| &support.who);
            for who in around.into_iter().chain(supporters) {
                who.name.iter().for_each(|name| known.add_desk(name));
            }
        }
        for facility in facilities {
            put_public(&mut known, facility);
        }
        known
    }
}

impl Casebook {
    /// Everybody the centre knows, beside the register that the screens hold.
    pub fn known_beside(&self, registry: &Registry) -> Known {
        let mut known = self.known(&[]);
        for row in registry.rows() {
            if !row.desk_person.is_empty() {
                known.add_desk(&row.desk_person);
            }
            for number in [&row.phone, &row.fax].into_iter().filter_map(|number| Phone::parse(number)) {
                known.add_public_number(&number.digits());
            }
            known.add_public_address(&row.address);
        }
        known
    }
}

fn put_public(known: &mut Known, facility: &Facility) {
    let desk = &facility.local.desk.facts;
    desk.person.iter().for_each(|name| known.add_desk(name));
    let published = facility.listings.iter().flat_map(|listing| [listing.phone.as_ref(), listing.fax.as_ref()]);
    let own = &facility.local.identity.facts;
    // A night line and a direct number are given to partners, and stand in no list that anybody reads.
    for phone in published.chain([own.phone.as_ref(), own.fax.as_ref()]).flatten() {
        known.add_public_number(&Phone::digits(phone));
    }
    for listing in &facility.listings {
        if let SourceKey::Number(number) = &listing.key {
            known.add_public_number(number);
        }
        listing.address.iter().for_each(|address| known.add_public_address(address));
        listing.postal_code.iter().for_each(|code| known.add_public_postal_code(code));
    }
    own.address.iter().for_each(|address| known.add_public_address(address));
    own.postal_code.iter().for_each(|code| known.add_public_postal_code(code));
    own.email.iter().for_each(|mail| known.add_public_mail(mail));
}
