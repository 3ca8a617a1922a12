//! A few runs of real processes on a pseudo-terminal: what only a terminal can show.

#![expect(clippy::unwrap_used, reason = "a test says where it broke")]
#![expect(clippy::disallowed_methods, reason = "the patience with a real process is real time")]

mod care;
mod clipboard;
mod demo;
mod desktop;
mod ending;
mod full_disk;
mod guard;
mod journey;
mod lock;
mod log;
#[path = "../cli/namespace.rs"]
mod namespace;
mod night_number;
mod program;
mod pty;
mod sessions;
mod sizes;
mod together;
mod tools;
mod traces;
