//! The emergency cards of the demo city (`fixtures/demo/cards.json`): every warning and every wish, nothing real, nothing impossible on any day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use renkei::domain::acp::{AcpTalk, wish_met};
use renkei::domain::card::reach::{Moment, Who, contacts, supporters};
use renkei::domain::card::review::{due, freshness, missing, next_exchange};
use renkei::domain::card::{
    Condition, Contact, Directory, Due, Freshness, Hours, Household, Line, Reachable, Resuscitation, Support, device,
    support_role,
};
use renkei::domain::person::Supporter;
use renkei::domain::{FacilityId, Person, Phone};
use renkei::exchange::demo::{self, Demo};
use renkei::model::Registry;
use renkei::port::Record;
use renkei::rulebook::builtin;
use strum::IntoEnumIterator;

const BASE: Date = date(2026, 11, 22);

struct Cards {
    city: Demo,
    registry: Registry,
    persons: Vec<Person>,
    talks: Vec<AcpTalk>,
}

impl Cards {
    fn on(today: Date) -> Self {
        let city = demo::city(today);
        let (mut persons, mut talks) = (Vec::new(), Vec::new());
        for record in demo::care(today, &builtin()) {
            match record {
                Record::Person(person) => persons.push(person),
                Record::AcpTalk(talk) => talks.push(talk),
                Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {}
                Record::Template(_) | Record::Episode(_) | Record::Task(_) | Record::Disclosure(_) => {}
                Record::Conference(_) | Record::Sheet(_) => {}
                Record::Meeting(_) | Record::Publication(_) | Record::Guide(_) => {}
                Record::Survey(_) | Record::Answer(_) | Record::ServiceAct(_) => {}
            }
        }
        Self { registry: Registry::build(city.facilities.clone(), &[]), city, persons, talks }
    }

    fn named(&self, name: &str) -> &Person {
        self.persons.iter().find(|person| person.name == name).expect(name)
    }

    fn talks_of(&self, person: &Person) -> Vec<&AcpTalk> {
        self.talks.iter().filter(|talk| talk.person == person.id).collect()
    }

    fn count(&self, wanted: impl Fn(&Person) -> bool) -> usize {
        self.persons.iter().filter(|person| wanted(person)).count()
    }
}

/// Everybody of an institution on a card.
fn around(person: &Person) -> Vec<&Supporter> {
    let card = &person.card;
    let own = [&person.doctor, &person.care_manager, &card.backup_hospital.hospital, &card.wishes.hospital];
    own.into_iter().chain(card.supporters.iter().map(|support| &support.who)).collect()
}

/// Every number that stands on a card itself.
fn numbers(person: &Person) -> Vec<&Phone> {
    let card = &person.card;
    let mut all: Vec<&Phone> = person.phone.iter().chain(&person.key_person.phone).collect();
    all.extend(card.contacts.iter().flat_map(Contact::phones).map(|(_, phone)| phone));
    all.extend(around(person).into_iter().filter_map(|who| who.phone.as_ref()));
    all.extend(card.supporters.iter().filter_map(|support| support.night_phone.as_ref()));
    all.extend(card.checked_by_phone.iter().chain(&card.wishes.doctor_phone));
    all
}

#[test]
fn everybody_has_a_card_and_everything_that_can_be_due_is_due_for_somebody() {
    let cards = Cards::on(BASE);
    assert_eq!(cards.persons.len(), 25);
    assert_eq!(cards.count(|person| person.card.is_empty() || !person.fictional), 0);
    for what in Due::iter() {
        assert!(cards.count(|person| due(person, BASE, &cards.registry).contains(&what)) > 0, "{what} is never due");
    }
    for wanted in Freshness::iter() {
        assert!(cards.count(|person| freshness(person, BASE) == wanted) >= 2, "{wanted}");
    }
    assert!(cards.count(|person| due(person, BASE, &cards.registry).is_empty()) >= 3, "some are in order");
    assert_eq!(cards.count(|person| next_exchange(person).is_some_and(|day| day <= BASE)), 1);
    assert_eq!(cards.count(|person| next_exchange(person).is_some_and(|day| day > BASE)), 2);
    assert_eq!(cards.count(|person| person.card.restricted), 1);
    let kits = cards.persons.iter().map(|person| &person.card.kit).filter(|kit| kit.handed_on.is_some());
    let (sealed, bare): (Vec<_>, Vec<_>) = kits.partition(|kit| kit.is_sealed());
    assert!(sealed.len() >= 8 && bare.len() >= 2, "{} {}", sealed.len(), bare.len());
}

