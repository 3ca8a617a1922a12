//! JSON for other programs: `{"schema":1,"items":[...]}`, ASCII snake_case keys, additive changes only.

use serde_json::{Value, json};

use super::page::CardPage;
use crate::exchange::export::json::document;

pub(super) fn write(pages: &[CardPage]) -> String {
    document(pages.iter().map(item).collect())
}

fn item(page: &CardPage) -> Value {
    let facts = page.facts.iter().map(|fact| {
        let part: &str = fact.part.into();
        json!({ "part": part, "field": fact.code, "label": fact.label, "text": fact.text })
    });
    let numbers = page.numbers.iter().map(|number| {
        let (part, reachable): (&str, &str) = (number.part.into(), number.reachable.into());
        json!({
            "part": part,
            "who": number.who,
            "name": number.name,
            "line": number.line,
            "phone": number.shown,
            "hours": number.hours,
            "reachable": reachable,
        })
    });
    json!({
        "kind": "emergency_card",
        "name": page.name,
        "fictional": page.fictional,
        "facts": facts.collect::<Vec<_>>(),
        "numbers": numbers.collect::<Vec<_>>(),
        "confirmed": page.confirmed,
        "as_of": page.day.to_string(),
    })
}
