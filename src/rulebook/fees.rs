//! Reads the fees; the format is described at the head of `fees.toml`.

use std::ops::Range;

use super::fault::{FaultKind, Wanted};
use super::source::{Faults, Section, count_of, parse};
use crate::domain::rulebook::{Fee, LatePart, SendingLimit, SendingRule};

const UNITS: [(&str, &str); 3] = [("単位", "単位"), ("点", "点"), ("円", "円")];

/// Every fee of a file, where nothing is wrong with it.
pub(super) fn read<'t>(text: &'t str, faults: &mut Faults<'t>) -> Option<Vec<Fee>> {
    let root = parse(text, faults);
    let file = Section::root(&root);
    file.only(&["fee"], faults);
    let sections = file.sections("fee", faults);
    // Where the syntax broke off, nothing more can be said of what is not there.
    if sections.is_empty() && faults.is_empty() {
        faults.note(&(0..0), FaultKind::Empty);
    }
    let fees: Vec<(Fee, Range<usize>)> = sections.iter().filter_map(|section| fee(section, faults)).collect();
    for (n, (fee, span)) in fees.iter().enumerate() {
        if fees[..n].iter().any(|(earlier, _)| earlier.overlaps(fee)) {
            faults.note(span, FaultKind::Overlap { code: fee.code.clone() });
        }
    }
    faults.is_empty().then(|| fees.into_iter().map(|(fee, _)| fee).collect())
}

fn fee(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<(Fee, Range<usize>)> {
    section.only(
        &[
            "code",
            "name",
            "claimed_by",
            "valid_from",
            "valid_to",
            "unit",
            "amounts",
            "once_a_month",
            "source",
            "note",
            "sending",
        ],
        faults,
    );
    let mut words = |key| {
        let read = section.text(key, faults);
        section.needed(key, read, faults)
    };
    let (code, name, claimed_by) = (words("code"), words("name"), words("claimed_by"));
    section.needs(&["valid_from"], faults);
    let (from, valid_to) = section.period("valid_from", "valid_to", faults);
    let unit = section.choice("unit", &UNITS, faults);
    let unit = section.needed("unit", unit, faults);
    let amounts = section.section("amounts", faults).map(|amounts| read_amounts(&amounts, faults));
    let confirmation = section.known("source", faults);
    let confirmation = section.needed("source", confirmation, faults);
    let sending = section.section("sending", faults).map(|sending| read_sending(&sending, faults));
    let once_a_month = section.yes_no("once_a_month", faults).unwrap_or(false);
    let note = section.text("note", faults).map(|read| read.value).unwrap_or_default();
    let code = code?;
    let fee = Fee {
        code: code.value,
        name: name?.value,
        claimed_by: claimed_by?.value,
        valid_from: from?,
        valid_to,
        amounts: amounts.unwrap_or_default(),
        unit: unit?.to_owned(),
        once_a_month,
        confirmation: confirmation?,
        note,
        sending: match sending {
            Some(sending) => Some(sending?),
            None => None,
        },
    };
    Some((fee, code.span))
}

fn read_amounts(section: &Section<'_>, faults: &mut Faults<'_>) -> Vec<(String, u32)> {
    let mut amounts = Vec::new();
    for (key, _, value) in section.entries() {
        match count_of(value.get_ref()) {
            Some(number) => amounts.push((key, number)),
            None => faults.note(&value.span(), FaultKind::Type { key, wanted: Wanted::Count }),
        }
    }
    amounts
}

fn read_sending(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<SendingRule> {
    section.only(&["I", "II"], faults);
    let mut part = |key: &'static str| {
        let part = section.section(key, faults);
        section.needed(key, part, faults).and_then(|part| read_limit(&part, faults))
    };
    let (one, two) = (part("I"), part("II"));
    Some(SendingRule { one: one?, two: two? })
}

fn read_limit(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<SendingLimit> {
    if let Some(within) = section.number("within", faults) {
        section.only(&["within"], faults);
        return Some(SendingLimit::Within(within.value));
    }
    section.only(&["days", "late", "extension", "extension_confirmed"], faults);
    let days = section.number("days", faults);
    let days = section.needed("days", days, faults);
    let late = section.number("late", faults).map(|late| late.value);
    let confirmed = section.yes_no("extension_confirmed", faults).unwrap_or(false);
    let extension = section.number("extension", faults).map(|days| LatePart { days: days.value, confirmed });
    Some(SendingLimit::After { days: days?.value, late, extension })
}
