//! What the texts say of a facility: labelled facts in reading order, shared by the formats that people read.

use jiff::civil::Date;

use super::Options;
use crate::domain::facility::{Ability, capability};
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Facility, Kind, Phone, Source};
use crate::words::{Language, Words};

/// A label and what stands behind it; a value may have several lines.
pub struct Fact {
    pub label: String,
    pub value: String,
}

pub fn name(facility: &Facility) -> String {
    clean_line(facility.name())
}

pub fn kana(facility: &Facility) -> String {
    facility.kana().map(|s| clean_line(s.value)).unwrap_or_default()
}

/// Short names of the kinds, each once, without those a newer list lacks (unless it lacks them all).
pub fn kinds(facility: &Facility, words: &Words) -> Vec<&'static str> {
    let current: Vec<&Kind> = facility.kinds().into_iter().filter(|kind| !is_gone(facility, kind)).collect();
    let kinds = if current.is_empty() { facility.kinds() } else { current };
    let mut names: Vec<&'static str> = Vec::new();
    for kind in kinds {
        let info = kind.info();
        let name = match words.language() {
            Language::Ja => info.short_ja,
            Language::En => info.short_en,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn is_gone(facility: &Facility, kind: &Kind) -> bool {
    let mut of_kind = facility.listings.iter().filter(|l| l.kind == *kind).peekable();
    of_kind.peek().is_some() && of_kind.all(|l| l.gone.is_some()) && !facility.local.identity.facts.kinds.contains(kind)
}

/// The number as people read it, with its extension.
pub fn phone(phone: &Phone, words: &Words) -> String {
    let number = clean_line(phone.display());
    match phone.extension() {
        Some(extension) => format!("{number} {} {}", words.get("export.extension"), clean_line(extension)),
        None => number,
    }
}

pub fn postal_code(facility: &Facility) -> String {
    facility.postal_code().map(|s| clean_line(s.value)).unwrap_or_default()
}

/// Address with the building behind it.
pub fn address(facility: &Facility) -> String {
    let Some(address) = facility.address() else { return String::new() };
    let mut text = clean_line(address.value);
    if facility.local.identity.facts.address.is_none() {
        let listing = facility.listings_by_rank().into_iter().find(|l| l.address.is_some());
        if let Some(building) = listing.and_then(|l| l.building.as_deref()).map(clean_line)
            && !building.is_empty()
            && !text.contains(&building)
        {
            text.push(' ');
            text.push_str(&building);
        }
    }
    text
}

pub fn optional(value: Option<&str>) -> String {
    value.map(clean_line).unwrap_or_default()
}

/// The names of the capabilities with this answer, in the order of the data file.
pub fn abilities(facility: &Facility, ability: Ability, words: &Words) -> Vec<String> {
    let answers = &facility.local.capabilities.facts.0;
    let mut names: Vec<String> = capability::table()
        .iter()
        .filter(|info| answers.get(info.code) == Some(&ability))
        .map(|info| capability_name(info.code, words))
        .collect();
    // A newer program may know more codes than this one.
    names.extend(
        answers
            .iter()
            .filter(|(code, answer)| **answer == ability && capability::info(code).is_none())
            .map(|(code, _)| clean_line(code)),
    );
    names
}

/// The accepted notifications by name.
pub fn notices(facility: &Facility, words: &Words) -> Vec<String> {
    facility.published_capabilities().into_iter().map(|code| capability_name(code, words)).collect()
}

fn capability_name(code: &str, words: &Words) -> String {
    match (capability::info(code), words.language()) {
        (Some(info), Language::Ja) => info.ja.to_owned(),
        (Some(info), Language::En) => info.en.to_owned(),
        (None, _) => clean_line(code),
    }
}

/// `2026/06/11`: as people here write a date when it is not to be mistaken.
pub fn date(date: Date) -> String {
    date.strftime("%Y/%m/%d").to_string()
}

/// The sources with the date of their newest file, in the order of trust.
pub fn sources(facility: &Facility) -> Vec<(Source, Date)> {
    let mut sources: Vec<(Source, Date)> = Vec::new();
    for listing in facility.listings_by_rank() {
        match sources.iter_mut().find(|(source, _)| *source == listing.source) {
            Some((_, newest)) => *newest = (*newest).max(listing.as_of),
            None => sources.push((listing.source, listing.as_of)),
        }
    }
    sources
}

pub fn source_name(source: Source, words: &Words) -> String {
    words.get(&format!("export.source.{source}")).to_owned()
}

/// Where it comes from and when somebody last confirmed it: `出典 ... 2025/12/31  確認 2026/06/11`.
pub fn provenance(facility: &Facility, words: &Words) -> String {
    let sources: Vec<String> = sources(facility)
        .into_iter()
        .map(|(source, as_of)| format!("{} {}", source_name(source, words), date(as_of)))
        .collect();
    let mut parts = Vec::new();
    if !sources.is_empty() {
        parts.push(format!("{} {}", words.get("export.sources"), sources.join(", ")));
    }
    if let Some(day) = facility.confirmed_on() {
        parts.push(format!("{} {}", words.get("export.confirmed"), date(day)));
    }
    parts.join("  ")
}

/// The place and people at the desk: `地域連携室 高橋 (相談員)`.
pub fn desk(facility: &Facility) -> String {
    let desk = &facility.local.desk.facts;
    let mut text = [&desk.department, &desk.person]
        .into_iter()
        .flatten()
        .map(|part| clean_line(part))
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(profession) = desk.profession.as_deref().map(clean_line).filter(|p| !p.is_empty()) {
        text = if text.is_empty() { profession } else { format!("{text} ({profession})") };
    }
    text
}

/// Free places and people waiting, with the day that was said on.
pub fn vacancy(facility: &Facility, words: &Words) -> String {
    let group = &facility.local.vacancy;
    let vacancy = &group.facts;
    let mut parts = Vec::new();
    match vacancy.places {
        Some(0) => parts.push(words.get("export.full").to_owned()),
        Some(places) => parts.push(places.to_string()),
        None => {}
    }
    if let Some(waiting) = vacancy.waiting {
        parts.push(format!("{} {waiting}", words.get("export.waiting")));
    }
    if let Some(remark) = vacancy.remark.as_deref() {
        parts.push(clean_line(remark));
    }
    if let Some(day) = group.confirmed_on.filter(|_| !parts.is_empty()) {
        parts.push(format!("({} {})", words.get("export.confirmed"), date(day)));
    }
    parts.join(" ")
}

/// Everything the whole card says below the name.
pub fn all(facility: &Facility, options: &Options) -> Vec<Fact> {
    let words = options.words;
    let identity = &facility.local.identity.facts;
    let desk_facts = &facility.local.desk.facts;
    let hours = &facility.local.hours.facts;
    let mut facts = Vec::new();
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fact { label: words.get(key).to_owned(), value });
        }
    };
    let number = |number: Option<&Phone>| number.map(|p| phone(p, words)).unwrap_or_default();
    add("export.kinds", kinds(facility, words).join(", "));
    add("export.phone", number(facility.phone().map(|s| s.value)));
    add("export.direct_phone", number(desk_facts.direct_phone.as_ref()));
    add("export.night_phone", number(desk_facts.night_phone.as_ref()));
    add("export.fax", number(facility.fax().map(|s| s.value)));
    add("export.desk", desk(facility));
    add("export.way", optional(desk_facts.preferred_way.as_deref()));
    add("export.care_manager_hours", optional(hours.care_manager.as_deref()));
    add("export.business_hours", optional(hours.business.as_deref()));
    add("export.closed", optional(hours.closed.as_deref()));
    let place = [postal_code(facility), address(facility)].into_iter().filter(|s| !s.is_empty());
    add("export.address", place.collect::<Vec<_>>().join(" "));
    add("export.area", optional(identity.area.as_deref()));
    add("export.email", optional(identity.email.as_deref()));
    add("export.url", facility.url().map(|s| clean_line(s.value)).unwrap_or_default());
    add("export.vacancy", vacancy(facility, words));
    for (ability, key) in [(Ability::Yes, "export.can"), (Ability::Ask, "export.ask"), (Ability::No, "export.cannot")] {
        add(key, abilities(facility, ability, words).join(", "));
    }
    add("export.notices", notices(facility, words).join(", "));
    add("export.services", services(facility, words).join("\n"));
    add("export.note", clean_text(&facility.local.note.facts));
    if let Some(day) = facility.maybe_closed() {
        add("export.attention", words.say("export.maybe_closed", &[("date", &date(day))]));
    }
    facts
}

/// Services that go by another name or number than the facility as a whole, one line each: phones stay per service (R7).
fn services(facility: &Facility, words: &Words) -> Vec<String> {
    let main_name = name(facility);
    let main_digits = facility.phone().map(|s| s.value.digits());
    let mut lines: Vec<String> = Vec::new();
    for listing in facility.listings_by_rank().into_iter().filter(|l| l.gone.is_none()) {
        let own_name = clean_line(&listing.name);
        let other_phone = listing.phone.as_ref().filter(|p| Some(p.digits()) != main_digits);
        if own_name == main_name && other_phone.is_none() {
            continue;
        }
        let info = listing.kind.info();
        let kind = match words.language() {
            Language::Ja => info.short_ja,
            Language::En => info.short_en,
        };
        let mut line = format!("{kind} {own_name}");
        if let Some(other) = other_phone {
            line.push(' ');
            line.push_str(&phone(other, words));
        }
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
