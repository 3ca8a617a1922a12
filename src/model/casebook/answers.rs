//! What the checklist and the engine of limits say of a stay, for the figures.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::checklist::Template;
use crate::domain::deadline::{DoneItem, Met, Planned, Practice, Situation, State, Why, plan};
use crate::domain::figures::{CONTACT, SHEET, SHEET_DOCUMENT, SheetMet};
use crate::domain::{CareLevel, Disclosure, Episode, EpisodeId, Person, PersonId, Rulebook, Task, TemplateId};

/// The engine's answers for every stay.
#[derive(Debug)]
pub struct Answers(HashMap<EpisodeId, Answer>);

#[derive(Debug)]
struct Answer {
    contact: bool,
    contact_due: Option<Date>,
    sheet: bool,
    met: Option<SheetMet>,
}

impl Answers {
    /// Asks the engine once for each stay. A stay whose checklist is not kept is held against the one of a new stay.
    pub fn of(
        episodes: &[Episode],
        persons: &[Person],
        tasks: &[Task],
        disclosures: &[Disclosure],
        templates: &[Template],
        rulebook: &Rulebook,
    ) -> Self {
        let templates: HashMap<TemplateId, &Template> = templates.iter().map(|one| (one.id, one)).collect();
        let levels: HashMap<PersonId, CareLevel> = persons.iter().map(|one| (one.id, one.care_level)).collect();
        let mut done: HashMap<EpisodeId, Vec<DoneItem<'_>>> = HashMap::new();
        for task in tasks {
            if let (Some(episode), Some(code), Some(done_on)) = (task.episode, task.code(), task.done()) {
                done.entry(episode).or_default().push(DoneItem { code, on: done_on.on });
            }
        }
        // The record of the sending says it too, where nobody ticked the item.
        // The first one counts, in whatever order they come.
        let mut sendings: Vec<&Disclosure> =
            disclosures.iter().filter(|given| given.document == SHEET_DOCUMENT).collect();
        sendings.sort_by_key(|given| (given.at, given.id));
        for given in sendings {
            let Some(episode) = given.episode else { continue };
            let items = done.entry(episode).or_default();
            if !items.iter().any(|item| item.code == SHEET) {
                items.push(DoneItem { code: SHEET, on: given.at.date() });
            }
        }
        let practice = Practice::of(rulebook);
        let answer = |episode: &Episode| {
            let kept = templates.get(&episode.template).copied();
            let template = kept.or_else(|| rulebook.default_template().map(AsRef::as_ref))?;
            let level = levels.get(&episode.person).copied().unwrap_or_default();
            let done = done.get(&episode.id).map_or(&[][..], Vec::as_slice);
            Some((episode.id, Answer::of(&plan(template, &Situation::of(episode, level, done), &practice))))
        };
        Self(episodes.iter().filter_map(answer).collect())
    }

    pub fn expects(&self, episode: &Episode, code: &str) -> bool {
        self.0.get(&episode.id).is_some_and(|answer| match code {
            CONTACT => answer.contact,
            _ => answer.sheet,
        })
    }

    pub fn contact_due(&self, episode: &Episode) -> Option<Date> {
        self.0.get(&episode.id)?.contact_due
    }

    pub fn met(&self, episode: &Episode) -> Option<SheetMet> {
        self.0.get(&episode.id)?.met
    }
}

impl Answer {
    fn of(rows: &[Planned<'_>]) -> Self {
        let of = |code: &'static str| rows.iter().filter(move |row| row.item.code == code);
        // Once a month is a matter of the fee alone: the sheet is owed all the same.
        let applies = |row: &Planned<'_>| !matches!(row.state, State::NotApplicable(why) if why != Why::OnceAMonth);
        let met = of(SHEET).find_map(|row| row.met).map(|met| match met {
            Met::One => SheetMet::First,
            Met::Two => SheetMet::Second,
            Met::Missed => SheetMet::Late,
        });
        Self {
            contact: of(CONTACT).any(applies),
            contact_due: of(CONTACT).find_map(|row| row.due),
            sheet: of(SHEET).any(applies),
            met,
        }
    }
}
