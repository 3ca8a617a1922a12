//! The yearly figures of everybody's stays.

use super::Casebook;
use super::answers::Answers;
use crate::domain::figures::{Figures, FiscalYear, Records, count};
use crate::domain::{Conference, Disclosure, Episode, FacilityId, Person, Task, Template};

impl Casebook {
    /// Counts a year. `hospital`: the name of an institution in the register.
    pub fn figures(&self, year: FiscalYear, hospital: &dyn Fn(FacilityId) -> Option<String>) -> Figures {
        let episodes: Vec<Episode> = self.stays().cloned().collect();
        let persons: Vec<Person> = self.persons().cloned().collect();
        let tasks: Vec<Task> = self.tasks().filter(|task| !task.is_open()).cloned().collect();
        let disclosures: Vec<Disclosure> = self.disclosures().cloned().collect();
        let conferences: Vec<Conference> = self.talks().cloned().collect();
        let templates: Vec<Template> = self.templates.values().map(|template| (**template).clone()).collect();
        let answers = Answers::of(&episodes, &persons, &tasks, &disclosures, &templates, &self.rulebook);
        let records = Records {
            episodes: &episodes,
            persons: &persons,
            tasks: &tasks,
            disclosures: &disclosures,
            conferences: &conferences,
            hospital,
            expects: &|stay, code| answers.expects(stay, code),
            contact_due: &|stay| answers.contact_due(stay),
            met: &|stay| answers.met(stay),
            rush_days: self.rulebook.settings.rush_days,
        };
        count(year, &records)
    }
}
