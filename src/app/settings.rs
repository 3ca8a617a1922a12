//! What the app is told at its start.

use crate::paint::{Theme, Widths};

/// Settings of the screen; the runtime reads them from the configuration.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    /// The centre's name in the title; empty shows the words' own.
    pub centre: String,
    /// Who works here, as the runtime knows it: written beside what they confirm. May be empty.
    pub person: String,
    pub theme: Theme,
    /// Until the terminal has been measured.
    pub widths: Widths,
    /// Local facts older than this many days are shown as 古い.
    pub stale_after_days: i32,
    pub columns: u16,
    pub rows: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            centre: String::new(),
            person: String::new(),
            theme: Theme::default(),
            widths: Widths::default(),
            stale_after_days: 30,
            columns: 80,
            rows: 24,
        }
    }
}
