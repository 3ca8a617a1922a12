//! One limit of an item, from the dates of a stay.

use jiff::civil::Date;

use super::planned::{By, Reason, Remark, Sending};
use super::point::counted;
use super::sending::{SendingDay, SendingDays};
use super::situation::{Practice, Situation};
use crate::domain::checklist::{Anchor, Extend, Item, Limit, Op, Point, Rule, Rush, RushMode, Template};

/// How far the first weekday is looked for.
const FURTHEST: usize = 400;

/// A stay with what is worked out of it once for all items.
#[derive(Clone, Copy)]
pub(super) struct Stay<'s> {
    pub situation: &'s Situation<'s>,
    pub practice: &'s Practice<'s>,
    template: &'s Template,
    pub sending: SendingDays,
    discharge: Option<Date>,
    transfer: Option<Date>,
    first_send: Option<Date>,
}

/// The day of a limit and how it came about.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub due: Option<Date>,
    pub from: Option<Date>,
    pub reason: Reason<'a>,
    pub confirmed: bool,
    pub remark: Option<Remark>,
}

impl<'s> Stay<'s> {
    pub fn new(template: &'s Template, situation: &'s Situation<'s>, practice: &'s Practice<'s>) -> Self {
        // What is sent for the fee is what is sent first, where nobody says otherwise.
        let sent = || {
            let item = template.items.iter().find(|item| item.rule.limit.at.anchor == Anchor::SendingOne)?;
            situation.done_on(&item.code)
        };
        Self {
            situation,
            practice,
            template,
            sending: SendingDays::of(situation.admitted_on, situation.admitted_at, practice),
            discharge: situation.discharge_on(),
            transfer: situation.transfer_on(),
            first_send: situation.first_sent_on.or_else(sent),
        }
    }

    /// The day of an anchor, where it is known.
    fn anchor(&self, anchor: &Anchor) -> Option<Date> {
        match anchor {
            Anchor::Admission => Some(self.situation.admitted_on),
            Anchor::Decided => self.situation.decided_on,
            Anchor::Discharge => self.discharge,
            Anchor::DischargeMonthEnd => self.discharge.map(Date::last_of_month),
            Anchor::Need => self.situation.need_on,
            Anchor::Applied => self.situation.applied_on,
            Anchor::Review => self.situation.reviewed_on,
            Anchor::Exchange => self.situation.exchanged_on,
            Anchor::FirstSend => self.first_send,
            Anchor::SendingOne => self.sending.one.on,
            Anchor::SendingTwo => self.sending.two.on,
            Anchor::Transfer => self.transfer,
            Anchor::Done(code) => self.template.item(code).and_then(|item| self.done_on(item)),
            Anchor::On(day) => Some(*day),
        }
    }

    /// The day on which an item was done: as somebody said, else by the fact of the stay that fulfils it.
    pub fn done_on(&self, item: &Item) -> Option<Date> {
        let by_fact = || item.rule.done_by.as_ref().and_then(|fact| self.anchor(fact));
        self.situation.done_on(&item.code).or_else(by_fact)
    }

    fn day(&self, point: &Point) -> Option<Date> {
        counted(point, self.anchor(&point.anchor)?, self.practice)
    }

    fn sending_of(&self, anchor: &Anchor) -> Option<(bool, &SendingDay)> {
        match anchor {
            Anchor::SendingOne => Some((true, &self.sending.one)),
            Anchor::SendingTwo => Some((false, &self.sending.two)),
            Anchor::Admission
            | Anchor::Decided
            | Anchor::Discharge
            | Anchor::DischargeMonthEnd
            | Anchor::Need
            | Anchor::Applied
            | Anchor::Review
            | Anchor::Exchange
            | Anchor::FirstSend
            | Anchor::Transfer
            | Anchor::Done(_)
            | Anchor::On(_) => None,
        }
    }

