//! Numbers as a telephone, a browser and a reader take them: people type them full width, where nothing keeps their digits on one line.

/// The text with every number in half width: the digits, and what stands between two of them. All else stays as it was typed.
pub(super) fn narrow_numbers(text: &str) -> String {
    if !text.chars().any(is_wide_digit) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let digit_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_digit(*c));
    let narrow = |(at, c): (usize, &char)| match *c {
        wide if is_wide_digit(wide) => half(wide),
        '（' if encloses(&chars[at + 1..]) => '(',
        '）' if chars[..at].iter().rposition(|c| *c == '（').is_some_and(|open| encloses(&chars[open + 1..])) => ')',
        between if digit_at(at.checked_sub(1)) && digit_at(Some(at + 1)) => joint(between),
        other => other,
    };
    chars.iter().enumerate().map(narrow).collect()
}

/// Is it a full-width digit?
fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_wide_digit(c)
}

/// Does what stands behind an opening bracket close it after digits alone: an area code?
fn encloses(behind: &[char]) -> bool {
    let digits = behind.iter().take_while(|c| is_digit(**c)).count();
    digits > 0 && behind.get(digits) == Some(&'）')
}

/// What people type between two digits; the wave of a span of days stays one.
fn joint(c: char) -> char {
    match c {
        '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '─' | '━' | '﹣' => '-',
        '．' | '，' | '／' | '：' => half(c),
        c => c,
    }
}

fn half(c: char) -> char {
    char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("０９０－００００－００１０", "090-0000-0010")]
    #[case("０９０ー００００−００１０へ", "090-0000-0010へ")]
    #[case("（０３）０４４４‐５５９９", "(03)0444-5599")]
    #[case("体温３７．５度、１２０／８０、８：３０", "体温37.5度、120/80、8:30")]
    #[case("（１日３回）ヨーグルト", "（1日3回）ヨーグルト")]
    #[case("１～３月、２ー３号、Ａ－１棟", "1～3月、2-3号、Ａ－1棟")]
    #[case("090-0000-0010 （夜）", "090-0000-0010 （夜）")]
    fn numbers_are_read_alike_in_all_widths(#[case] typed: &str, #[case] read: &str) {
        assert_eq!(narrow_numbers(typed), read);
    }
}
