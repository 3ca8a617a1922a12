//! The plan of an import: what a dry run prints and the real run writes, one and the same.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::error::{Reason, Rejected};
use super::field::FieldSet;
use super::format::Format;
use super::joining::settle;
use super::pairs::Pairs;
use super::record_plan;
use super::registry::{Registry, Touch, class, told_kind};
use super::report::{Changed, Counts, DoubtLine, FieldChange, FileReport, Line, Report, SourceCounts};
use super::source_file::SourceFile;
use super::update::update;
use crate::domain::facility::SourceKey;
use crate::domain::{Doubt, DoubtId, Facility, Listing, Municipality, PlaceTable, Source};
use crate::port::{Put, Record};

/// How to plan.
#[derive(Clone, Debug)]
pub struct PlanOptions {
    /// Keep only rows of these municipalities; empty keeps all.
    pub cities: Vec<&'static Municipality>,
    /// Let an older file overwrite (R6).
    pub force: bool,
    pub today: Date,
}

/// What the store holds before.
#[derive(Default)]
pub struct Present {
    pub facilities: Vec<Facility>,
    pub doubts: Vec<Doubt>,
    pub places: Vec<PlaceTable>,
    /// Only files of whole records can hold them.
    /// Records that no open data touch: only whole records (JSON Lines) are compared with them.
    pub others: Vec<Record>,
}

/// What to write, all of it in one transaction, and what to tell.
pub struct Plan {
    /// Empty where nothing is different.
    pub puts: Vec<Put>,
    pub report: Report,
}

/// Joins the files with what is there, by rules R1 to R6. Their order does not matter. Files of whole records come alone.
pub fn plan(mut files: Vec<SourceFile>, present: Present, options: &PlanOptions) -> Plan {
    if files.iter().any(|file| file.format == Format::Jsonl) {
        return record_plan::plan(files, present);
    }
    files.sort_by(|a, b| (a.source, a.as_of, &a.name).cmp(&(b.source, b.as_of, &b.name)));
    let mut report = Report::default();
    let mut registry = Registry::new(present.facilities);
    let newest = registry.newest();
    let mut coverage = Coverage::default();
    let mut puts: Vec<Put> = Vec::new();

    for mut file in files {
        let mut told = FileReport::of(&file);
        keep_cities(&mut file, &mut told, options);
        told.rejected = file.rejected.len();
        let mut rejected = std::mem::take(&mut file.rejected);
        match file.source {
            None => take_places(file, &present.places, &mut told, options, &mut puts),
            Some(source) => {
                told.older_than = if options.force { None } else { newer_date(&file, source, &newest) };
                if told.older_than.is_none() {
                    coverage.add(source, &file, &rejected);
                    for row in file.listings {
                        take(&mut registry, row.listing, file.fields, options);
                    }
                }
            }
        }
        report.rejected.append(&mut rejected);
        report.files.push(told);
    }
    report.places = puts.len();
    vanish(&mut registry, &coverage, options);
    let mut pairs = Pairs::new(&present.doubts);
    settle(&mut registry, &mut pairs);

    let open = present.doubts.iter().filter(|d| d.verdict.is_none()).count();
    let names: HashMap<_, _> = {
        let wanted: HashSet<_> = pairs.found().flat_map(|(a, b)| [a, b]).collect();
        let all = registry.alive().map(|(_, slot)| &slot.facility);
        all.filter(|f| wanted.contains(&f.id)).map(|f| (f.id, f.name().to_owned())).collect()
    };
    for ((a, b), reason) in pairs.into_found() {
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        report.doubts.push(DoubtLine { a, a_name: name(a), b, b_name: name(b), reason });
        let doubt = Doubt { id: DoubtId::new(), rev: 0, a, b, reason, found_on: options.today, verdict: None };
        puts.push(Put::Save(Record::Doubt(doubt)));
    }
    report.open_doubts = open + report.doubts.len();
    report.facilities = registry.alive().count();
    count(&mut registry, &mut report);
    for slot in registry.into_slots() {
        if slot.dirty && !slot.dead {
            let mut facility = slot.facility;
            follow_kinds(&mut facility);
            facility.listings.sort_by(|a, b| (a.source, &a.key, &a.kind).cmp(&(b.source, &b.key, &b.kind)));
            puts.push(Put::Save(Record::Facility(facility)));
        }
    }
    Plan { puts, report }
}

