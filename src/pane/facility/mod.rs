//! The facility pane: list and detail side by side (ux.md 4.1, 4.2).

mod sort;

pub use sort::Sort;
