//! What the program asks of the world, and the plain types it asks with. No database, no screen, no files.

pub mod clipboard;
pub mod clock;
pub mod store;

pub use clock::Now;
pub use store::{Change, EntityKind, Entry, GroupId, Image, Put, Record, Saved, Store, StoreError, Transaction};
