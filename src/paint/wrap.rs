//! Breaking a text into lines by the Japanese rules (kinsoku; ux.md 3.4, 8).

use unicode_segmentation::UnicodeSegmentation;

use super::Widths;
use super::measure::{displayed, grapheme_cells};

/// No line starts with one of these.
const NOT_FIRST: &str = "、。，．,.」』）)］]｝}】〕〉》〟’”・:;：；？！?!‐〜～ー々ゝゞヽヾ%％‥…\
                         ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰ｡｣､･ﾞﾟ";
/// No line ends with one of these.
const NOT_LAST: &str = "「『（(［[｛{【〔〈《〝‘“｢";

/// One grapheme with its cells.
struct Piece<'a> {
    text: &'a str,
    cells: u16,
}

impl Piece<'_> {
    fn is_blank(&self) -> bool {
        self.text == " " || self.text == "\u{3000}"
    }

    /// Part of a word or number in half-width letters, which is not torn apart.
    fn is_word(&self) -> bool {
        self.cells == 1 && !self.is_blank()
    }
}

/// Lines of at most `width` cells: line breaks of the text are kept, words and numbers in half-width letters stay whole
/// where they fit, no line starts with 、。」 or the like, none ends with an opening bracket. Blanks at a break vanish.
///
/// There is at least one line. A `width` under 2 gives lines of one grapheme.
pub fn wrap(text: &str, width: u16, widths: Widths) -> Vec<String> {
    let unified = text.replace("\r\n", "\n");
    unified.split(['\n', '\r']).flat_map(|paragraph| wrap_paragraph(paragraph, width, widths)).collect()
}

fn wrap_paragraph(paragraph: &str, width: u16, widths: Widths) -> Vec<String> {
    let clean = displayed(paragraph);
    let pieces: Vec<Piece<'_>> =
        clean.graphemes(true).map(|text| Piece { text, cells: grapheme_cells(text, widths) }).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let full = fitting(&pieces, start, width);
        let end = if full == pieces.len() { full } else { break_before(&pieces, start, full) };
        let line: String = pieces[start..end].iter().map(|piece| piece.text).collect();
        lines.push(line.trim_end_matches([' ', '\u{3000}']).to_owned());
        start = end;
        while start < pieces.len() && pieces[start].is_blank() {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The index behind the last piece that fits; at least one piece, so that the loop goes on.
fn fitting(pieces: &[Piece<'_>], start: usize, width: u16) -> usize {
    let mut used = 0u32;
    let mut end = start;
    for piece in &pieces[start..] {
        used += u32::from(piece.cells);
        if used > u32::from(width) {
            break;
        }
        end += 1;
    }
    end.max(start + 1)
}

/// The last place at or before `full` where a line may end; `full` itself where there is none.
fn break_before(pieces: &[Piece<'_>], start: usize, full: usize) -> usize {
    (start + 1..=full).rev().find(|&at| may_break(pieces, at)).unwrap_or(full)
}

fn may_break(pieces: &[Piece<'_>], at: usize) -> bool {
    let (Some(before), Some(after)) = (pieces.get(at - 1), pieces.get(at)) else {
        return true;
    };
    if after.is_blank() {
        return !NOT_LAST.contains(before.text);
    }
    if NOT_FIRST.contains(after.text) || NOT_LAST.contains(before.text) {
        return false;
    }
    !(before.is_word() && after.is_word())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::paint::measure;

    #[rstest]
    #[case::fits("訪問", 10, &["訪問"])]
    #[case::no_full_stop_first("あいうえ。かき", 8, &["あいう", "え。かき"])]
    #[case::no_comma_first("あいうえ、か", 8, &["あいう", "え、か"])]
    #[case::no_closing_bracket_first("あい（う）え", 8, &["あい", "（う）え"])]
    #[case::no_opening_bracket_last("あいう「えお」", 8, &["あいう", "「えお」"])]
    #[case::numbers_stay_whole("電話 03-0123-4567 まで", 14, &["電話", "03-0123-4567", "まで"])]
    #[case::words_stay_whole("one two three", 8, &["one two", "three"])]
    #[case::a_long_word_is_cut("abcdefghij", 4, &["abcd", "efgh", "ij"])]
    #[case::own_breaks_stay("一\n\n二", 10, &["一", "", "二"])]
    #[case::empty("", 10, &[""])]
    #[case::no_small_kana_first("あいうきゃく", 8, &["あいう", "きゃく"])]
    fn lines(#[case] text: &str, #[case] width: u16, #[case] expected: &[&str]) {
        assert_eq!(wrap(text, width, Widths::Narrow), expected);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[ -~あ-ん、。「」（）○※ｶﾞ漢字\n]{0,60}", width in 2u16..30, wide: bool) {
            let widths = if wide { Widths::Wide } else { Widths::Narrow };
            let lines = wrap(&text, width, widths);
            for line in &lines {
                prop_assert!(measure(line, widths) <= width || line.graphemes(true).count() == 1, "{line:?}");
            }
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
