//! The read model: list cells, search text, counts, kept current from the journal.

mod registry;

pub use registry::Registry;
