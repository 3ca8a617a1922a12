//! Stays, emergency cards, and whether people died where they wanted to. Persons are counted, never named.

use std::collections::HashMap;

use strum::IntoEnumIterator;

use super::meetings::by_code;
use super::{Counted, Figure, Part, ReportInput, Traced};
use crate::domain::acp::{AcpTalk, CarePlace};
use crate::domain::card::Freshness;
use crate::domain::card::review::freshness;
use crate::domain::figures::FiscalYear;
use crate::domain::{EpisodeId, Person, PersonId};

/// The yearly figures of admissions and discharges.
pub(super) fn stayed(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let counted = (input.stays)(year).total.counted;
    let once = |mut stays: Vec<EpisodeId>| {
        stays.sort_unstable();
        stays.into_iter().map(|id| Counted::once(Traced::Episode(id))).collect()
    };
    let mut figures = vec![
        Figure::count(Part::Stays, "stays.admissions", once(counted.admissions)),
        Figure::count(Part::Stays, "stays.discharges", once(counted.discharges)),
        Figure::count(Part::Stays, "stays.transfers", once(counted.transfers)),
        Figure::count(Part::Stays, "stays.deaths", once(counted.deaths)),
    ];
    figures.extend(counted.measures.into_iter().map(|(measure, mut stays)| {
        stays.sort_unstable();
        let judged = stays.into_iter().map(|(id, is_met)| Counted::judged(Traced::Episode(id), is_met)).collect();
        Figure::share(Part::Stays, format!("care.{measure}"), judged)
    }));
    figures
}

/// 緊急時情報連絡票, kits and 後方支援病院.
pub(super) fn prepared(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let living = || input.persons.iter().filter(|person| !person.card.is_empty() && person.card.passing.is_none());
    let count = |code: &str, holds: &dyn Fn(&Person) -> bool| {
        let records = input.persons.iter().filter(|person| holds(person)).map(|person| Counted::once(of(person)));
        Figure::count(Part::Cards, code, records.collect())
    };
    let cards = living().map(|person| Counted::once(of(person))).collect();
    let is_fresh = |person: &Person| freshness(person, input.today) == Freshness::Fresh;
    let fresh = living().map(|person| Counted::judged(of(person), is_fresh(person))).collect();
    vec![
        Figure::count(Part::Cards, "cards", cards).now(),
        Figure::share(Part::Cards, "card.fresh", fresh).now(),
        count("kits.handed", &|person| person.card.kit.handed_on.is_some_and(|on| year.holds(on))),
        count("backup.registered", &|person| {
            person.card.backup_hospital.registered_on.is_some_and(|on| year.holds(on))
        }),
        count("backup.exchanged", &|person| person.card.backup_hospital.exchanged_on.is_some_and(|on| year.holds(on))),
    ]
}

const fn of(person: &Person) -> Traced {
    Traced::Person(person.id)
}

/// 本人の望んだ場所で: of those who died in the year and of whom both places are known; and where people died.
pub(super) fn ended(input: &ReportInput<'_>, year: FiscalYear) -> Vec<Figure> {
    let mut last: HashMap<PersonId, &AcpTalk> = HashMap::new();
    for talk in input.acp_talks.iter().filter(|talk| talk.withdrawn_on.is_none()) {
        let newest = last.entry(talk.person).or_insert(talk);
        if (newest.on, newest.id) < (talk.on, talk.id) {
            *newest = talk;
        }
    }
    let met = input.persons.iter().filter_map(|person| {
        let passing = person.card.passing.as_ref().filter(|one| one.at.is_some_and(|at| year.holds(at.date())))?;
        let wanted = last.get(&person.id)?.last_place.filter(|place| *place != CarePlace::Undecided)?;
        Some(Counted::judged(of(person), passing.place? == wanted))
    });
    let places = CarePlace::iter().filter(|place| *place != CarePlace::Undecided).map(Into::into);
    let died = input.persons.iter().filter_map(|person| {
        let passing = person.card.passing.as_ref().filter(|one| one.at.is_some_and(|at| year.holds(at.date())))?;
        Some((passing.place?.to_string(), Counted::once(of(person))))
    });
    let mut figures = vec![Figure::share(Part::End, "end.met", met.collect())];
    figures.extend(by_code(Part::End, "end.place", places, died));
    figures
}
