//! Where a query stands in a text that is being drawn.

use std::ops::Range;

use super::fold::fold_mapped;
use super::query::Query;
use super::word::Spelled;

/// The characters of `original` (indexes of `char`s, not bytes) that the words of the query stand for, sorted, merged.
///
/// Digits are found across the dashes of a phone number. Excluded words and conditions on codes mark nothing.
/// Make the ranges into bytes with [`byte_ranges`].
pub fn highlight(original: &str, query: &Query) -> Vec<Range<usize>> {
    if query.is_empty() || original.is_empty() {
        return Vec::new();
    }
    let plain = fold_mapped(original);
    let squeezed = plain.text.contains(' ').then(|| plain.squeezed());
    let is_phone = plain.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
    let digits = is_phone.then(|| plain.digits());
    let mut found = Vec::new();
    for spelling in query.words.iter().filter(|word| !word.exclude).flat_map(|word| &word.spellings) {
        let views = match spelling.how {
            Spelled::Code => [None, None],
            Spelled::Digits => [digits.as_ref(), None],
            Spelled::Typed | Spelled::Romaji => [Some(&plain), squeezed.as_ref()],
        };
        for view in views.into_iter().flatten() {
            found.extend(spelling.all_in(&view.text).map(|range| view.original(range)));
        }
    }
    merge(found)
}

/// Sorts ranges and joins those that touch.
pub(super) fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Ranges of characters as ranges of bytes of the same text; what lies behind its end is cut off.
pub fn byte_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let at = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
    ranges.iter().map(|range| at(range.start)..at(range.end)).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("医療法人　桑名病院", "桑名", &["桑名"])]
    #[case("医療法人　桑名病院", "法人桑名", &["法人　桑名"])]
    #[case("クワナビョウイン", "kuwana", &["クワナ"])]
    #[case("ｸﾜﾅ ﾃﾞｲ", "くわな でい", &["ｸﾜﾅ", "ﾃﾞｲ"])]
    #[case("0594-25-8556", "2585", &["25-85"])]
    #[case("０５９４－２５－８５５６", "0594258556", &["０５９４－２５－８５５６"])]
    #[case("髙田医院", "高田", &["髙田"])]
    #[case("桑名", "-桑名", &[])]
    #[case("佐々木医院", "佐佐木", &["佐々木"])]
    #[case("桑名", "", &[])]
    fn marks(#[case] text: &str, #[case] query: &str, #[case] marked: &[&str]) {
        let ranges = byte_ranges(text, &highlight(text, &Query::parse(query)));
        let found: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, marked);
    }
}
