//! A month of accesses as somebody looks it over: its lines, which of them stand out, and that it was looked over (安全管理GL: 月1回の点検).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::access::{LOOKS, StandsOut, standing_out};
use super::audit::{AuditEntry, AuditQuery, Witness};
use super::store::{EntityKind, Record, Result, Store};
use crate::domain::Author;

/// The word of the line that says that a month was looked over.
pub const REVIEW: &str = "access_review";

/// The accesses of a month.
#[derive(Clone, PartialEq, Debug)]
pub struct AccessMonth {
    /// Its first day.
    pub month: Date,
    /// In the order of the audit.
    pub lines: Vec<AuditEntry>,
    /// Why some of them stand out, by their numbers.
    pub standing_out: BTreeMap<u64, StandsOut>,
    /// That it was looked over: once the month is past, in a later one.
    pub reviews: Vec<AuditEntry>,
}

impl AccessMonth {
    /// Reads the month of that day, as the clock of the place counts months.
    pub fn read(store: &dyn Store, day: Date, zone: &TimeZone) -> Result<Self> {
        let month = day.first_of_month();
        let (mut lines, mut reviews) = (Vec::new(), Vec::new());
        let since = month.to_zoned(zone.clone()).ok().map(|start| start.timestamp());
        store.audit(&AuditQuery { since, ..AuditQuery::default() }, &mut |line| {
            if line.action == REVIEW && line.note.split(' ').next() == Some(&name(month)) {
                reviews.push(line.clone());
            }
            let of_month = line.at.to_zoned(zone.clone()).date().first_of_month() == month;
            let personal = line.records.is_empty() || line.records.iter().any(|record| record.kind == "person");
            if of_month && personal && LOOKS.contains(&line.action.as_str()) {
                lines.push(line);
            }
        })?;
        let standing_out = standing_out(&lines, zone, &restricted(store)?);
        Ok(Self { month, lines, standing_out, reviews })
    }

    /// The line that says that somebody has looked it over.
    pub fn review(&self, author: Author, at: Timestamp) -> Witness {
        let (count, standing_out) = (self.lines.len(), self.standing_out.len());
        let note = format!("{} lines={count} standing_out={standing_out}", name(self.month));
        Witness { author, at, action: REVIEW, records: Vec::new(), count: count as u64, note }
    }

    /// Accesses that came after the month was looked over last; `None` where nobody has.
    pub fn since_review(&self) -> Option<usize> {
        let last = self.reviews.last()?;
        Some(self.lines.iter().filter(|line| line.seq > last.seq && line.action != REVIEW).count())
    }
}

/// `2026-11`
fn name(month: Date) -> String {
    format!("{}-{:02}", month.year(), month.month())
}

/// The persons whose cards are restricted now.
fn restricted(store: &dyn Store) -> Result<BTreeSet<String>> {
    let mut restricted = BTreeSet::new();
    store.scan(EntityKind::Person, &mut |record| {
        restricted.extend(
            Record::into_person(record).filter(|person| person.card.restricted).map(|person| person.id.to_string()),
        );
    })?;
    Ok(restricted)
}
