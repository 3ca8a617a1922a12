//! What a year is counted from.

use jiff::civil::Date;

use crate::domain::figures::{Figures, FiscalYear};
use crate::domain::{AcpTalk, Answer, Facility, Meeting, Person, Publication, ServiceAct, Survey, Task, TaskId};

/// Every record that a report counts, each list in the order of its ids, and what others know better.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    pub today: Date,
    pub meetings: &'a [&'a Meeting],
    pub publications: &'a [&'a Publication],
    pub surveys: &'a [&'a Survey],
    pub answers: &'a [&'a Answer],
    pub acts: &'a [&'a ServiceAct],
    pub facilities: &'a [&'a Facility],
    pub persons: &'a [&'a Person],
    pub acp_talks: &'a [&'a AcpTalk],
    /// The task of an action.
    pub task: &'a dyn Fn(TaskId) -> Option<&'a Task>,
    /// Admissions and discharges.
    pub stays: &'a dyn Fn(FiscalYear) -> Figures,
}
