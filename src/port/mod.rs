//! What the program asks of the world, and the plain types it asks with. No database, no screen, no files.

pub mod access;
pub mod access_month;
pub mod archive;
pub mod audit;
pub mod caution;
pub mod check;
pub mod clipboard;
pub mod clock;
pub mod draft;
pub mod erase;
pub mod key;
pub mod ledger;
pub mod presence;
pub mod record;
pub mod secret;
pub mod store;

pub use archive::Archive;
pub use audit::{Audit, AuditEntry};
pub use caution::{Caution, Room};
pub use check::{Check, CheckReport, Finding};
pub use clock::Now;
pub use draft::Drafts;
pub use erase::Erase;
pub use key::KeyError;
pub use ledger::{Ledger, Trashed, Trimmed};
pub use presence::{Presence, Presences};
pub use record::{EntityKind, Key, Record};
pub use secret::Secret;
pub use store::{Change, Entry, GroupId, Image, Put, Saved, Store, StoreError, Transaction};
