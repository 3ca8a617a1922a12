//! Dates as people type them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The first day that a date of the work may have, and the first birthday.
const FIRST: Date = date(1926, 1, 1);
const FIRST_BIRTH: Date = date(1900, 1, 1);

/// Reads `2024-04-01`, `2024/4/1`, `2024年4月1日`, `20240401`, `R8.6.12`, `令和6.4.1`, `令和6年4月1日`, `6/14`, `6月14日`, and 今日 昨日 おととい
/// 明日 あさって (also `today`, `yesterday`, `tomorrow`), in full or half width. A date without a year is the one nearest to `today`.
pub fn read(text: &str, today: Date) -> Option<Date> {
    any(text, today).filter(|day| *day >= FIRST)
}

/// Reads a birth date: as [`read`], from 1900 on and with 大正 and 明治; the year has to be said.
pub fn read_birth(text: &str, today: Date) -> Option<Date> {
    let folded = fold(text);
    let rest = folded.strip_suffix('日').unwrap_or(&folded);
    let has_year = rest.split(['-', '/', '.', '年', '月']).count() == 3
        || (rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()));
    any(text, today).filter(|day| has_year && *day >= FIRST_BIRTH)
}

fn any(text: &str, today: Date) -> Option<Date> {
    let folded = fold(text);
    let text = folded.as_str();
    if let Some(days) = spoken(text) {
        return today.checked_add(days.days()).ok();
    }
    let (era, rest) = era(text);
    if era.is_none() && rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()) {
        return civil(rest[..4].parse().ok()?, rest[4..6].parse().ok()?, rest[6..].parse().ok()?);
    }
    let rest = rest.strip_suffix('日').unwrap_or(rest);
    let parts: Vec<&str> = rest.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    match (era, parts.as_slice()) {
        (Some(first), [year, month, day]) => {
            let year: i16 = if *year == "元" { 1 } else { number(year)? };
            (year > 0).then(|| civil(first + year - 1, number(month)?, number(day)?)).flatten()
        }
        (None, [year, month, day]) if year.len() == 4 => civil(number(year)?, number(month)?, number(day)?),
        (None, [month, day]) => nearest(number(month)?, number(day)?, today),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Full-width letters and signs to ASCII, no blanks, small letters.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '・' => '.',
            'ー' | '−' | '‐' => '-',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn spoken(text: &str) -> Option<i64> {
    match text {
        "今日" | "きょう" | "本日" | "today" => Some(0),
        "明日" | "あした" | "あす" | "tomorrow" => Some(1),
        "明後日" | "あさって" => Some(2),
        "昨日" | "きのう" | "yesterday" => Some(-1),
        "一昨日" | "おととい" => Some(-2),
        _ => None,
    }
}

/// The first year of the era that the text begins with, and the rest.
fn era(text: &str) -> (Option<i16>, &str) {
    const ERAS: [([&str; 3], i16); 5] = [
        (["令和", "令", "r"], 2019),
        (["平成", "平", "h"], 1989),
        (["昭和", "昭", "s"], 1926),
        (["大正", "大", "t"], 1912),
        (["明治", "明", "m"], 1868),
    ];
    for (names, first) in ERAS {
        for name in names {
            if let Some(rest) = text.strip_prefix(name) {
                return (Some(first), rest.trim_start_matches('.'));
            }
        }
    }
    (None, text)
}

fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn nearest(month: i8, day: i8, today: Date) -> Option<Date> {
    let year = today.year();
    let candidates = [year - 1, year, year + 1].into_iter().filter_map(|year| Date::new(year, month, day).ok());
    candidates.min_by_key(|d| today.until(*d).map_or(i32::MAX, |span| span.get_days().abs()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2024-04-01", date(2024, 4, 1))]
    #[case("2024/4/1", date(2024, 4, 1))]
    #[case("2024年4月1日", date(2024, 4, 1))]
    #[case("20240401", date(2024, 4, 1))]
    #[case("R8.6.12", date(2026, 6, 12))]
    #[case("r8/6/12", date(2026, 6, 12))]
    #[case("Ｒ８．６．１２", date(2026, 6, 12))]
    #[case("令和6.4.1", date(2024, 4, 1))]
    #[case("令和 6年 6月 1日", date(2024, 6, 1))]
    #[case("令和元年5月1日", date(2019, 5, 1))]
    #[case("H31.4.30", date(2019, 4, 30))]
    #[case("6/14", date(2026, 6, 14))]
    #[case("6月14日", date(2026, 6, 14))]
    #[case("12/28", date(2025, 12, 28))]
    #[case("今日", date(2026, 6, 12))]
    #[case("today", date(2026, 6, 12))]
    #[case("明日", date(2026, 6, 13))]
    #[case("あさって", date(2026, 6, 14))]
    #[case("昨日", date(2026, 6, 11))]
    fn dates_are_read(#[case] text: &str, #[case] expected: Date) {
        assert_eq!(read(text, date(2026, 6, 12)), Some(expected));
    }

    #[rstest]
    #[case("昭和15年3月1日", Some(date(1940, 3, 1)))]
    #[case("S15.3.1", Some(date(1940, 3, 1)))]
    #[case("Ｔ１２．９．１", Some(date(1923, 9, 1)))]
    #[case("大正元年8月1日", Some(date(1912, 8, 1)))]
    #[case("明治45.1.2", Some(date(1912, 1, 2)))]
    #[case("M32.12.31", None)]
    #[case("1899-12-31", None)]
    #[case("19400301", Some(date(1940, 3, 1)))]
    #[case("3/1", None)]
    #[case("今日", None)]
    fn birth_dates_go_further_back_and_name_their_year(#[case] text: &str, #[case] expected: Option<Date>) {
        assert_eq!(read_birth(text, date(2026, 6, 12)), expected);
    }

    #[rstest]
    #[case("")]
    #[case("T12.9.1")]
    #[case("13/1")]
    #[case("2024-02-30")]
    #[case("24-4-1")]
    #[case("R0.1.1")]
    #[case("来月")]
    #[case("6")]
    #[case("-6/14")]
    #[case("99999999")]
    #[case("R8.6")]
    #[case("年月日")]
    fn the_rest_is_refused(#[case] text: &str) {
        assert_eq!(read(text, date(2026, 6, 12)), None);
    }
}
