//! How far a stay of the demo is: which of its tasks are done, when, by whom and with what evidence.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::domain::checklist::{Phase, Template};
use crate::domain::deadline::{Planned, Practice, Situation, State, plan};
use crate::domain::episode::{End, EndReason, Episode, flow};
use crate::domain::rulebook::Rulebook;
use crate::domain::task::{Done, NotNeeded, TaskState};
use crate::domain::{Person, Task};

/// The items of calm times that have a day of their own: the consent, and the talk before a planned admission.
const CONSENT: &str = "P05";
const TALK_BEFORE: &str = "P04";

/// Who usually does an item, and what proves it.
pub(super) type Usual = BTreeMap<String, (String, String)>;

/// What the fixture says of a stay's tasks.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Course {
    /// Whatever was to be done by this day is done, on its own day.
    pub through: Option<Date>,
    /// But for these.
    pub open: Vec<String>,
    /// Done otherwise than usually.
    pub done: Vec<DoneAt>,
    /// 不要, with the reason.
    pub aside: Vec<(String, Date, String)>,
    /// Who does what.
    pub assign: BTreeMap<String, Vec<String>>,
    pub end: Option<End>,
    /// Nothing of a stay that is long over is left open.
    #[serde(skip)]
    pub closed: bool,
}

/// Code, day, by whom, evidence, hour.
#[derive(Deserialize)]
pub(super) struct DoneAt(pub String, pub Date, pub String, pub String, #[serde(default)] pub Option<Time>);

/// What all courses are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub rulebook: &'a Rulebook,
    pub template: &'a Template,
    pub usual: &'a Usual,
    pub today: Date,
}

impl Setting<'_> {
    /// Brings a stay and its tasks to where they are today.
    pub fn run(
        &self,
        person: &Person,
        mut stay: Episode,
        mut tasks: Vec<Task>,
        course: &Course,
    ) -> (Episode, Vec<Task>) {
        let ended = Episode { end: course.end.or(stay.end), ..stay.clone() };
        // The days of the checklist are those of the stay as it ended; an end that closes its items would leave none.
        let discharge = ended.end.filter(|end| end.reason.is_discharge());
        let dc = discharge.map(|end| End { reason: EndReason::Home, ..end });
        let dated = self.days(person, &Episode { end: dc, ..stay.clone() });
        for task in &mut tasks {
            let Some(code) = task.code().map(str::to_owned) else { continue };
            if let Some((name, _)) = course.assign.iter().find(|(_, codes)| codes.contains(&code)) {
                task.assignee = Some(name.clone());
            }
            if !task.is_open() {
                continue;
            }
            if let Some(state) = Self::said(course, &code) {
                task.state = state;
            } else if !course.open.contains(&code)
                && let Some(on) = self.day(person, &ended, course, &dated, &code)
            {
                task.state = TaskState::Done(self.usual(&code, on));
            }
        }
        if let Some(end) = course.end {
            let all: Vec<&Task> = tasks.iter().collect();
            let (over, changed) = flow::finish(&stay, end, &all);
            for task in changed {
                if let Some(place) = tasks.iter_mut().find(|old| old.id == task.id) {
                    *place = task;
                }
            }
            stay = over;
        }
        if course.closed {
            let on = stay.end.map_or(self.today, |end| end.on);
            for task in tasks.iter_mut().filter(|task| task.is_open()) {
                task.state = TaskState::NotNeeded { on, why: NotNeeded::Said("今回は行わず".to_owned()) };
            }
        }
        (stay, tasks)
    }

    fn said(course: &Course, code: &str) -> Option<TaskState> {
        let done = course.done.iter().find(|done| done.0 == code).map(|DoneAt(_, on, by, evidence, at)| {
            TaskState::Done(Done { on: *on, at: *at, by: by.clone(), evidence: evidence.clone() })
        });
        let aside = || {
            let (_, on, why) = course.aside.iter().find(|(aside, ..)| aside == code)?;
            Some(TaskState::NotNeeded { on: *on, why: NotNeeded::Said(why.clone()) })
        };
        done.or_else(aside)
    }

    fn usual(&self, code: &str, on: Date) -> Done {
        let (by, evidence) = self.usual.get(code).cloned().unwrap_or_default();
        Done { on, at: None, by, evidence }
    }

    /// The day of each item's first limit that applies and has one.
    fn days(&self, person: &Person, stay: &Episode) -> BTreeMap<String, Date> {
        let situation = Situation { reviewed_on: person.reviewed_on, ..Situation::of(stay, person.care_level, &[]) };
        let rows = plan(self.template, &situation, &Practice::of(self.rulebook));
        let mut days = BTreeMap::new();
        let dated = |row: &&Planned<'_>| row.state == State::Dated;
        for row in rows.iter().filter(dated) {
            if let Some(due) = row.due {
                days.entry(row.item.code.clone()).or_insert(due);
            }
        }
        days
    }

    /// The day on which an item was done as usual; `None`: it is still to be done.
    fn day(
        &self,
        person: &Person,
        stay: &Episode,
        course: &Course,
        dated: &BTreeMap<String, Date>,
        code: &str,
    ) -> Option<Date> {
        let through = course.through?.min(self.today);
        let phase = self.template.item(code)?.phase;
        // Consent is as old as it is; what is kept ready in calm times was looked over with the rest.
        if code == CONSENT {
            let last = stay.end.map_or(self.today, |end| end.on);
            return person.consent.as_ref().map(|c| if c.on <= last { c.on } else { stay.admitted_on });
        }
        if phase == Phase::BeforeAdmission && code != TALK_BEFORE {
            return person.reviewed_on.filter(|day| *day <= stay.admitted_on);
        }
        let due = dated.get(code).copied().filter(|due| *due <= through)?;
        let on = match phase {
            Phase::BeforeAdmission | Phase::AfterDischarge => due,
            Phase::Admission | Phase::Stay | Phase::BeforeDischarge | Phase::EndOfLife | Phase::Discharge => {
                let due = due.max(stay.admitted_on);
                stay.end.map_or(due, |end| end.on.min(due))
            }
        };
        Some(on).filter(|on| *on <= through)
    }
}
