//! Who can take over when an institution closes: the model against an independent loop over the records as JSON.

mod brute;

use std::collections::BTreeSet;

use brute::{Found, NEEDS, Records, brute_force};
use jiff::civil::{Date, date};
use renkei::domain::PlaceTable;
use renkei::exchange::demo;
use renkei::model::substitutes::{Ask, substitutes};
use renkei::model::{Casebook, OpenDays, Registry};
use renkei::port::store::Record;
use renkei::rulebook::builtin;

const TODAY: Date = date(2026, 11, 22);
struct City {
    registry: Registry,
    book: Casebook,
    records: Records,
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
        records: Records { facilities: as_json.collect(), answers, acts },
        registry: Registry::build(facilities, &[] as &[PlaceTable]),
        book: Casebook::build(std::sync::Arc::new(rulebook), TODAY, records),
    }
}

#[test]
fn substitutes_equal_a_brute_force_search() {
    let city = city();
    let mut closed: BTreeSet<&str> =
        city.records.answers.iter().map(|answer| answer["facility"].as_str().expect("id")).collect();
    closed.extend(city.records.acts.iter().map(|act| act["facility"].as_str().expect("id")));
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
                assert_eq!(
                    found,
                    brute_force(&city.records, TODAY, closed, &needs, asked.map(|days| &days.1)),
                    "{closed} {needs:?}"
                );
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
