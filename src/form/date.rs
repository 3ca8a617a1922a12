//! Dates as people type them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::Vague;
use crate::domain::figures::FiscalYear;

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

/// Reads the day by which something is to be done: as [`read`], and `14日` (the next one), 水曜 今週金 来週水 再来週月 (weeks begin on Monday), 月末 来月末,
/// and a month alone, `7月`, which is its last day.
pub fn read_due(text: &str, today: Date) -> Option<Date> {
    read(text, today).or_else(|| ahead(&fold(text), today)).filter(|day| *day >= FIRST)
}

/// Reads when something was, where the day itself may not be known: as [`read`], a month (`2021年7月`, `R3.7`, `2021-07`), a 年度 (`令和2年度`, `FY2020`), or
/// nothing.
pub fn read_vague(text: &str, today: Date) -> Option<Vague> {
    let folded = fold(text);
    if let Ok(vague) = Vague::parse(&folded.to_ascii_uppercase()) {
        return Some(vague);
    }
    if let Some(day) = read(text, today) {
        return Some(Vague::Day(day));
    }
    let (era, rest) = era(&folded);
    let year_of = |text: &str| {
        let year: i16 = if text == "元" { 1 } else { number(text)? };
        match era {
            Some(first) => (year > 0).then(|| first.checked_add(year - 1)).flatten(),
            None => (text.len() == 4).then_some(year),
        }
    };
    if let Some(year) = rest.strip_suffix("年度") {
        return year_of(year).map(|year| Vague::Year(FiscalYear(year)));
    }
    let (year, month) = rest.strip_suffix('月').unwrap_or(rest).split_once(['-', '/', '.', '年'])?;
    let (year, month) = (year_of(year)?, number(month)?);
    civil(year, month, 1).map(|_| Vague::Month { year, month })
}

fn ahead(text: &str, today: Date) -> Option<Date> {
    let of_month = |months: i32| Some(today.first_of_month().checked_add(months.months()).ok()?.last_of_month());
    match text {
        "月末" | "今月末" => return of_month(0),
        "来月末" => return of_month(1),
        _ => {}
    }
    if let Some(day) = text.strip_suffix('日').and_then(number::<i8>) {
        let in_month = |months: i32| {
            let first = today.first_of_month().checked_add(months.months()).ok()?;
            Date::new(first.year(), first.month(), day).ok()
        };
        return (0..=3).filter_map(in_month).find(|day| *day >= today);
    }
    let month = text.strip_suffix("月末").or_else(|| text.strip_suffix('月'));
    if let Some(month) = month.and_then(number::<i8>) {
        let last = |year: i16| Some(Date::new(year, month, 1).ok()?.last_of_month());
        return last(today.year()).filter(|day| *day >= today).or_else(|| last(today.year() + 1));
    }
    weekday(text, today)
}

/// 水曜 水曜日, the next one; with 今週 来週 再来週 that of the week.
fn weekday(text: &str, today: Date) -> Option<Date> {
    const WEEKS: [(&str, i32); 3] = [("再来週", 2), ("来週", 1), ("今週", 0)];
    let week = WEEKS.into_iter().find_map(|(name, weeks)| Some((text.strip_prefix(name)?, weeks)));
    let rest = week.map_or(text, |(rest, _)| rest.strip_prefix('の').unwrap_or(rest));
    let name = rest.strip_suffix("曜日").or_else(|| rest.strip_suffix('曜')).unwrap_or(rest);
    let mut letters = name.chars();
    let (day, None) = (letters.next()?, letters.next()) else { return None };
    let at = i32::try_from("月火水木金土日".chars().position(|known| known == day)?).ok()?;
    let now = i32::from(today.weekday().to_monday_zero_offset());
    match week {
        Some((_, weeks)) => today.checked_add((at - now + 7 * weeks).days()).ok(),
        // A letter alone may be anything.
        None if rest == name => None,
        None => today.checked_add((at - now).rem_euclid(7).days()).ok(),
    }
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

    // 2026-06-12 is a Friday.
    #[rstest]
    #[case("6/14", Some(date(2026, 6, 14)))]
    #[case("14日", Some(date(2026, 6, 14)))]
    #[case("１１日", Some(date(2026, 7, 11)))]
    #[case("12日", Some(date(2026, 6, 12)))]
    #[case("31日", Some(date(2026, 7, 31)))]
    #[case("来週水", Some(date(2026, 6, 17)))]
    #[case("来週の水曜日", Some(date(2026, 6, 17)))]
    #[case("今週金", Some(date(2026, 6, 12)))]
    #[case("今週月", Some(date(2026, 6, 8)))]
    #[case("再来週日", Some(date(2026, 6, 28)))]
    #[case("水曜", Some(date(2026, 6, 17)))]
    #[case("月末", Some(date(2026, 6, 30)))]
    #[case("来月末", Some(date(2026, 7, 31)))]
    #[case("7月", Some(date(2026, 7, 31)))]
    #[case("2月末", Some(date(2027, 2, 28)))]
    #[case("6月", Some(date(2026, 6, 30)))]
    #[case("水", None)]
    #[case("病棟", None)]
    #[case("13月", None)]
    #[case("32日", None)]
    #[case("来週", None)]
    fn days_ahead_are_read_as_they_are_said(#[case] text: &str, #[case] expected: Option<Date>) {
        assert_eq!(read_due(text, date(2026, 6, 12)), expected);
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
