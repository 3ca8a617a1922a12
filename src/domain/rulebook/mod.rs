//! The rules of the trade that the answers follow from: data that a centre may replace without a new program.

mod fee;

use std::sync::Arc;

pub use fee::{Confirmation, Fee, LatePart, SendingLimit, SendingRule};
use jiff::civil::{Date, DateTime};

use super::calendar::{Holidays, MonthDay, WorkingHours};
use super::card::Moment;
use super::checklist::Template;
use super::sheet::SheetForm;
use super::survey::Survey;
use super::talk_fee::{Professions, TalkFees};

/// Everything that is read from rule files, each kind built in or replaced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rulebook {
    /// One of each name, in the order in which the names were first read; the first is the default for a new stay.
    pub templates: Vec<Arc<Template>>,
    pub fees: Vec<Fee>,
    /// The forms of sheets: one of each name, in the order in which they are offered. A form that was replaced is told by its version.
    pub forms: Vec<Arc<SheetForm>>,
    /// The templates of surveys: one of each name, in the order in which the names were first read.
    pub surveys: Vec<Arc<Survey>>,
    /// Who takes part in talks.
    pub professions: Professions,
    /// The fees that follow from talks.
    pub talk_fees: TalkFees,
    pub hours: Hours,
    pub holidays: Holidays,
    pub settings: Settings,
}

/// Who works when, where nothing else is known of an office or a hospital.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hours {
    /// The care manager's office.
    pub office: WorkingHours,
    pub hospital: WorkingHours,
    /// 平日 excludes these days at the year's turn, whatever a hospital's own closure is.
    pub year_end: Option<(MonthDay, MonthDay)>,
}

/// What a centre decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    /// 「入院後 n 日以内」: is the day of admission the first of them? `true` is the stricter reading.
    pub count_admission_as_day1: bool,
    /// A discharge at most so many days after it was decided suggests the overlay 急な退院.
    pub rush_days: i32,
}

impl Rulebook {
    /// A moment with what decides whether an institution is open then.
    pub const fn moment(&self, at: DateTime) -> Moment<'_> {
        Moment { at, holidays: &self.holidays, hours: &self.hours.office }
    }

    /// The template that is in force under a name.
    pub fn template(&self, name: &str) -> Option<&Arc<Template>> {
        self.templates.iter().find(|template| template.name == name)
    }

    /// The template that a new stay begins with.
    pub fn default_template(&self) -> Option<&Arc<Template>> {
        self.templates.first()
    }

    /// The form that is in force under a name.
    pub fn form(&self, name: &str) -> Option<&Arc<SheetForm>> {
        self.forms.iter().find(|form| form.name == name)
    }

    /// The template of a survey that is in force under a name.
    pub fn survey(&self, name: &str) -> Option<&Arc<Survey>> {
        self.surveys.iter().find(|survey| survey.name == name)
    }

    /// The version of a fee that holds on a day.
    pub fn fee(&self, code: &str, on: Date) -> Option<&Fee> {
        self.fees.iter().find(|fee| fee.code == code && fee.holds_on(on))
    }
}

/// No rules at all, and offices that never work: for a screen that was not told any.
impl Default for Rulebook {
    fn default() -> Self {
        let never =
            WorkingHours { days: [None; 7], closed: [true; 7], holidays_followed: true, year_end_closure: None };
        Self {
            templates: Vec::new(),
            fees: Vec::new(),
            forms: Vec::new(),
            surveys: Vec::new(),
            professions: Professions::default(),
            talk_fees: TalkFees::default(),
            hours: Hours { office: never.clone(), hospital: never, year_end: None },
            holidays: Holidays::default(),
            settings: Settings { count_admission_as_day1: true, rush_days: 3 },
        }
    }
}
