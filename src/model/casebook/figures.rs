//! The yearly figures of everybody's stays.

use super::Casebook;
use super::answers::Answers;
use crate::domain::figures::{Figures, FiscalYear, Records, count};
use crate::domain::{Conference, Disclosure, Episode, FacilityId, Person, Task};

impl Casebook {
    /// Counts a year. `hospital`: the name of an institution in the register.
    pub fn figures(&self, year: FiscalYear, hospital: &dyn Fn(FacilityId) -> Option<String>) -> Figures {
        let episodes: Vec<&Episode> = self.stays().collect();
        let persons: Vec<&Person> = self.persons().collect();
        let tasks: Vec<&Task> = self.tasks().filter(|task| !task.is_open()).collect();
        let disclosures: Vec<&Disclosure> = self.disclosures().collect();
        let conferences: Vec<&Conference> = self.talks().collect();
        let answers = Answers::of(self, episodes.iter().copied().filter(|stay| year.holds(stay.admitted_on)));
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
