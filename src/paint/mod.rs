//! Drawing text: the one `put`, both glyph sets, the themes. Nothing else may write text into a buffer.
//!
//! This room stands under `pane` and `overlay`, whose views draw with it, and under `ui`, which composes the frame.

mod canvas;
mod glyphs;
mod theme;

pub use canvas::Canvas;
pub use glyphs::{Glyphs, Widths};
pub use theme::{Role, Theme};
