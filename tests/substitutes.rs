//! Who can take over when an institution closes: the model against an independent loop over the records as JSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use renkei::domain::PlaceTable;
use renkei::exchange::demo;
use renkei::model::substitutes::{Ask, substitutes};
use renkei::model::{Casebook, OpenDays, Registry};
use renkei::port::store::Record;
use renkei::rulebook::builtin;
use serde_json::Value;

const TODAY: Date = date(2026, 11, 22);
const NEEDS: [(&str, &[&str]); 5] = [
    ("meal", &["meal_here", "meal_box"]),
    ("bath", &["bath_home", "bath_here"]),
    ("toilet", &["toilet"]),
    ("training", &["training_1", "training_2"]),
    ("phone", &["phone"]),
];

struct City {
    registry: Registry,
    book: Casebook,
    facilities: BTreeMap<String, Value>,
    answers: Vec<Value>,
    acts: Vec<Value>,
}

fn city() -> City {
    let (facilities, rulebook) = (demo::city(TODAY).facilities, builtin());
    let mut records = demo::care(TODAY, &rulebook);
    records.extend(demo::surveys(TODAY, &rulebook, &facilities));
    records.extend(demo::closings(TODAY));
    let (mut answers, mut acts) = (Vec::new(), Vec::new());
    for record in &records {
        match record {
            Record::Answer(answer) => answers.push(serde_json::to_value(answer).expect("json")),
            Record::ServiceAct(act) => acts.push(serde_json::to_value(act).expect("json")),
            _ => {}
        }
    }
    let as_json = facilities.iter().map(|one| (one.id.to_string(), serde_json::to_value(one).expect("json")));
    City {
        facilities: as_json.collect(),
        registry: Registry::build(facilities, &[] as &[PlaceTable]),
        book: Casebook::build(std::sync::Arc::new(rulebook), TODAY, records),
        answers,
        acts,
    }
}

/// Days of the week by their number, from published words; none known: `None`.
fn open_days(facility: &Value) -> Option<BTreeSet<u8>> {
    let mut days = BTreeSet::new();
    for listing in facility["listings"].as_array().into_iter().flatten().filter(|one| one["gone"].is_null()) {
        for word in listing["days"].as_str().unwrap_or("").split(',') {
            match word {
                "平日" => days.extend(0..5),
                "祝日" | "" => {}
                day => {
                    let first = day.chars().next().expect("a day");
                    days.insert("月火水木金土日".chars().position(|one| one == first).expect("a day") as u8);
                }
            }
        }
    }
    (!days.is_empty()).then_some(days)
}

fn area(facility: &Value) -> Option<&str> {
    facility["local"]["identity"]["facts"]["area"].as_str()
}

fn is_gone(facility: &Value) -> bool {
    let listings = facility["listings"].as_array().expect("listings");
    !listings.is_empty() && listings.iter().all(|listing| !listing["gone"].is_null())
}

/// Id, can it all, same area, days known.
type Found = BTreeSet<(String, bool, bool, bool)>;

fn brute_force(city: &City, closed: &str, needs: &[&str], asked: Option<&BTreeSet<u8>>) -> Found {
    let own = &city.facilities[closed];
    let days = asked.cloned().or_else(|| open_days(own));
    let mut found = Found::new();
    for answer in &city.answers {
        let id = answer["facility"].as_str().expect("an id");
        let facility = &city.facilities[id];
        if id == closed || is_gone(facility) {
            continue;
        }
        let mut act: Option<&Value> = None;
        for one in city.acts.iter().filter(|one| one["facility"].as_str() == Some(id)) {
            let key = |act: &Value| (act["from"].as_str().map(str::to_owned), act["at"].as_str().map(str::to_owned));
            if one["from"].as_str().expect("a day") <= TODAY.to_string().as_str()
                && act.is_none_or(|act| key(act) < key(one))
            {
                act = Some(one);
            }
        }
        let state = act.map_or("open", |act| act["state"].as_str().expect("a state"));
        if state != "open" && state != "partly" {
            continue;
        }
        let (mut possible, mut all_yes) = (true, true);
        for need in needs {
            let services = NEEDS.iter().find(|(name, _)| name == need).expect("a need").1;
            let mut said: Vec<&str> = Vec::new();
            for service in services {
                let kept = act.is_some_and(|act| {
                    act["services"].as_array().into_iter().flatten().any(|one| one.as_str() == Some(service))
                });
                if state == "open" || kept {
                    said.extend(answer["values"][service][0].as_str());
                }
            }
            possible &= said.contains(&"yes") || said.contains(&"ask");
            all_yes &= said.contains(&"yes");
        }
        let open = open_days(facility);
        let fits = match (&days, &open) {
            (Some(days), Some(open)) => days.is_subset(open),
            _ => true,
        };
        if possible && fits {
            let same_area = area(own).is_some() && area(own) == area(facility);
            found.insert((id.to_owned(), all_yes, same_area, open.is_some()));
        }
    }
    found
}

#[test]
fn substitutes_equal_a_brute_force_search() {
    let city = city();
    let mut closed: BTreeSet<&str> =
        city.answers.iter().map(|answer| answer["facility"].as_str().expect("id")).collect();
    closed.extend(city.acts.iter().map(|act| act["facility"].as_str().expect("id")));
    let weekend = (OpenDays::parse("土日").expect("days"), BTreeSet::from([5, 6]));
    let (mut compared, mut sizes) = (0, BTreeSet::new());
    for closed in closed {
        for set in 0..1_u32 << NEEDS.len() {
            let needs: Vec<&str> =
                NEEDS.iter().enumerate().filter(|(n, _)| set & (1 << n) != 0).map(|(_, need)| need.0).collect();
            for asked in [None, Some(&weekend)] {
                let ask = Ask {
                    closed: closed.parse().expect("an id"),
                    needs: needs.clone(),
                    days: asked.map(|days| days.0),
                    on: TODAY,
                };
                let list = substitutes(&city.registry, &city.book, &ask);
                let found: Found = list
                    .iter()
                    .map(|one| (one.id.to_string(), one.fit.to_string() == "yes", one.same_area, one.days_known))
                    .collect();
                assert_eq!(found.len(), list.len(), "nobody stands twice");
                assert_eq!(found, brute_force(&city, closed, &needs, asked.map(|days| &days.1)), "{closed} {needs:?}");
                let order = |one: &renkei::model::substitutes::Substitute| {
                    (one.fit.to_string() != "yes", !one.same_area, !one.days_known, one.metres.unwrap_or(u32::MAX))
                };
                assert!(list.windows(2).all(|pair| order(&pair[0]) <= order(&pair[1])), "the best first");
                compared += 1;
                sizes.insert(list.len());
            }
        }
    }
    assert!(compared > 4_000, "{compared}");
    assert!(sizes.len() > 20, "the needs tell institutions apart: {sizes:?}");
}
