//! Reads a checklist; the format is described at the head of `checklist.toml`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::{FaultKind, Wanted};
use super::rule;
use super::source::{Faults, Read, Section, choose, parse};
use crate::domain::TemplateId;
use crate::domain::checklist::{Anchor, Duty, Item, Mark, Marks, Phase, Template};

/// The words of the format for the phases.
pub(super) const PHASES: [(&str, Phase); 7] = [
    ("入院前", Phase::BeforeAdmission),
    ("入院時", Phase::Admission),
    ("入院中", Phase::Stay),
    ("退院前", Phase::BeforeDischarge),
    ("看取り", Phase::EndOfLife),
    ("退院時", Phase::Discharge),
    ("退院後", Phase::AfterDischarge),
];

pub(super) const DUTIES: [(&str, Duty); 2] = [("必須", Duty::Must), ("目安", Duty::Guide)];

const MARKS: [(&str, Mark); 4] =
    [("●", Mark::Required), ("○", Mark::Optional), ("–", Mark::Absent), ("-", Mark::Absent)];

const MARK_KEYS: [&str; 6] = ["CM", "NEW65", "NEW40", "EOL", "RUSH", "SHORT"];

/// An item with the places that rules over the whole checklist ask for.
struct Placed {
    item: Item,
    code: Range<usize>,
    rule: Range<usize>,
}

/// A checklist, where nothing is wrong with it.
pub(super) fn read<'t>(text: &'t str, faults: &mut Faults<'t>) -> Option<Template> {
    let root = parse(text, faults);
    let file = Section::root(&root);
    file.only(&["name", "version", "title", "item"], faults);
    let mut head = |key| {
        let read = file.text(key, faults);
        file.needed(key, read, faults).map(|read| read.value)
    };
    let (name, version, title) = (head("name"), head("version"), head("title"));
    let sections = file.sections("item", faults);
    // Where the syntax broke off, nothing more can be said of what is not there.
    if sections.is_empty() && faults.is_empty() {
        faults.note(&(0..0), FaultKind::Empty);
    }
    // An item that is wrong in itself is still one that another may name.
    let mut codes = BTreeSet::new();
    for (code, span) in sections.iter().filter_map(peek) {
        if !codes.insert(code.clone()) {
            faults.note(&span, FaultKind::Duplicate { code });
        }
    }
    let items: Vec<Placed> = sections.iter().filter_map(|section| item(section, faults)).collect();
    whole(&items, &codes, faults);
    if !faults.is_empty() {
        return None;
    }
    let (name, version) = (name?, version?);
    let items = items.into_iter().map(|placed| placed.item).collect();
    Some(Template { id: TemplateId::of(&name, &version), rev: 0, name, version, title: title?, items })
}

fn peek(section: &Section<'_>) -> Option<(String, Range<usize>)> {
    section.word("code").map(|read| (read.value, read.span))
}

fn item(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Placed> {
    section.only(&["code", "phase", "text", "actor", "due", "kind", "doc", "fee", "evidence", "marks", "rule"], faults);
    let code = section.text("code", faults);
    let code = section.needed("code", code, faults);
    let phase = section.choice("phase", &PHASES, faults);
    let phase = section.needed("phase", phase, faults);
    let duty = section.choice("kind", &DUTIES, faults);
    let duty = section.needed("kind", duty, faults);
    let mut words = |key, needed: bool| {
        let read = section.text(key, faults);
        if needed { section.needed(key, read, faults) } else { read }.map(|read| read.value)
    };
    let (text, actor, due) = (words("text", true), words("actor", true), words("due", true));
    let (document, fee, evidence) = (words("doc", false), words("fee", false), words("evidence", false));
    let marks = section.section("marks", faults);
    let marks = section.needed("marks", marks, faults).and_then(|marks| read_marks(&marks, faults));
    let rule = section.section("rule", faults);
    let rule = section.needed("rule", rule, faults);
    let span = rule.as_ref().map(|rule| rule.span.clone());
    let rule = rule.and_then(|rule| rule::read(&rule, faults));
    let code = code?;
    let item = Item {
        code: code.value,
        phase: phase?,
        text: text?,
        actor: actor?,
        due: due?,
        duty: duty?,
        document: document.unwrap_or_default(),
        fee: fee.unwrap_or_default(),
        evidence: evidence.unwrap_or_default(),
        rule: rule?,
        marks: marks?,
    };
    Some(Placed { item, code: code.span, rule: span? })
}

fn read_marks(section: &Section<'_>, faults: &mut Faults<'_>) -> Option<Marks> {
    section.only(&MARK_KEYS, faults);
    let mut mark = |key: &'static str| {
        let read: Option<Read<String>> = section.text(key, faults);
        let read = section.needed(key, read, faults)?;
        choose(key, &read, &MARKS, faults)
    };
    let [cm, new65, new40, eol, rush, short] = MARK_KEYS.map(&mut mark);
    Some(Marks { cm: cm?, new65: new65?, new40: new40?, eol: eol?, rush: rush?, short: short? })
}

/// What no item can know alone: no item is named that is not there, and none borrows from one that borrows.
fn whole(items: &[Placed], codes: &BTreeSet<String>, faults: &mut Faults<'_>) {
    for Placed { item, code, rule } in items {
        if item.code.is_empty() {
            faults.note(code, FaultKind::Type { key: "code".to_owned(), wanted: Wanted::Name });
        }
        for named in named_codes(item).filter(|named| !codes.contains(*named)) {
            faults.note(rule, FaultKind::Dangling { code: named.to_owned() });
        }
        let pending = item.rule.pending.as_ref();
        let origin = pending.and_then(|code| items.iter().find(|other| other.item.code == *code));
        if origin.is_some_and(|origin| origin.item.rule.pending.is_some()) {
            faults.note(rule, FaultKind::Circle { code: item.code.clone() });
        }
    }
}

/// The other items that a rule speaks of.
fn named_codes(item: &Item) -> impl Iterator<Item = &str> {
    let rule = &item.rule;
    let points = rule.limits().flat_map(|limit| {
        let more = limit.from.iter().chain(limit.also.iter().map(|also| &also.at));
        std::iter::once(&limit.at).chain(more).chain(&limit.floor).chain(&limit.not_after)
    });
    let points = points.chain(rule.rush.iter().map(|rush| &rush.at));
    let done = points.filter_map(|point| match &point.anchor {
        Anchor::Done(code) => Some(code.as_str()),
        _ => None,
    });
    let named: BTreeSet<&str> = done.chain(rule.pending.as_deref()).collect();
    named.into_iter()
}

/// The format's word for a phase.
pub fn phase_name(phase: Phase) -> &'static str {
    PHASES.iter().find(|(_, known)| *known == phase).map_or("", |(name, _)| name)
}

/// The format's word for a duty.
pub fn duty_name(duty: Duty) -> &'static str {
    DUTIES.iter().find(|(_, known)| *known == duty).map_or("", |(name, _)| name)
}
