//! `professions.toml`.

use std::collections::HashSet;

use super::fault::{FaultKind, TalkFault};
use super::source::{Faults, Section, parse};
use crate::domain::conference::Side;
use crate::domain::talk_fee::{Profession, Professions};

const KEYS: &[&str] = &["code", "side", "party", "leads", "label_ja", "label_en"];

pub(super) fn read(text: &str) -> Result<Professions, Vec<TalkFault>> {
    let mut faults = Faults::new(text);
    let root = parse(text, &mut faults);
    let root = Section::root(&root);
    root.only(&["profession"], &mut faults);
    root.needs(&["profession"], &mut faults);
    let (mut professions, mut codes) = (Vec::new(), HashSet::new());
    for section in root.sections("profession", &mut faults) {
        section.only(KEYS, &mut faults);
        section.needs(&["code", "side", "label_ja", "label_en"], &mut faults);
        let profession = Profession {
            code: section.text("code", &mut faults),
            label_ja: section.text("label_ja", &mut faults),
            label_en: section.text("label_en", &mut faults),
            side: section.choice("side", &mut faults).unwrap_or(Side::Family),
            party: section.number("party", &mut faults),
            leads: section.yes("leads", &mut faults),
        };
        if !codes.insert(profession.code.clone()) {
            faults.note(&section.place("code"), FaultKind::Duplicate { code: profession.code.clone() });
        }
        professions.push(profession);
    }
    faults.finish(Professions(professions))
}
