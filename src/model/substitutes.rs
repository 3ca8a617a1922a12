//! An institution closes: who is linked to it, and which others can take over what a person needs.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::surveys::continuity;
use super::{Casebook, OpenDays, Registry, Row};
use crate::domain::card::Hours;
use crate::domain::episode::EndReason;
use crate::domain::service::{ContinuityService, ServiceAct, on_day, services, state};
use crate::domain::survey::Answer;
use crate::domain::{FacilityId, Person};

/// What an institution is to a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LinkKind {
    CareManager,
    Doctor,
    Supporter,
}

/// A person whom a closing concerns, and why.
#[derive(Clone, Copy, Debug)]
pub struct Affected<'a> {
    pub person: &'a Person,
    pub kind: LinkKind,
    /// What a supporter does: a code of `support_role.tsv`, or empty.
    pub role: &'a str,
    /// On which days, where the card says nothing but days and hours there.
    pub days: Option<OpenDays>,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    pub closed: FacilityId,
    /// Codes of needs; none: whoever said what it does.
    pub needs: Vec<&'a str>,
    /// The days that a person goes there; `None`: those on which the closed one is open.
    pub days: Option<OpenDays>,
    pub on: Date,
}

/// Another institution that can take over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Substitute {
    pub id: FacilityId,
    pub fit: Fit,
    pub same_area: bool,
    /// Are the days on which it is open known? Where they are, it is open on all that are asked.
    pub days_known: bool,
    pub metres: Option<u32>,
    /// When it said so.
    pub confirmed: Option<Date>,
}

/// Can it do what is needed?
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Fit {
    /// 可: everything.
    Yes,
    /// 要相談: something has to be talked over, and nothing is impossible.
    Ask,
}

/// Everybody linked to an institution, by the readings of the names; one line for each link. Not who has died.
pub fn affected(book: &Casebook, closed: FacilityId) -> Vec<Affected<'_>> {
    let mut lines = Vec::new();
    let is_linked = |person: &&Person| {
        let supporters = person.card.supporters.iter().map(|support| &support.who);
        let mut around = [&person.care_manager, &person.doctor].into_iter().chain(supporters);
        around.any(|who| who.facility == Some(closed)) && lives(book, person)
    };
    for person in book.in_reading_order(book.persons().filter(is_linked).collect()) {
        let line = |kind| Affected { person, kind, role: "", days: None };
        if person.care_manager.facility == Some(closed) {
            lines.push(line(LinkKind::CareManager));
        }
        if person.doctor.facility == Some(closed) {
            lines.push(line(LinkKind::Doctor));
        }
        for support in person.card.supporters.iter().filter(|support| support.who.facility == Some(closed)) {
            let (role, days) = (support.role.as_str(), days_of(&support.note));
            lines.push(Affected { role, days, ..line(LinkKind::Supporter) });
        }
    }
    lines
}

/// Nobody has written down that the person died.
pub fn lives(book: &Casebook, person: &Person) -> bool {
    let died = |reason: EndReason| reason == EndReason::Death;
    person.card.passing.is_none()
        && !book.stays_of(person.id).any(|stay| stay.end.as_ref().is_some_and(|end| died(end.reason)))
}

/// Days that a note is about, where it says nothing else: in a sentence 日 is no Sunday.
fn days_of(note: &str) -> Option<OpenDays> {
    Hours::read(note).and_then(|_| OpenDays::parse(note))
}

/// The act that holds for an institution on a day, where it does not work as usual.
pub fn not_as_usual(book: &Casebook, facility: FacilityId, day: Date) -> Option<&ServiceAct> {
    on_day(book.logbook().acts(facility), day).filter(|act| state(&act.state).is_none_or(|state| state.open != "yes"))
}

/// Other institutions that can take over, the best first: those that can before those that want to talk, in the same area, with known
/// days, the nearest, by name.
pub fn substitutes(registry: &Registry, book: &Casebook, ask: &Ask<'_>) -> Vec<Substitute> {
    let closed = registry.row(ask.closed);
    let days = ask.days.or_else(|| closed.and_then(|row| row.open_days));
    let mut found: Vec<(Substitute, &Row)> = Vec::new();
    for (id, answer) in continuity(book.logbook()) {
        let Some(row) = registry.row(id).filter(|row| id != ask.closed && row.maybe_closed.is_none()) else { continue };
        let Some(fit) = fit(answer, not_as_usual(book, id, ask.on), &ask.needs) else { continue };
        if let (Some(asked), Some(open)) = (days, row.open_days)
            && !open.covers(asked)
        {
            continue;
        }
        let same_area = closed.is_some_and(|closed| !closed.area.is_empty() && closed.area == row.area);
        let metres = closed.and_then(|closed| row.metres_from(closed.coordinates?));
        let days_known = row.open_days.is_some();
        found.push((Substitute { id, fit, same_area, days_known, metres, confirmed: answer.on }, row));
    }
    found.sort_by(|(a, of_a), (b, of_b)| {
        let key = |one: &Substitute| {
            (one.fit, Reverse(one.same_area), Reverse(one.days_known), one.metres.unwrap_or(u32::MAX))
        };
        key(a).cmp(&key(b)).then_with(|| (&of_a.order, a.id).cmp(&(&of_b.order, b.id)))
    });
    found.into_iter().map(|(one, _)| one).collect()
}

/// What it said of every need together; `None`: something cannot be done there, or not while it works as it does now.
fn fit(answer: &Answer, act: Option<&ServiceAct>, needs: &[&str]) -> Option<Fit> {
    let works = act.is_none_or(|act| state(&act.state).is_some_and(|state| state.open == "partly"));
    if !works {
        return None;
    }
    let goes_on =
        |service: &&ContinuityService| act.is_none_or(|act| act.services.iter().any(|one| one == service.code));
    let said = |service: &ContinuityService| match answer.said(service.code).first().map(String::as_str) {
        Some("yes") => Some(Fit::Yes),
        Some("ask") => Some(Fit::Ask),
        Some(_) | None => None,
    };
    let mut worst = Fit::Yes;
    for need in needs {
        let of_need = services().iter().filter(|service| service.need == *need).filter(goes_on);
        worst = worst.max(of_need.filter_map(said).min()?);
    }
    Some(worst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_days_only_where_it_says_nothing_else() {
        assert_eq!(days_of("月水金"), OpenDays::parse("月水金"));
        assert_eq!(days_of("火・木 9:00-16:00"), OpenDays::parse("火木"));
        assert_eq!(days_of("電話は日中に"), None);
        assert_eq!(days_of(""), None);
    }
}
