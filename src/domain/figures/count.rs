//! The counting.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::{FiscalYear, Measure, Ratio, Spread};
use crate::domain::calendar::days_between;
use crate::domain::conference::TalkKind;
use crate::domain::episode::EndReason;
use crate::domain::task::TaskState;
use crate::domain::{CareLevel, Conference, Disclosure, Episode, EpisodeId, FacilityId, Person, PersonId, Task};

/// The items of the checklist and the document that the figures ask about.
pub const CONTACT: &str = "A02";
pub const SHEET: &str = "A03";
const NOTICE: &str = "B01";
pub const SHEET_DOCUMENT: &str = "admission_sheet";
/// A readmission is one up to so many days after the discharge.
const READMITTED_WITHIN: i32 = 30;

/// What is counted, and what others know better.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    pub episodes: &'a [&'a Episode],
    pub persons: &'a [&'a Person],
    pub tasks: &'a [&'a Task],
    pub disclosures: &'a [&'a Disclosure],
    pub conferences: &'a [&'a Conference],
    /// The name of a hospital in the register.
    pub hospital: &'a dyn Fn(FacilityId) -> Option<String>,
    /// Does the stay's checklist, in its variant, have this item?
    pub expects: &'a dyn Fn(&Episode, &str) -> bool,
    /// The last day on which the contact at admission is in time.
    pub contact_due: &'a dyn Fn(&Episode) -> Option<Date>,
    /// In whose time the sheet was given, as the engine of limits says.
    pub met: &'a dyn Fn(&Episode) -> Option<SheetMet>,
    /// A discharge at most so many days after its decision is 急な退院.
    pub rush_days: i32,
}

/// In whose time a sheet was given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SheetMet {
    First,
    Second,
    Late,
}

/// One year's figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    pub year: FiscalYear,
    pub total: Group,
    /// By the hospital's name; `None` last: nobody noted which.
    pub hospitals: Vec<(Option<String>, Group)>,
}

/// The figures of all stays, or of those in one hospital.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Stays that began in the year.
    pub admissions: usize,
    /// Stays that ended in it with a discharge home or into a home for the aged.
    pub discharges: usize,
    pub transfers: usize,
    pub deaths: usize,
    pub ratios: BTreeMap<Measure, Ratio>,
    /// Days from the hospital's word to the discharge.
    pub notice_days: Spread,
    /// Days in hospital, the first and the last counted.
    pub stay_days: Spread,
    /// Why support was missed, the most frequent first.
    pub gaps: Vec<(String, usize)>,
    /// Which stays were counted.
    pub counted: CountedStays,
}

/// The stays behind the figures of a group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CountedStays {
    pub admissions: Vec<EpisodeId>,
    pub discharges: Vec<EpisodeId>,
    pub transfers: Vec<EpisodeId>,
    pub deaths: Vec<EpisodeId>,
    /// Each with whether it met the measure.
    pub measures: BTreeMap<Measure, Vec<(EpisodeId, bool)>>,
}

/// Counts a year. Stays that were cancelled never count.
pub fn count(year: FiscalYear, records: &Records<'_>) -> Figures {
    let index = Index::new(records);
    let mut total = Tally::default();
    let mut hospitals: BTreeMap<(bool, Option<String>), Tally> = BTreeMap::new();
    for episode in records.episodes.iter().copied().filter(|episode| is_real(episode)) {
        let name = hospital_of(episode, records);
        let admitted = year.holds(episode.admitted_on);
        let ended = episode.end.is_some_and(|end| year.holds(end.on));
        if !admitted && !ended {
            continue;
        }
        let own = hospitals.entry((name.is_none(), name)).or_default();
        for tally in [&mut total, own] {
            if admitted {
                tally.admission(episode, &index);
            }
            tally.ending(episode, year, &index);
        }
    }
    let hospitals = hospitals.into_iter().map(|((_, name), tally)| (name, tally.finish())).collect();
    Figures { year, total: total.finish(), hospitals }
}

fn is_real(episode: &Episode) -> bool {
    episode.end.is_none_or(|end| end.reason != EndReason::Cancelled)
}

