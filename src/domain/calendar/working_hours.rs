//! When an office or a hospital works.

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::is_within;
use super::{Holidays, MonthDay};

/// The names of the weekdays in files.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// How far a working day is looked for before nothing is found: an office that is closed for longer has none.
const FURTHEST: usize = 400;

/// From when to when on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Day {
    pub opens: Time,
    pub closes: Time,
}

/// The hours of each weekday (運営規程) and the days off.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkingHours {
    /// Monday first; a weekday without hours is closed.
    pub days: [Option<Day>; 7],
    /// Closed whatever its hours say; Monday first.
    pub closed: [bool; 7],
    /// Holidays are days off.
    pub holidays_followed: bool,
    /// 年末年始の休み, both ends included.
    pub year_end_closure: Option<(MonthDay, MonthDay)>,
}

impl WorkingHours {
    pub fn is_open(&self, day: Date, holidays: &Holidays) -> bool {
        let at = index(day);
        if self.days[at].is_none() || self.closed[at] {
            return false;
        }
        let is_closure = self.year_end_closure.is_some_and(|closure| is_within(day, closure));
        !is_closure && (!self.holidays_followed || !holidays.is_holiday(day))
    }

    /// The weekday's hours; `None` where it has none.
    pub fn hours(&self, day: Date) -> Option<Day> {
        self.days[index(day)]
    }

    /// When the weekday's hours end; `None` where it has none.
    pub fn closing(&self, day: Date) -> Option<Time> {
        self.days[index(day)].map(|day| day.closes)
    }

    /// The day itself where it is open, else the last open one before it.
    pub fn on_or_before(&self, day: Date, holidays: &Holidays) -> Option<Date> {
        self.seek(Some(day), holidays, |day| day.yesterday().ok())
    }

    /// The day itself where it is open, else the first open one after it.
    pub fn on_or_after(&self, day: Date, holidays: &Holidays) -> Option<Date> {
        self.seek(Some(day), holidays, |day| day.tomorrow().ok())
    }

    /// `n` working days after the day (before it, where `n` is negative); for 0 the day itself or the first open one after it.
    ///
    /// `None` where the office is closed for more than a year, or the calendar ends.
    pub fn plus(&self, day: Date, n: i32, holidays: &Holidays) -> Option<Date> {
        if n == 0 {
            return self.on_or_after(day, holidays);
        }
        let step = |day: Date| if n > 0 { day.tomorrow().ok() } else { day.yesterday().ok() };
        let mut day = day;
        for _ in 0..n.unsigned_abs() {
            day = self.seek(step(day), holidays, step)?;
        }
        Some(day)
    }

    fn seek(&self, from: Option<Date>, holidays: &Holidays, step: impl Fn(Date) -> Option<Date>) -> Option<Date> {
        std::iter::successors(from, |day| step(*day)).take(FURTHEST).find(|day| self.is_open(*day, holidays))
    }
}

fn index(day: Date) -> usize {
    usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn office() -> WorkingHours {
        let day = Some(Day { opens: time(9, 0, 0, 0), closes: time(17, 0, 0, 0) });
        WorkingHours {
            days: [day, day, day, day, day, None, day],
            closed: [false, false, false, false, false, false, true],
            holidays_followed: true,
            year_end_closure: Some(("12-29".parse().unwrap(), "01-03".parse().unwrap())),
        }
    }

    #[test]
    fn closed_by_weekday_by_holiday_and_at_the_turn_of_the_year() {
        let (office, holidays) = (office(), Holidays::by_law());
        let open = |day| office.is_open(day, &holidays);
        assert!(open(date(2026, 5, 1)));
        for closed in [date(2026, 5, 2), date(2026, 5, 3), date(2026, 5, 4), date(2026, 12, 29), date(2027, 1, 3)] {
            assert!(!open(closed), "{closed}");
        }
        assert_eq!(office.closing(date(2026, 5, 1)), Some(time(17, 0, 0, 0)));
        assert_eq!(office.closing(date(2026, 5, 2)), None);
    }

    #[test]
    fn working_days_go_both_ways_over_a_run_of_holidays() {
        let (office, holidays) = (office(), Holidays::by_law());
        assert_eq!(office.plus(date(2026, 5, 1), 1, &holidays), Some(date(2026, 5, 7)));
        assert_eq!(office.plus(date(2026, 5, 7), -1, &holidays), Some(date(2026, 5, 1)));
        assert_eq!(office.plus(date(2026, 5, 3), 0, &holidays), Some(date(2026, 5, 7)));
        assert_eq!(office.on_or_before(date(2026, 5, 6), &holidays), Some(date(2026, 5, 1)));
        let never = WorkingHours { days: [None; 7], ..office };
        assert_eq!(never.plus(date(2026, 5, 1), 1, &holidays), None);
        assert_eq!(never.on_or_before(Date::MIN, &holidays), None);
    }
}
