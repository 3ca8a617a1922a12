//! What lies on the ground around the facilities: rectangles of it, directions, circles, and the lines that a map draws under them.

mod bounds;
mod line_kind;
mod outline;
mod wind;

pub use bounds::Bounds;
pub use line_kind::{LineKind, line_kind, line_kinds};
pub use outline::{Outline, OutlineLine};
pub use wind::Wind;

/// Metres of one degree of latitude on the sphere that distances are measured on.
pub const METRES_PER_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;
