//! What the talks of a stay come to for the fees, and what is missing.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Conference, TalkKind};
use crate::domain::episode::EndReason;
use crate::domain::talk_fee::{Counterpart, DischargeTalks, Missing, Presence, Professions, TalkFees};
use crate::domain::{CareLevel, ConferenceId, Episode};

/// All talks of a stay, held against the fees that hold on its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StayCheck {
    /// By day and time.
    pub talks: Vec<TalkCheck>,
    pub standing: Standing,
    /// The day whose version of 退院・退所加算 is used: that of the discharge, else of the last talk, else of the admission.
    pub rule_day: Date,
    /// The last day on which a talk counts; `None` before the discharge.
    pub last_day: Option<Date>,
    /// Talks that count, each day once.
    pub counted: usize,
    /// How many of these are conferences.
    pub conferences: usize,
    /// The code of the class; `None`: none.
    pub class: Option<String>,
    /// How to a higher class, the fewest talks first.
    pub steps: Vec<Step>,
    pub counterparts: Vec<CounterpartCheck>,
}

/// Does 退院・退所加算 apply to this person and this stay?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Applies,
    /// 要支援: 対象外.
    Support,
    /// Not certified yet, or nobody said: it applies if 要介護 is certified.
    Uncertain(CareLevel),
    /// The stay ended in another way than home.
    Ended(EndReason),
    /// No version of the fee holds on the day.
    NoRule,
}

/// One talk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TalkCheck {
    pub id: ConferenceId,
    pub on: Date,
    pub kind: TalkKind,
    pub presence: Presence,
    /// Is it a カンファ in the meaning of the fee?
    pub is_conference: bool,
    /// What a カンファ would need; empty for one, and of an interview only that it is none.
    pub missing: Vec<Missing>,
    pub counts: Counts,
}

/// Does a talk count, and as what?
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Counts {
    Conference,
    Talk,
    /// Another of the same day counts.
    SameDay,
    BeforeAdmission,
    /// After the last day on which something counts.
    TooLate,
    /// It lacks what any talk must have.
    Lacks(Vec<Missing>),
    NoRule,
}

/// What would reach a higher class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub class: String,
    pub units: u32,
    /// Conferences on days of their own.
    pub conferences: usize,
    /// Talks of any kind beside these.
    pub others: usize,
}

/// A fee of somebody else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CounterpartCheck {
    pub code: String,
    /// The day whose version is told.
    pub rule_day: Date,
    /// The days on which its conditions are met, at most so many as a stay may have.
    pub met_on: Vec<Date>,
    /// Days on which they are met and another fee goes before.
    pub yielded: Vec<(Date, String)>,
    /// What the best talk lacks where none meets them; empty where there is no talk at all.
    pub missing: Vec<Missing>,
}

/// Checks a stay. `talks`: those of this stay, in any order.
pub fn check(
    episode: &Episode,
    level: CareLevel,
    talks: &[Conference],
    professions: &Professions,
    fees: &TalkFees,
) -> StayCheck {
    let mut talks: Vec<&Conference> = talks.iter().filter(|talk| talk.episode == episode.id).collect();
    talks.sort_by_key(|talk| (talk.on, talk.from, talk.id));
    let discharged = episode.end.filter(|end| end.reason == EndReason::Home).map(|end| end.on);
    let rule_day = discharged.or_else(|| talks.last().map(|talk| talk.on)).unwrap_or(episode.admitted_on);
    let rule = fees.discharge_talks_on(rule_day);
    let last_day =
        discharged.zip(rule).map(|(day, rule)| day.saturating_add(i64::from(rule.days_after_discharge).days()));
    let mut checks: Vec<TalkCheck> = talks.iter().map(|talk| one(talk, episode, last_day, rule, professions)).collect();
    count_each_day_once(&mut checks);
    let conferences = checks.iter().filter(|talk| talk.counts == Counts::Conference).count();
    let counted = conferences + checks.iter().filter(|talk| talk.counts == Counts::Talk).count();
    let standing = standing(episode, level, rule);
    let applies = matches!(standing, Standing::Applies | Standing::Uncertain(_));
    let rule = rule.filter(|_| applies);
    let counterparts =
        fees.codes().into_iter().filter_map(|code| counterpart(code, fees, episode, &talks, professions));
    StayCheck {
        standing,
        rule_day,
        last_day,
        counted,
        conferences,
        class: rule.and_then(|rule| rule.class(counted, conferences)).map(|class| class.code.clone()),
        steps: rule.map(|rule| steps(rule, counted, conferences)).unwrap_or_default(),
        counterparts: give_way(counterparts.collect(), fees),
        talks: checks,
    }
}

fn standing(episode: &Episode, level: CareLevel, rule: Option<&DischargeTalks>) -> Standing {
    match episode.end.map(|end| end.reason) {
        Some(reason @ (EndReason::Institution | EndReason::Transfer | EndReason::Death | EndReason::Cancelled)) => {
            Standing::Ended(reason)
        }
        Some(EndReason::Home) | None if level.is_support() => Standing::Support,
        Some(EndReason::Home) | None if rule.is_none() => Standing::NoRule,
        Some(EndReason::Home) | None if level.is_care() => Standing::Applies,
        Some(EndReason::Home) | None => Standing::Uncertain(level),
    }
}

