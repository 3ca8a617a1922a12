//! The read model: list cells, search text, counts, kept current from the journal.

mod abbreviate;
pub mod asking;
pub mod casebook;
pub mod closings;
mod directory;
mod facet;
mod filter;
mod known;
pub mod logbook;
mod nearby;
mod open_days;
mod probe;
mod public;
mod registry;
mod row;
mod sort;
pub mod substitutes;
pub mod surveys;
mod towns;
mod view;

pub use abbreviate::abbreviate;
pub use casebook::Casebook;
pub use facet::Facet;
pub use filter::{Condition, Filter};
pub use nearby::{Nearby, Placed, Sign};
pub use open_days::OpenDays;
pub use registry::Registry;
pub use row::{CapabilitySet, Row, Status};
pub use sort::Sort;
pub use towns::Towns;
pub use view::View;
