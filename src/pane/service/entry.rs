//! The lines of the board of service continuity.

use super::rows::state_word;
use crate::domain::card::review;
use crate::domain::facility::{Ability, capability};
use crate::domain::{FacilityId, Person, PersonId, ServiceActId};
use crate::model::Row;
use crate::model::closings::closings;
use crate::model::substitutes::{Affected, lives};
use crate::paint::Role;
use crate::pane::Context;
use crate::pane::dates::short_date;

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// By the act that holds, or that is announced.
    Closing { act: ServiceActId, facility: FacilityId, holds: bool },
    /// 後方支援病院: it takes persons in whom it knows.
    Hospital(FacilityId),
}

impl Entry {
    pub const fn facility(self) -> FacilityId {
        match self {
            Self::Closing { facility, .. } | Self::Hospital(facility) => facility,
        }
    }
}

/// What the list says of it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) state: String,
    pub(super) role: Role,
    pub(super) name: String,
    /// How many persons it concerns.
    pub(super) persons: usize,
}

/// What holds today, what is announced, then the hospitals by name: those that are listed as such, and those with whom somebody is
/// registered. Made when the records change: no frame goes through the persons.
pub(super) fn entries(cx: &Context<'_>) -> Vec<(Entry, Line)> {
    let today = cx.now.today();
    let lines = closings(cx.casebook, cx.registry, today).into_iter();
    let lines = lines.map(|one| {
        let (word, role) = state_word(&one.act.state, cx);
        let word = if one.holds { word } else { cx.words.say("services.coming", &[("state", &word)]) };
        let entry = Entry::Closing { act: one.act.id, facility: one.act.facility, holds: one.holds };
        let state = format!("{word} {}", short_date(one.act.from, today));
        let short = cx.registry.row(one.act.facility).map(|row| row.short.to_string());
        let name = short.unwrap_or_else(|| cx.words.get("services.gone").to_owned());
        (entry, Line { state, role, name, persons: each(&one.affected).len() })
    });
    let hospitals = hospitals(cx).into_iter().map(|row| {
        let state = cx.words.get("services.backup").to_owned();
        let persons = registered(row.id, cx).len();
        (Entry::Hospital(row.id), Line { state, role: Role::Label, name: row.short.to_string(), persons })
    });
    lines.chain(hospitals).collect()
}

/// Whom it concerns, each once.
pub(super) fn each(affected: &[Affected<'_>]) -> Vec<PersonId> {
    let mut each: Vec<PersonId> = affected.iter().map(|one| one.person.id).collect();
    // The links of a person stand together.
    each.dedup();
    each
}

fn hospitals<'a>(cx: &Context<'a>) -> Vec<&'a Row> {
    let place = capability::table().iter().position(|info| info.code == "backup_hospital");
    let offers = |row: &&Row| {
        let said = place.and_then(|place| row.capabilities.at(place));
        matches!(said, Some(Ability::Yes | Ability::Ask)) && row.maybe_closed.is_none()
    };
    let mut hospitals: Vec<&Row> = cx.registry.rows().filter(offers).collect();
    for person in cx.casebook.persons().filter(|person| lives(cx.casebook, person)) {
        let registered = person.card.backup_hospital.hospital.facility.and_then(|id| cx.registry.row(id));
        if let Some(row) = registered
            && !hospitals.iter().any(|known| known.id == row.id)
        {
            hospitals.push(row);
        }
    }
    hospitals.sort_by(|a, b| (&a.kana, &a.name, a.id).cmp(&(&b.kana, &b.name, b.id)));
    hospitals
}

/// Who is registered with a hospital, the exchange that is due first, first.
pub(super) fn registered<'a>(hospital: FacilityId, cx: &Context<'a>) -> Vec<&'a Person> {
    let book = cx.casebook;
    let with =
        |person: &&Person| person.card.backup_hospital.hospital.facility == Some(hospital) && lives(book, person);
    let mut persons: Vec<&Person> = book.in_reading_order(book.persons().filter(with).collect());
    persons.sort_by_key(|person| {
        let next = review::next_exchange(person);
        (next.is_none(), next)
    });
    persons
}
