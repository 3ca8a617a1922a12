//! 入院時情報連携加算: by when the sheet has to be with the hospital (domain.md 2.2).

use jiff::civil::{Date, Time};

use super::planned::{Met, Remark, SendingCase};
use super::point::later;
use super::situation::Practice;
use crate::domain::rulebook::SendingLimit;

/// The days of (I) and (II) for one stay.
#[derive(Clone, Copy, Debug)]
pub(super) struct SendingDays {
    pub one: SendingDay,
    pub two: SendingDay,
    /// Claimed at most once in a calendar month.
    pub once_a_month: bool,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct SendingDay {
    pub on: Option<Date>,
    pub case: SendingCase,
    pub days: i32,
    pub confirmed: bool,
    pub remark: Option<Remark>,
}

impl SendingDays {
    pub fn of(admitted_on: Date, admitted_at: Option<Time>, practice: &Practice<'_>) -> Self {
        let fee = practice.sending_fee(admitted_on);
        let Some((fee, rule)) = fee.and_then(|fee| Some((fee, fee.sending.as_ref()?))) else {
            let none = SendingDay { on: None, case: SendingCase::NoRule, days: 0, confirmed: false, remark: None };
            return Self { one: none, two: none, once_a_month: false };
        };
        let day = |limit| {
            let day = SendingDay::of(limit, admitted_on, admitted_at, practice);
            SendingDay { confirmed: day.confirmed && fee.is_confirmed() && practice.office_known, ..day }
        };
        Self { one: day(&rule.one), two: day(&rule.two), once_a_month: fee.once_a_month }
    }

    /// What a sheet sent on that day meets: sent before the admission, it meets (I). `None` where no rule is kept.
    pub fn met(&self, sent_on: Date) -> Option<Met> {
        let two = self.two.on?;
        Some(if self.one.on.is_some_and(|one| sent_on <= one) {
            Met::One
        } else if sent_on <= two {
            Met::Two
        } else {
            Met::Missed
        })
    }
}

impl SendingDay {
    fn of(limit: &SendingLimit, admitted: Date, admitted_at: Option<Time>, practice: &Practice<'_>) -> Self {
        let is_open = |day| practice.office.is_open(day, practice.holidays);
        let plain = |on, case, days| Self { on, case, days, confirmed: true, remark: None };
        let (days, late, early_confirmed, extension) = match *limit {
            SendingLimit::Within { days, confirmed } => {
                let counted = if practice.settings.count_admission_as_day1 { days.saturating_sub(1) } else { days };
                return Self { confirmed, ..plain(later(admitted, counted), SendingCase::Within, days) };
            }
            SendingLimit::After { days, late, early_confirmed, extension } => (days, late, early_confirmed, extension),
        };
        let case = match (admitted_at, practice.office.hours(admitted)) {
            _ if !is_open(admitted) => SendingCase::DayOff,
            // Exactly at closing is not after hours.
            (Some(at), Some(day)) if at > day.closes => SendingCase::AfterHours,
            (Some(at), Some(day)) if at < day.opens && late.is_some() => SendingCase::Early,
            (Some(_), _) => SendingCase::Daytime,
            (None, _) => SendingCase::UnknownTime,
        };
        let is_late = matches!(case, SendingCase::AfterHours | SendingCase::DayOff);
        let days = late.filter(|_| is_late).unwrap_or(days);
        let on = later(admitted, days);
        let usual = Self { confirmed: case != SendingCase::Early || early_confirmed, ..plain(on, case, days) };
        let (Some(last), Some(extension)) = (on, extension) else { return usual };
        if is_open(last) {
            return usual;
        }
        let extended = later(last, extension.days);
        match case {
            // The day after, by the calendar; it is not moved on from there (the third-day rule, by its letter).
            SendingCase::AfterHours => Self {
                on: extended,
                case: SendingCase::ThirdDay,
                days: days.saturating_add(extension.days),
                confirmed: extension.confirmed,
                remark: None,
            },
            // The rule's letter speaks of admissions after hours only, so the stricter day stands.
            SendingCase::DayOff => {
                let days = days.saturating_add(extension.days);
                Self { confirmed: false, remark: extended.map(|on| Remark::AskInsurer { on, days }), ..usual }
            }
            SendingCase::Daytime
            | SendingCase::UnknownTime
            | SendingCase::Early
            | SendingCase::ThirdDay
            | SendingCase::Within
            | SendingCase::NoRule => usual,
        }
    }
}
