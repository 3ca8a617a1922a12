//! A day that may be known as a month or a year only, or not at all: what old records and reports say of when something was.

use std::cmp::Ordering;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::figures::FiscalYear;

/// `2021-05-25`, `2021-07`, `FY2020` (a 年度), or empty. Days that nobody knows come last.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Vague {
    #[default]
    Unknown,
    Year(FiscalYear),
    Month {
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    Day(Date),
}

/// A text that is no day, month or year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("neither a day (2021-05-25), a month (2021-07) nor a year (FY2020)")]
pub struct NotADay;

impl Vague {
    /// As it is written out; see the type.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Unknown);
        }
        if let Some(year) = text.strip_prefix("FY") {
            return year.parse().map(|year| Self::Year(FiscalYear(year))).map_err(|_| NotADay);
        }
        if let Ok(day) = text.parse::<Date>() {
            return Ok(Self::Day(day));
        }
        let (year, month) = text.split_once('-').ok_or(NotADay)?;
        let (year, month) = (year.parse().map_err(|_| NotADay)?, month.parse().map_err(|_| NotADay)?);
        Date::new(year, month, 1).map(|_| Self::Month { year, month }).map_err(|_| NotADay)
    }

    /// The first day that it may have been.
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => Some(year.first()),
            Self::Month { year, month } => Date::new(year, month, 1).ok(),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day that it may have been.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => Some(year.last()),
            Self::Month { .. } => self.first().map(Date::last_of_month),
            Self::Day(day) => Some(day),
        }
    }

    /// Was it surely in that year? Of what nobody knows that cannot be said.
    pub fn is_in(self, year: FiscalYear) -> bool {
        let holds = |day: Option<Date>| day.is_some_and(|day| year.holds(day));
        holds(self.first()) && holds(self.last())
    }

    pub const fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Unknown | Self::Year(_) | Self::Month { .. } => None,
        }
    }
}

impl PartialOrd for Vague {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Vague {
    /// By the last day that each may have been, the more exact one first.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |vague: &Self| {
            let last = vague.last().unwrap_or(Date::MAX);
            (
                matches!(vague, Self::Unknown),
                last,
                last.saturating_sub(vague.first().map_or(0.days(), |first| last - first)),
            )
        };
        let (a, b) = (key(self), key(other));
        (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.cmp(&a.2))
    }
}

impl From<Date> for Vague {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl std::fmt::Display for Vague {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Year(year) => write!(f, "FY{}", year.0),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl TryFrom<String> for Vague {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        Self::parse(&text)
    }
}

impl From<Vague> for String {
    fn from(vague: Vague) -> Self {
        vague.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_form_is_read_and_written_back() {
        for text in ["", "FY2020", "2021-07", "2021-05-25"] {
            assert_eq!(Vague::parse(text).map(|vague| vague.to_string()).as_deref(), Ok(text));
        }
        for wrong in ["2021", "2021-13", "FY", "きのう", "2021-02-30"] {
            assert_eq!(Vague::parse(wrong), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn a_month_and_a_year_belong_to_their_fiscal_year_and_what_nobody_knows_to_none() {
        let of = |text: &str| Vague::parse(text).unwrap();
        assert!(of("2021-03").is_in(FiscalYear(2020)) && of("FY2020").is_in(FiscalYear(2020)));
        assert!(!of("2021-04").is_in(FiscalYear(2020)) && !of("").is_in(FiscalYear(2020)));
        assert_eq!((of("2021-02").first(), of("2021-02").last()), (Some(date(2021, 2, 1)), Some(date(2021, 2, 28))));
    }

    #[test]
    fn what_nobody_knows_comes_last() {
        let mut days = ["", "2021-07", "FY2020", "2021-05-25", "2021-07-31"].map(|text| Vague::parse(text).unwrap());
        days.sort();
        assert_eq!(days.map(|day| day.to_string()), ["FY2020", "2021-05-25", "2021-07-31", "2021-07", ""]);
    }
}
