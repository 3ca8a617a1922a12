//! The people of the demo city (`fixtures/demo/care.json`): every variant and state, nothing impossible on any day.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use renkei::domain::checklist::{Base, Duty, Phase, Template};
use renkei::domain::conference::Side;
use renkei::domain::episode::EndReason;
use renkei::domain::task::{NotNeeded, Origin, TaskState};
use renkei::domain::{
    CareLevel, Conference, Disclosure, Episode, EpisodeId, FacilityId, Person, PersonId, Phone, Rulebook, Sheet, Task,
};
use renkei::exchange::demo;
use renkei::model::casebook::{Casebook, Sieve};
use renkei::port::Record;
use renkei::rulebook::builtin;

const BASE: Date = date(2026, 11, 22);

/// The records by kind.
struct Care {
    template: Template,
    persons: HashMap<PersonId, Person>,
    stays: HashMap<EpisodeId, Episode>,
    tasks: Vec<Task>,
    disclosures: Vec<Disclosure>,
    talks: Vec<Conference>,
    sheets: Vec<Sheet>,
}

fn care(today: Date, rulebook: &Rulebook) -> Care {
    let mut care = Care {
        template: (*rulebook.templates[0]).clone(),
        persons: HashMap::new(),
        stays: HashMap::new(),
        tasks: Vec::new(),
        disclosures: Vec::new(),
        talks: Vec::new(),
        sheets: Vec::new(),
    };
    let mut keys = HashSet::new();
    for record in demo::care(today, rulebook) {
        assert!(keys.insert((record.kind(), record.key())), "{:?} twice", record.kind());
        match record {
            Record::Person(person) => drop(care.persons.insert(person.id, person)),
            Record::Episode(stay) => drop(care.stays.insert(stay.id, stay)),
            Record::Task(task) => care.tasks.push(task),
            Record::Disclosure(disclosure) => care.disclosures.push(disclosure),
            Record::Conference(talk) => care.talks.push(talk),
            Record::Sheet(sheet) => care.sheets.push(sheet),
            // What they want is looked at by `tests/demo_cards.rs`.
            Record::AcpTalk(talk) => assert!(care.persons.contains_key(&talk.person)),
            Record::Template(template) => assert_eq!(template, care.template),
            Record::Meeting(_) | Record::Publication(_) | Record::Guide(_) => panic!("a record of the log"),
            Record::Survey(_) | Record::Answer(_) | Record::ServiceAct(_) => panic!("a record of the log"),
            Record::Facility(_) | Record::Doubt(_) | Record::PlaceTable(_) | Record::Member(_) => {
                panic!("a record of another kind")
            }
        }
    }
    care
}

fn at_base() -> Care {
    care(BASE, &builtin())
}