#[test]
fn there_is_one_wish_that_meets_all_conditions_and_others_that_do_not() {
    let cards = Cards::on(BASE);
    let lacking = |name: &str| missing(cards.named(name), &cards.registry);
    let refused = |person: &Person| person.card.wishes.resuscitation == Some(Resuscitation::NotWanted);
    assert!(refused(cards.named("星降 武")));
    assert_eq!(lacking("星降 武"), []);
    assert_eq!(lacking("鮎返 正"), [Condition::Document, Condition::Doctor, Condition::NightNumber]);
    assert_eq!(lacking("糸車 サチ"), [Condition::Doctor], "the register has the doctor's number for the night");
    for wanted in Resuscitation::iter() {
        assert!(cards.count(|person| person.card.wishes.resuscitation == Some(wanted)) >= 2, "{wanted}");
    }
}

#[test]
fn talks_are_a_history_with_a_withdrawal_and_somebody_who_would_rather_not() {
    let cards = Cards::on(BASE);
    assert!(cards.talks.len() >= 8);
    let persons: BTreeSet<_> = cards.talks.iter().map(|talk| talk.person).collect();
    assert!(persons.len() >= 5);
    assert_eq!(cards.talks.iter().filter(|talk| !talk.holds()).count(), 1);
    assert_eq!(cards.talks.iter().filter(|talk| talk.would_rather_not).count(), 1);
    assert_eq!(cards.talks_of(cards.named("星降 武")).len(), 3);
    let passed: Vec<Option<bool>> = cards
        .persons
        .iter()
        .filter_map(|person| {
            let place = person.card.passing.as_ref()?.place;
            Some(wish_met(&cards.talks_of(person), place))
        })
        .collect();
    assert_eq!(passed, [Some(false), Some(true)], "one wished for home and died in the hospice, one was at home");
}

#[test]
fn the_list_for_disasters_has_every_device_and_every_area() {
    let cards = Cards::on(BASE);
    let with = |code: &str| cards.count(|person| person.card.medical.devices.iter().any(|device| device == code));
    assert_eq!((with("oxygen"), with("ventilator"), with("dialysis")), (3, 1, 1));
    assert!(cards.count(|person| person.card.household == Some(Household::Alone)) >= 5);
    for household in Household::iter() {
        assert!(cards.count(|person| person.card.household == Some(household)) > 0, "{household}");
    }
    for area in &cards.city.areas {
        assert!(cards.count(|person| person.card.area == *area && person.card.is_for_disasters()) > 0, "{area}");
    }
    let checked = |person: &Person| person.card.is_for_disasters() && person.card.checked_by.is_empty();
    assert!(cards.count(checked) > 0, "of somebody nobody said who looks after them");
    for person in &cards.persons {
        assert!(cards.city.areas.contains(&person.card.area), "{}: {}", person.name, person.card.area);
        assert!(person.card.medical.devices.iter().all(|code| device(code).is_some()), "{}", person.name);
    }
}

#[test]
fn night_and_day_ring_other_people_first() {
    let cards = Cards::on(BASE);
    let rules = builtin();
    // A Wednesday.
    let day = date(2026, 11, 25);
    let at = |hour| Moment { at: day.at(hour, 0, 0, 0), holidays: &rules.holidays, hours: &rules.hours.office };
    let (noon, night) = (at(13), at(3));
    let first = |person: &Person, moment: &Moment<'_>| contacts(person, moment).first().map(|reach| reach.name.clone());
    let other = cards.count(|person| first(person, &noon) != first(person, &night));
    assert!(other >= 3, "{other} persons have somebody else for the night");
    let nursing = |moment: &Moment<'_>| {
        let all = supporters(cards.named("凪浜 静江"), moment, &cards.registry);
        let found = all.into_iter().find(|reach| reach.who == Who::Support("home_nursing".to_owned()));
        found.map(|reach| (reach.line, reach.reachable)).expect("a number")
    };
    assert_eq!(nursing(&noon), (Line::Day, Reachable::Now));
    assert_eq!(nursing(&night), (Line::Night, Reachable::Now));
    let doctors: BTreeSet<FacilityId> = cards.persons.iter().filter_map(|person| person.doctor.facility).collect();
    let at_night = |id: &&FacilityId| cards.registry.listed(**id).is_some_and(|listed| listed.night_phone.is_some());
    assert!(doctors.iter().filter(at_night).count() >= 2);
    let hours: Vec<&str> =
        cards.persons.iter().flat_map(|person| &person.card.contacts).map(|contact| contact.hours.as_str()).collect();
    assert!(hours.iter().filter(|text| Hours::read(text).is_some()).count() >= 20);
    let unread: Vec<&&str> = hours.iter().filter(|text| !text.is_empty() && Hours::read(text).is_none()).collect();
    assert_eq!(unread, [&"授業のない時", &"仕事が終わってから"], "as people write");
}