/// Leaves out the rows of other municipalities; a row whose municipality nobody can tell is rejected.
fn keep_cities(file: &mut SourceFile, told: &mut FileReport, options: &PlanOptions) {
    if options.cities.is_empty() {
        return;
    }
    let covered = |code: &str| options.cities.iter().any(|city| city.covers(code));
    let before = file.listings.len() + file.places.len();
    let mut placeless = Vec::new();
    file.listings.retain(|row| {
        if let Some(code) = row.listing.municipality.as_deref() {
            return covered(code);
        }
        placeless.push((row.line, row.listing.key.clone()));
        false
    });
    file.places.retain(|table| covered(&table.code));
    file.rejected.retain(|row| row.municipality.as_deref().is_none_or(covered));
    told.outside = before - file.listings.len() - file.places.len() - placeless.len();
    file.rejected.extend(placeless.into_iter().map(|(line, key)| Rejected {
        file: file.name.clone(),
        line,
        municipality: None,
        keys: vec![key],
        column: None,
        reason: Reason::NoMunicipality,
        cells: Vec::new(),
    }));
}

/// The date of what is there, where that is newer than the file in any slice that the file covers (R6).
fn newer_date(file: &SourceFile, source: Source, newest: &HashMap<(Source, String, String), Date>) -> Option<Date> {
    if newest.is_empty() {
        return None;
    }
    let slices: HashSet<(&str, &str)> = file
        .listings
        .iter()
        .map(|row| (class(&row.listing.kind), row.listing.municipality.as_deref().unwrap_or("")))
        .collect();
    slices
        .into_iter()
        .filter_map(|(class, municipality)| newest.get(&(source, class.to_owned(), municipality.to_owned())))
        .filter(|date| **date > file.as_of)
        .max()
        .copied()
}

/// Puts one row into the registry.
fn take(registry: &mut Registry, mut listing: Listing, fields: FieldSet, options: &PlanOptions) {
    let at = registry.place(&listing);
    let had = registry.touch(at, listing.source).had;
    let slot = &mut registry.slots[at];
    if listing.source == Source::CodeList {
        listing.kind = told_kind(&slot.facility, &listing.kind);
    }
    let held = slot
        .facility
        .listings
        .iter()
        .position(|l| l.source == listing.source && l.key == listing.key && class(&l.kind) == class(&listing.kind));
    let source = listing.source;
    let mut changes = Vec::new();
    if let Some(n) = held {
        let again = std::mem::replace(&mut slot.seen[n], true);
        let held = &mut slot.facility.listings[n];
        // Of two files of one date the first by name stands, now and at the next import.
        if again && held.as_of == listing.as_of {
            return;
        }
        let newest = held.gone.map_or(held.as_of, |gone| gone.max(held.as_of));
        if newest > listing.as_of && !options.force {
            return;
        }
        let dated = held.as_of != listing.as_of;
        changes = update(held, listing, fields);
        slot.dirty |= dated || !changes.is_empty();
    } else {
        // What a source says for the first time is no change of what it said.
        if had {
            let (service, new) = (listing.kind.clone(), Some(listing.name.clone()));
            changes.push(FieldChange { service, field: "service", old: None, new });
        }
        slot.push(listing);
    }
    if had && !changes.is_empty() {
        registry.touch(at, source).changes.extend(changes);
    }
}

/// What the files of this plan list, so that what they no longer list can be told (R4).
#[derive(Default)]
struct Coverage {
    newest: HashMap<Source, HashMap<(String, String), Date>>,
    left: Vec<Left>,
}

/// The institutions of one file whose rows could not be taken: they are listed all the same.
struct Left {
    source: Source,
    as_of: Date,
    classes: HashSet<String>,
    keys: HashSet<SourceKey>,
}

impl Coverage {
    fn add(&mut self, source: Source, file: &SourceFile, rejected: &[Rejected]) {
        let classes: HashSet<&str> = file.listings.iter().map(|row| class(&row.listing.kind)).collect();
        let places: HashSet<&str> =
            file.listings.iter().filter_map(|row| row.listing.municipality.as_deref()).collect();
        let slices = self.newest.entry(source).or_default();
        for class in &classes {
            for place in &places {
                let date = slices.entry(((*class).to_owned(), (*place).to_owned())).or_insert(file.as_of);
                *date = file.as_of.max(*date);
            }
        }
        let keys: HashSet<SourceKey> = rejected.iter().flat_map(|row| row.keys.iter().cloned()).collect();
        if !keys.is_empty() {
            let classes = classes.into_iter().map(str::to_owned).collect();
            self.left.push(Left { source, as_of: file.as_of, classes, keys });
        }
    }

