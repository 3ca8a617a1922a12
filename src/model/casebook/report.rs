//! The year's report over everything that is kept.

use super::Casebook;
use crate::domain::figures::FiscalYear;
use crate::domain::report::{Registered, ReportInput, Traced, YearReport, report};
use crate::domain::{AcpTalk, Answer, Facility, FacilityId, Meeting, Person, Publication, ServiceAct, Survey};
use crate::model::Registry;

impl Casebook {
    /// Counts a year and the one before it. `facilities`: the register.
    pub fn report(&self, year: FiscalYear, facilities: &[Facility]) -> YearReport {
        self.report_over(year, &facilities.iter().map(Registered::from).collect::<Vec<_>>())
    }

    /// The same over the register as the lists hold it.
    pub fn report_of(&self, year: FiscalYear, registry: &Registry) -> YearReport {
        let registered = registry.rows().map(|row| Registered {
            id: row.id,
            partner: row.partner,
            confirmed_on: row.confirmed_on,
            kinds: row.kinds.iter().map(|kind| kind.code).collect(),
        });
        let mut registered: Vec<Registered> = registered.collect();
        registered.sort_by_key(|one| one.id);
        self.report_over(year, &registered)
    }

    fn report_over(&self, year: FiscalYear, register: &[Registered]) -> YearReport {
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
            register,
            persons: &persons,
            acp_talks: &acp_talks,
            task: &|id| self.task(id),
            stays: &|year| self.figures(year, &no_name),
        };
        report(&input, year)
    }

    /// The day and the title of a record behind a figure, where it names nobody by its nature; empty of persons, stays and tasks.
    /// `facility`: the names of institutions.
    pub fn traced(&self, what: Traced, facility: &dyn Fn(FacilityId) -> String) -> (String, String) {
        let log = self.logbook();
        let found = match what {
            Traced::Meeting(id) | Traced::Line(id, _) => {
                log.meeting(id).map(|one| (one.on.to_string(), one.title.clone()))
            }
            Traced::Publication(id) => log.publication(id).map(|one| (one.on.to_string(), one.title.clone())),
            Traced::Survey(id) => log.survey(id).map(|one| (one.on.to_string(), one.title.clone())),
            Traced::Facility(id) => Some((String::new(), facility(id))),
            Traced::ServiceAct(id) => log.act(id).map(|act| (act.from.to_string(), facility(act.facility))),
            Traced::Task(_) | Traced::Person(_) | Traced::Episode(_) => None,
        };
        found.unwrap_or_default()
    }
}