#[test]
fn every_variant_and_every_state_is_there() {
    let care = at_base();
    let open: Vec<&Episode> = care.stays.values().filter(|stay| stay.is_open()).collect();
    assert!((12..=16).contains(&open.len()), "{} stays are open", open.len());
    let variants: BTreeSet<String> = care
        .stays
        .values()
        .map(|stay| {
            let v = stay.variant;
            format!("{} {}{}{}", v.base, u8::from(v.eol), u8::from(v.rush), u8::from(v.short))
        })
        .collect();
    for wanted in [
        "CM 000",
        "CM 100",
        "CM 010",
        "CM 001",
        "CM 101",
        "NEW65 000",
        "NEW65 010",
        "NEW65 110",
        "NEW40 000",
        "NEW40 100",
    ] {
        assert!(variants.contains(wanted), "no stay is {wanted}: {variants:?}");
    }
    for reason in [EndReason::Home, EndReason::Institution, EndReason::Transfer, EndReason::Death, EndReason::Cancelled]
    {
        assert!(care.stays.values().any(|stay| stay.end.is_some_and(|end| end.reason == reason)), "{reason}");
    }
    let aged = care.stays.values().find(|stay| stay.end.is_some_and(|end| end.reason == EndReason::Institution));
    let done = |id| care.tasks.iter().filter(|task| task.episode == Some(id) && task.done().is_some()).count();
    assert!(aged.is_some_and(|stay| done(stay.id) > 15), "before somebody moves into a home, things were done");
    let any = |what: &str, found: &dyn Fn(&Episode) -> bool| assert!(open.iter().any(|stay| found(stay)), "{what}");
    any("admitted today, nobody knows when", &|s| s.admitted_on == BASE && s.admitted_at.is_none());
    any("admitted on Friday evening", &|s| s.admitted_on == date(2026, 11, 20) && s.admitted_at.is_some());
    any("admitted on a holiday", &|s| builtin().holidays.is_holiday(s.admitted_on));
    any("discharged tomorrow, in a rush", &|s| s.variant.rush && s.discharge_planned_on == Some(BASE + 1.days()));
    any("long there, discharged next week", &|s| {
        s.admitted_on < BASE - 30.days() && s.discharge_planned_on.is_some_and(|on| on > BASE + 5.days())
    });
    any("nobody knows until when", &|s| s.discharge_planned_on.is_none());
    any("outside the register", &|s| s.hospital.is_none() && s.hospital_name.is_some());
    any("要支援", &|s| care.persons[&s.person].care_level.is_support());
    any("takes over from a transfer", &|s| {
        s.after.is_some_and(|former| care.stays[&former].end.is_some_and(|end| end.reason == EndReason::Transfer))
    });
    any("again in the same month", &|s| {
        s.after.is_some_and(|former| {
            let month = |day: Date| (day.year(), day.month());
            let former = &care.stays[&former];
            former.end.is_some_and(|end| end.reason == EndReason::Home)
                && month(former.admitted_on) == month(s.admitted_on)
        })
    });
    let followed = care.stays.values().find(|stay| {
        stay.end.is_some_and(|end| end.reason == EndReason::Home && end.on >= BASE - 8.days())
            && care.tasks.iter().any(|task| task.episode == Some(stay.id) && task.is_open())
    });
    assert!(followed.is_some(), "nobody was discharged last week with things left to do");
    assert!(care.stays.values().filter(|stay| stay.admitted_on < BASE - 45.days()).count() >= 30);
}

#[test]
fn consents_talks_and_receipts_as_they_happen() {
    let care = at_base();
    assert!(care.persons.values().all(|person| person.fictional && person.kana.is_some()));
    let admitted = |person: &&Person| care.stays.values().any(|stay| stay.person == person.id && stay.is_open());
    assert!(care.persons.values().filter(admitted).any(|person| person.consent.is_none()), "a consent is missing");
    let withdrawn = |person: &Person| person.consent.as_ref().is_some_and(|consent| consent.withdrawn_on.is_some());
    assert!(care.persons.values().any(withdrawn), "a consent was withdrawn");
    assert!(care.disclosures.iter().any(|given| !given.is_complete()), "a receipt is missing");
    assert!(care.disclosures.iter().any(|given| given.way.needs_receipt() && given.is_complete()));
    let parties = |talk: &Conference| talk.participants.iter().filter(|who| who.side == Side::Home).count();
    assert!(care.talks.iter().any(|talk| parties(talk) >= 4 && talk.document_copied && talk.consented));
    assert!(care.talks.iter().any(|talk| !talk.document_copied && parties(talk) < 3));
    assert!(care.sheets.iter().any(|sheet| sheet.episode.is_none()), "a draft of calm times");
    assert!(care.sheets.iter().any(|sheet| sheet.values.len() > 100), "a whole sheet");
    for given in &care.disclosures {
        if let renkei::domain::disclosure::Ground::Consent(day) = given.ground {
            let consent = care.persons[&given.person].consent.as_ref().expect("a consent");
            assert_eq!(consent.on, day);
            assert!(consent.holds_on(given.at.date()), "given under a consent that did not hold");
        }
    }
}

