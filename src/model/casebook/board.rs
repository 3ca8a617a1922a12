//! The lines of everything open, in the order of their limits; filtered within a frame however many there are.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::Line;
use crate::domain::checklist::{Duty, Phase};
use crate::domain::{EpisodeId, PersonId, TaskId};

/// Open lines of all persons.
#[derive(Debug, Default)]
pub struct Board {
    lines: HashMap<TaskId, Line>,
    open: BTreeSet<Open>,
    hospitals: Names,
    assignees: Names,
}

/// What sorts and sieves an open line and stands over it in a list: all that a list needs, so that it looks no line up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Open {
    /// What has no limit stands last.
    due: Day,
    /// Duties before advice.
    guide: bool,
    pub stay: Option<EpisodeId>,
    phase: Option<Phase>,
    pub task: TaskId,
    pub person: Option<PersonId>,
    /// The same number for the lines of the same hospital.
    pub hospital: u32,
    assignee: u32,
}

impl Open {
    /// Without the names.
    fn of(line: &Line) -> Self {
        Self {
            due: line.due.map_or(Day::None, Day::On),
            guide: line.duty == Duty::Guide,
            stay: line.stay,
            phase: line.phase,
            task: line.task,
            person: line.person,
            hospital: 0,
            assignee: 0,
        }
    }

    /// The limit.
    pub const fn due(&self) -> Option<Date> {
        match self.due {
            Day::On(date) => Some(date),
            Day::None => None,
        }
    }
}

/// The lines of one stay as they were drawn up, each with who does it.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub hospital: String,
    pub lines: Vec<(Line, String)>,
}

/// A day, or none, which is later than any.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Day {
    On(Date),
    None,
}

/// Names by number, so that an open line stays small.
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
    pub fn open(&self, sieve: &Sieve) -> impl Iterator<Item = &Open> {
        // A name that nobody has is met by nothing.
        let number = |names: &Names, name: &Option<String>| name.as_deref().map(|name| names.0.get(name).copied());
        let hospital = number(&self.hospitals, &sieve.hospital);
        let assignee = number(&self.assignees, &sieve.assignee);
        let until = sieve.until.map(Day::On);
        let (phase, stay, duty_only) = (sieve.phase, sieve.stay, sieve.duty_only);
        self.open.iter().take_while(move |line| until.is_none_or(|until| line.due <= until)).filter(move |line| {
            hospital.is_none_or(|wanted| wanted == Some(line.hospital))
                && assignee.is_none_or(|wanted| wanted == Some(line.assignee))
                && phase.is_none_or(|phase| line.phase == Some(phase))
                && !(duty_only && line.guide)
                && stay.is_none_or(|stay| line.stay == Some(stay))
        })
    }

    /// The tasks of [`Board::open`].
    pub fn list(&self, sieve: &Sieve) -> Vec<TaskId> {
        self.open(sieve).map(|line| line.task).collect()
    }

    /// How many open lines are past, due on the day, and due within so many days after it, of those that pass.
    pub fn counts(&self, sieve: &Sieve, today: Date, days: i32) -> Counts {
        let mut counts = Counts::default();
        let last = today.saturating_add(jiff::Span::new().days(days));
        for line in self.open(sieve) {
            match line.due() {
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
        self.open.len()
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The stays with a line, open or not, whose limit lies from one day to the day before another.
    pub(super) fn stays_due(&self, from: Date, before: Date) -> BTreeSet<EpisodeId> {
        let due = |line: &&Line| line.due.is_some_and(|due| from <= due && due < before);
        self.lines.values().filter(due).filter_map(|line| line.stay).collect()
    }

    /// All lines anew.
    pub(super) fn fill(&mut self, drawn: Vec<Drawn>) {
        self.lines.clear();
        self.open.clear();
        let mut open = Vec::new();
        for Drawn { hospital, lines } in drawn {
            for (line, assignee) in lines {
                open.extend(self.as_open(&line, &hospital, &assignee));
                self.lines.insert(line.task, line);
            }
        }
        // Made of all at once it is far cheaper than line by line.
        self.open = open.into_iter().collect();
    }

    /// Lines anew.
    pub(super) fn put(&mut self, drawn: Drawn) {
        for (line, assignee) in drawn.lines {
            self.drop_task(line.task);
            let open = self.as_open(&line, &drawn.hospital, &assignee);
            self.open.extend(open);
            self.lines.insert(line.task, line);
        }
    }

    pub(super) fn drop_task(&mut self, task: TaskId) {
        let Some(line) = self.lines.remove(&task).filter(Line::is_open) else { return };
        // The numbers are sorted by last: it is the first that does not stand before.
        let first = Open::of(&line);
        if let Some(open) = self.open.range(first..).next().filter(|open| open.task == task).copied() {
            self.open.remove(&open);
        }
    }

    fn as_open(&mut self, line: &Line, hospital: &str, assignee: &str) -> Option<Open> {
        line.is_open().then(|| Open {
            hospital: self.hospitals.number(hospital),
            assignee: self.assignees.number(assignee),
            ..Open::of(line)
        })
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
