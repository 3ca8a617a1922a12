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
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_ends_in_march() {
        let years = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1)].map(FiscalYear::of);
        assert_eq!(years, [2025, 2026, 2026, 2026].map(FiscalYear));
    }
}
