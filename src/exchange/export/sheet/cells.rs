//! Measuring for paper: a character that is narrow in one font and wide in another counts two, so that no printer runs over.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::exchange::export::wrap::wrap_by;

/// Cells of a text on paper.
pub(in crate::exchange::export) fn cells(text: &str) -> usize {
    text.graphemes(true)
        .map(|grapheme| {
            // unicode-width gives the half-width sound marks no cell, printers give them one.
            let marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
            grapheme.width_cjk() + marks
        })
        .sum()
}

/// The text with blanks behind it up to so many cells.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(cells(text))))
}

/// A label and the lines behind it, in lines of at most `width` cells; what goes on is indented.
pub(super) fn labelled(label: &str, text: &str, width: usize) -> Vec<String> {
    let mut lines = text.lines();
    let mut out = wrap_by(&format!("{label}: {}", lines.next().unwrap_or_default()), width, INDENT, cells);
    for line in lines {
        out.extend(wrap_by(&format!("{}{line}", " ".repeat(INDENT)), width, INDENT, cells));
    }
    out
}

/// A label and pieces that are not torn where they fit a line.
pub(super) fn flowing(label: &str, pieces: &[String], width: usize) -> Vec<String> {
    let mut out = wrap_by(&format!("{label}:"), width, INDENT, cells);
    for piece in pieces {
        let last = out.pop().unwrap_or_default();
        if cells(&last) + 1 + cells(piece) <= width {
            out.push(format!("{last} {piece}"));
            continue;
        }
        out.push(last);
        out.extend(wrap_by(&format!("{}{piece}", " ".repeat(INDENT)), width, INDENT, cells));
    }
    out
}

/// Blanks before the lines that go on.
const INDENT: usize = 2;
