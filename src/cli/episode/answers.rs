//! What the checklist and the engine of limits say of a stay, for the figures.

use jiff::civil::Date;

use crate::domain::Episode;
use crate::domain::checklist::Base;
use crate::domain::figures::SheetMet;

/// A discharge so soon after its decision is 急な退院.
pub const RUSH_DAYS: i32 = 3;

/// Does the stay's checklist have this item? Those that the figures ask for stand where there is a care manager.
pub fn expects(episode: &Episode, _code: &str) -> bool {
    episode.variant.base == Base::Cm
}

/// The last day of the contact at admission. Without the engine nobody knows, and the figure is one of nothing.
pub const fn contact_due(_episode: &Episode) -> Option<Date> {
    None
}

/// In whose time the sheet was given. Without the engine nobody judges, and a sheet that was given is counted as such.
pub const fn met(_episode: &Episode) -> Option<SheetMet> {
    None
}
