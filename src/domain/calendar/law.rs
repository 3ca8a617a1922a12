//! The holidays of a year as the law makes them; the rules are lines of `holiday.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, Weekday};

/// The years that the rules are kept for. Equinoxes after next year are an expectation (the 暦要項 announces them each February).
pub const YEARS: std::ops::RangeInclusive<i16> = 1980..=2150;

struct Rule {
    name: &'static str,
    years: std::ops::RangeInclusive<i16>,
    way: Way,
}

enum Way {
    Fixed { month: i8, day: i8 },
    Nth { month: i8, weekday: Weekday, nth: i8 },
    Equinox { month: i8, constant: i64 },
    NextDay,
    NextFree,
    Between,
}

/// Every holiday of a year with its name, those in lieu included.
pub fn of_year(year: i16) -> BTreeMap<Date, &'static str> {
    let holds = |rule: &&Rule| rule.years.contains(&year);
    let mut days = BTreeMap::new();
    for rule in rules().iter().filter(holds) {
        if let Some(day) = named(year, &rule.way) {
            days.insert(day, rule.name);
        }
    }
    let of_the_law: Vec<Date> = days.keys().copied().collect();
    for rule in rules().iter().filter(holds) {
        match rule.way {
            Way::NextDay => in_lieu(&of_the_law, rule.name, &mut days, false),
            Way::NextFree => in_lieu(&of_the_law, rule.name, &mut days, true),
            Way::Between => between(&of_the_law, rule.name, &mut days),
            Way::Fixed { .. } | Way::Nth { .. } | Way::Equinox { .. } => {}
        }
    }
    days
}

fn named(year: i16, way: &Way) -> Option<Date> {
    match *way {
        Way::Fixed { month, day } => Date::new(year, month, day).ok(),
        Way::Nth { month, weekday, nth } => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
        Way::Equinox { month, constant } => {
            let since = i64::from(year) - 1980;
            let millionths = constant * 100 + 242_194 * since;
            let day = millionths.div_euclid(1_000_000) - since.div_euclid(4);
            Date::new(year, month, i8::try_from(day).ok()?).ok()
        }
        Way::NextDay | Way::NextFree | Way::Between => None,
    }
}

/// 振替休日: for a holiday on a Sunday the day after, or the first day after that is no holiday.
fn in_lieu(holidays: &[Date], name: &'static str, days: &mut BTreeMap<Date, &'static str>, search: bool) {
    for holiday in holidays.iter().filter(|day| day.weekday() == Weekday::Sunday) {
        let mut day = holiday.tomorrow().ok();
        while let Some(taken) = day.filter(|day| search && holidays.contains(day)) {
            day = taken.tomorrow().ok();
        }
        if let Some(day) = day.filter(|day| !holidays.contains(day)) {
            days.insert(day, name);
        }
    }
}

/// 国民の休日: a day between two holidays.
fn between(holidays: &[Date], name: &'static str, days: &mut BTreeMap<Date, &'static str>) {
    for holiday in holidays {
        let Ok(day) = holiday.tomorrow() else { continue };
        let closes = day.tomorrow().is_ok_and(|next| holidays.contains(&next));
        if closes && day.weekday() != Weekday::Sunday {
            days.entry(day).or_insert(name);
        }
    }
}