#[test]
fn links_lead_somewhere_and_the_tasks_fit_the_template() {
    let care = at_base();
    let city = demo::city(BASE);
    let facilities: HashSet<FacilityId> = city.facilities.iter().map(|facility| facility.id).collect();
    let known = |id: &Option<FacilityId>| assert!(id.is_none_or(|id| facilities.contains(&id)), "{id:?}");
    for person in care.persons.values() {
        known(&person.care_manager.facility);
        known(&person.doctor.facility);
    }
    for given in &care.disclosures {
        known(&given.to);
        assert!(care.persons.contains_key(&given.person));
        assert!(given.episode.is_none_or(|id| care.stays[&id].person == given.person));
        assert!(given.sheet.is_none_or(|id| care.sheets.iter().any(|sheet| sheet.id == id)));
    }
    for stay in care.stays.values() {
        known(&stay.hospital);
        assert!(stay.hospital.is_some() != stay.hospital_name.is_some());
        assert!(care.persons.contains_key(&stay.person));
        let codes: BTreeSet<&str> =
            care.tasks.iter().filter(|task| task.episode == Some(stay.id)).filter_map(Task::code).collect();
        let wanted: BTreeSet<&str> = care
            .template
            .items
            .iter()
            .filter(|item| stay.variant.level(&item.marks).is_ok())
            .map(|item| item.code.as_str())
            .collect();
        assert_eq!(codes, wanted, "{}", stay.id);
    }
    for talk in &care.talks {
        assert_eq!(care.stays[&talk.episode].person, talk.person);
    }
    for sheet in &care.sheets {
        assert!(sheet.episode.is_none_or(|id| care.stays[&id].person == sheet.person));
    }
    for task in &care.tasks {
        assert!(task.episode.is_none_or(|id| Some(care.stays[&id].person) == task.person));
    }
}

#[test]
fn nothing_resembles_a_real_number_or_a_name_of_the_register() {
    let care = at_base();
    let city = demo::city(BASE);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for facility in &city.facilities {
        let local = [facility.phone(), facility.fax()].into_iter().flatten();
        local.for_each(|shown| drop(taken.insert(shown.value.digits(), facility.name().to_owned())));
    }
    let mut phones: Vec<&Phone> = Vec::new();
    for person in care.persons.values() {
        phones.extend(person.phone.iter().chain(&person.key_person.phone));
    }
    for phone in phones {
        let digits = phone.digits();
        assert!(digits.starts_with("030") && digits.len() == 10 && phone.flag().is_none(), "{}", phone.display());
        assert_eq!(taken.get(&digits), None, "{}", phone.display());
    }
    for person in care.persons.values().filter(|person| person.address.is_some()) {
        let address = person.address.as_deref().expect("an address");
        let town = address.strip_prefix("風見県汐凪市").expect("in the demo city");
        assert!(city.places[0].towns.iter().any(|known| town.starts_with(&known.name)), "{address}");
    }
    let text = include_str!("../fixtures/demo/care.json");
    let phones = text.match_indices("03-").map(|(at, _)| &text[at..at + 12]);
    for phone in phones {
        assert!(phone.starts_with("03-0"), "{phone}");
    }
    assert!(!text.contains('\u{fffd}'));
}

/// On every one of 400 days: ages, stays, tasks, talks and what was given away are where they can be.
#[test]
fn no_day_makes_anything_impossible() {
    let rulebook = builtin();
    for days in 0..400 {
        let today = BASE + days.days();
        let care = care(today, &rulebook);
        for stay in care.stays.values() {
            stay_is_possible(today, &care, stay);
        }
        for task in &care.tasks {
            task_is_possible(today, &care, task);
        }
        for talk in &care.talks {
            let stay = &care.stays[&talk.episode];
            assert!(stay.admitted_on <= talk.on && talk.on <= today, "{today}: a talk");
            assert!(stay.end.is_none_or(|end| talk.on <= end.on), "{today}: a talk after the end");
        }
        for given in &care.disclosures {
            let stay = given.episode.map(|id| &care.stays[&id]);
            assert!(given.at.date() <= today, "{today}: given tomorrow");
            assert!(stay.is_none_or(|stay| stay.admitted_on <= given.at.date()), "{today}");
            assert!(given.receipt.as_ref().is_none_or(|receipt| given.at <= receipt.at), "{today}");
        }
    }
}

