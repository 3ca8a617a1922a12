//! What is left of a text on the screen, and how many cells it takes.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Widths;
use crate::domain::text::is_unsafe;

/// A text as it may reach the terminal: every control, direction and joiner character is gone, a line break is a space,
/// and so are the selectors and skin tones on whose width terminals disagree (systems.md 3.2). Blanks stay: they are layout.
pub fn displayed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_displayed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(shown_char).collect())
}

/// What a character becomes on the screen; `None` where it must not reach it.
pub(super) fn shown_char(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_displayed(c) => Some(c),
        _ => None,
    }
}

fn is_displayed(c: char) -> bool {
    // U+FE00..FE0F change the width in ratatui and not in the terminal; U+E0100.. (葛󠄀) change it nowhere and stay.
    !(is_unsafe(c) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'))
}

/// Cells that a text takes after [`displayed`].
pub fn measure(text: &str, widths: Widths) -> u16 {
    let total: usize = displayed(text).graphemes(true).map(|g| usize::from(grapheme_cells(g, widths))).sum();
    u16::try_from(total).unwrap_or(u16::MAX)
}

/// Cells of one grapheme. In the wide setting ambiguous characters count two.
pub(super) fn grapheme_cells(grapheme: &str, widths: Widths) -> u16 {
    match widths {
        Widths::Narrow => grapheme.cell_width(),
        Widths::Wide => {
            // unicode-width gives the half-width sound marks no cell, terminals give them one; ratatui corrects only `width`.
            let marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
            u16::try_from(grapheme.width_cjk() + marks).unwrap_or(u16::MAX)
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::ascii("abc", 3, 3)]
    #[case::kanji("訪問看護", 8, 8)]
    #[case::half_width_kana_with_sound_mark("ｶﾞ", 2, 2)]
    #[case::half_width_kana_with_semi_voiced_mark("ﾊﾟ", 2, 2)]
    #[case::lone_sound_mark("ﾞ", 1, 1)]
    #[case::decomposed_kana("か\u{3099}", 2, 2)]
    #[case::ideographic_variation("葛\u{E0100}", 2, 2)]
    #[case::outside_the_basic_plane("𠮷", 2, 2)]
    #[case::squared("㈱", 2, 2)]
    #[case::circle("○", 1, 2)]
    #[case::reference_mark("※", 1, 2)]
    #[case::circled_number("①", 1, 2)]
    #[case::degree("℃", 1, 2)]
    #[case::arrow("→", 1, 2)]
    #[case::dash("—", 1, 2)]
    #[case::box_line("─", 1, 2)]
    #[case::check_mark("✓", 1, 1)]
    #[case::telephone_with_selector("☎\u{FE0F}", 1, 2)]
    #[case::skin_tone("👍\u{1F3FD}", 2, 2)]
    #[case::family_loses_its_joiners("👨\u{200D}👩\u{200D}👧", 6, 6)]
    #[case::soft_hyphen("a\u{AD}b", 2, 2)]
    #[case::nothing("", 0, 0)]
    fn width_table(#[case] text: &str, #[case] narrow: u16, #[case] wide: u16) {
        assert_eq!(measure(text, Widths::Narrow), narrow, "{text:?} narrow");
        assert_eq!(measure(text, Widths::Wide), wide, "{text:?} wide");
    }

    /// The pin of unicode-width: with 0.2.3 ratatui counts the mark twice.
    #[test]
    fn ratatui_gives_a_voiced_half_width_kana_two_cells() {
        assert_eq!("ｶﾞ".cell_width(), 2);
    }

    #[test]
    fn blanks_are_layout_and_stay() {
        assert_eq!(displayed("  a\tb\r\nc "), "  a b  c ");
        assert!(matches!(displayed("そのまま"), Cow::Borrowed(_)));
    }
}
