//! The keys of a command, for the foot line of an overlay.

pub use crate::pane::key;
