//! Plainly fictional records, many of them.

use jiff::Timestamp;
use jiff::civil::date;
use renkei::domain::facility::SourceKey;
use renkei::domain::{Author, Facility, FacilityId, Kind, Listing, Source};
use renkei::port::store::Label;
use renkei::port::{EntityKind, Put, Record, Store, Transaction};

pub fn author() -> Author {
    Author::account(1001, "hana")
}

pub fn at() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

pub fn facility(n: u32, note: &str) -> Facility {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    let mut facility = Facility::new(FacilityId::from_bytes(bytes));
    let number = SourceKey::Number(format!("99{n:08}"));
    let kind = Kind::new("medical:clinic");
    let mut listing = Listing::new(Source::MedicalNet, number, kind, date(2025, 12, 1), format!("架空の診療所{n}"));
    listing.address = Some(format!("夢見市幻町{n}番地"));
    listing.departments = Some("内科 小児科 ".repeat(20));
    facility.listings.push(listing);
    facility.local.note.facts = String::from(note);
    facility
}

pub fn transaction(action: &str, facilities: impl Iterator<Item = Facility>) -> Transaction {
    let puts = facilities.map(|facility| Put::Save(Record::Facility(facility))).collect();
    let label = Label { action: action.to_owned(), detail: String::new() };
    Transaction { author: author(), at: at(), label, puts, patience: None }
}

/// Everything that is there, its `rev` apart.
pub fn contents(store: &dyn Store) -> Vec<Record> {
    let mut all = Vec::new();
    store
        .scan(EntityKind::Facility, &mut |mut record| {
            record.set_rev(0);
            all.push(record);
        })
        .unwrap();
    all
}
