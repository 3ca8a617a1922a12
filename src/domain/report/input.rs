//! What a year is counted from.

use jiff::civil::Date;

use crate::domain::figures::{Figures, FiscalYear};
use crate::domain::{
    AcpTalk, Answer, Facility, FacilityId, Meeting, Person, Publication, ServiceAct, Survey, Task, TaskId,
};

/// Every record that a report counts, each list in the order of its ids, and what others know better.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    pub today: Date,
    pub meetings: &'a [&'a Meeting],
    pub publications: &'a [&'a Publication],
    pub surveys: &'a [&'a Survey],
    pub answers: &'a [&'a Answer],
    pub acts: &'a [&'a ServiceAct],
    pub register: &'a [Registered],
    pub persons: &'a [&'a Person],
    pub acp_talks: &'a [&'a AcpTalk],
    /// The task of an action.
    pub task: &'a dyn Fn(TaskId) -> Option<&'a Task>,
    /// Admissions and discharges.
    pub stays: &'a dyn Fn(FiscalYear) -> Figures,
}

/// What a report counts of an institution of the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registered {
    pub id: FacilityId,
    /// 連携可能施設.
    pub partner: bool,
    /// The newest day on which somebody confirmed any local fact.
    pub confirmed_on: Option<Date>,
    /// Codes of the kinds that are known, without doubles; what is not known counts as the rest of its family.
    pub kinds: Vec<&'static str>,
}

impl From<&Facility> for Registered {
    fn from(facility: &Facility) -> Self {
        let mut kinds: Vec<&'static str> = Vec::new();
        for code in facility.kinds().into_iter().map(|kind| kind.info().code) {
            if !kinds.contains(&code) {
                kinds.push(code);
            }
        }
        let partner = facility.local.identity.facts.partner;
        Self { id: facility.id, partner, confirmed_on: facility.confirmed_on(), kinds }
    }
}