fn one(
    talk: &Conference,
    episode: &Episode,
    last_day: Option<Date>,
    rule: Option<&DischargeTalks>,
    professions: &Professions,
) -> TalkCheck {
    let presence = Presence::of(talk, professions);
    let missing = match (rule, talk.kind) {
        (Some(rule), TalkKind::Conference) => rule.conference.missing(talk, &presence),
        (Some(_) | None, TalkKind::Interview) => vec![Missing::Conference],
        (None, TalkKind::Conference) => Vec::new(),
    };
    let is_conference = rule.is_some() && missing.is_empty();
    let lacks = rule.map(|rule| rule.talk.missing(talk, &presence)).unwrap_or_default();
    let counts = if rule.is_none() {
        Counts::NoRule
    } else if talk.on < episode.admitted_on {
        Counts::BeforeAdmission
    } else if last_day.is_some_and(|last| last < talk.on) {
        Counts::TooLate
    } else if !lacks.is_empty() {
        Counts::Lacks(lacks)
    } else if is_conference {
        Counts::Conference
    } else {
        Counts::Talk
    };
    TalkCheck { id: talk.id, on: talk.on, kind: talk.kind, presence, is_conference, missing, counts }
}

/// 同日は複数でも1回: the conference of a day counts before its other talks, else the first.
fn count_each_day_once(checks: &mut [TalkCheck]) {
    let mut best: BTreeMap<Date, usize> = BTreeMap::new();
    for (at, talk) in checks.iter().enumerate() {
        let known = best.get(&talk.on).copied();
        let better = match talk.counts {
            Counts::Conference => known.is_none_or(|known| checks[known].counts != Counts::Conference),
            Counts::Talk => known.is_none(),
            Counts::SameDay | Counts::BeforeAdmission | Counts::TooLate | Counts::Lacks(_) | Counts::NoRule => false,
        };
        if better {
            best.insert(talk.on, at);
        }
    }
    for (at, talk) in checks.iter_mut().enumerate() {
        let counting = matches!(talk.counts, Counts::Conference | Counts::Talk);
        if counting && best.get(&talk.on) != Some(&at) {
            talk.counts = Counts::SameDay;
        }
    }
}

/// Of two steps of the same effort only the one to the higher class is worth saying.
fn steps(rule: &DischargeTalks, counted: usize, conferences: usize) -> Vec<Step> {
    let now = rule.class(counted, conferences).map_or(0, |class| class.units);
    let mut steps: Vec<Step> = rule
        .classes
        .iter()
        .filter(|class| class.units > now)
        .map(|class| {
            let more = class.conferences.saturating_sub(conferences);
            let others = class.talks.saturating_sub(counted + more);
            Step { class: class.code.clone(), units: class.units, conferences: more, others }
        })
        .collect();
    let all = steps.clone();
    steps.retain(|step| {
        let beaten = |other: &Step| {
            other.units > step.units && other.conferences <= step.conferences && other.others <= step.others
        };
        !all.iter().any(beaten)
    });
    steps.sort_by_key(|step| (step.conferences + step.others, step.units));
    steps
}

/// `None` where no version of it holds on any day of the stay's talks.
fn counterpart(
    code: &str,
    fees: &TalkFees,
    episode: &Episode,
    talks: &[&Conference],
    professions: &Professions,
) -> Option<CounterpartCheck> {
    let end = episode.end.map(|end| end.on);
    let in_stay = |talk: &&&Conference| talk.on >= episode.admitted_on && end.is_none_or(|end| talk.on <= end);
    let mut rule_day = None;
    let mut met_on: Vec<Date> = Vec::new();
    let mut best: Option<Vec<Missing>> = None;
    for talk in talks.iter().filter(in_stay) {
        let Some(version) = fees.counterpart_on(code, talk.on) else { continue };
        let lacks = lacks(version, talk, professions);
        rule_day.get_or_insert(talk.on);
        if lacks.is_empty() && !met_on.contains(&talk.on) && met_on.len() < usize::from(version.per_stay) {
            met_on.push(talk.on);
        }
        if best.as_ref().is_none_or(|best| lacks.len() < best.len()) {
            rule_day = Some(talk.on);
            best = Some(lacks);
        }
    }
    let of_today = || end.unwrap_or(episode.admitted_on);
    let rule_day = rule_day.or_else(|| fees.counterpart_on(code, of_today()).map(|_| of_today()))?;
    Some(CounterpartCheck {
        code: code.to_owned(),
        rule_day,
        met_on,
        yielded: Vec::new(),
        missing: best.unwrap_or_default(),
    })
}

fn lacks(version: &Counterpart, talk: &Conference, professions: &Professions) -> Vec<Missing> {
    version.needs.missing(talk, &Presence::of(talk, professions))
}

/// 同日併算不可: a fee that gives way to another loses the days on which that one is met.
fn give_way(mut checks: Vec<CounterpartCheck>, fees: &TalkFees) -> Vec<CounterpartCheck> {
    let met: BTreeMap<String, Vec<Date>> =
        checks.iter().map(|check| (check.code.clone(), check.met_on.clone())).collect();
    for check in &mut checks {
        let Some(version) = fees.counterpart_on(&check.code, check.rule_day) else { continue };
        for other in &version.gives_way_to {
            let taken = met.get(other).cloned().unwrap_or_default();
            let (lost, kept) = check.met_on.iter().partition(|day| taken.contains(day));
            check.met_on = kept;
            let lost: Vec<Date> = lost;
            check.yielded.extend(lost.into_iter().map(|day| (day, other.clone())));
        }
    }
    checks
}
