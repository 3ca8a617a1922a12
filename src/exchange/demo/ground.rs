//! The lines of the demo city's map (`fixtures/demo/map.geojson`).

use super::BROKEN;
use crate::domain::ground::Outline;
use crate::exchange::import::geojson;

/// Limits, coast and rivers; they lie in the open sea, as the city does.
pub fn outline() -> Outline {
    geojson::outline(include_bytes!("../../../fixtures/demo/map.geojson")).expect(BROKEN)
}
