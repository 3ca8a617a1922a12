//! The year's report over everything that is kept.

use super::Casebook;
use crate::domain::figures::FiscalYear;
use crate::domain::report::{ReportInput, YearReport, report};
use crate::domain::{AcpTalk, Answer, Facility, FacilityId, Meeting, Person, Publication, ServiceAct, Survey};

impl Casebook {
    /// Counts a year and the one before it. `facilities`: the register.
    pub fn report(&self, year: FiscalYear, facilities: &[Facility]) -> YearReport {
        let log = self.logbook();
        let mut meetings: Vec<&Meeting> = log.meetings().collect();
        meetings.sort_by_key(|one| (one.on, one.sequence, one.id));
        let mut publications: Vec<&Publication> = log.publications().collect();
        publications.sort_by_key(|one| (one.on, one.sequence, one.id));
        let mut surveys: Vec<&Survey> = log.surveys().collect();
        surveys.sort_by_key(|one| one.id);
        let answers: Vec<&Answer> = surveys.iter().flat_map(|survey| log.answers(survey.id)).collect();
        let mut acts: Vec<&ServiceAct> = log.facilities_with_acts().flat_map(|id| log.acts(id)).collect();
        acts.sort_by_key(|act| act.id);
        let facilities: Vec<&Facility> = facilities.iter().collect();
        let mut persons: Vec<&Person> = self.persons().collect();
        persons.sort_by_key(|person| person.id);
        let mut acp_talks: Vec<&AcpTalk> = self.acp_talks.values().collect();
        acp_talks.sort_by_key(|talk| talk.id);
        let no_name = |_: FacilityId| None;
        let input = ReportInput {
            today: self.today(),
            meetings: &meetings,
            publications: &publications,
            surveys: &surveys,
            answers: &answers,
            acts: &acts,
            facilities: &facilities,
            persons: &persons,
            acp_talks: &acp_talks,
            task: &|id| self.task(id),
            stays: &|year| self.figures(year, &no_name),
        };
        report(&input, year)
    }
}
