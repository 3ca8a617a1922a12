//! The world: terminal guard, signals, threads, effects, clipboard, clock, paths, log.

pub mod clock;
pub mod environment;
pub mod paths;
pub mod person;
