//! `talk-fees.toml`.

use std::collections::HashSet;

use jiff::civil::Date;

use super::fault::{FaultKind, TalkFault};
use super::source::{Faults, Section, parse};
use crate::domain::talk_fee::{Amount, Class, Counterpart, DischargeTalks, Needs, TalkFees, Validity};

const VALIDITY: [&str; 4] = ["from", "until", "confirmed", "source"];

pub(super) fn read(text: &str) -> Result<TalkFees, Vec<TalkFault>> {
    let mut faults = Faults::new(text);
    let root = parse(text, &mut faults);
    let root = Section::root(&root);
    root.only(&["discharge_talks", "counterpart"], &mut faults);
    root.needs(&["discharge_talks"], &mut faults);
    let mut fees = TalkFees::default();
    for section in root.sections("discharge_talks", &mut faults) {
        let fee = discharge_talks(&section, &mut faults);
        if fees.discharge_talks.iter().any(|known| known.validity.meets(&fee.validity)) {
            faults.note(&section.span, FaultKind::Overlap { code: "discharge_talks".to_owned() });
        }
        fees.discharge_talks.push(fee);
    }
    let sections = root.sections("counterpart", &mut faults);
    for section in &sections {
        let fee = counterpart(section, &mut faults);
        let overlaps = |known: &Counterpart| known.code == fee.code && known.validity.meets(&fee.validity);
        if fees.counterparts.iter().any(overlaps) {
            faults.note(&section.place("code"), FaultKind::Overlap { code: fee.code.clone() });
        }
        fees.counterparts.push(fee);
    }
    for (section, fee) in sections.iter().zip(&fees.counterparts) {
        for code in fee.gives_way_to.iter().filter(|code| !fees.codes().contains(&code.as_str())) {
            faults.note(&section.place("gives_way_to"), FaultKind::Dangling { code: code.clone() });
        }
    }
    faults.finish(fees)
}

fn discharge_talks(section: &Section<'_>, faults: &mut Faults<'_>) -> DischargeTalks {
    let own = [
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
    section.only(&[VALIDITY.as_slice(), &own].concat(), faults);
    section
        .needs(&["label_ja", "label_en", "days_after_discharge", "per_stay", "talk", "conference", "classes"], faults);
    DischargeTalks {
        validity: validity(section, faults),
        label_ja: section.text("label_ja", faults),
        label_en: section.text("label_en", faults),
        days_after_discharge: section.number("days_after_discharge", faults).unwrap_or_default(),
        days_confirmed: section.yes("days_confirmed", faults),
        per_stay: section.number("per_stay", faults).unwrap_or_default(),
        not_with_ja: section.text("not_with_ja", faults),
        not_with_en: section.text("not_with_en", faults),
        talk: needs(section, "talk", faults),
        conference: needs(section, "conference", faults),
        classes: classes(section, faults),
    }
}

fn classes(section: &Section<'_>, faults: &mut Faults<'_>) -> Vec<Class> {
    let (mut classes, mut codes) = (Vec::new(), HashSet::new());
    let keys = ["code", "label", "units", "talks", "conferences"];
    for section in section.sections("classes", faults) {
        section.only(&keys, faults);
        section.needs(&keys, faults);
        let code = section.text("code", faults);
        if !codes.insert(code.clone()) {
            faults.note(&section.place("code"), FaultKind::Duplicate { code: code.clone() });
        }
        classes.push(Class {
            code,
            label: section.text("label", faults),
            units: section.number("units", faults).unwrap_or_default(),
            talks: count(&section, "talks", faults),
            conferences: count(&section, "conferences", faults),
        });
    }
    classes
}

fn counterpart(section: &Section<'_>, faults: &mut Faults<'_>) -> Counterpart {
    let own = ["code", "label_ja", "label_en", "amount", "unit", "per_stay", "needs", "gives_way_to"];
    section.only(&[VALIDITY.as_slice(), &own].concat(), faults);
    section.needs(&["code", "label_ja", "label_en", "unit", "per_stay", "needs"], faults);
    Counterpart {
        code: section.text("code", faults),
        validity: validity(section, faults),
        label_ja: section.text("label_ja", faults),
        label_en: section.text("label_en", faults),
        amount: section.number("amount", faults),
        unit: section.choice("unit", faults).unwrap_or(Amount::Points),
        per_stay: section.number("per_stay", faults).unwrap_or_default(),
        needs: needs(section, "needs", faults),
        gives_way_to: section.texts("gives_way_to", faults),
    }
}

fn validity(section: &Section<'_>, faults: &mut Faults<'_>) -> Validity {
    section.needs(&["from", "confirmed"], faults);
    let (from, until) = (section.date("from", faults), section.date("until", faults));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        faults.note(&section.place("until"), FaultKind::Backwards);
    }
    Validity {
        from: from.unwrap_or(Date::MIN),
        until,
        confirmed: section.yes("confirmed", faults),
        source: section.text("source", faults),
    }
}

fn needs(section: &Section<'_>, key: &str, faults: &mut Faults<'_>) -> Needs {
    let Some(section) = section.section(key, faults) else { return Needs::default() };
    section.only(&["conference", "parties", "one_of", "hospital", "lead", "record", "document", "consent"], faults);
    Needs {
        conference: section.yes("conference", faults),
        parties: count(&section, "parties", faults),
        one_of: section.numbers("one_of", faults),
        hospital: section.yes("hospital", faults),
        lead: section.yes("lead", faults),
        record: section.yes("record", faults),
        document: section.yes("document", faults),
        consent: section.yes("consent", faults),
    }
}

fn count(section: &Section<'_>, key: &str, faults: &mut Faults<'_>) -> usize {
    section.number::<u16>(key, faults).map_or(0, usize::from)
}
