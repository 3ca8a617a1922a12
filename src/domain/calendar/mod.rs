//! Which days are working days: Japanese holidays by the law, an office's hours, the closure at the year's end.

mod holidays;
mod law;
mod month_day;
mod working_hours;

pub use holidays::Holidays;
pub use month_day::MonthDay;
pub use working_hours::{Day, WEEKDAYS, WorkingHours};

/// Whole days from one civil date to another, negative where it lies before; no zone and no daylight saving comes in.
pub fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i32 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| span.get_days())
}
