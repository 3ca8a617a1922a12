//! Drawing text: the one `put`, both glyph sets, the themes. Nothing else may write text into a buffer.
//!
//! This room stands under `pane` and `overlay`, whose views draw with it, and under `ui`, which composes the frame.

mod canvas;
mod dots;
mod glyphs;
mod mask;
mod measure;
mod picture;
mod theme;
mod wrap;

pub use canvas::Canvas;
pub use dots::{DotRun, DotSet, Dots};
pub use glyphs::{Glyphs, Widths};
pub use mask::Mask;
pub use measure::{displayed, measure};
pub use picture::{picture, uneven_rows};
pub use theme::{Role, Theme};
pub use wrap::wrap;
