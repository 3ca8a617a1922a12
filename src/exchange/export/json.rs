//! JSON for scripts: one object, ASCII snake_case keys, additive changes only.

use serde_json::{Value, json};

use super::sanitise::sanitise;
use crate::domain::{Facility, Phone};

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// `{"schema":1,"items":[...]}` on one line, ended by a line feed.
pub fn write(facilities: &[&Facility]) -> String {
    document(facilities.iter().map(|facility| item(facility)).collect())
}

/// The items in their envelope.
pub fn document(items: Vec<Value>) -> String {
    format!("{}\n", json!({ "schema": SCHEMA, "items": items }))
}

/// An item of `find --json` and `show --json`: every key is always there, `null` where nothing is known. `find` adds `matched`.
///
/// `kind` is the kind of record (`facility`); the kinds of service stand in `services`.
pub fn item(facility: &Facility) -> Value {
    let coordinates = facility.coordinates().map(|s| s.value);
    json!({
        "kind": "facility",
        "id": facility.id.to_string(),
        "name": sanitise(facility.name()),
        "kana": facility.kana().map(|s| sanitise(s.value)),
        "services": services(facility),
        "address": facility.address().map(|s| sanitise(s.value)),
        "phone": facility.phone().map(|s| number(s.value)),
        "fax": facility.fax().map(|s| number(s.value)),
        "latitude": coordinates.map(|c| c.latitude),
        "longitude": coordinates.map(|c| c.longitude),
    })
}

/// One service for each listing that is still current, and one for each kind that only the local layer names.
fn services(facility: &Facility) -> Vec<Value> {
    let listed = facility.listings_by_rank().into_iter().filter(|l| l.gone.is_none());
    let mut services: Vec<Value> = listed
        .map(|listing| {
            json!({
                "kind": listing.kind.code(),
                "label": listing.kind.info().ja,
                "name": sanitise(&listing.name),
                "number": sanitise(listing.key.as_str()),
                "source": listing.source.to_string(),
                "as_of": listing.as_of.to_string(),
                "phone": listing.phone.as_ref().map(number),
                "fax": listing.fax.as_ref().map(number),
            })
        })
        .collect();
    for kind in &facility.local.identity.facts.kinds {
        if !facility.listings.iter().any(|l| l.kind == *kind && l.gone.is_none()) {
            services.push(json!({
                "kind": kind.code(),
                "label": kind.info().ja,
                "name": sanitise(facility.name()),
                "number": null,
                "source": null,
                "as_of": null,
                "phone": null,
                "fax": null,
            }));
        }
    }
    services
}

fn number(phone: &Phone) -> String {
    sanitise(phone.display())
}
