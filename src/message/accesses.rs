//! Who looked at whose record in a month, as the store tells it.

use std::sync::Arc;

use crate::domain::permission::Denial;
use crate::port::access_month::AccessMonth;

/// The accesses of a month, for whoever is at the keyboard.
#[derive(Clone, PartialEq, Debug)]
pub struct Accesses {
    /// Thousands of lines: shared, not copied.
    pub month: Arc<AccessMonth>,
    /// Why this person may not write down that it was looked over.
    pub denied: Option<Denial>,
    /// That was written down just now.
    pub reviewed: bool,
}
