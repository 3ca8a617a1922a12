//! 入院時情報連携加算: by when the sheet has to be with the hospital (domain.md 2.2).

use jiff::civil::Date;

use super::planned::{Remark, SendingCase};
use super::point::later;
use super::situation::{Practice, Situation};
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
    pub fn of(situation: &Situation<'_>, practice: &Practice<'_>) -> Self {
        let admitted = situation.admitted_on;
        let fee = practice.sending_fee(admitted);
        let Some((fee, rule)) = fee.and_then(|fee| Some((fee, fee.sending.as_ref()?))) else {
            let none = SendingDay { on: None, case: SendingCase::NoRule, days: 0, confirmed: false, remark: None };
            return Self { one: none, two: none, once_a_month: false };
        };
        let day = |limit| {
            let day = SendingDay::of(limit, situation, practice);
            SendingDay { confirmed: day.confirmed && fee.is_confirmed(), ..day }
        };
        Self { one: day(&rule.one), two: day(&rule.two), once_a_month: fee.once_a_month }
    }
}

impl SendingDay {
    fn of(limit: &SendingLimit, situation: &Situation<'_>, practice: &Practice<'_>) -> Self {
        let admitted = situation.admitted_on;
        let is_open = |day| practice.office.is_open(day, practice.holidays);
        let plain = |on, case, days| Self { on, case, days, confirmed: true, remark: None };
        let (days, late, extension) = match *limit {
            SendingLimit::Within(days) => {
                let counted = if practice.settings.count_admission_as_day1 { days.saturating_sub(1) } else { days };
                return plain(later(admitted, counted), SendingCase::Within, days);
            }
            SendingLimit::After { days, late, extension } => (days, late, extension),
        };
        let case = match (situation.admitted_at, practice.office.closing(admitted)) {
            _ if !is_open(admitted) => SendingCase::DayOff,
            // Exactly at closing is not after hours; before the hours begin is not after them either.
            (Some(at), Some(closes)) if at > closes => SendingCase::AfterHours,
            (Some(_), _) => SendingCase::Daytime,
            (None, _) => SendingCase::UnknownTime,
        };
        let is_late = matches!(case, SendingCase::AfterHours | SendingCase::DayOff);
        let days = late.filter(|_| is_late).unwrap_or(days);
        let on = later(admitted, days);
        let (Some(last), Some(extension)) = (on, extension) else { return plain(on, case, days) };
        if is_open(last) {
            return plain(on, case, days);
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
            SendingCase::DayOff => Self { remark: extended.map(Remark::AskInsurer), ..plain(on, case, days) },
            SendingCase::Daytime
            | SendingCase::UnknownTime
            | SendingCase::ThirdDay
            | SendingCase::Within
            | SendingCase::NoRule => plain(on, case, days),
        }
    }
}
