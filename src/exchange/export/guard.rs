//! No cell of an export starts a formula.

use std::borrow::Cow;

/// A cell that a spreadsheet would read as a formula gets an apostrophe before it.
///
/// The rule: where the first character that is no blank is one of `= + - @`, their full-width forms, a tab or a carriage return, the cell is
/// prefixed with `'`. One plain number is left as it is: an optional `+` or `-`, digits, at most one decimal point among them
/// (`-12.5`, `+81301234567`). Phone numbers in the Japanese spelling begin with `0` or `(` and are never touched. A number with
/// hyphens behind a sign (`+81-3-0123-4567`) is prefixed: a spreadsheet would subtract, and a wrong number is worse than a mark.
pub fn guard(cell: &str) -> Cow<'_, str> {
    let starts = cell.starts_with(['\t', '\r'])
        || cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−']);
    if !starts || is_plain_number(cell) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(format!("'{cell}"))
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("=cmd|' /C calc'!A0")]
    #[case("+1+cmd")]
    #[case("-2+3")]
    #[case("@SUM(1)")]
    #[case("\t=1")]
    #[case("\r=1")]
    #[case("＝1")]
    #[case("＋1")]
    #[case("－1")]
    #[case("＠a")]
    #[case(" =1")]
    #[case("\u{3000}=1")]
    #[case("+81-3-0123-4567")]
    #[case("-")]
    #[case("-1.2.3")]
    fn formulas_are_disarmed(#[case] cell: &str) {
        assert_eq!(guard(cell), format!("'{cell}"));
    }

    #[rstest]
    #[case("")]
    #[case("03-0123-4567")]
    #[case("(03)0123-4567")]
    #[case("-12")]
    #[case("-12.5")]
    #[case("+81301234567")]
    #[case("a=b")]
    #[case("'=1")]
    fn the_rest_stays(#[case] cell: &str) {
        assert_eq!(guard(cell), cell);
    }
}
