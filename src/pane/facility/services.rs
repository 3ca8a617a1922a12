//! The services of an institution, and where each published value came from.

use super::sheet::{Writer, in_language};
use crate::domain::facility::{Facility, Listing, Origin, Source};
use crate::paint::Role;
use crate::pane::dates::long_date;

/// One block a kind: its own name, numbers and terms, each once.
pub(super) fn write(writer: &mut Writer, facility: &Facility) {
    let listings = facility.listings_by_rank();
    if listings.is_empty() && facility.kinds().is_empty() {
        return;
    }
    writer.rule("detail.services");
    for kind in facility.kinds() {
        let info = kind.info();
        let own: Vec<&Listing> = listings.iter().copied().filter(|l| l.kind == *kind).collect();
        let title = in_language(writer.words, info.ja, info.en);
        writer.text(format!("{} {title}", info.mark), Role::Title, 0);
        let lines = terms(writer, facility, &own);
        if !lines.is_empty() {
            writer.text(lines.join("\n"), Role::Text, 3);
        }
        if let Some(day) = own.iter().filter_map(|l| l.gone).max().filter(|_| own.iter().all(|l| l.gone.is_some())) {
            let text = writer.words.say("detail.gone", &[("date", &long_date(day))]);
            writer.text(text, Role::Bad, 3);
        }
    }
}

fn terms(writer: &Writer, facility: &Facility, own: &[&Listing]) -> Vec<String> {
    let words = writer.words;
    let mut lines: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !text.is_empty() && !lines.contains(&text) {
            lines.push(text);
        }
    };
    let labelled = |key: &str, text: &str| format!("{} {text}", words.get(key));
    for listing in own {
        if listing.name != facility.name() {
            add(listing.name.clone());
        }
        let main_phone = facility.phone().map(|p| p.value.digits());
        if let Some(phone) = listing.phone.as_ref().filter(|p| Some(p.digits()) != main_phone) {
            add(labelled("detail.phone", phone.display()));
        }
        let main_fax = facility.fax().map(|p| p.value.digits());
        if let Some(fax) = listing.fax.as_ref().filter(|p| Some(p.digits()) != main_fax) {
            add(labelled("detail.fax", fax.display()));
        }
        if let Some(capacity) = listing.capacity {
            add(words.say("detail.capacity", &[("count", &capacity)]));
        }
        for (key, text) in [("detail.beds", &listing.beds), ("detail.departments", &listing.departments)] {
            if let Some(text) = text {
                add(labelled(key, text));
            }
        }
        match (&listing.days, &listing.hours) {
            (Some(days), Some(hours)) => add(format!("{days}  {hours}")),
            (Some(text), None) | (None, Some(text)) => add(text.clone()),
            (None, None) => {}
        }
        if let Some(note) = &listing.note {
            add(note.clone());
        }
    }
    lines
}

/// 出典: which values stand on which source, and the date of its file or of the confirmation.
pub(super) fn write_sources(writer: &mut Writer, facility: &Facility) {
    let words = writer.words;
    let mut by_origin: Vec<(Origin, Vec<&str>)> = Vec::new();
    let mut add = |key: &'static str, origin: Option<Origin>| {
        let Some(origin) = origin else { return };
        let value = words.get(key);
        match by_origin.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, values)) => values.push(value),
            None => by_origin.push((origin, vec![value])),
        }
    };
    add("detail.name", facility.name_sourced().map(|s| s.origin));
    add("detail.kana", facility.kana().map(|s| s.origin));
    add("detail.phone", facility.phone().map(|s| s.origin));
    add("detail.fax", facility.fax().map(|s| s.origin));
    add("detail.address", facility.address().map(|s| s.origin));
    add("detail.coordinates", facility.coordinates().map(|s| s.origin));
    add("detail.url", facility.url().map(|s| s.origin));
    // Sources that only other facts rest on: services, beds, notifications.
    let mut sources: Vec<(Source, jiff::civil::Date)> = facility.listings.iter().map(|l| (l.source, l.as_of)).collect();
    sources.sort();
    sources.dedup();
    for (source, as_of) in sources {
        let origin = Origin::Published { source, as_of };
        if !by_origin.iter().any(|(known, _)| *known == origin) {
            by_origin.push((origin, vec![words.get("detail.services")]));
        }
    }
    if by_origin.is_empty() {
        return;
    }
    writer.rule("detail.sources");
    for (origin, values) in by_origin {
        let text = match origin {
            Origin::Local { confirmed_on: Some(day) } => {
                format!("{}  {}", words.get("detail.own-record"), writer.day(day))
            }
            Origin::Local { confirmed_on: None } => words.get("detail.own-record").to_owned(),
            Origin::Published { source, as_of } => {
                let key = format!("export.source.{source}");
                format!("{}  {}", words.get(&key), long_date(as_of))
            }
        };
        writer.text(text, Role::Text, 0);
        writer.text(values.join(" "), Role::Label, 3);
    }
}
