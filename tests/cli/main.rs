//! The command line, as people and scripts meet it: the real binary in a home of its own.

#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod access;
mod backup;
mod card_import;
mod cards;
mod check;
mod compacted;
mod encrypted;
mod episode;
mod erase;
mod faults;
mod figures;
mod help;
mod hostile;
mod import;
mod killed;
mod ledger;
mod local;
mod meetings;
mod members;
mod namespace;
mod out;
mod place;
mod plan;
mod real;
mod records;
mod services;
mod setgid;
mod small_disk;
mod stage;
mod surveys;
