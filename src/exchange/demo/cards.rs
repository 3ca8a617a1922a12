//! The emergency cards of the demo city's people, and what they said that they want (`fixtures/demo/cards.json`).

use serde::Deserialize;
use serde_json::{Map, Value};

use super::BROKEN;
use super::days::{Days, id};
use crate::domain::Person;
use crate::domain::acp::AcpTalk;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CardsFile {
    /// Beside those of `care.json`.
    facilities: Map<String, Value>,
    cards: Vec<CardEntry>,
    acp_talks: Vec<Value>,
}

/// What is known of a person beyond what the stays need: the card, and other fields of the person as they stand in a record.
#[derive(Deserialize)]
struct CardEntry {
    /// The short id.
    person: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl CardsFile {
    pub fn read() -> Self {
        serde_json::from_str(include_str!("../../../fixtures/demo/cards.json")).expect(BROKEN)
    }

    /// The persons with their cards, and their talks.
    pub fn fill(self, days: Days<'_>, facilities: &Map<String, Value>, persons: &mut [Person]) -> Vec<AcpTalk> {
        let mut facilities = facilities.clone();
        facilities.extend(self.facilities);
        for entry in self.cards {
            let id = id(&entry.person);
            let person = persons.iter_mut().find(|person| person.id.to_string() == id).expect(BROKEN);
            let mut fields = Value::Object(entry.fields);
            days.fill(&mut fields, &facilities);
            let mut whole = serde_json::to_value(&*person).expect(BROKEN);
            if let (Value::Object(whole), Value::Object(fields)) = (&mut whole, fields) {
                whole.extend(fields);
            }
            *person = serde_json::from_value(whole).expect(BROKEN);
        }
        let talks = self.acp_talks.into_iter().map(|mut talk| {
            days.fill(&mut talk, &facilities);
            serde_json::from_value(talk).expect(BROKEN)
        });
        talks.collect()
    }
}
