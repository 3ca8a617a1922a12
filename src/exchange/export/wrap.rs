//! Breaking lines for record systems that do not: by cells, with the rules for line ends (禁則).

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// May not begin a line.
const NO_START: &str = "、。，．・：；？！」』）】〕｝〉》ー々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;!?]}％%";
/// May not end a line.
const NO_END: &str = "「『（【〔｛〈《([{〒";

/// One line in pieces of at most `cells` cells; the second and later begin with `indent` blanks. Numbers and Latin words are not torn
/// unless one alone is wider than a line. `None` leaves the line whole.
pub fn wrap(line: &str, cells: Option<usize>, indent: usize) -> Vec<String> {
    match cells {
        Some(cells) => wrap_by(line, cells, indent, UnicodeWidthStr::width),
        None => vec![line.to_owned()],
    }
}

/// As [`wrap`], with another measure: paper draws some characters wider than a terminal does.
pub fn wrap_by(line: &str, cells: usize, indent: usize, width: fn(&str) -> usize) -> Vec<String> {
    let cells = cells.max(indent + 4);
    let mut lines = Vec::new();
    let (mut current, mut taken) = (String::new(), 0);
    for unit in units(line, cells - indent, width) {
        let more = width(&unit);
        if taken + more > cells && taken > indent {
            lines.push(current.trim_end().to_owned());
            current = " ".repeat(indent);
            taken = indent;
            if unit.trim().is_empty() {
                continue;
            }
        }
        current.push_str(&unit);
        taken += more;
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// What is not torn: a Latin word or number, or one grapheme with the marks that must stay beside it; none wider than `limit`.
fn units(line: &str, limit: usize, width: fn(&str) -> usize) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for grapheme in line.graphemes(true) {
        let joins = units.last().is_some_and(|last| {
            let fits = width(last) + width(grapheme) <= limit;
            let word = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
            fits && ((word(last) && word(grapheme)) || NO_START.contains(grapheme) || ends_open(last))
        });
        match units.last_mut().filter(|_| joins) {
            Some(last) => last.push_str(grapheme),
            None => units.push(grapheme.to_owned()),
        }
    }
    units
}

fn ends_open(unit: &str) -> bool {
    unit.chars().next_back().is_some_and(|c| NO_END.contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_stay_whole_and_no_line_begins_with_a_full_stop() {
        assert_eq!(wrap("電話 03-0123-4567", Some(12), 2), ["電話", "  03-0123-45", "  67"]);
        assert_eq!(wrap("電話 03-0123-4567", Some(16), 2), ["電話", "  03-0123-4567"]);
        assert_eq!(wrap("いろは。にほ", Some(6), 0), ["いろ", "は。に", "ほ"]);
        assert_eq!(wrap("いろ（はに", Some(6), 0), ["いろ", "（はに"]);
    }

    #[test]
    fn without_a_length_nothing_is_broken() {
        let long = "あ".repeat(200);
        assert_eq!(wrap(&long, None, 2), [long]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_nothing_is_lost(text in "[a-z0-9 あ-ん、。（）ｶﾞ葛-]{0,120}", cells in 8_usize..50) {
            let lines = wrap(&text, Some(cells), 2);
            for line in &lines {
                prop_assert!(line.width() <= cells, "{line:?}");
            }
            let kept: String = lines.concat().chars().filter(|c| *c != ' ').collect();
            let wanted: String = text.chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(kept, wanted);
        }
    }
}
