//! Dates as lists and details write them: half-width, never cut.

use jiff::civil::{Date, Weekday};

use crate::words::Words;

/// `6/10` within a year's reach, else `2024/6`: five to seven cells.
pub fn short_date(date: Date, today: Date) -> String {
    if (today - date).get_days().abs() < 300 {
        format!("{}/{:02}", date.month(), date.day())
    } else {
        format!("{}/{}", date.year(), date.month())
    }
}

/// `2026/06/10`.
pub fn long_date(date: Date) -> String {
    format!("{}/{:02}/{:02}", date.year(), date.month(), date.day())
}

/// `火`
pub fn weekday(date: Date, words: &Words) -> &str {
    words.get(match date.weekday() {
        Weekday::Sunday => "title.sunday",
        Weekday::Monday => "title.monday",
        Weekday::Tuesday => "title.tuesday",
        Weekday::Wednesday => "title.wednesday",
        Weekday::Thursday => "title.thursday",
        Weekday::Friday => "title.friday",
        Weekday::Saturday => "title.saturday",
    })
}

/// `2.4km`, from 100 km on without the fraction.
pub fn kilometres(metres: u32) -> String {
    let km = f64::from(metres) / 1000.0;
    if km < 99.95 { format!("{km:.1}km") } else { format!("{km:.0}km") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_and_distances_are_short() {
        let today = date(2026, 6, 12);
        assert_eq!(short_date(date(2026, 6, 2), today), "6/02");
        assert_eq!(short_date(date(2024, 6, 2), today), "2024/6");
        assert_eq!(kilometres(2_449), "2.4km");
        assert_eq!(kilometres(123_456), "123km");
    }
}
