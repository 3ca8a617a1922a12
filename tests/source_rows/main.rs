//! The rows of the centre's presentation (domain.md 1): each one's act on the demo city, on the history or at the desk, and what came of it.
//! `table` holds the documents to it: `RENKEI_BLESS=1 cargo test --test source_rows` writes them anew.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod centre;
#[path = "../desk/mod.rs"]
mod desk;
mod events;
mod history;
mod issues;
mod ledger;
mod people;
mod readiness;
mod register;
mod row;
mod survey;
mod table;
