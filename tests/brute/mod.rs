//! Who can take over when an institution closes, by an independent loop over the records as JSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

pub const NEEDS: [(&str, &[&str]); 5] = [
    ("meal", &["meal_here", "meal_box"]),
    ("bath", &["bath_home", "bath_here"]),
    ("toilet", &["toilet"]),
    ("training", &["training_1", "training_2"]),
    ("phone", &["phone"]),
];

/// The records of a city, by what they are.
pub struct Records {
    pub facilities: BTreeMap<String, Value>,
    pub answers: Vec<Value>,
    pub acts: Vec<Value>,
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
pub type Found = BTreeSet<(String, bool, bool, bool)>;

pub fn brute_force(city: &Records, today: Date, closed: &str, needs: &[&str], asked: Option<&BTreeSet<u8>>) -> Found {
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
            if one["from"].as_str().expect("a day") <= today.to_string().as_str()
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
