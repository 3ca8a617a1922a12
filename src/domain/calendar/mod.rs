//! Which days are working days: Japanese holidays by the law, an office's hours, the closure at the year's end.

mod holidays;
mod law;
mod month_day;
mod working_hours;

pub use holidays::Holidays;
pub use month_day::MonthDay;
pub use working_hours::{Day, WEEKDAYS, WorkingHours};
