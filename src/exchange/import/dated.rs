//! The date of a file (rule R6): from inside it, then its name, then its folder.

use std::path::Path;

use jiff::civil::{Date, date};

use super::fold::fold_code;

/// First years of the eras, and the letters that stand for them.
const ERAS: [(&str, &str, i16); 4] =
    [("令和", "R", 2019), ("平成", "H", 1989), ("昭和", "S", 1926), ("大正", "T", 1912)];

/// A date in Japanese writing anywhere in a text: `令和 6年 6月 1日`, `令和元年5月1日`, `2025年10月1日`, `R7.10.1`.
pub fn japanese(text: &str) -> Option<Date> {
    let text = fold_code(text).replace("元年", "1年");
    for (name, letter, first) in ERAS {
        if let Some(at) = text.find(name) {
            return year_month_day(&text[at + name.len()..], first - 1);
        }
        if let Some(rest) = text.strip_prefix(letter)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return year_month_day(rest, first - 1);
        }
    }
    let at = text.find("20").filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit()))?;
    year_month_day(&text[at..], 0)
}

/// Reads `Y年M月D日` (or with other separators) at the start; `offset` is added to the year.
fn year_month_day(text: &str, offset: i16) -> Option<Date> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let year: i16 = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next()?.parse().ok()?;
    Date::new(year.checked_add(offset)?, month, day).ok()
}

/// The date inside a file: a line above the table that says 現在 or 作成, of title cells or `#` lines.
pub fn inside<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Date> {
    let mut lines: Vec<&str> = lines.filter(|l| l.contains('年') || l.contains("20")).collect();
    lines.sort_by_key(|l| !l.contains("現在"));
    lines.into_iter().find_map(japanese)
}

/// The date in a file's name, else in its folder's.
pub fn in_path(path: &Path) -> Option<Date> {
    let name = path.file_stem().and_then(|n| n.to_str());
    let whole = std::path::absolute(path).ok();
    let folder = whole.as_deref().and_then(Path::parent).and_then(Path::file_name).and_then(|n| n.to_str());
    name.and_then(in_name).or_else(|| folder.and_then(in_name))
}

/// `20260709180342`, `20260709`, `2026-07-09`, `202607`, `2026-07`; a month alone means its last day, since such a file
/// shows the state that the month ended with.
fn in_name(name: &str) -> Option<Date> {
    let name = fold_code(name);
    let mut runs = name.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).peekable();
    while let Some(run) = runs.next() {
        let digits = |range: std::ops::Range<usize>| run.get(range).and_then(|d| d.parse::<i16>().ok());
        let next = runs.peek().filter(|n| n.len() <= 2).and_then(|n| n.parse::<i16>().ok());
        let Some(year) = digits(0..4).filter(|y| (2000..2100).contains(y)) else { continue };
        let found = match run.len() {
            8 | 12 | 14 => made(year, digits(4..6), digits(6..8)),
            6 => made(year, digits(4..6), None),
            4 if next.is_some() => {
                runs.next();
                let day = runs.peek().filter(|n| n.len() <= 2).and_then(|n| n.parse::<i16>().ok());
                made(year, next, day)
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn made(year: i16, month: Option<i16>, day: Option<i16>) -> Option<Date> {
    let month = i8::try_from(month?).ok().filter(|m| (1..=12).contains(m))?;
    match day {
        Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
        None => Some(date(year, month, 1).last_of_month()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("令和 6年 6月 1日", 2024, 6, 1)]
    #[case("平成29年 4月 1日", 2017, 4, 1)]
    #[case("令和元年５月１日", 2019, 5, 1)]
    #[case("[令和７年１０月１日 現在 ]令和７年１０月３日作成", 2025, 10, 1)]
    #[case("# 2026年3月31日現在", 2026, 3, 31)]
    #[case("R7.10.1", 2025, 10, 1)]
    #[case("昭和64年1月7日", 1989, 1, 7)]
    fn japanese_dates_are_read(#[case] text: &str, #[case] y: i16, #[case] m: i8, #[case] d: i8) {
        assert_eq!(japanese(text), Some(date(y, m, d)));
    }

    #[rstest]
    #[case("a/kaigo_202512_kuwana_area.csv", Some(date(2025, 12, 31)))]
    #[case("a/kaigo_202512/jigyosho_120.csv", Some(date(2025, 12, 31)))]
    #[case("kaigo_202512/jigyosho_130_all_20260709180342.csv", Some(date(2026, 7, 9)))]
    #[case("a/todokede_202510_mie.xlsx", Some(date(2025, 10, 31)))]
    #[case("a/list_2026-02-28.csv", Some(date(2026, 2, 28)))]
    #[case("a/list_2026-02.csv", Some(date(2026, 2, 28)))]
    #[case("a/242055_care.csv", None)]
    #[case("a/iryojoho_01-1_hospital_65col_sample.csv", None)]
    fn names_and_folders_tell_dates(#[case] path: &str, #[case] expected: Option<Date>) {
        assert_eq!(in_path(Path::new(path)), expected);
    }
}
