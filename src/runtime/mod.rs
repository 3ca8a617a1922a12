//! The world: terminal guard, signals, threads, effects, clipboard, clock, paths, log.

mod backups;
pub mod clipboard;
pub mod clock;
pub mod config;
pub mod environment;
pub mod group;
pub mod log;
pub mod map_file;
pub mod paths;
pub mod person;
pub mod priority;
pub mod prompt;
pub mod rulebook;
pub mod session;
pub mod terminal;

mod copying;
mod effects;
mod files;
mod identity;
mod input;
mod job;
mod journal;
mod loading;
pub mod lock;
mod locking;
mod look;
mod run;
mod screen;
pub mod signals;
mod storage;
mod theme;

pub use run::{Program, RunOptions, run};
pub use screen::{ScreenOptions, screen};
pub use signals::{catch_panics, watch};
pub use theme::{ColourChoice, choose_theme};
