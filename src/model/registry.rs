//! Every facility as the list shows it, and the search index over them.

/// The registry in memory: filled at start, kept current from the journal.
#[derive(Debug, Default)]
pub struct Registry {}
