//! Checklists as templates: what must happen by when in a stay, in which variants.

mod anchor;
mod item;
mod rule;
mod template;
mod variant;

pub use anchor::{Anchor, UnknownAnchor};
pub use item::{Duty, Item, Phase};
pub use rule::{Also, DateBasis, Extend, Limit, Op, Point, Rule, Rush, RushMode, Unit, When};
pub use template::Template;
pub use variant::{Base, Level, Mark, Marks, Missing, Overlay, Variant};
