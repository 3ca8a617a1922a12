//! The work, and the records it is done on: plainly fictional.

use jiff::civil::date;
use renkei::domain::facility::SourceKey;
use renkei::domain::{Facility, FacilityId, Kind, Listing, Phone, Source};

/// A store at work. Each write is durable when it returns; each changes its records and writes the journal in one transaction.
pub trait Peer {
    /// Puts the counter there.
    fn begin(&mut self);
    /// Raises the counter that all share, adds an item of 600 bytes and the journal's row.
    fn raise(&mut self, writer: u32, n: u32);
    /// Reads the newest rows of the journal.
    fn last(&mut self, rows: usize) -> usize;
    /// The counter, and the items.
    fn counted(&mut self) -> (u64, u64);
    /// All records and their rows in the journal, in one transaction.
    fn load(&mut self, records: Vec<Facility>);
    /// Reads and decodes every record.
    fn scan(&mut self) -> u64;
}

pub fn id(high: u32, low: u32) -> FacilityId {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&high.to_be_bytes());
    bytes[4..8].copy_from_slice(&low.to_be_bytes());
    FacilityId::from_bytes(bytes)
}

pub fn counter_id() -> FacilityId {
    id(u32::MAX, 0)
}

/// What an item holds: 600 bytes.
pub fn body() -> String {
    "架空の記録".repeat(40)
}

/// Facilities as the open data describe them, about 1 KB each.
pub fn facilities(count: u32) -> Vec<Facility> {
    (0..count)
        .map(|n| {
            let mut facility = Facility::new(id(1, n));
            let number = SourceKey::Number(format!("99{n:08}"));
            let name = format!("架空の事業所　第{n}号");
            facility.listings.push(Listing {
                kana: Some("カクウノジギョウショ".to_owned()),
                municipality: Some("99999".to_owned()),
                address: Some(format!("夢見県夢見市幻町{n}番地3")),
                building: Some("幻ビル2階".to_owned()),
                phone: Phone::parse(&format!("03-0{:03}-{:04}", n % 1_000, n % 10_000)),
                fax: Phone::parse("03-0123-4567"),
                corporation: Some("社会福祉法人　架空会".to_owned()),
                corporation_number: Some("9999999999999".to_owned()),
                capacity: Some(30),
                days: Some("平日,土曜日,祝日".to_owned()),
                hours: Some("平日：9時00分～18時00分 土曜：9時00分～12時00分".to_owned()),
                url: Some("https://example.invalid/office".to_owned()),
                note: Some("年末年始は休み。緊急時は24時間連絡可能。".to_owned()),
                ..Listing::new(Source::CareService, number, Kind::care("110"), date(2025, 12, 1), name)
            });
            facility
        })
        .collect()
}

pub fn encode(facility: &Facility) -> Vec<u8> {
    rmp_serde::to_vec_named(facility).expect("encodable")
}

pub fn decode(bytes: &[u8]) -> Facility {
    rmp_serde::from_slice(bytes).expect("decodable")
}
