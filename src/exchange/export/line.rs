//! One line a facility, for a chat or a sticky note.

use super::{Options, facts};
use crate::domain::Facility;

/// `name (kinds) phone desk FAX address`, single spaces between, one line each.
pub fn write(facilities: &[&Facility], options: &Options) -> String {
    facilities.iter().map(|facility| one(facility, options)).collect::<Vec<_>>().join("\n")
}

fn one(facility: &Facility, options: &Options) -> String {
    let words = options.words;
    let mut parts = vec![facts::name(facility)];
    let kinds = facts::kinds(facility, words);
    if !kinds.is_empty() {
        parts.push(format!("({})", kinds.join(", ")));
    }
    if let Some(phone) = facility.phones().first() {
        parts.push(format!("{} {}", words.get("export.phone"), facts::phone(phone, words)));
    }
    let desk = facts::desk(facility);
    if !desk.is_empty() {
        parts.push(format!("{} {desk}", words.get("export.desk")));
    }
    if let Some(fax) = facility.fax() {
        parts.push(format!("{} {}", words.get("export.fax"), facts::phone(fax.value, words)));
    }
    parts.push(facts::address(facility));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}
