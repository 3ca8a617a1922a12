//! [`Check`] over the redb file: one snapshot, read from end to end.

use std::collections::HashSet;

use redb::{ReadTransaction, ReadableTable};
use strum::IntoEnumIterator;

use super::backup::restore::RESTORE;
use super::codec::{self, Row};
use super::fault::{Fault, Result};
use super::schema::{self, existing};
use super::{RedbStore, audit};
use crate::domain::{Doubt, FacilityId};
use crate::port::check::{Check, CheckReport, Finding};
use crate::port::{EntityKind, Entry, GroupId, Record, StoreError};

impl Check for RedbStore {
    fn look_over(&self) -> crate::port::store::Result<CheckReport> {
        self.read(|transaction| {
            let mut report = CheckReport::default();
            records(transaction, &mut report)?;
            journal(transaction, &mut report)?;
            trash(transaction, &mut report)?;
            let chain = audit::verify(transaction)?;
            report.lines = chain.entries;
            report.findings.extend(chain.broken.map(Finding::Chain));
            Ok(report)
        })
    }
}

/// What cannot be understood is a finding; what cannot be read from the disk ends the look.
fn understood<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Fault::Store(StoreError::Damaged(_))) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn records(transaction: &ReadTransaction, report: &mut CheckReport) -> Result<()> {
    let mut facilities: HashSet<FacilityId> = HashSet::new();
    let (mut open, mut codes): (Vec<Doubt>, Vec<String>) = (Vec::new(), Vec::new());
    for kind in EntityKind::iter() {
        let Some(table) = existing(transaction, schema::records(kind))? else { continue };
        let (mut unread, mut misplaced) = (0, 0);
        for row in table.iter()? {
            let (key, bytes) = row?;
            let Some(record) = understood(codec::decode(kind, bytes.value()))? else {
                unread += 1;
                continue;
            };
            report.records += 1;
            misplaced += u64::from(record.key() != key.value());
            match record {
                Record::Facility(facility) => drop(facilities.insert(facility.id)),
                Record::Doubt(doubt) => open.extend(Some(doubt).filter(|doubt| doubt.verdict.is_none())),
                Record::Member(member) => codes.push(member.code),
                Record::PlaceTable(_)
                | Record::Person(_)
                | Record::Episode(_)
                | Record::Task(_)
                | Record::Template(_)
                | Record::Disclosure(_)
                | Record::Conference(_)
                | Record::Sheet(_)
                | Record::AcpTalk(_)
                | Record::Meeting(_)
                | Record::Publication(_)
                | Record::Guide(_)
                | Record::Survey(_)
                | Record::Answer(_)
                | Record::ServiceAct(_) => {}
            }
        }
        report.findings.extend((unread > 0).then_some(Finding::Record { kind, records: unread }));
        report.findings.extend((misplaced > 0).then_some(Finding::Key { kind, records: misplaced }));
    }
    // Facilities come first in the order of the kinds. One that lies in the trash is still known.
    let thrown = existing(transaction, schema::TRASH)?;
    let mut pairs = 0;
    for doubt in open {
        let mut known = true;
        for id in [doubt.a, doubt.b] {
            let grave = schema::grave_key(EntityKind::Facility, id.to_bytes());
            let in_trash = thrown.as_ref().map_or(Ok(None), |table| table.get(grave))?.is_some();
            known &= facilities.contains(&id) || in_trash;
        }
        pairs += u64::from(!known);
    }
    report.findings.extend((pairs > 0).then_some(Finding::Pair { pairs }));
    let unique: HashSet<&String> = codes.iter().collect();
    report.findings.extend((unique.len() < codes.len()).then_some(Finding::Code));
    Ok(())
}

/// Rows and groups, each in the order of their numbers. Trimming takes whole groups, so what is left is whole.
fn journal(transaction: &ReadTransaction, report: &mut CheckReport) -> Result<()> {
    let mut groups: Vec<(GroupId, Option<Entry>, u64)> = Vec::new();
    if let Some(table) = existing(transaction, schema::GROUPS)? {
        for row in table.iter()? {
            let (number, bytes) = row?;
            groups.push((GroupId(number.value()), understood(codec::decode_entry(bytes.value()))?, 0));
        }
    }
    let (mut unread, mut lonely): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
    if let Some(table) = existing(transaction, schema::JOURNAL)? {
        for row in table.iter()? {
            let (seq, bytes) = row?;
            let seq = seq.value();
            report.rows += 1;
            let read = Row::decode(bytes.value()).and_then(|row| row.change(seq).map(|_| row.group));
            let Some(group) = understood(read)? else {
                unread.push(seq);
                continue;
            };
            match groups.binary_search_by_key(&group, |(number, ..)| *number) {
                Ok(at) => groups[at].2 += 1,
                Err(_) => lonely.push(seq),
            }
        }
    }
    report.groups = groups.len() as u64;
    // A row that cannot be read is told itself; its group is not told a second time.
    let hit = |number: GroupId, entry: &Entry| {
        unread.iter().filter(|seq| (number.0..number.0.saturating_add(entry.changes)).contains(*seq)).count() as u64
    };
    let broken: Vec<GroupId> = groups
        .iter()
        .filter(|(number, entry, rows)| {
            entry.as_ref().is_none_or(|entry| entry.group != *number || rows + hit(*number, entry) != rows_of(entry))
        })
        .map(|(number, ..)| *number)
        .collect();
    let count = |found: &[u64]| found.len() as u64;
    report.findings.extend(unread.first().map(|first| Finding::Row { first: *first, rows: count(&unread) }));
    report.findings.extend(lonely.first().map(|first| Finding::Lonely { first: *first, rows: count(&lonely) }));
    report.findings.extend(broken.first().map(|first| Finding::Group { first: *first, groups: broken.len() as u64 }));
    Ok(())
}

/// A restore brings many records and writes one row, which says so.
fn rows_of(entry: &Entry) -> u64 {
    let restore = entry.label.action == RESTORE && entry.of == Some(entry.group);
    if restore { 1 } else { entry.changes }
}

fn trash(transaction: &ReadTransaction, report: &mut CheckReport) -> Result<()> {
    let Some(table) = existing(transaction, schema::TRASH)? else { return Ok(()) };
    let mut unread = 0;
    for row in table.iter()? {
        let (grave, bytes) = row?;
        // A kind that only a newer program knows.
        let Some((kind, key)) = schema::of_grave_key(grave.value()) else { continue };
        let thrown = codec::decode_thrown(bytes.value()).and_then(|thrown| codec::decode(kind, thrown.stored.0));
        match understood(thrown)? {
            Some(record) if record.key() == key => report.thrown += 1,
            Some(_) | None => unread += 1,
        }
    }
    report.findings.extend((unread > 0).then_some(Finding::Trash { records: unread }));
    Ok(())
}

#[cfg(test)]
mod tests;