fn hospital_of(episode: &Episode, records: &Records<'_>) -> Option<String> {
    let known = episode.hospital.and_then(|id| (records.hospital)(id));
    let written = || episode.hospital_name.as_deref().map(str::trim).map(str::to_owned);
    known.or_else(written).filter(|name| !name.is_empty())
}

/// The records, found by what they belong to.
struct Index<'a> {
    records: &'a Records<'a>,
    levels: HashMap<PersonId, CareLevel>,
    tasks: HashMap<(EpisodeId, &'a str), &'a Task>,
    sheets: HashMap<EpisodeId, Date>,
    conferences: HashMap<EpisodeId, Vec<Date>>,
    admissions: HashMap<PersonId, Vec<(Date, EpisodeId)>>,
}

impl<'a> Index<'a> {
    fn new(records: &'a Records<'a>) -> Self {
        let of_item = |task: &'a Task| Some(((task.episode?, task.code()?), task));
        let sheets = records.disclosures.iter().copied().filter(|given| given.document == SHEET_DOCUMENT);
        let mut conferences: HashMap<EpisodeId, Vec<Date>> = HashMap::new();
        for talk in records.conferences.iter().copied().filter(|talk| talk.kind == TalkKind::Conference) {
            conferences.entry(talk.episode).or_default().push(talk.on);
        }
        let mut admissions: HashMap<PersonId, Vec<(Date, EpisodeId)>> = HashMap::new();
        for episode in records.episodes.iter().copied().filter(|episode| is_real(episode)) {
            admissions.entry(episode.person).or_default().push((episode.admitted_on, episode.id));
        }
        Self {
            records,
            levels: records.persons.iter().map(|person| (person.id, person.care_level)).collect(),
            tasks: records.tasks.iter().copied().filter_map(of_item).collect(),
            sheets: sheets.filter_map(|given| Some((given.episode?, given.at.date()))).collect(),
            conferences,
            admissions,
        }
    }

    /// Is the item to be done in this stay? One that somebody said is not needed is no gap.
    fn expects(&self, episode: &Episode, code: &str) -> bool {
        match self.tasks.get(&(episode.id, code)).map(|task| &task.state) {
            Some(TaskState::NotNeeded { .. }) => false,
            // Not also where it was done and nobody expected it: that would count only what was kept.
            Some(TaskState::Open | TaskState::Done(_)) | None => (self.records.expects)(episode, code),
        }
    }

    fn done_on(&self, episode: &Episode, code: &str) -> Option<Date> {
        self.tasks.get(&(episode.id, code)).and_then(|task| task.done()).map(|done| done.on)
    }

    /// The first day on which the hospital told of the discharge, where it was not after it.
    fn told_on(&self, episode: &Episode, discharged: Date) -> Option<Date> {
        let days = [episode.discharge_told_on, self.done_on(episode, NOTICE)];
        days.into_iter().flatten().filter(|day| *day <= discharged).min()
    }

    fn is_readmitted(&self, episode: &Episode, discharged: Date) -> bool {
        let last = discharged.saturating_add(READMITTED_WITHIN.days());
        let again = |(on, id): &(Date, EpisodeId)| *id != episode.id && discharged <= *on && *on <= last;
        self.admissions.get(&episode.person).is_some_and(|all| all.iter().any(again))
    }
}

/// A group while it is counted.
#[derive(Default)]
struct Tally {
    admissions: usize,
    discharges: usize,
    transfers: usize,
    deaths: usize,
    ratios: BTreeMap<Measure, Ratio>,
    notice_days: Vec<i32>,
    stay_days: Vec<i32>,
    gaps: BTreeMap<String, usize>,
    counted: CountedStays,
}

impl Tally {
    fn add(&mut self, measure: Measure, episode: &Episode, hit: bool) {
        self.ratios.entry(measure).or_default().add(hit);
        self.counted.measures.entry(measure).or_default().push((episode.id, hit));
    }

