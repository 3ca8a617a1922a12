//! Checklists as templates: what must happen by when in a stay, in which variants.

mod item;
mod template;
mod variant;

pub use item::{Anchor, DateBasis, Duty, Item, Phase, Rule};
pub use template::Template;
pub use variant::{Base, Mark, Marks, Overlay, Variant};
