//! Surveys beside the register: whom one is sent to, by what its answers are told apart, and what an institution answered last.

use std::collections::HashMap;

use jiff::civil::Date;

use super::logbook::Logbook;
use super::{Registry, View};
use crate::domain::survey::{Answer, GroupBy, Survey, Target};
use crate::domain::vague::Vague;
use crate::domain::{AnswerId, FacilityId};

/// What a survey feeds whose answers say what an institution does when another one closes.
pub const CONTINUITY: &str = "continuity";

/// Everybody whom a survey is sent to, by name.
pub fn asked(registry: &Registry, target: &Target, today: Date) -> Vec<FacilityId> {
    let meets = |id: &FacilityId| {
        registry
            .row(*id)
            .is_some_and(|row| target.meets(row.kinds.iter().map(|kind| kind.code), &row.area, row.partner))
    };
    registry.list(&View::default(), today).into_iter().filter(meets).collect()
}

/// Those who were asked, by name; one that does not stand in the register any more comes last.
pub fn in_order(registry: &Registry, asked: &[FacilityId]) -> Vec<FacilityId> {
    let mut all = asked.to_vec();
    let row = |id: &FacilityId| registry.row(*id);
    all.sort_by(|a, b| {
        let key = |id: &FacilityId| row(id).map(|row| (row.order.as_ref(), row.name.as_ref()));
        (row(a).is_none(), key(a), *a).cmp(&(row(b).is_none(), key(b), *b))
    });
    all
}

/// The group that an institution belongs to: the code of a kind, or an area. Empty where that is not known.
pub fn group(registry: &Registry, survey: &Survey, by: GroupBy, facility: FacilityId) -> String {
    let Some(row) = registry.row(facility) else { return String::new() };
    match by {
        GroupBy::Area => row.area.to_string(),
        GroupBy::Kind => {
            let has = |code: &&String| row.kinds.iter().any(|kind| kind.code == code.as_str());
            let asked_as = survey.target.kinds.iter().find(has).cloned();
            asked_as.or_else(|| row.kinds.first().map(|kind| kind.code.to_owned())).unwrap_or_default()
        }
    }
}

/// What each institution answered last of its continuity. Answers are never copied into the register: the newest one holds.
pub fn continuity(logbook: &Logbook) -> HashMap<FacilityId, &Answer> {
    let age = |survey: &Survey, answer: &Answer| -> (Option<Date>, Option<Date>, AnswerId) {
        let sent = if survey.on == Vague::Unknown { None } else { survey.on.last() };
        (answer.on.or(sent), sent, answer.id)
    };
    let mut newest: HashMap<FacilityId, (&Survey, &Answer)> = HashMap::new();
    for survey in logbook.surveys().filter(|survey| survey.feeds == CONTINUITY) {
        for answer in logbook.answers(survey.id) {
            let known = newest.entry(answer.facility).or_insert((survey, answer));
            if age(known.0, known.1) < age(survey, answer) {
                *known = (survey, answer);
            }
        }
    }
    newest.into_iter().map(|(facility, (_, answer))| (facility, answer)).collect()
}
