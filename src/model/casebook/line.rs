//! One thing to do as the board shows it.

use jiff::civil::Date;

use crate::domain::calendar::days_between;
use crate::domain::checklist::{DateBasis, Duty, Level, Phase};
use crate::domain::{EpisodeId, PersonId, TaskId};

/// A task with the limit that counts now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub task: TaskId,
    pub stay: Option<EpisodeId>,
    pub person: Option<PersonId>,
    /// `None`: nothing dates it yet.
    pub due: Option<Date>,
    /// The first day of a window.
    pub from: Option<Date>,
    /// Which of several limits it is (Ⅱ, where Ⅰ is past).
    pub label: Option<Box<str>>,
    pub duty: Duty,
    /// Where the day comes from: a duty may have a day that is only advice.
    pub basis: DateBasis,
    pub level: Level,
    /// `None` for what was written down by hand.
    pub phase: Option<Phase>,
    /// The rule has no source of its own yet.
    pub confirmed: bool,
    pub status: Status,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    Open,
    Done(Date),
    NotNeeded,
    /// The variant or the stay leaves it out (対象外).
    NotApplicable,
}

impl Line {
    /// Days from `today` to the limit; negative where it is past.
    pub fn days_left(&self, today: Date) -> Option<i32> {
        self.due.map(|due| days_between(today, due))
    }

    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Open)
    }

    /// A duty whose day itself is the limit of a fee or a law.
    pub const fn is_hard(&self) -> bool {
        matches!((self.duty, self.basis), (Duty::Must, DateBasis::System))
    }
}