fn stay_is_possible(today: Date, care: &Care, stay: &Episode) {
    let person = &care.persons[&stay.person];
    let place = format!("{today} {}", stay.id);
    assert!(stay.admitted_on <= today, "{place}");
    let last = stay.end.map_or(today, |end| end.on);
    assert!(stay.admitted_on <= last && last <= today, "{place}");
    let days = [stay.need_on, stay.applied_on, stay.discharge_decided_on, stay.discharge_told_on, stay.transfer_on];
    for day in days.into_iter().flatten() {
        assert!(stay.admitted_on <= day && day <= last, "{place}: {day}");
    }
    assert!(stay.discharge_planned_on.is_none_or(|day| stay.admitted_on <= day), "{place}");
    if stay.is_open() {
        assert!(stay.discharge_planned_on.is_none_or(|day| today < day), "{place}: it should be over");
    }
    let age = person.age_on(stay.admitted_on).expect("an age");
    match stay.variant.base {
        Base::Cm => assert!((60..=100).contains(&age), "{place}: {age}"),
        Base::New65 => assert!(age >= 65, "{place}: {age}"),
        Base::New40 => assert!((40..65).contains(&age), "{place}: {age}"),
    }
    if let Some(former) = stay.after {
        let former = &care.stays[&former];
        assert!(former.end.is_some_and(|end| end.on <= stay.admitted_on), "{place}");
        assert_eq!(former.person, stay.person);
    }
    // Two stays of one person do not overlap.
    for other in care.stays.values().filter(|other| other.person == stay.person && other.id != stay.id) {
        let (first, second) = if other.admitted_on < stay.admitted_on { (other, stay) } else { (stay, other) };
        assert!(first.end.is_some_and(|end| end.on <= second.admitted_on), "{place} and {}", other.id);
    }
}

fn task_is_possible(today: Date, care: &Care, task: &Task) {
    let stay = task.episode.map(|id| &care.stays[&id]);
    let place = || format!("{today} {:?} {:?}", task.episode, task.origin);
    let phase = task.code().and_then(|code| care.template.item(code)).map(|item| item.phase);
    let (on, done) = match &task.state {
        TaskState::Open => return,
        TaskState::Done(done) => {
            assert!(!done.by.is_empty() && !done.evidence.is_empty(), "{}", place());
            (done.on, true)
        }
        TaskState::NotNeeded { on, why } => {
            let NotNeeded::Said(words) = why else { return assert!(*on <= today, "{}", place()) };
            assert!(!words.is_empty());
            (*on, false)
        }
    };
    assert!(on <= today, "{}: {on}", place());
    let (Some(stay), Some(phase)) = (stay, phase) else { return };
    if phase != Phase::BeforeAdmission {
        assert!(stay.admitted_on <= on, "{}: {on}", place());
    }
    if done && !matches!(phase, Phase::AfterDischarge) && task.code() != Some("B10") {
        assert!(stay.end.is_none_or(|end| on <= end.on), "{}: {on}", place());
    }
}

#[test]
fn the_board_has_something_of_every_urgency() {
    let rulebook = std::sync::Arc::new(builtin());
    for days in 0..30 {
        let today = BASE + days.days();
        let book = Casebook::build(rulebook.clone(), today, demo::care(today, &rulebook));
        let counts = book.board().counts(&Sieve::default(), today, 7);
        assert!((5..=60).contains(&counts.overdue), "{today}: {counts:?}");
        assert!((5..=45).contains(&counts.today), "{today}: {counts:?}");
        assert!(counts.soon >= 20 && counts.undated >= 20, "{today}: {counts:?}");
        let duties = book.board().list(&Sieve { duty_only: true, ..Sieve::default() });
        assert!(duties.iter().any(|task| book.board().line(*task).is_some_and(|line| line.duty == Duty::Must)));
        let by_hand = book.tasks().filter(|task| matches!(task.origin, Origin::Hand { .. }) && task.is_open());
        assert!(by_hand.count() >= 5);
        // What is long over is over.
        for line in book.board().list(&Sieve::default()).into_iter().filter_map(|task| book.board().line(task)) {
            assert!(line.days_left(today).is_none_or(|left| left > -90), "{today}: {line:?}");
        }
    }
    assert!(at_base().persons.values().any(|person| person.care_level == CareLevel::Applying));
}
