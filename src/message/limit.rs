//! The rule of a limit in words.

use crate::domain::checklist::{Anchor, Limit, Op, Point, Unit};
use crate::domain::deadline::{By, Met, Planned, Remark, Sending, SendingCase, State, Why};
use crate::domain::rulebook::Fee;
use crate::words::Words;

/// The rule that set the date, or says why there is none. `fee` is the one that asks for the sheet ([`Practice::sending_fee`]).
///
/// [`Practice::sending_fee`]: crate::domain::deadline::Practice::sending_fee
pub fn rule(words: &Words, row: &Planned<'_>, fee: Option<&Fee>) -> String {
    match row.state {
        State::NotApplicable(why) => return not_applicable(words, why),
        State::NotNeeded(reason) => {
            let reason: &'static str = reason.into();
            let reason = words.get(&format!("plan.end.{reason}")).to_owned();
            return words.say("plan.rule.not_needed", &[("reason", &reason)]);
        }
        State::Dated | State::Undated | State::Done(_) => {}
    }
    let reason = &row.reason;
    let mut text = match reason.sending.filter(|_| reason.by == By::Count) {
        Some(sending) => sent(words, sending, fee),
        None => by(words, row),
    };
    if reason.rush {
        text = words.say("plan.rule.rush", &[("what", &text)]);
    }
    if let Some(code) = reason.pending {
        text = words.say("plan.rule.pending", &[("code", &code), ("what", &text)]);
    }
    let more = row.remark.map(|more| remark(words, more)).into_iter().chain(row.met.map(|met| self::met(words, met)));
    more.fold(text, |text, more| words.say("plan.rule.more", &[("what", &text), ("more", &more)]))
}

/// `超過3日`, `今日`, `あと2日`, `日付なし`.
pub fn left(words: &Words, days: Option<i32>) -> String {
    match days {
        None => words.get("task.undated").to_owned(),
        Some(0) => words.get("task.today").to_owned(),
        Some(days) if days < 0 => words.say("task.overdue", &[("n", &-days)]),
        Some(days) => words.say("task.left", &[("n", &days)]),
    }
}

fn met(words: &Words, met: Met) -> String {
    let key = match met {
        Met::One => "plan.met.one",
        Met::Two => "plan.met.two",
        Met::Missed => "plan.met.missed",
    };
    words.get(key).to_owned()
}

/// What is to be added to the date.
pub fn remark(words: &Words, remark: Remark) -> String {
    match remark {
        Remark::AskInsurer { on, days } => words.say("plan.remark.ask_insurer", &[("day", &on), ("n", &days)]),
    }
}

fn not_applicable(words: &Words, why: Why) -> String {
    match why {
        // The variant's own name, as scripts know it.
        Why::Variant(missing) => missing.name().to_owned(),
        Why::SupportNeed => words.get("plan.why.support_need").to_owned(),
        Why::NotCertified => words.get("plan.why.not_certified").to_owned(),
        Why::OnceAMonth => words.get("plan.why.once_a_month").to_owned(),
        Why::SupportFee => words.get("plan.why.support_fee").to_owned(),
        Why::Ward => words.get("plan.why.ward").to_owned(),
        Why::NotPlanned => words.get("plan.why.not_planned").to_owned(),
        Why::NoTransfer => words.get("plan.why.no_transfer").to_owned(),
    }
}

fn by(words: &Words, row: &Planned<'_>) -> String {
    let what = point(words, row.reason.point);
    match row.reason.by {
        By::Count => what,
        By::Also => {
            let limit = row.item.rule.limits().find(|limit| limit.label.as_deref() == row.label);
            let later = limit.is_some_and(|limit: &Limit| limit.also.iter().any(|also| also.op == Op::Max));
            let key = if later { "plan.rule.later" } else { "plan.rule.earlier" };
            words.say(key, &[("what", &what)])
        }
        By::Floor => words.say("plan.rule.floor", &[("what", &what)]),
        By::NotAfter => words.say("plan.rule.not_after", &[("what", &what)]),
        By::FirstWeekday => words.say("plan.rule.first_weekday", &[("what", &what)]),
    }
}

fn sent(words: &Words, sending: Sending, fee: Option<&Fee>) -> String {
    let Some(fee) = fee.filter(|_| sending.case != SendingCase::NoRule) else {
        return words.get("plan.sending.no_rule").to_owned();
    };
    let case: &'static str = sending.case.into();
    let day = match sending.days {
        0 => words.get("plan.day.same").to_owned(),
        1 => words.get("plan.day.next").to_owned(),
        2 => words.get("plan.day.second").to_owned(),
        n => words.say("plan.day.after", &[("n", &n)]),
    };
    let part = if sending.one { "I" } else { "II" };
    let text = words.say(
        &format!("plan.sending.{case}"),
        &[("fee", &fee.name), ("part", &part), ("day", &day), ("n", &sending.days)],
    );
    if !sending.assumed {
        return text;
    }
    let more = words.get("plan.sending.assumed").to_owned();
    words.say("plan.rule.more", &[("what", &text), ("more", &more)])
}

/// `退院予定日の7日前`
fn point(words: &Words, point: &Point) -> String {
    let anchor = anchor(words, &point.anchor);
    if point.day_count {
        return words.say("plan.offset.within", &[("anchor", &anchor), ("n", &point.offset)]);
    }
    let n = point.offset.unsigned_abs();
    let key = match (point.unit, point.offset.signum()) {
        (Unit::MonthIncl, _) => "plan.offset.month_incl",
        (_, 0) => "plan.offset.same",
        (Unit::Day, 1) => "plan.offset.day_after",
        (Unit::Day, _) => "plan.offset.day_before",
        (Unit::WorkingDay, 1) => "plan.offset.working_day_after",
        (Unit::WorkingDay, _) => "plan.offset.working_day_before",
        (Unit::Month, 1) => "plan.offset.month_after",
        (Unit::Month, _) => "plan.offset.month_before",
    };
    words.say(key, &[("anchor", &anchor), ("n", &n)])
}

fn anchor(words: &Words, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Done(code) => words.say("plan.anchor.done", &[("code", code)]),
        Anchor::On(day) => day.to_string(),
        Anchor::Admission => words.get("plan.anchor.admission").to_owned(),
        Anchor::Decided => words.get("plan.anchor.decided").to_owned(),
        Anchor::Discharge => words.get("plan.anchor.discharge").to_owned(),
        Anchor::DischargeMonthEnd => words.get("plan.anchor.month_end").to_owned(),
        Anchor::Need => words.get("plan.anchor.need").to_owned(),
        Anchor::Applied => words.get("plan.anchor.applied").to_owned(),
        Anchor::Review => words.get("plan.anchor.review").to_owned(),
        Anchor::Exchange => words.get("plan.anchor.exchange").to_owned(),
        Anchor::FirstSend => words.get("plan.anchor.first_send").to_owned(),
        Anchor::SendingOne => words.get("plan.anchor.sending_one").to_owned(),
        Anchor::SendingTwo => words.get("plan.anchor.sending_two").to_owned(),
        Anchor::Transfer => words.get("plan.anchor.transfer").to_owned(),
    }
}
