//! The record of what was given to whom about whom (個人情報保護法 29条), for whoever asks to see it.

use serde_json::{Value, json};

use super::csv;
use super::sanitise::sanitise;
use crate::domain::disclosure::Ground;
use crate::domain::text::clean_line;
use crate::domain::{Disclosure, Person};
use crate::words::Words;

/// A disclosure and the person whom it is about; `None` where that record is gone.
pub type Given<'a> = (&'a Disclosure, Option<&'a Person>);

const COLUMNS: [&str; 13] = [
    "date",
    "time",
    "to_name",
    "to_address",
    "to_desk",
    "person",
    "birth_date",
    "document",
    "contents",
    "way",
    "ground",
    "receipt",
    "by",
];

/// Header and one record a disclosure, RFC 4180.
pub fn csv(given: &[Given<'_>], words: &Words) -> String {
    let header: Vec<String> =
        COLUMNS.iter().map(|name| words.get(&format!("disclosures.column.{name}")).to_owned()).collect();
    let rows = given.iter().map(|one| csv::record(&cells(one, words)));
    std::iter::once(csv::record(&header)).chain(rows).collect()
}

/// For the terminal: three lines each.
pub fn text(given: &[Given<'_>], words: &Words) -> String {
    let join = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let mut text = String::new();
    for one in given {
        let [date, time, to, address, desk, person, birth, document, contents, way, ground, receipt, by] =
            cells(one, words);
        text += &format!("{}\n", join(&[&date, &time, &person, &birth, &document]));
        text += &format!("    {}\n", join(&[&to, &desk, &address, &way]));
        text += &format!("    {}\n", join(&[&contents, &ground, &receipt, &by]));
    }
    text
}

/// The items of `--format json`; every key is always there.
pub fn json(given: &[Given<'_>]) -> Vec<Value> {
    given
        .iter()
        .map(|(one, person)| {
            let (document, way): (&str, &str) = (&one.document, one.way.into());
            let ground = match &one.ground {
                Ground::Consent(on) => json!({ "consent": on.to_string(), "reason": null }),
                Ground::Reason(why) => json!({ "consent": null, "reason": sanitise(why) }),
            };
            let receipt = one.receipt.as_ref();
            json!({
                "kind": "disclosure",
                "id": one.id.to_string(),
                "at": one.at.to_string(),
                "person": one.person.to_string(),
                "person_name": person.map(|person| sanitise(&person.name)),
                "person_birth_date": person.and_then(|person| person.birth_date).map(|day| day.to_string()),
                "episode": one.episode.map(|id| id.to_string()),
                "document": sanitise(document),
                "contents": sanitise(&one.contents),
                "to": one.to.map(|id| id.to_string()),
                "to_name": sanitise(&one.to_name),
                "to_address": sanitise(&one.to_address),
                "to_desk": sanitise(&one.to_desk),
                "way": way,
                "ground": ground,
                "receipt": receipt.map(|r| json!({ "at": r.at.to_string(), "by": sanitise(&r.by) })),
                "complete": one.is_complete(),
                "by": sanitise(&one.by),
            })
        })
        .collect()
}

fn cells((one, person): &Given<'_>, words: &Words) -> [String; 13] {
    let way: &str = one.way.into();
    let ground = match &one.ground {
        Ground::Consent(on) => words.say("disclosures.consent", &[("on", on)]),
        Ground::Reason(why) => words.say("disclosures.without", &[("why", &clean_line(why))]),
    };
    let receipt = match &one.receipt {
        Some(receipt) => {
            let at = receipt.at.strftime("%Y-%m-%d %H:%M");
            words.say("disclosures.received", &[("at", &at), ("by", &clean_line(&receipt.by))])
        }
        None if one.way.needs_receipt() => words.get("disclosures.no_receipt").to_owned(),
        None => String::new(),
    };
    [
        one.at.date().to_string(),
        one.at.strftime("%H:%M").to_string(),
        clean_line(&one.to_name),
        clean_line(&one.to_address),
        clean_line(&one.to_desk),
        person.map_or_else(|| words.get("disclosures.gone").to_owned(), |person| clean_line(&person.name)),
        person.and_then(|person| person.birth_date).map(|day| day.to_string()).unwrap_or_default(),
        document(&one.document, words),
        clean_line(&one.contents),
        words.get(&format!("disclosures.way.{way}")).to_owned(),
        ground,
        receipt,
        clean_line(&one.by),
    ]
}

/// A document of a newer program is called by its own word.
fn document(name: &str, words: &Words) -> String {
    let key = format!("disclosures.document.{name}");
    let known = words.get(&key);
    if known == key { clean_line(name) } else { known.to_owned() }
}
