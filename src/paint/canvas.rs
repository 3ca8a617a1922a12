//! The one way text reaches the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Glyphs, Role, Theme, Widths};

/// A buffer to draw on with everything that decides how: widths, glyphs, theme; and where the hardware cursor shall be.
#[derive(Debug)]
pub struct Canvas<'a> {
    pub buffer: &'a mut Buffer,
    pub widths: Widths,
    pub glyphs: Glyphs,
    pub theme: Theme,
    /// The hardware cursor: at the caret of the focused field, or where typed text would appear.
    pub cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, widths: Widths, theme: Theme) -> Self {
        let glyphs = match widths {
            Widths::Narrow => Glyphs::FINE,
            Widths::Wide => Glyphs::SAFE,
        };
        Self { buffer, widths, glyphs, theme, cursor: None }
    }

    /// Cells that `text` takes on this terminal, after sanitising.
    pub fn width(&self, text: &str) -> u16 {
        let _ = self;
        text.len() as u16
    }

    /// Draws `text` at (x, y) within `max` cells and returns the cells used. Sanitises, measures, cuts by grapheme, marks a cut with `..`.
    pub fn put(&mut self, x: u16, y: u16, text: &str, max: u16, role: Role) -> u16 {
        let _ = (x, y, text, max, role);
        0
    }

    /// As [`put`](Self::put), with the byte ranges `hits` of `text` in [`Role::Hit`] over `role`.
    pub fn put_with_hits(
        &mut self,
        x: u16,
        y: u16,
        text: &str,
        hits: &[std::ops::Range<usize>],
        max: u16,
        role: Role,
    ) -> u16 {
        let _ = hits;
        self.put(x, y, text, max, role)
    }

    /// Fills a rectangle with blanks of a role, mending wide characters that it cuts in half (ux.md 3.4, 9).
    pub fn fill(&mut self, area: Rect, role: Role) {
        let _ = (area, role);
    }

    /// A horizontal rule over the full width of `area`'s first row, with an optional caption: `-- 済 ------`.
    pub fn rule(&mut self, area: Rect, caption: &str) {
        let _ = (area, caption);
    }
}
