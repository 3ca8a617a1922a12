//! Search: type anything (kanji, kana, romaji, half-width kana, part of a phone number, several words), see the right record.
//!
//! [`Document::of`] collects the texts of a facility, [`Index`] keeps them, [`Query::parse`] understands what was typed,
//! [`Index::search`] finds, ranks and says why, [`highlight()`] marks a text that is being drawn. [`Scan`] answers a single query
//! without an index.
//!
//! Which records to put first before anything is typed (pinned, recent) is the caller's affair.

mod arena;
mod document;
mod entry;
mod field;
mod fold;
mod highlight;
mod hit;
mod index;
mod learnt;
mod lookup;
mod marks;
mod matcher;
mod posting;
mod query;
mod rank;
mod readings;
mod record;
mod respell;
mod romaji;
mod scan;
mod segment;
mod sieve;
mod word;

pub use document::Document;
pub use field::Field;
pub use fold::{Folded, fold, fold_mapped, variant_base};
pub use highlight::{byte_ranges, highlight};
pub use hit::{Hit, Hits, How, Match};
pub use index::Index;
pub use marks::Marks;
pub use matcher::{Matcher, Skim};
pub use query::Query;
pub use rank::{Class, Fit, Tier};
pub use readings::{Located, Readings};
pub use romaji::readings as kana_readings;
pub use scan::Scan;
