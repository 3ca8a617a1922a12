//! The one way text reaches the screen.

use std::borrow::Cow;
use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::measure::{displayed, grapheme_cells, measure, shown_char};
use super::{Glyphs, Mask, Role, Theme, Widths};

/// A buffer to draw on with everything that decides how: widths, glyphs, theme; and where the hardware cursor shall be.
///
/// Whatever is drawn is clipped to the buffer; coordinates outside it draw nothing.
#[derive(Debug)]
pub struct Canvas<'a> {
    pub buffer: &'a mut Buffer,
    pub widths: Widths,
    pub glyphs: Glyphs,
    pub theme: Theme,
    /// The hardware cursor: at the caret of the focused field, or where typed text would appear.
    pub cursor: Option<Position>,
    /// Covers names and numbers while others can see the screen.
    mask: Option<&'a Mask>,
}

/// A grapheme to draw, and whether a hit covers it.
struct Shown {
    text: String,
    hit: Vec<bool>,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, widths: Widths, theme: Theme) -> Self {
        let glyphs = match widths {
            Widths::Narrow => Glyphs::FINE,
            Widths::Wide => Glyphs::SAFE,
        };
        Self { buffer, widths, glyphs, theme, cursor: None, mask: None }
    }

    /// Is anything covered that the screen would show?
    pub const fn is_covered(&self) -> bool {
        self.mask.is_some()
    }

    /// The same with everything covered that the mask covers.
    pub fn masked(self, mask: Option<&'a Mask>) -> Self {
        Self { mask, ..self }
    }

    fn covered<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.mask.map_or(Cow::Borrowed(text), |mask| mask.cover(text))
    }

    /// The whole area that can be drawn on.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Cells that `text` takes on this terminal, after sanitising.
    pub fn width(&self, text: &str) -> u16 {
        measure(&self.covered(text), self.widths)
    }

    /// The text in lines of at most `width` cells; see [`wrap()`](super::wrap()).
    pub fn wrap(&self, text: &str, width: u16) -> Vec<String> {
        super::wrap(&self.covered(text), width, self.widths)
    }

    /// Draws `text` at (x, y) within `max` cells and returns the cells used. Sanitises, measures, cuts by grapheme, marks a cut with `..`.
    ///
    /// A text that is cut fills all `max` cells: where a wide character did not fit, a blank of the role follows the mark.
    pub fn put(&mut self, x: u16, y: u16, text: &str, max: u16, role: Role) -> u16 {
        let style = self.theme.style(role);
        let text = self.covered(text);
        self.draw(x, y, &displayed(&text), &[], max, style, style)
    }

    /// As [`put`](Self::put), with the byte ranges `hits` of `text` in [`Role::Hit`] over `role`.
    pub fn put_with_hits(&mut self, x: u16, y: u16, text: &str, hits: &[Range<usize>], max: u16, role: Role) -> u16 {
        if let Cow::Owned(covered) = self.covered(text) {
            // The places of the hits are those of another text.
            return self.put(x, y, &covered, max, role);
        }
        let style = self.theme.style(role);
        let marked = style.patch(self.theme.style(Role::Hit));
        let shown = Shown::new(text, hits);
        self.draw(x, y, &shown.text, &shown.hit, max, style, marked)
    }

    /// As [`put`](Self::put), ending just before the column `right`. Returns the column where it begins.
    pub fn put_right(&mut self, right: u16, y: u16, text: &str, max: u16, role: Role) -> u16 {
        let cells = self.width(text).min(max).min(right);
        let x = right - cells;
        self.put(x, y, text, cells, role);
        x
    }

    /// As [`put`](Self::put), and what remains of the `width` cells is filled with blanks of the role: a row of a list.
    pub fn put_row(&mut self, x: u16, y: u16, text: &str, width: u16, role: Role) {
        self.fill(Rect::new(x, y, width, 1), role);
        self.put(x, y, text, width, role);
    }

    /// Fills a rectangle with blanks of a role, mending wide characters that it cuts in half (ux.md 3.4, 9).
    pub fn fill(&mut self, area: Rect, role: Role) {
        let style = self.theme.style(role);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.mend(area.left(), y);
            for x in area.left()..area.right() {
                self.blank(x, y, style);
            }
        }
    }

    /// Fills a whole row of the buffer with blanks of a role.
    pub fn clear_row(&mut self, y: u16, role: Role) {
        self.fill(Rect::new(self.buffer.area.left(), y, self.buffer.area.width, 1), role);
    }

    /// Lays a role's style over what is drawn already, text unchanged: the selected row with its status words.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let style = self.theme.style(role);
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// A horizontal rule over the full width of `area`'s first row, with an optional caption: `-- 済 ------`.
    pub fn rule(&mut self, area: Rect, caption: &str) {
        let line = self.glyphs.horizontal.repeat(usize::from(area.width));
        self.put(area.x, area.y, &line, area.width, Role::Rule);
        if caption.is_empty() || area.width < 6 {
            return;
        }
        let words = format!(" {caption} ");
        self.put(area.x + 2, area.y, &words, area.width - 4, Role::Title);
    }

    /// A vertical rule over the full height of `area`'s first column.
    pub fn divider(&mut self, area: Rect) {
        let line = self.glyphs.vertical;
        for y in area.top()..area.bottom() {
            self.put(area.x, y, line, 1, Role::Rule);
        }
    }

    /// Puts the hardware cursor: the input method shows its text there. A place outside the buffer is moved to its edge.
    pub fn set_cursor(&mut self, x: u16, y: u16) {
        let area = self.buffer.area;
        if area.is_empty() {
            return;
        }
        let x = x.clamp(area.left(), area.right() - 1);
        let y = y.clamp(area.top(), area.bottom() - 1);
        self.cursor = Some(Position { x, y });
    }

    #[expect(clippy::too_many_arguments, reason = "private; the two public forms above are the interface")]
    fn draw(&mut self, x: u16, y: u16, text: &str, hit: &[bool], max: u16, style: Style, marked: Style) -> u16 {
        let area = self.buffer.area;
        if max == 0 || x < area.left() || x >= area.right() || y < area.top() || y >= area.bottom() {
            return 0;
        }
        let max = max.min(area.right() - x);
        let cut = !self.fits(text, max);
        let room = if cut { max.saturating_sub(CUT_CELLS) } else { max };
        self.mend(x, y);
        let mut used = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            let cells = grapheme_cells(grapheme, self.widths);
            if cells == 0 {
                continue;
            }
            if cells > room - used {
                break;
            }
            let style = if hit.get(at).copied().unwrap_or(false) { marked } else { style };
            self.set(x + used, y, grapheme, cells, style);
            used += cells;
        }
        if cut {
            for mark in self.glyphs.cut.split("").filter(|mark| !mark.is_empty()).take(usize::from(max - used)) {
                self.set(x + used, y, mark, 1, style);
                used += 1;
            }
            while used < max {
                self.blank(x + used, y, style);
                used += 1;
            }
        }
        used
    }

    fn fits(&self, text: &str, max: u16) -> bool {
        let mut left = max;
        for grapheme in text.graphemes(true) {
            let Some(rest) = left.checked_sub(grapheme_cells(grapheme, self.widths)) else {
                return false;
            };
            left = rest;
        }
        true
    }

    /// Writes one grapheme with `cells` > 0; the caller has made sure that it fits.
    fn set(&mut self, x: u16, y: u16, grapheme: &str, cells: u16, style: Style) {
        self.blank(x, y, style);
        for covered in x + 1..x + cells {
            self.blank(covered, y, style.underline_color(COVERED));
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(grapheme);
            if cell.cell_width() != cells
                && let Some(forced) = NonZeroU16::new(cells)
            {
                // ratatui would take the character for narrow; so the next cell is positioned explicitly (ux.md 3.4, 3).
                cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
            }
        }
    }

    fn blank(&mut self, x: u16, y: u16, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }

    /// Blanks the wide character, if any, whose right half (x, y) is; its style stays.
    fn mend(&mut self, x: u16, y: u16) {
        for back in 1..=WIDEST {
            let Some(head) = x.checked_sub(back).filter(|head| *head >= self.buffer.area.left()) else {
                return;
            };
            if let Some(cell) = self.buffer.cell_mut((head, y))
                && cell.cell_width() > back
            {
                cell.set_symbol(" ");
                cell.set_diff_option(CellDiffOption::None);
                return;
            }
        }
    }
}

/// Marks the cells under the right part of a wide character, which are never sent themselves.
///
/// Without it they would equal blanks of their style, and ratatui-core 0.1.2 would not send a blank that takes such a place
/// while a wide character one cell to the left cuts the old one in half: the terminal shows the half in its own colours.
/// The colour of an underline that is not there is the one property that nobody sees.
const COVERED: Color = Color::Black;
/// Cells of the mark of a cut, in both glyph sets.
const CUT_CELLS: u16 = 2;
/// Cells that a grapheme can reach to the right beyond its first (conjoining letters; kana and kanji need one).
const WIDEST: u16 = 8;

impl Shown {
    /// The displayed text and, for each of its bytes, whether the place it comes from lies in a hit.
    fn new(text: &str, hits: &[Range<usize>]) -> Self {
        let mut shown = Self { text: String::with_capacity(text.len()), hit: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            if let Some(c) = shown_char(c) {
                shown.text.push(c);
                shown.hit.resize(shown.text.len(), hits.iter().any(|hit| hit.contains(&at)));
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests;
