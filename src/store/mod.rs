//! Everything that is kept, in one redb file that any number of processes open at once.
//!
//! `redb` stays inside this room: the rest of the program knows [`crate::port::Store`] only. Rules that bind every line here:
//! no read transaction is kept, no write transaction outlives the call that began it, a change is durable before it is reported,
//! and each change writes its before- and after-image to the journal in the same transaction.

mod audit;
mod backup;
mod ballast;
mod carry;
mod check;
mod codec;
mod compact;
mod connection;
pub mod crypt;
mod data_file;
mod drafts;
mod erase;
mod fault;
mod journal;
pub mod keys;
mod ledger;
mod migrate;
mod network;
mod open;
pub mod place;
mod presence;
pub mod privilege;
mod purge;
mod redb_store;
mod roles;
mod schema;
mod stay;
mod stop;
mod trash;
mod trim;
mod undo;
mod write;

pub use backup::{is_made_by_itself, newest_backup, verify};
pub use ballast::{BALLAST_NAME, free};
pub use compact::{Compacted, unfinished};
pub use fault::is_panic_caught;
pub use open::{BACKUP_FOLDER, FILE_NAME, Options, ProgressFn, Written};
pub use redb_store::{RedbStore, Verified};
pub use schema::VERSION as SCHEMA_VERSION;
pub use stop::between_writes;
