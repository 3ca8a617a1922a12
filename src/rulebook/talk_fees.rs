//! Reads the fees of talks; the format is described at the head of `talk-fees.toml`.

use std::collections::HashSet;

use jiff::civil::Date;

use super::fault::FaultKind;
use super::source::{Faults, Read, Section, parse};
use crate::domain::talk_fee::{Amount, Class, Counterpart, DischargeTalks, Needs, TalkFees, Validity};

const VALIDITY: [&str; 4] = ["from", "until", "confirmed", "source"];
const DISCHARGE_TALKS: [&str; 10] = [
    "label_ja",
    "label_en",
    "days_after_discharge",
    "days_confirmed",
    "per_stay",
    "not_with_ja",
    "not_with_en",
    "talk",
    "conference",
    "classes",
];
const COUNTERPART: [&str; 8] = ["code", "label_ja", "label_en", "amount", "unit", "per_stay", "needs", "gives_way_to"];

/// The fees of a file over those that were known, where nothing is wrong with it.
pub(super) fn read<'t>(text: &'t str, base: &TalkFees, faults: &mut Faults<'t>) -> Option<TalkFees> {
    let root = parse(text, faults);
    let root = Section::root(&root);
    root.only(&["discharge_talks", "counterpart"], faults);
    let mut fees = TalkFees::default();
    for section in root.sections("discharge_talks", faults) {
        let fee = discharge_talks(&section, faults);
        if fees.discharge_talks.iter().any(|known| known.validity.meets(&fee.validity)) {
            faults.note(&section.span, FaultKind::Overlap { code: "discharge_talks".to_owned() });
        }
        fees.discharge_talks.push(fee);
    }
    let mut named = Vec::new();
    for section in root.sections("counterpart", faults) {
        let (fee, gives_way_to) = counterpart(&section, faults);
        let overlaps = |known: &Counterpart| known.code == fee.code && known.validity.meets(&fee.validity);
        if fees.counterparts.iter().any(overlaps) {
            faults.note(&section.place("code"), FaultKind::Overlap { code: fee.code.clone() });
        }
        named.extend(gives_way_to);
        fees.counterparts.push(fee);
    }
    // Where the syntax broke off, nothing more can be said of what is not there.
    if fees == TalkFees::default() && faults.is_empty() {
        faults.note(&(0..0), FaultKind::Empty);
    }
    let fees = base.clone().with(fees);
    for code in named.iter().filter(|code| !fees.codes().contains(&code.value.as_str())) {
        faults.note(&code.span, FaultKind::Dangling { code: code.value.clone() });
    }
    faults.is_empty().then_some(fees)
}

fn discharge_talks(section: &Section<'_>, faults: &mut Faults<'_>) -> DischargeTalks {
    section.only(&[VALIDITY.as_slice(), &DISCHARGE_TALKS].concat(), faults);
    section.needs(&["days_after_discharge", "per_stay", "talk", "conference", "classes"], faults);
    DischargeTalks {
        validity: validity(section, faults),
        label_ja: section.filled("label_ja", faults),
        label_en: section.filled("label_en", faults),
        days_after_discharge: section.count("days_after_discharge", faults).unwrap_or_default(),
        days_confirmed: section.yes_no("days_confirmed", faults).unwrap_or(false),
        per_stay: section.count("per_stay", faults).unwrap_or_default(),
        not_with_ja: section.plain("not_with_ja", faults),
        not_with_en: section.plain("not_with_en", faults),
        talk: needs(section, "talk", faults),
        conference: needs(section, "conference", faults),
        classes: classes(section, faults),
    }
}

fn classes(section: &Section<'_>, faults: &mut Faults<'_>) -> Vec<Class> {
    let (mut classes, mut codes) = (Vec::new(), HashSet::new());
    for section in section.sections("classes", faults) {
        section.only(&["code", "label", "units", "talks", "conferences"], faults);
        section.needs(&["units", "talks", "conferences"], faults);
        let class = Class {
            code: section.filled("code", faults),
            label: section.filled("label", faults),
            units: section.count("units", faults).unwrap_or_default(),
            talks: section.count("talks", faults).unwrap_or_default(),
            conferences: section.count("conferences", faults).unwrap_or_default(),
        };
        section.once("code", &class.code, &mut codes, faults);
        classes.push(class);
    }
    classes
}

/// With the codes that it names, where they stand.
fn counterpart(section: &Section<'_>, faults: &mut Faults<'_>) -> (Counterpart, Vec<Read<String>>) {
    section.only(&[VALIDITY.as_slice(), &COUNTERPART].concat(), faults);
    section.needs(&["unit", "per_stay", "needs"], faults);
    let gives_way_to = section.texts("gives_way_to", faults).map(|read| read.value).unwrap_or_default();
    let fee = Counterpart {
        code: section.filled("code", faults),
        validity: validity(section, faults),
        label_ja: section.filled("label_ja", faults),
        label_en: section.filled("label_en", faults),
        amount: section.count("amount", faults),
        unit: section.known("unit", faults).unwrap_or(Amount::Points),
        per_stay: section.count("per_stay", faults).unwrap_or_default(),
        needs: needs(section, "needs", faults),
        gives_way_to: gives_way_to.iter().map(|code| code.value.clone()).collect(),
    };
    (fee, gives_way_to)
}

fn validity(section: &Section<'_>, faults: &mut Faults<'_>) -> Validity {
    section.needs(&["from", "confirmed"], faults);
    let (from, until) = section.period("from", "until", faults);
    Validity {
        from: from.unwrap_or(Date::MIN),
        until,
        confirmed: section.yes_no("confirmed", faults).unwrap_or(false),
        source: section.plain("source", faults),
    }
}

fn needs(section: &Section<'_>, key: &str, faults: &mut Faults<'_>) -> Needs {
    let Some(section) = section.section(key, faults) else { return Needs::default() };
    section.only(&["conference", "parties", "one_of", "hospital", "lead", "record", "document", "consent"], faults);
    let (parties, one_of) = (section.count("parties", faults).unwrap_or_default(), section.counts("one_of", faults));
    let mut yes = |key| section.yes_no(key, faults).unwrap_or(false);
    Needs {
        conference: yes("conference"),
        parties,
        one_of,
        hospital: yes("hospital"),
        lead: yes("lead"),
        record: yes("record"),
        document: yes("document"),
        consent: yes("consent"),
    }
}
