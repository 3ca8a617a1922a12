//! Whom a publication must not name, and what anybody may read: from the records themselves.

use super::public::Public;
use super::{Casebook, Registry};
use crate::domain::Facility;
use crate::domain::anonymity::Known;
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
            Public::of(facility).put(&mut known);
        }
        known
    }

    /// The same from the register in memory.
    pub fn known_beside(&self, registry: &Registry) -> Known {
        let mut known = self.known(&[]);
        registry.rows().for_each(|row| row.public.put(&mut known));
        known
    }
}
