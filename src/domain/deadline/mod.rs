//! The engine of the limits: from a checklist, the dates of a stay and the rules that hold, the day of everything that is to be done.
//!
//! Pure, total, and quick enough to be asked anew whenever a board is drawn up: limits are never kept.

mod effects;
mod limit;
mod planned;
mod point;
mod sending;
mod situation;

pub use effects::{Effect, EffectKind, effects};
pub use planned::{By, Met, Planned, Reason, Remark, Sending, SendingCase, State, Why};
pub use situation::{DoneItem, Practice, Situation, suggests_rush};

use jiff::civil::{Date, Time};

use self::limit::{Found, Stay};
use self::sending::SendingDays;
use super::CareLevel;
use super::checklist::{Anchor, DateBasis, Item, Level, Limit, Missing, Template, When};
use super::episode::SupportFee;

/// Every limit of every item, in the template's order, those that do not apply too.
pub fn plan<'a>(template: &'a Template, situation: &Situation<'_>, practice: &Practice<'_>) -> Vec<Planned<'a>> {
    let stay = Stay::new(template, situation, practice);
    let mut rows = Vec::with_capacity(template.items.len() + template.items.len() / 4);
    for item in &template.items {
        item_into(&stay, template, item, &mut rows);
    }
    rows
}

fn item_into<'a>(stay: &Stay<'_>, template: &'a Template, item: &'a Item, rows: &mut Vec<Planned<'a>>) {
    let situation = stay.situation;
    let level = match situation.variant.level(&item.marks) {
        Ok(level) => level,
        Err(missing) => {
            rows.extend(item.rule.limits().map(|limit| left_out(item, limit, missing)));
            return;
        }
    };
    let why = why_not(stay, template, item);
    for limit in item.rule.limits() {
        let mut found = stay.limit(&item.rule, limit);
        if found.due.is_none() && std::ptr::eq(limit, &raw const item.rule.limit) {
            found = borrowed(stay, template, item).unwrap_or(found);
        }
        let why = why.or_else(|| condition(stay, limit));
        rows.push(row(stay, item, limit, level, why, found));
    }
}

fn row<'a>(
    stay: &Stay<'_>,
    item: &'a Item,
    limit: &'a Limit,
    level: Level,
    why: Option<Why>,
    found: Found<'a>,
) -> Planned<'a> {
    let situation = stay.situation;
    let closed = situation.end.map(|end| end.reason).filter(|reason| reason.closes_tasks());
    let state = match (why, stay.done_on(item), closed) {
        (Some(why), _, _) => State::NotApplicable(why),
        (None, Some(on), _) => State::Done(on),
        (None, None, Some(reason)) => State::NotNeeded(reason),
        (None, None, None) if found.due.is_some() => State::Dated,
        (None, None, None) => State::Undated,
    };
    let shown = matches!(state, State::Dated | State::Done(_));
    let due = found.due.filter(|_| shown);
    let basis = why.is_none().then(|| item.date_basis());
    Planned {
        item,
        label: limit.label.as_deref(),
        due,
        from: found.from.filter(|_| shown),
        state,
        level: Some(level),
        basis,
        reason: found.reason,
        confirmed: found.confirmed,
        working_day_before: due
            .filter(|_| state == State::Dated && basis == Some(DateBasis::Guide))
            .and_then(|due| working_day_before(stay, due)),
        remark: found.remark.filter(|_| shown),
        met: met(stay, item, state),
    }
}

/// Where advice falls on a day off of the office, the last working day before it; not one before the admission.
fn working_day_before(stay: &Stay<'_>, due: Date) -> Option<Date> {
    let Practice { office, holidays, .. } = stay.practice;
    let before = office.on_or_before(due, holidays)?;
    (before < due && before >= stay.situation.admitted_on).then_some(before)
}

fn left_out<'a>(item: &'a Item, limit: &'a Limit, missing: Missing) -> Planned<'a> {
    Planned {
        item,
        label: limit.label.as_deref(),
        due: None,
        from: None,
        state: State::NotApplicable(Why::Variant(missing)),
        level: None,
        basis: None,
        reason: Reason { point: &limit.at, by: By::Count, rush: false, pending: None, sending: None },
        confirmed: true,
        working_day_before: None,
        remark: None,
        met: None,
    }
}

/// Why an item that the variant has does not concern this stay. What is only the second half of another item (A04 of A03) goes with it.
fn why_not(stay: &Stay<'_>, template: &Template, item: &Item) -> Option<Why> {
    let own = own_why(stay, item);
    let other = || match &item.rule.limit.at.anchor {
        Anchor::Done(code) => template.item(code).and_then(|origin| absent_or_why(stay, origin)),
        _ => None,
    };
    own.or_else(other)
}

fn absent_or_why(stay: &Stay<'_>, item: &Item) -> Option<Why> {
    stay.situation.variant.level(&item.marks).err().map(Why::Variant).or_else(|| own_why(stay, item))
}

fn own_why(stay: &Stay<'_>, item: &Item) -> Option<Why> {
    let (situation, rule) = (stay.situation, &item.rule);
    if rule.care_only && situation.care_level.is_support() {
        return Some(Why::SupportNeed);
    }
    if rule.certified_only && situation.care_level == CareLevel::None {
        return Some(Why::NotCertified);
    }
    let is_sending = matches!(rule.limit.at.anchor, Anchor::SendingOne | Anchor::SendingTwo);
    if is_sending && stay.sending.once_a_month && situation.claimed_this_month {
        return Some(Why::OnceAMonth);
    }
    match rule.when? {
        When::Planned if situation.planned != Some(true) => Some(Why::NotPlanned),
        When::Transfer if situation.transfer_on().is_none() => Some(Why::NoTransfer),
        When::Planned | When::Transfer => None,
    }
}

/// What a single limit asks of the hospital.
fn condition(stay: &Stay<'_>, limit: &Limit) -> Option<Why> {
    let situation = stay.situation;
    let is_other_fee = limit
        .support_fee
        .is_some_and(|fee| situation.support_fee != SupportFee::Unknown && situation.support_fee != fee);
    if is_other_fee {
        return Some(Why::SupportFee);
    }
    limit.ward.is_some_and(|ward| ward != situation.ward).then_some(Why::Ward)
}

/// Until another item is done, its first limit. It does not borrow in turn.
fn borrowed<'a>(stay: &Stay<'_>, template: &'a Template, item: &'a Item) -> Option<Found<'a>> {
    let code = item.rule.pending.as_deref()?;
    let origin = template.item(code).filter(|origin| absent_or_why(stay, origin).is_none())?;
    let mut found = stay.limit(&origin.rule, &origin.rule.limit);
    found.reason.pending = Some(code);
    found.remark = None;
    Some(found)
}

/// What the sheet that was sent meets.
fn met(stay: &Stay<'_>, item: &Item, state: State) -> Option<Met> {
    let State::Done(on) = state else { return None };
    if item.rule.limit.at.anchor != Anchor::SendingOne {
        return None;
    }
    Some(stay.sending.met(on).unwrap_or(Met::Missed))
}

/// What a sheet sent on a day meets for a stay of which no more is known than its admission; `None` where no rule is kept for it.
pub fn sending_met(
    admitted_on: Date,
    admitted_at: Option<Time>,
    sent_on: Date,
    practice: &Practice<'_>,
) -> Option<Met> {
    SendingDays::of(admitted_on, admitted_at, practice).met(sent_on)
}