#[test]
fn numbers_names_and_links_are_plainly_fictional() {
    let cards = Cards::on(BASE);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for row in cards.registry.rows() {
        let listed = cards.registry.listed(row.id).expect("a row");
        let known = [listed.phone, listed.night_phone, listed.fax].into_iter().flatten();
        taken.extend(known.map(|phone| (phone.digits(), row.name.to_string())));
    }
    for person in &cards.persons {
        for phone in numbers(person) {
            let digits = phone.digits();
            assert!(digits.starts_with("030") && digits.len() == 10, "{}: {}", person.name, phone.display());
            assert_eq!(phone.flag(), None, "{}", phone.display());
            assert_eq!(taken.get(&digits), None, "{}", phone.display());
        }
        for who in around(person) {
            assert!(who.facility.is_none_or(|id| cards.registry.listed(id).is_some()), "{}: {who:?}", person.name);
            assert!(who.facility.is_none() || who.place.is_none(), "{}: {who:?}", person.name);
        }
        for Support { role, who, .. } in &person.card.supporters {
            let info = support_role(role).expect("a role");
            let Some(id) = who.facility.filter(|_| !info.kinds.is_empty()) else { continue };
            let row = cards.registry.row(id).expect("a row");
            assert!(row.kinds.iter().any(|kind| info.kinds.contains(&kind.code)), "{} is no {role}", row.name);
        }
        let family: String = person.name.chars().take_while(|c| *c != ' ').collect();
        assert!(person.card.contacts.iter().all(|contact| contact.name.starts_with(&family)), "{}", person.name);
        let towns = &cards.city.places[0].towns;
        let address = person.address.as_deref().and_then(|address| address.strip_prefix("風見県汐凪市"));
        let town = |address: &str| towns.iter().any(|town| address.starts_with(&town.name));
        assert!(address.is_some_and(town), "{}: {:?}", person.name, person.address);
    }
    let text = include_str!("../fixtures/demo/cards.json");
    assert!(text.match_indices("03-").all(|(at, _)| text[at..].starts_with("03-0")));
    assert!(!text.contains('\u{fffd}'));
}

#[test]
fn no_day_makes_a_card_impossible() {
    for days in (0..400).step_by(7) {
        let today = BASE + days.days();
        let cards = Cards::on(today);
        for person in &cards.persons {
            let (card, name) = (&person.card, format!("{today} {}", person.name));
            let created = card.created_on.expect("a day");
            let changed = card.changed_on.expect("a day");
            assert!(created <= changed && changed <= today, "{name}");
            let paper = card.wishes.document.as_ref().and_then(|paper| paper.written_on);
            let past = [person.reviewed_on, card.emergency_consent_on, card.kit.handed_on, card.kit.sheet_of, paper];
            let backup = [card.backup_hospital.registered_on, card.backup_hospital.exchanged_on];
            assert!(past.into_iter().chain(backup).flatten().all(|day| day <= today), "{name}");
            assert!(card.calls.iter().all(|call| call.at.is_some_and(|at| at.date() <= today)), "{name}");
            let passing = card.passing.as_ref();
            assert!(passing.is_none_or(|end| end.at.is_some_and(|at| at.date() <= today)), "{name}");
            for talk in cards.talks_of(person) {
                let last = passing.and_then(|end| Some(end.at?.date())).unwrap_or(today);
                assert!(
                    talk.on <= last && talk.withdrawn_on.is_none_or(|day| talk.on <= day && day <= today),
                    "{name}"
                );
            }
        }
        for what in Due::iter() {
            assert!(cards.count(|person| due(person, today, &cards.registry).contains(&what)) > 0, "{today}: {what}");
        }
    }
}
