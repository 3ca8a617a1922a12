//! The lines of everything open, in the order of their limits; filtered within a frame however many there are.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::Line;
use crate::domain::checklist::{Duty, Phase};
use crate::domain::{EpisodeId, TaskId};

/// Open lines of all persons.
#[derive(Debug, Default)]
pub struct Board {
    lines: HashMap<TaskId, Line>,
    /// The open ones, sorted; everything that a sieve looks at stands in it, side by side.
    keys: Vec<Key>,
    hospitals: Names,
    assignees: Names,
}

/// What sorts and sieves a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    /// The limit; what has none stands last.
    due: Day,
    /// Duties before advice.
    guide: bool,
    stay: Option<EpisodeId>,
    phase: Option<Phase>,
    task: TaskId,
    hospital: u32,
    assignee: u32,
}

/// A day, or none, which is later than any.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Day {
    On(Date),
    None,
}

/// Names by number, so that a key stays small.
#[derive(Debug, Default)]
struct Names(HashMap<Box<str>, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let next = self.0.len() as u32;
        self.0.insert(name.into(), next);
        next
    }
}

/// In which order lines are shown.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Default,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Order {
    /// By urgency.
    #[default]
    Due,
    /// Person by person.
    Person,
    /// Hospital by hospital.
    Hospital,
}

/// Which lines are shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sieve {
    /// Only what this person does.
    pub assignee: Option<String>,
    /// As [`super::Casebook::hospital_key`] names it.
    pub hospital: Option<String>,
    pub phase: Option<Phase>,
    pub duty_only: bool,
    pub stay: Option<EpisodeId>,
    /// Nothing that is due later than this.
    pub until: Option<Date>,
}

impl Sieve {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Board {
    /// The line of a task, open or not.
    pub fn line(&self, task: TaskId) -> Option<&Line> {
        self.lines.get(&task)
    }

    /// The open lines that pass, in the order of their limits.
    pub fn list(&self, sieve: &Sieve) -> Vec<TaskId> {
        // A name that nobody has is met by nothing.
        let number = |names: &Names, name: &Option<String>| name.as_deref().map(|name| names.0.get(name).copied());
        let hospital = number(&self.hospitals, &sieve.hospital);
        let assignee = number(&self.assignees, &sieve.assignee);
        let until = sieve.until.map(Day::On);
        self.keys
            .iter()
            .filter(|key| {
                hospital.is_none_or(|wanted| wanted == Some(key.hospital))
                    && assignee.is_none_or(|wanted| wanted == Some(key.assignee))
                    && sieve.phase.is_none_or(|phase| key.phase == Some(phase))
                    && !(sieve.duty_only && key.guide)
                    && sieve.stay.is_none_or(|stay| key.stay == Some(stay))
                    && until.is_none_or(|until| key.due <= until)
            })
            .map(|key| key.task)
            .collect()
    }

    /// How many open lines are past, due on the day, and due within so many days after it, of those that pass.
    pub fn counts(&self, sieve: &Sieve, today: Date, days: i32) -> Counts {
        let mut counts = Counts::default();
        let last = today.saturating_add(jiff::Span::new().days(days));
        for task in self.list(sieve) {
            match self.line(task).and_then(|line| line.due) {
                Some(due) if due < today => counts.overdue += 1,
                Some(due) if due == today => counts.today += 1,
                Some(due) if due <= last => counts.soon += 1,
                Some(_) => counts.later += 1,
                None => counts.undated += 1,
            }
        }
        counts
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// All lines anew: `(line, hospital, assignee)`.
    pub(super) fn fill(&mut self, lines: Vec<(Line, String, String)>) {
        self.lines.clear();
        self.keys.clear();
        self.add(lines);
    }

    /// The lines of these tasks anew.
    pub(super) fn replace(&mut self, gone: &HashSet<TaskId>, lines: Vec<(Line, String, String)>) {
        self.keys.retain(|key| !gone.contains(&key.task));
        for task in gone {
            self.lines.remove(task);
        }
        self.add(lines);
    }

    fn add(&mut self, lines: Vec<(Line, String, String)>) {
        for (line, hospital, assignee) in lines {
            if line.is_open() {
                let key = Key {
                    due: line.due.map_or(Day::None, Day::On),
                    guide: line.duty == Duty::Guide,
                    stay: line.stay,
                    phase: line.phase,
                    task: line.task,
                    hospital: self.hospitals.number(&hospital),
                    assignee: self.assignees.number(&assignee),
                };
                self.keys.push(key);
            }
            self.lines.insert(line.task, line);
        }
        // Nearly sorted: the sort finds the long run that it was.
        self.keys.sort();
    }

    pub(super) fn drop_task(&mut self, task: TaskId) {
        self.lines.remove(&task);
        self.keys.retain(|key| key.task != task);
    }

    pub(super) fn drop_stay(&mut self, stay: EpisodeId) {
        self.lines.retain(|_, line| line.stay != Some(stay));
        self.keys.retain(|key| key.stay != Some(stay));
    }
}

/// Open lines by urgency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub overdue: usize,
    pub today: usize,
    /// Within the days asked for, after today.
    pub soon: usize,
    pub later: usize,
    pub undated: usize,
}
