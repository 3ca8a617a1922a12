//! Institution numbers (rules R1 and R2).

use super::error::Reason;
use super::fold::{fold_code, is_digits};
use crate::domain::Kind;
use crate::domain::text::clean_line;

/// The digit that a medical institution's number carries third: 1 医科, 3 歯科, 4 調剤; `None` for other kinds.
pub fn kind_digit(kind: &Kind) -> Option<char> {
    match kind.code() {
        "medical:hospital" | "medical:clinic" | "medical:other" => Some('1'),
        "medical:dental" => Some('3'),
        "medical:pharmacy" => Some('4'),
        _ => None,
    }
}

/// Is it the number of a medical institution (R1: third digit 1, 3 or 4)?
pub fn is_medical(number: &str) -> bool {
    number.len() == 10 && matches!(number.as_bytes()[2], b'1' | b'3' | b'4')
}

/// A care office's number, ten digits or capitals; the zeros that Excel dropped are put back and must then agree with the
/// prefecture (two digits) of the row.
pub fn care(cell: &str, prefecture: Option<&str>) -> Result<Option<String>, Reason> {
    let number = fold_code(cell).to_ascii_uppercase();
    if number.is_empty() {
        return Ok(None);
    }
    if !number.bytes().all(|b| b.is_ascii_alphanumeric()) || !(8..=10).contains(&number.len()) {
        return Err(Reason::BadNumber(clean_line(cell)));
    }
    if number.len() == 10 {
        return Ok(Some(number));
    }
    restored(&number, prefecture).map(Some)
}

fn restored(number: &str, prefecture: Option<&str>) -> Result<String, Reason> {
    let padded = format!("{number:0>10}");
    match prefecture {
        Some(p) if !padded.starts_with(p) => Err(Reason::OtherPrefecture { number: padded, prefecture: p.to_owned() }),
        _ => Ok(padded),
    }
}

/// A medical institution's number from its 7 digits, its 9 (prefecture and 7) or all 10.
pub fn medical(cell: &str, prefecture: Option<&str>, digit: Option<char>) -> Result<Option<String>, Reason> {
    let number: String = fold_code(cell).chars().filter(|c| !matches!(c, '-' | ',' | '.')).collect();
    let bad = || Reason::BadNumber(clean_line(cell));
    if number.is_empty() {
        return Ok(None);
    }
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    match number.len() {
        10 => Ok(Some(number)),
        // A ten-digit number that lost its zero starts with its prefecture again once it is put back.
        9 if prefecture.is_some_and(|p| p.starts_with('0') && number.starts_with(&p[1..])) => {
            restored(&number, prefecture).map(Some)
        }
        9 => Ok(Some(format!("{}{}{}", &number[..2], digit.ok_or_else(bad)?, &number[2..]))),
        5..=7 => {
            let (prefecture, digit) = (prefecture.ok_or_else(bad)?, digit.ok_or_else(bad)?);
            Ok(Some(format!("{prefecture}{digit}{number:0>7}")))
        }
        _ => Err(bad()),
    }
}

/// Does the last digit check the nine before it? Weights 2, 1, 2 ... from the right, digit sums, modulo 10 (R2).
pub fn checks(number: &str) -> bool {
    if !is_digits(number, 10) {
        return false;
    }
    let sum: u32 = number[..9]
        .bytes()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(byte, weight)| {
            let product = u32::from(byte - b'0') * weight;
            product / 10 + product % 10
        })
        .sum();
    (10 - sum % 10) % 10 == u32::from(number.as_bytes()[9] - b'0')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2410505131", Some("24"), Some("2410505131"))]
    #[case("24B0100014", Some("24"), Some("24B0100014"))]
    #[case("170201115", Some("01"), Some("0170201115"))]
    #[case("２４１０５０５１３１", None, Some("2410505131"))]
    #[case("", None, None)]
    fn care_numbers(#[case] cell: &str, #[case] prefecture: Option<&str>, #[case] expected: Option<&str>) {
        assert_eq!(care(cell, prefecture).unwrap().as_deref(), expected);
    }

    #[test]
    fn wrong_numbers_are_refused() {
        assert!(matches!(care("2.41E+09", None), Err(Reason::BadNumber(_))));
        assert!(matches!(care("12345", None), Err(Reason::BadNumber(_))));
        assert!(matches!(care("170201115", Some("24")), Err(Reason::OtherPrefecture { .. })));
    }

    #[test]
    fn a_wrong_number_is_told_without_its_escape_sequences() {
        let hostile = "\u{1b}]52;c;aGk=\u{7}";
        let told = Err(Reason::BadNumber("]52;c;aGk=".to_owned()));
        assert_eq!(care(hostile, None), told);
        assert_eq!(medical(hostile, None, None), told);
    }

    #[rstest]
    #[case("0505131", Some("24"), Some('1'), "2410505131")]
    #[case("505131", Some("24"), Some('1'), "2410505131")]
    #[case("240505131", Some("24"), Some('1'), "2410505131")]
    #[case("2410505131", None, None, "2410505131")]
    #[case("110505131", Some("01"), Some('1'), "0110505131")]
    fn medical_numbers(
        #[case] cell: &str,
        #[case] prefecture: Option<&str>,
        #[case] digit: Option<char>,
        #[case] expected: &str,
    ) {
        assert_eq!(medical(cell, prefecture, digit).unwrap().as_deref(), Some(expected));
    }

    #[test]
    fn the_third_digit_tells() {
        assert!(is_medical("2410505131") && is_medical("2430505131") && !is_medical("2470505131"));
        assert!(!is_medical("24B0100014"));
        assert!(checks("2410101014") && !checks("2430101014"));
    }
}
