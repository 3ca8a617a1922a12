//! Who can be called now, in the order to try (domain.md 4.3).

use jiff::civil::DateTime;

use super::{Hours, Line, Reachable};
use crate::domain::calendar::{Holidays, WorkingHours};
use crate::domain::person::{Person, Supporter};
use crate::domain::{FacilityId, Phone};

/// What the register says of an institution now: a card holds no copy of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listed {
    pub name: String,
    pub phone: Option<Phone>,
    pub night_phone: Option<Phone>,
    pub fax: Option<Phone>,
    pub address: String,
}

/// The register, as far as a card asks it.
pub trait Directory {
    /// `None` where it is not in the register (any more).
    fn listed(&self, id: FacilityId) -> Option<Listed>;
}

/// A number to call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    pub who: Who,
    /// The contact's name, or the institution's with who it is there.
    pub name: String,
    pub phone: Phone,
    pub line: Line,
    pub reachable: Reachable,
    /// When, in the words of the card.
    pub hours: String,
}

/// In which part somebody is called.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// By the place in the card's list, with the relation.
    Contact(usize, String),
    Doctor,
    CareManager,
    /// By the code of `support_role.tsv`.
    Support(String),
}

/// The moment that is asked about, with what decides whether an institution is open.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    pub at: DateTime,
    pub holidays: &'a Holidays,
    /// Of an institution whose own hours are not known.
    pub hours: &'a WorkingHours,
}

impl Moment<'_> {
    /// Is it a time at which only night numbers are answered?
    pub fn is_night(&self) -> bool {
        let day = self.at.date();
        let open = self.hours.is_open(day, self.holidays);
        let now = self.at.time();
        !open || !self.hours.hours(day).is_some_and(|hours| hours.opens <= now && now < hours.closes)
    }
}

/// Every number of a contact, who can be reached now first, then in the card's order.
pub fn contacts(person: &Person, moment: &Moment<'_>) -> Vec<Reach> {
    let mut all = Vec::new();
    for (place, contact) in person.card.contacts.iter().enumerate() {
        let reachable = Hours::reachable(&contact.hours, moment.at, moment.holidays);
        all.extend(contact.phones().map(|(line, phone)| Reach {
            who: Who::Contact(place, contact.relation.clone()),
            name: contact.name.clone(),
            phone: phone.clone(),
            line,
            reachable,
            hours: contact.hours.clone(),
        }));
    }
    // Stable: in each group the card's order stands.
    all.sort_by_key(|reach| reach.reachable);
    all
}

/// The institutions of a person: the doctor, the care manager, then the others in the card's order; of each the number that is answered at
/// this hour first.
pub fn supporters(person: &Person, moment: &Moment<'_>, directory: &dyn Directory) -> Vec<Reach> {
    let doctor = (Who::Doctor, &person.doctor, person.card.wishes.doctor_phone.as_ref());
    let manager = (Who::CareManager, &person.care_manager, None);
    let others = person.card.supporters.iter();
    let others = others.map(|one| (Who::Support(one.role.clone()), &one.who, one.night_phone.as_ref()));
    let all = [doctor, manager].into_iter().chain(others);
    all.flat_map(|(who, supporter, night)| of_supporter(who, supporter, night, moment, directory)).collect()
}

fn of_supporter(
    who: Who,
    supporter: &Supporter,
    own_night: Option<&Phone>,
    moment: &Moment<'_>,
    directory: &dyn Directory,
) -> Vec<Reach> {
    let listed = supporter.facility.and_then(|id| directory.listed(id)).unwrap_or_default();
    let name = called(supporter, &listed);
    let day = supporter.phone.clone().or(listed.phone);
    let night = own_night.cloned().or(listed.night_phone);
    let is_night = moment.is_night();
    let reach = |line, phone: Phone, reachable| Reach {
        who: who.clone(),
        name: name.clone(),
        phone,
        line,
        reachable,
        hours: String::new(),
    };
    let answered = |answers: bool| if answers { Reachable::Now } else { Reachable::Later };
    let mut numbers = Vec::new();
    // A night number is answered in the day too, if by somebody else.
    numbers.extend(night.map(|phone| reach(Line::Night, phone, Reachable::Now)));
    numbers.extend(day.map(|phone| reach(Line::Day, phone, answered(!is_night))));
    if !is_night {
        numbers.reverse();
    }
    numbers
}

/// An institution with who it is there: as the register calls it now, else as the card does.
pub fn called(supporter: &Supporter, listed: &Listed) -> String {
    let place = if listed.name.is_empty() { supporter.place.as_deref().unwrap_or_default() } else { &listed.name };
    format!("{place} {}", supporter.name.as_deref().unwrap_or_default()).trim().to_owned()
}

/// Has the doctor a number for the night, on the card or in the register?
pub fn doctor_answers_at_night(person: &Person, directory: &dyn Directory) -> bool {
    let listed = person.doctor.facility.and_then(|id| directory.listed(id));
    person.card.wishes.doctor_phone.is_some() || listed.is_some_and(|listed| listed.night_phone.is_some())
}
