//! 年次報告: what a year was, in figures that each know the records they were counted from (domain.md 6.2). Nothing is stored.

mod actions;
mod input;
mod meetings;
mod people;
mod publications;
mod recurrence;
mod register;

use jiff::civil::Date;

pub use input::{Registered, ReportInput};

use super::figures::{FiscalYear, Ratio};
use super::publication::PlaceNames;
use super::survey::RateRounding;
use super::vague::Vague;
use super::{EpisodeId, FacilityId, MeetingId, PersonId, PublicationId, ServiceActId, SurveyId, TaskId};

/// A year with the one before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearReport {
    pub year: FiscalYear,
    /// The day that it was counted on.
    pub on: Date,
    pub figures: Vec<Figure>,
    /// Meetings and publications of which nobody knows the year: they are counted in none.
    pub undated: Vec<Counted>,
    /// What the year before was, for the figures that a year can have.
    pub before: Vec<Figure>,
    /// How the centre calls the places where it publishes.
    pub places: PlaceNames,
}

/// A part of the report.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// 場面 by 事業
    Tags,
    Meetings,
    Attendance,
    Actions,
    Publications,
    Register,
    Surveys,
    /// 入退院
    Stays,
    /// 緊急時の備え
    Cards,
    /// 看取り
    End,
}

/// One figure. Its value follows from its records, so that it can always be traced to them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// A stable word for scripts: `meetings.providers`.
    pub code: String,
    pub part: Part,
    pub shape: Shape,
    /// As things are on the day of the report: the register has no past.
    pub is_now: bool,
    pub records: Vec<Counted>,
}

/// What a figure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    Count,
    Share,
    /// The middle one of what its records stand for, in days.
    Median,
    /// A share that becomes a decimal as its surveys say.
    Rate(RateRounding),
}

/// A record that was counted: for how much, and of a share how much of it was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counted {
    pub what: Traced,
    pub amount: u32,
    pub met: u32,
}

/// Where a figure leads back to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Traced {
    Meeting(MeetingId),
    /// A line of a meeting, from 0.
    Line(MeetingId, usize),
    Task(TaskId),
    Publication(PublicationId),
    Survey(SurveyId),
    Facility(FacilityId),
    ServiceAct(ServiceActId),
    Person(PersonId),
    Episode(EpisodeId),
}

impl Traced {
    /// Does the record tell something about a person?
    pub const fn is_personal(self) -> bool {
        match self {
            Self::Meeting(_) | Self::Line(..) | Self::Task(_) | Self::Person(_) | Self::Episode(_) => true,
            Self::Publication(_) | Self::Survey(_) | Self::Facility(_) | Self::ServiceAct(_) => false,
        }
    }
}

impl Counted {
    /// Counted once.
    pub const fn once(what: Traced) -> Self {
        Self { what, amount: 1, met: 0 }
    }

    pub const fn of(what: Traced, amount: u32) -> Self {
        Self { what, amount, met: 0 }
    }

    /// One of a share.
    pub fn judged(what: Traced, is_met: bool) -> Self {
        Self { what, amount: 1, met: u32::from(is_met) }
    }
}

impl Figure {
    fn count(part: Part, code: impl Into<String>, records: Vec<Counted>) -> Self {
        Self { code: code.into(), part, shape: Shape::Count, is_now: false, records }
    }

    fn share(part: Part, code: impl Into<String>, records: Vec<Counted>) -> Self {
        Self { shape: Shape::Share, ..Self::count(part, code, records) }
    }

    fn median(part: Part, code: impl Into<String>, records: Vec<Counted>) -> Self {
        Self { shape: Shape::Median, ..Self::count(part, code, records) }
    }

    fn now(self) -> Self {
        Self { is_now: true, ..self }
    }

    /// The sum of what its records count for.
    pub fn amount(&self) -> u64 {
        self.records.iter().map(|one| u64::from(one.amount)).sum()
    }

    /// So much of it was met.
    pub fn met(&self) -> u64 {
        self.records.iter().map(|one| u64::from(one.met)).sum()
    }

