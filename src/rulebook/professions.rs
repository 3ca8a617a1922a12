//! Reads the professions; the format is described at the head of `professions.toml`.

use std::collections::HashSet;

use super::fault::FaultKind;
use super::source::{Faults, Section, parse};
use crate::domain::conference::Side;
use crate::domain::talk_fee::{Profession, Professions};

/// Every profession of a file, where nothing is wrong with it.
pub(super) fn read<'t>(text: &'t str, faults: &mut Faults<'t>) -> Option<Professions> {
    let root = parse(text, faults);
    let root = Section::root(&root);
    root.only(&["profession"], faults);
    root.needs(&["profession"], faults);
    let (mut professions, mut codes) = (Vec::new(), HashSet::new());
    for section in root.sections("profession", faults) {
        section.only(&["code", "side", "party", "leads", "label_ja", "label_en"], faults);
        section.needs(&["side"], faults);
        let profession = Profession {
            code: section.filled("code", faults),
            label_ja: section.filled("label_ja", faults),
            label_en: section.filled("label_en", faults),
            side: section.known("side", faults).unwrap_or(Side::Family),
            party: section.count("party", faults),
            leads: section.yes_no("leads", faults).unwrap_or(false),
        };
        section.once("code", &profession.code, &mut codes, faults);
        professions.push(profession);
    }
    if professions.is_empty() && faults.is_empty() {
        faults.note(&(0..0), FaultKind::Empty);
    }
    faults.is_empty().then_some(Professions(professions))
}