/// The table is part of the program: a line that cannot be read is a fault of the build, which a test finds.
fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| lines().filter_map(read).collect())
}

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("holiday.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn read(line: &'static str) -> Option<Rule> {
    let mut columns = line.split('\t');
    let name = columns.next()?;
    let first: i16 = columns.next()?.parse().ok()?;
    let last = match columns.next()? {
        "-" => *YEARS.end(),
        last => last.parse().ok()?,
    };
    let kind = columns.next()?;
    let value = columns.next()?;
    let mut parts = value.split(' ');
    let way = match kind {
        "fixed" => {
            let (month, day) = value.split_once('-')?;
            Way::Fixed { month: month.parse().ok()?, day: day.parse().ok()? }
        }
        "on" => {
            let day: Date = value.parse().ok()?;
            Way::Fixed { month: day.month(), day: day.day() }
        }
        "nth" => Way::Nth {
            month: parts.next()?.parse().ok()?,
            weekday: weekday(parts.next()?)?,
            nth: parts.next()?.parse().ok()?,
        },
        "equinox" => Way::Equinox { month: parts.next()?.parse().ok()?, constant: parts.next()?.parse().ok()? },
        "next_day" => Way::NextDay,
        "next_free" => Way::NextFree,
        "between" => Way::Between,
        _ => return None,
    };
    Some(Rule { name, years: first..=last, way })
}

fn weekday(name: &str) -> Option<Weekday> {
    super::working_hours::WEEKDAYS.iter().find(|(short, _)| *short == name).map(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_rule() {
        assert_eq!(lines().count(), rules().len());
    }

    fn days(year: i16) -> String {
        let days: Vec<String> = of_year(year).keys().map(|d| format!("{}/{}", d.month(), d.day())).collect();
        days.join(" ")
    }

    /// As the Cabinet Office published them.
    #[test]
    fn years_that_are_known_day_by_day() {
        let known = [
            (2000, "1/1 1/10 2/11 3/20 4/29 5/3 5/4 5/5 7/20 9/15 9/23 10/9 11/3 11/23 12/23"),
            (2006, "1/1 1/2 1/9 2/11 3/21 4/29 5/3 5/4 5/5 7/17 9/18 9/23 10/9 11/3 11/23 12/23"),
            (2007, "1/1 1/8 2/11 2/12 3/21 4/29 4/30 5/3 5/4 5/5 7/16 9/17 9/23 9/24 10/8 11/3 11/23 12/23 12/24"),
            (2009, "1/1 1/12 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 12/23"),
            (2015, "1/1 1/12 2/11 3/21 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 12/23"),
            (2018, "1/1 1/8 2/11 2/12 3/21 4/29 4/30 5/3 5/4 5/5 7/16 8/11 9/17 9/23 9/24 10/8 11/3 11/23 12/23 12/24"),
            (
                2019,
                "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23",
            ),
            (2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23"),
            (2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23"),
            (2022, "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23"),
            (2023, "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23"),
            (
                2024,
                "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
            ),
            (2025, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24"),
            (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
        ];
        for (year, wanted) in known {
            assert_eq!(days(year), wanted, "{year}");
        }
    }

    #[test]
    fn equinoxes_of_two_decades() {
        // 暦要項 of the National Astronomical Observatory, 2000 to 2030 (2027 and later as it expects them).
        let spring = [
            20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 21, 21, 20, 20, 20,
            21, 20, 20, 20,
        ];
        let autumn = [
            23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 22, 23, 23, 23, 22, 23, 23, 23, 22, 23, 23, 23, 22, 23, 23,
            23, 22, 23, 23,
        ];
        for (n, (spring, autumn)) in spring.into_iter().zip(autumn).enumerate() {
            let year = 2000 + i16::try_from(n).unwrap();
            let all = of_year(year);
            assert_eq!(all.get(&Date::new(year, 3, spring).unwrap()), Some(&"春分の日"), "{year}");
            assert_eq!(all.get(&Date::new(year, 9, autumn).unwrap()), Some(&"秋分の日"), "{year}");
        }
    }

    #[test]
    fn every_year_has_as_many_as_the_law_of_its_time() {
        for year in 2000..=2099 {
            let all = of_year(year);
            let in_lieu = all.values().filter(|name| name.ends_with("休日")).count();
            let wanted = match year {
                2000..=2006 => 14,
                2007..=2015 => 15,
                2019 => 17,
                _ => 16,
            };
            assert_eq!(all.len() - in_lieu, wanted, "{year}: {all:?}");
        }
    }
}