    fn admission(&mut self, episode: &Episode, index: &Index<'_>) {
        self.admissions += 1;
        self.counted.admissions.push(episode.id);
        if index.expects(episode, CONTACT) {
            let done = index.done_on(episode, CONTACT);
            self.add(Measure::Contact, episode, done.is_some());
            if let Some(due) = (index.records.contact_due)(episode) {
                self.add(Measure::ContactInTime, episode, done.is_some_and(|on| on <= due));
            }
        }
        if index.expects(episode, SHEET) {
            let given = index.done_on(episode, SHEET).or_else(|| index.sheets.get(&episode.id).copied());
            let met = (index.records.met)(episode);
            self.add(Measure::SheetFirst, episode, met == Some(SheetMet::First));
            self.add(Measure::SheetSecond, episode, met == Some(SheetMet::Second));
            self.add(Measure::SheetLate, episode, met == Some(SheetMet::Late));
            self.add(Measure::SheetUnjudged, episode, met.is_none() && given.is_some());
            self.add(Measure::SheetNone, episode, met.is_none() && given.is_none());
        }
        // A stay that goes on has no year of its discharge yet.
        if episode.end.is_none() {
            self.gap(episode);
        }
    }

    fn ending(&mut self, episode: &Episode, year: FiscalYear, index: &Index<'_>) {
        let Some(end) = episode.end.filter(|end| year.holds(end.on)) else { return };
        self.gap(episode);
        match end.reason {
            EndReason::Home | EndReason::Institution => self.discharge(episode, end.on, index),
            EndReason::Transfer => {
                self.transfers += 1;
                self.counted.transfers.push(episode.id);
            }
            EndReason::Death => {
                self.deaths += 1;
                self.counted.deaths.push(episode.id);
            }
            EndReason::Cancelled => {}
        }
    }

    fn discharge(&mut self, episode: &Episode, on: Date, index: &Index<'_>) {
        self.discharges += 1;
        self.counted.discharges.push(episode.id);
        let told = index.told_on(episode, on);
        let level = index.levels.get(&episode.person).copied().unwrap_or_default();
        let (told_of, untold_of) = if level.is_care() {
            (Measure::ToldCare, Measure::UntoldCare)
        } else if level.is_support() {
            (Measure::ToldSupport, Measure::UntoldSupport)
        } else {
            (Measure::ToldOther, Measure::UntoldOther)
        };
        for measure in [Measure::Told, told_of] {
            self.add(measure, episode, told.is_some());
        }
        for measure in [Measure::Untold, untold_of] {
            self.add(measure, episode, told.is_none());
        }
        self.notice_days.extend(told.map(|told| days_between(told, on)));
        self.stay_days.push(days_between(episode.admitted_on, on) + 1);
        let held = |day: &Date| episode.admitted_on <= *day && *day <= on;
        let conference = index.conferences.get(&episode.id).is_some_and(|all| all.iter().any(held));
        self.add(Measure::Conference, episode, conference);
        if let Some(decided) = episode.discharge_decided_on {
            self.add(Measure::Rush, episode, days_between(decided, on) <= index.records.rush_days);
        }
        self.add(Measure::Readmission, episode, index.is_readmitted(episode, on));
    }

    fn gap(&mut self, episode: &Episode) {
        if let Some(gap) = episode.gap.as_deref().map(str::trim).filter(|gap| !gap.is_empty()) {
            *self.gaps.entry(gap.to_owned()).or_default() += 1;
        }
    }

    /// Every measure is there, also one of nothing.
    fn finish(mut self) -> Group {
        for measure in Measure::iter() {
            self.ratios.entry(measure).or_default();
            self.counted.measures.entry(measure).or_default();
        }
        let mut gaps: Vec<(String, usize)> = self.gaps.into_iter().collect();
        gaps.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Group {
            admissions: self.admissions,
            discharges: self.discharges,
            transfers: self.transfers,
            deaths: self.deaths,
            ratios: self.ratios,
            notice_days: Spread::of(self.notice_days),
            stay_days: Spread::of(self.stay_days),
            gaps,
            counted: self.counted,
        }
    }
}

#[cfg(test)]
mod tests;
