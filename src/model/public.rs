//! What anybody may read of an institution, and whom one asks for there: what a publication may say, and what is told beside it.

use crate::domain::anonymity::Known;
use crate::domain::facility::SourceKey;
use crate::domain::{Facility, Phone};

/// One text a line; the register has many of them in memory.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Public {
    desk: Box<str>,
    /// Digits of phones, FAX and postal codes, numbers in the lists.
    numbers: Box<str>,
    addresses: Box<str>,
    mails: Box<str>,
}

impl Public {
    /// A night line and a direct number are given to partners, and stand in no list that anybody reads.
    pub fn of(facility: &Facility) -> Self {
        let own = &facility.local.identity.facts;
        let published = facility.listings.iter().flat_map(|listing| [listing.phone.as_ref(), listing.fax.as_ref()]);
        let phones = published.chain([own.phone.as_ref(), own.fax.as_ref()]).flatten();
        let keys = facility.listings.iter().filter_map(|listing| match &listing.key {
            SourceKey::Number(number) => Some(number.clone()),
            SourceKey::MedicalNet(_) | SourceKey::Unnumbered(_) => None,
        });
        let listed_codes = facility.listings.iter().filter_map(|listing| listing.postal_code.clone());
        let codes = listed_codes.chain(own.postal_code.clone());
        let addresses = facility.listings.iter().filter_map(|listing| listing.address.clone());
        Self {
            desk: lines(facility.local.desk.facts.person.clone()),
            numbers: lines(phones.map(Phone::digits).chain(keys).chain(codes)),
            addresses: lines(addresses.chain(own.address.clone())),
            mails: lines(own.email.clone()),
        }
    }

    pub fn put(&self, known: &mut Known) {
        self.desk.lines().for_each(|name| known.add_desk(name));
        self.numbers.lines().for_each(|number| known.add_public_number(number));
        self.addresses.lines().for_each(|address| known.add_public_address(address));
        self.mails.lines().for_each(|mail| known.add_public_mail(mail));
    }
}

/// Each once.
fn lines(texts: impl IntoIterator<Item = String>) -> Box<str> {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join("\n").into()
}
