//! The holidays that the program goes by.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use super::{MonthDay, law};

/// Holidays by the law; where a published table (内閣府 `syukujitsu.csv`) covers a year, that year is the table's alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holidays {
    /// Sorted by day.
    days: Vec<(Date, Box<str>)>,
}

impl Default for Holidays {
    fn default() -> Self {
        Self::by_law()
    }
}

impl Holidays {
    /// Computed from the law's rules, 1980 to 2150.
    pub fn by_law() -> Self {
        let days = law::YEARS.flat_map(law::of_year).map(|(day, name)| (day, name.into())).collect();
        Self { days }
    }

    /// A published table laid over: it wins in every year of which it has a line.
    pub fn with_table(mut self, rows: impl IntoIterator<Item = (Date, String)>) -> Self {
        let rows: Vec<(Date, Box<str>)> = rows.into_iter().map(|(day, name)| (day, name.into())).collect();
        let years: BTreeSet<i16> = rows.iter().map(|(day, _)| day.year()).collect();
        self.days.retain(|(day, _)| !years.contains(&day.year()));
        self.days.extend(rows);
        self.days.sort();
        self.days.dedup_by_key(|(day, _)| *day);
        self
    }

    pub fn is_holiday(&self, day: Date) -> bool {
        self.name(day).is_some()
    }

    /// 元日, 振替休日 ...
    pub fn name(&self, day: Date) -> Option<&str> {
        let at = self.days.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        self.days.get(at).map(|(_, name)| &**name)
    }

    /// 平日 as the hospital's fees mean it: no Saturday, Sunday or holiday, nor within the days given of the year's turn.
    pub fn is_weekday(&self, day: Date, year_end: Option<(MonthDay, MonthDay)>) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.is_holiday(day)
            && !year_end.is_some_and(|closure| is_within(day, closure))
    }
}

/// Does the day lie in a span of the year that may go over its turn? Both ends count.
pub(super) fn is_within(day: Date, (first, last): (MonthDay, MonthDay)) -> bool {
    let day = MonthDay::of(day);
    if first <= last { first <= day && day <= last } else { day >= first || day <= last }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_published_table_wins_in_the_years_that_it_covers() {
        let holidays = Holidays::by_law().with_table([(date(2027, 3, 3), "試しの日".to_owned())]);
        assert_eq!(holidays.name(date(2027, 3, 3)), Some("試しの日"));
        assert!(!holidays.is_holiday(date(2027, 1, 1)), "the table does not have it");
        assert!(holidays.is_holiday(date(2026, 1, 1)) && holidays.is_holiday(date(2028, 1, 1)));
    }

    #[test]
    fn the_turn_of_the_year_is_no_weekday() {
        let holidays = Holidays::by_law();
        let closure = Some(("12-29".parse().unwrap(), "01-03".parse().unwrap()));
        assert!(holidays.is_weekday(date(2026, 12, 28), closure));
        assert!(!holidays.is_weekday(date(2026, 12, 29), closure));
        assert!(holidays.is_weekday(date(2026, 12, 29), None));
        assert!(!holidays.is_weekday(date(2025, 1, 3), closure));
    }
}
