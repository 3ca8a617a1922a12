//! 年度: from April to March.

use jiff::civil::Date;

/// Named after the calendar year in which it begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    const FIRST_MONTH: i8 = 4;

    pub fn of(day: Date) -> Self {
        Self(day.year() - i16::from(day.month() < Self::FIRST_MONTH))
    }

    pub fn holds(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// Its first day; for a year that no calendar has the nearest that one has.
    pub fn first(self) -> Date {
        Date::new(self.0, Self::FIRST_MONTH, 1).unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let next = Self(self.0.saturating_add(1)).first();
        next.yesterday().unwrap_or(next)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_ends_in_march() {
        let years = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1)].map(FiscalYear::of);
        assert_eq!(years, [2025, 2026, 2026, 2026].map(FiscalYear));
        assert_eq!((FiscalYear(2026).first(), FiscalYear(2026).last()), (date(2026, 4, 1), date(2027, 3, 31)));
    }
}