    /// Of a median: the middle one, or the middle between two (`6.5`); `None` of nothing.
    pub fn middle(&self) -> Option<String> {
        let mut all: Vec<u64> = self.records.iter().map(|one| u64::from(one.amount)).collect();
        all.sort_unstable();
        let upper = *all.get(all.len() / 2)?;
        let lower = if all.len().is_multiple_of(2) { all[all.len() / 2 - 1] } else { upper };
        let half = if (lower + upper).is_multiple_of(2) { "" } else { ".5" };
        Some(format!("{}{half}", u64::midpoint(lower, upper)))
    }

    /// `91.1`; empty of nothing, and of what is no share.
    pub fn percent(&self) -> String {
        let (met, of) = (self.met(), self.amount());
        match self.shape {
            Shape::Count | Shape::Median => String::new(),
            Shape::Share | Shape::Rate(RateRounding::HalfUp1) => {
                let whole = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
                Ratio { numerator: whole(met), denominator: whole(of) }.percent()
            }
            Shape::Rate(RateRounding::Cut1) => {
                (met * 1000).checked_div(of).map(|cut| format!("{}.{}", cut / 10, cut % 10)).unwrap_or_default()
            }
        }
    }

    /// Of a family whose members are many (kinds, professions, tags): shown only where there is something.
    pub fn is_keyed(&self) -> bool {
        const FAMILIES: [&str; 9] = [
            "tag.",
            "meetings.",
            "attendance.",
            "published.",
            "posts.",
            "copies.",
            "registry.kind.",
            "care.",
            "end.place.",
        ];
        FAMILIES.iter().any(|family| self.code.starts_with(family))
    }
}

impl YearReport {
    pub fn figure(&self, code: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.code == code)
    }

    /// A figure by its code, or, as `undated`, what is counted in no year.
    pub fn traceable(&self, code: &str) -> Option<Figure> {
        let undated = || Figure::count(Part::Meetings, "undated", self.undated.clone());
        self.figure(code).cloned().or_else(|| (code == "undated").then(undated))
    }

    /// The same figure of the year before; `None` where a past year has none.
    pub fn before(&self, figure: &Figure) -> Option<&Figure> {
        self.before.iter().find(|before| before.code == figure.code)
    }

    /// What is shown: of the large families only what was in one of the two years.
    pub fn shown(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| {
            let before = || self.before(figure).map_or(0, Figure::amount);
            !figure.is_keyed() || figure.amount() > 0 || before() > 0
        })
    }
}

/// Counts a year and the one before it.
pub fn report(input: &ReportInput<'_>, year: FiscalYear) -> YearReport {
    let mut before = figures(input, FiscalYear(year.0.saturating_sub(1)));
    before.retain(|figure| !figure.is_now);
    let (figures, undated) = (figures(input, year), undated(input));
    YearReport { year, on: input.today, figures, undated, before, places: PlaceNames::new() }
}

fn figures(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let mut all = meetings::tags(input, year);
    all.extend(meetings::held(input, year));
    all.push(recurrence::intervals(input, year));
    all.extend(meetings::attended(input, year));
    all.push(recurrence::returning(input, year));
    all.extend(actions::agreed(input, year));
    all.push(recurrence::open_age(input));
    all.extend(publications::published(input, year));
    all.extend(register::known(input, year));
    all.extend(register::surveyed(input, year));
    all.extend(people::stayed(input, year));
    all.extend(people::prepared(input, year));
    all.extend(people::ended(input, year));
    all
}

fn undated(input: &ReportInput<'_>) -> Vec<Counted> {
    let meetings = input.meetings.iter().filter(|one| one.on == Vague::Unknown).map(|one| Traced::Meeting(one.id));
    let unknown = |one: &&&super::Publication| publications::day(one) == Vague::Unknown;
    let publications = input.publications.iter().filter(unknown).map(|one| Traced::Publication(one.id));
    meetings.chain(publications).map(Counted::once).collect()
}