    /// Does it stand in a file of this date or later, in a row that could not be taken?
    fn lists(&self, listing: &Listing, date: Date) -> bool {
        self.left.iter().any(|file| {
            file.source == listing.source
                && file.as_of >= date
                && file.classes.contains(class(&listing.kind))
                && file.keys.contains(&listing.key)
        })
    }

    fn of(&self, listing: &Listing) -> Option<Date> {
        let slices = self.newest.get(&listing.source)?;
        slices.get(&(class(&listing.kind).to_owned(), listing.municipality.clone()?)).copied()
    }
}

/// Marks what a file that covers it no longer lists.
fn vanish(registry: &mut Registry, coverage: &Coverage, options: &PlanOptions) {
    for at in 0..registry.slots.len() {
        if registry.slots[at].dead {
            continue;
        }
        for n in 0..registry.slots[at].facility.listings.len() {
            let slot = &registry.slots[at];
            let listing = &slot.facility.listings[n];
            if listing.gone.is_some() {
                continue;
            }
            let Some(date) = coverage.of(listing) else { continue };
            // Seen in the newest file that covers it, or told of by a newer one than any here.
            if (slot.seen[n] && listing.as_of >= date) || (listing.as_of > date && !options.force) {
                continue;
            }
            if coverage.lists(listing, date) {
                continue;
            }
            let (source, kind) = (listing.source, listing.kind.clone());
            registry.touch(at, source);
            let slot = &mut registry.slots[at];
            slot.facility.listings[n].gone = Some(date);
            slot.dirty = true;
            let all_gone = slot.facility.listings.iter().filter(|l| l.source == source).all(|l| l.gone.is_some());
            let touch = registry.touch(at, source);
            touch.vanished = all_gone;
            touch.changes.push(FieldChange { service: kind, field: "gone", old: None, new: Some(date.to_string()) });
        }
    }
}

/// The code list's kind follows those that know beds, whatever order they came in.
fn follow_kinds(facility: &mut Facility) {
    for n in 0..facility.listings.len() {
        if facility.listings[n].source == Source::CodeList {
            facility.listings[n].kind = told_kind(facility, &facility.listings[n].kind);
        }
    }
}

fn take_places(
    file: SourceFile,
    present: &[PlaceTable],
    told: &mut FileReport,
    options: &PlanOptions,
    puts: &mut Vec<Put>,
) {
    let held: HashMap<&str, &PlaceTable> = present.iter().map(|table| (table.code.as_str(), table)).collect();
    let newer = file.places.iter().filter_map(|t| held.get(t.code.as_str())).map(|t| t.as_of).max();
    if let Some(newer) = newer.filter(|date| *date > file.as_of && !options.force) {
        told.older_than = Some(newer);
        return;
    }
    for mut table in file.places {
        let old = held.get(table.code.as_str());
        table.rev = old.map_or(0, |old| old.rev);
        // The same readings on a later day are no news.
        let same = |old: &PlaceTable| *old == PlaceTable { as_of: old.as_of, ..table.clone() };
        if !old.is_some_and(|old| same(old)) {
            puts.push(Put::Save(Record::PlaceTable(table)));
        }
    }
}

/// Counts what every source did, and lists it.
fn count(registry: &mut Registry, report: &mut Report) {
    let mut by_source: BTreeMap<Source, Counts> = BTreeMap::new();
    let mut touches: Vec<((usize, Source), Touch)> = registry.touches.drain().collect();
    touches.sort_by_key(|((at, source), _)| (*source, *at));
    for ((at, source), touch) in touches {
        let counts = by_source.entry(source).or_default();
        let facility = &registry.slots[at].facility;
        let line = || Line { id: facility.id, name: facility.name().to_owned(), source };
        match (touch.had, touch.met) {
            (false, false) => {
                counts.new += 1;
                report.created.push(line());
            }
            (false, true) => counts.joined += 1,
            (true, _) if touch.vanished => {
                counts.vanished += 1;
                report.gone.push(line());
            }
            (true, _) if touch.changes.is_empty() => counts.unchanged += 1,
            (true, _) => {
                counts.changed += 1;
                report.changes.push(Changed { line: line(), fields: touch.changes });
            }
        }
    }
    for (source, counts) in by_source {
        report.counts += counts;
        report.by_source.push(SourceCounts { source, counts });
    }
}
