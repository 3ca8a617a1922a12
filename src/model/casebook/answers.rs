//! What the checklist and the engine of limits say of a stay, for the figures.

use std::collections::HashMap;

use jiff::civil::Date;

use super::Casebook;
use super::situation::done_items;
use crate::domain::deadline::{DoneItem, Met, Planned, Practice, Situation, State, Why, plan};
use crate::domain::figures::{CONTACT, SHEET, SHEET_DOCUMENT, SheetMet};
use crate::domain::{Disclosure, Episode, EpisodeId};

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
    /// Asks the engine once for each of these stays. One whose checklist is not kept is held against the one of a new stay.
    pub fn of<'a>(book: &Casebook, stays: impl Iterator<Item = &'a Episode>) -> Self {
        let practice = Practice::of(&book.rulebook);
        let answer = |stay: &Episode| {
            let tasks = book.tasks_of(stay.id);
            let mut done = done_items(&tasks);
            // The record of the first sending says it too, where nobody ticked the item.
            if done.iter().all(|item| item.code != SHEET) {
                let of_stay = |given: &&Disclosure| given.episode == Some(stay.id) && given.document == SHEET_DOCUMENT;
                let first = book.disclosures_of(stay.person).filter(of_stay).map(|given| given.at.date()).min();
                done.extend(first.map(|on| DoneItem { code: SHEET, on }));
            }
            let in_force = || book.rulebook.default_template().map(AsRef::as_ref);
            let template = book.template(stay.template).or_else(in_force)?;
            let level = book.person(stay.person).map(|person| person.care_level).unwrap_or_default();
            Some((stay.id, Answer::of(&plan(template, &Situation::of(stay, level, &done), &practice))))
        };
        Self(stays.filter_map(answer).collect())
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
