//! The facility pane: list and detail side by side (ux.md 4.1, 4.2).

pub use crate::model::Sort;
