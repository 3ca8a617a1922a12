//! The lines of the board of service continuity.

use crate::domain::card::review;
use crate::domain::facility::{Ability, capability};
use crate::domain::{FacilityId, Person, ServiceActId};
use crate::model::Row;
use crate::model::closings::closings;
use crate::model::substitutes::lives;
use crate::pane::Context;

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

/// What holds today, what is announced, then the hospitals by name: those that are listed as such, and those with whom somebody is
/// registered.
pub(super) fn entries(cx: &Context<'_>) -> Vec<Entry> {
    let lines = closings(cx.casebook, cx.registry, cx.now.today()).into_iter();
    let lines = lines.map(|one| Entry::Closing { act: one.act.id, facility: one.act.facility, holds: one.holds });
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
    lines.chain(hospitals.into_iter().map(|row| Entry::Hospital(row.id))).collect()
}

/// Who is registered with a hospital, the exchange that is due first, first.
pub(super) fn registered<'a>(hospital: FacilityId, cx: &Context<'a>) -> Vec<&'a Person> {
    let book = cx.casebook;
    let with =
        |person: &&Person| person.card.backup_hospital.hospital.facility == Some(hospital) && lives(book, person);
    let mut persons: Vec<&Person> = book.by_reading().into_iter().filter(with).collect();
    persons.sort_by_key(|person| {
        let next = review::next_exchange(person);
        (next.is_none(), next)
    });
    persons
}
