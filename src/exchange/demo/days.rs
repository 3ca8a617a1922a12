//! The days of the fixture: written as seen from today, so that the demo is as fresh on any day.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde_json::Value;

use crate::domain::Phone;
use crate::domain::calendar::Holidays;

/// What the marks of `care.json` stand for on a day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days<'a> {
    pub today: Date,
    pub holidays: &'a Holidays,
}

impl Days<'_> {
    /// Puts days, ids, facilities and phone numbers in the place of their marks, in every text of a value.
    pub fn fill(&self, value: &mut Value, facilities: &serde_json::Map<String, Value>) {
        match value {
            Value::String(text) => {
                if let Some(filled) = self.mark(text, facilities) {
                    *value = filled;
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.fill(value, facilities)),
            Value::Object(map) => map.values_mut().for_each(|value| self.fill(value, facilities)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// `@-3` and the like, `#9001` (an id), `$city` (a facility), `tel:03-0...`; anything else is itself.
    fn mark(&self, text: &str, facilities: &serde_json::Map<String, Value>) -> Option<Value> {
        if let Some(mark) = text.strip_prefix('@') {
            return self.moment(mark).map(Value::from);
        }
        if let Some(short) = text.strip_prefix('#') {
            return Some(Value::from(id(short)));
        }
        if let Some(name) = text.strip_prefix('$') {
            return facilities.get(name).cloned();
        }
        let phone = Phone::parse(text.strip_prefix("tel:")?)?;
        serde_json::to_value(phone).ok()
    }

    /// A day, with an hour where one stands behind a `T`.
    fn moment(&self, mark: &str) -> Option<String> {
        match mark.split_once('T') {
            Some((day, hour)) => Some(format!("{}T{hour}", self.day(day)?)),
            None => self.day(mark).map(|day| day.to_string()),
        }
    }

    /// `-3`, `+5w` (a weekday, the one before where it is none), `friday+1` (the last Friday before today), `holiday` (the last one
    /// before today), `month+4` (counted from the first day of the month that was six days ago), `y84-100` (an age of 84 and 100 days).
    pub fn day(&self, mark: &str) -> Option<Date> {
        if let Some(age) = mark.strip_prefix('y') {
            let (years, days) = age.split_once('-')?;
            let born = Span::new().years(years.parse::<i64>().ok()?).days(days.parse::<i64>().ok()?);
            return Some(self.today.saturating_sub(born));
        }
        let (mark, weekday) = mark.strip_suffix('w').map_or((mark, false), |mark| (mark, true));
        let (anchor, offset) = mark.find(['+', '-']).map_or((mark, "0"), |at| mark.split_at(at));
        let start = match anchor {
            "" | "0" => self.today,
            "friday" => self.last(|day| day.weekday() == Weekday::Friday)?,
            "holiday" => self.last(|day| self.holidays.is_holiday(day))?,
            "month" => self.today.saturating_sub(Span::new().days(6)).first_of_month(),
            _ => return None,
        };
        let day = start.saturating_add(Span::new().days(offset.trim_start_matches('+').parse::<i64>().ok()?));
        Some(if weekday { self.weekday_on_or_before(day) } else { day })
    }

    fn last(&self, wanted: impl Fn(Date) -> bool) -> Option<Date> {
        let mut day = self.today;
        for _ in 0..400 {
            day = day.yesterday().ok()?;
            if wanted(day) {
                return Some(day);
            }
        }
        None
    }

    fn weekday_on_or_before(&self, day: Date) -> Date {
        let mut found = day;
        while !self.holidays.is_weekday(found, None) {
            found = found.saturating_sub(Span::new().days(1));
        }
        found
    }
}

/// The whole id of a short one: its first eight digits tell it from every other.
pub(super) fn id(short: &str) -> String {
    format!("01a1{short}-0000-7000-8000-000000000000")
}
