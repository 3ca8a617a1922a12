//! Days counted from a day.

use jiff::Span;
use jiff::civil::Date;

use super::situation::Practice;
use crate::domain::checklist::{Point, Unit};

/// So many days on (or back); `None` beyond the calendar.
pub(super) fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The day that a point means, counted from its anchor's day.
pub(super) fn counted(point: &Point, anchor: Date, practice: &Practice<'_>) -> Option<Date> {
    let first_counts = point.day_count && practice.settings.count_admission_as_day1;
    let offset = if first_counts { point.offset.saturating_sub(1) } else { point.offset };
    match point.unit {
        Unit::Day => later(anchor, offset),
        Unit::WorkingDay => practice.office.plus(anchor, offset, practice.holidays),
        Unit::Month => months_later(anchor, offset),
        Unit::MonthIncl => {
            let same_day = months_later(anchor, offset)?;
            // A month without that day ends with its last, which is then the last of the span.
            if same_day.day() == anchor.day() { same_day.yesterday().ok() } else { Some(same_day) }
        }
    }
}

/// The same day so many months on, else that month's last.
fn months_later(day: Date, months: i32) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}
