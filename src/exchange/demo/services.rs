//! Closings and a reopening among those who support the demo city's people (`fixtures/demo/services.json`).

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::BROKEN;
use super::days::Days;
use crate::domain::ServiceAct;
use crate::domain::calendar::Holidays;
use crate::port::store::Record;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServicesFile {
    acts: Vec<Value>,
}

/// What is closed, as seen from a day.
pub fn closings(today: Date) -> Vec<Record> {
    let file: ServicesFile = serde_json::from_str(include_str!("../../../fixtures/demo/services.json")).expect(BROKEN);
    let days = Days { today, holidays: &Holidays::by_law() };
    let act = |mut value: Value| {
        days.fill(&mut value, &Map::new());
        let act: ServiceAct = serde_json::from_value(value).expect(BROKEN);
        Record::ServiceAct(ServiceAct { fictional: true, ..act })
    };
    file.acts.into_iter().map(act).collect()
}