    /// A limit of a rule; a rush is for the first one only.
    pub fn limit<'a>(&self, rule: &'a Rule, limit: &'a Limit) -> Found<'a> {
        let is_first = std::ptr::eq(limit, &raw const rule.limit);
        let rush =
            rule.rush.as_ref().filter(|rush| is_first && self.situation.variant.rush && rush.mode != RushMode::Same);
        let mut found = self.usual(rule, limit);
        let mut bounded = true;
        if let Some(rush) = rush {
            bounded = self.hurry(&mut found, rush);
        }
        // What takes the place of a limit takes that of its floor too; the earlier of two days keeps it.
        let floor = limit.floor.as_ref().filter(|_| rush.is_none_or(|rush| rush.mode == RushMode::Min));
        if let Some(floor) = floor {
            self.push(&mut found, floor, By::Floor, |due, floor| due < floor);
        }
        if let Some(bound) = limit.not_after.as_ref().filter(|_| bounded) {
            self.push(&mut found, bound, By::NotAfter, |due, bound| due > bound);
        }
        found.from = found.from.filter(|from| found.due.is_some_and(|due| *from <= due));
        found
    }

    /// Without rush, floor and bound.
    fn usual<'a>(&self, rule: &'a Rule, limit: &'a Limit) -> Found<'a> {
        let sending = self.sending_of(&limit.at.anchor);
        let mut found = Found {
            due: self.day(&limit.at),
            from: limit.from.as_ref().and_then(|from| self.day(from)),
            reason: Reason {
                point: &limit.at,
                by: By::Count,
                rush: false,
                pending: None,
                sending: sending.map(|(one, day)| Sending {
                    one,
                    case: day.case,
                    days: day.days,
                    assumed: !self.practice.office_known,
                }),
            },
            confirmed: rule.confirmed && sending.is_none_or(|(_, day)| day.confirmed),
            remark: sending.and_then(|(_, day)| day.remark),
        };
        if let (Some(Extend::FirstWeekday), Some(due)) = (limit.extend, found.due) {
            let extended = self.first_weekday(&limit.at.anchor, due);
            if extended != found.due {
                (found.due, found.reason.by) = (extended, By::FirstWeekday);
            }
        }
        for also in &limit.also {
            self.push(&mut found, &also.at, By::Also, |due, other| match also.op {
                Op::Min => other < due,
                Op::Max => other > due,
            });
        }
        found
    }

    /// Puts the limit of a rush in; says whether the limit's bound still holds.
    fn hurry<'a>(&self, found: &mut Found<'a>, rush: &'a Rush) -> bool {
        let due = self.day(&rush.at);
        let takes = match rush.mode {
            RushMode::Replace => true,
            RushMode::Min => due.is_some_and(|due| found.due.is_none_or(|usual| due < usual)),
            RushMode::Same => false,
        };
        if takes {
            found.due = due;
            found.from = None;
            found.reason = Reason { point: &rush.at, by: By::Count, rush: true, pending: None, sending: None };
        }
        !takes || rush.bounded
    }

    /// Moves a known day to another known one where that is asked for.
    fn push<'a>(&self, found: &mut Found<'a>, to: &'a Point, by: By, moves: impl Fn(Date, Date) -> bool) {
        if let (Some(due), Some(other)) = (found.due, self.day(to))
            && moves(due, other)
        {
            found.due = Some(other);
            found.reason.point = to;
            found.reason.by = by;
        }
    }

    /// The last counted day, or the first weekday after it where there is none among the counted days (疑義解釈その4 2016-06-14 問16).
    fn first_weekday(&self, anchor: &Anchor, last: Date) -> Option<Date> {
        let Practice { holidays, hospital, hours, .. } = self.practice;
        let is_weekday = |day: Date| holidays.is_weekday(day, hours.year_end);
        let admitted = self.situation.admitted_on;
        let at_night = match (self.situation.admitted_at, hospital.closing(admitted)) {
            (Some(at), Some(closes)) => at > closes,
            _ => false,
        };
        let counts = |day: Date| is_weekday(day) && !(day == admitted && at_night);
        let first = self.anchor(anchor)?;
        let mut counted = std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(|day| *day <= last);
        if first > last || counted.any(counts) {
            return Some(last);
        }
        let after = std::iter::successors(last.tomorrow().ok(), |day| day.tomorrow().ok());
        after.take(FURTHEST).find(|day| is_weekday(*day)).or(Some(last))
    }
}
