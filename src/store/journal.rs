//! Reading the journal.

use redb::{ReadTransaction, ReadableTable};

use super::codec::{self, Row};
use super::fault::Result;
use super::schema::{self, existing};
use crate::port::store::{CHANGES_AT_ONCE, Key, Seq};
use crate::port::{Change, EntityKind, Entry, GroupId, StoreError};

/// The newest groups first.
pub(super) fn history(transaction: &ReadTransaction, limit: usize) -> Result<Vec<Entry>> {
    let Some(groups) = existing(transaction, schema::GROUPS)? else { return Ok(Vec::new()) };
    groups.iter()?.rev().take(limit).map(|row| codec::decode_entry(row?.1.value())).collect()
}

/// The last change number; 0 before the first change.
pub(super) fn last_seq(transaction: &ReadTransaction) -> Result<Seq> {
    let Some(journal) = existing(transaction, schema::JOURNAL)? else { return Ok(0) };
    Ok(journal.last()?.map_or(0, |(seq, _)| seq.value()))
}

/// See [`crate::port::Store::changes_since`]. Changes of kinds that only a newer program knows are stepped over.
pub(super) fn changes_since(transaction: &ReadTransaction, seq: Seq) -> Result<Option<Vec<Change>>> {
    let Some(journal) = existing(transaction, schema::JOURNAL)? else { return Ok((seq == 0).then(Vec::new)) };
    let last = journal.last()?.map_or(0, |(last, _)| last.value());
    if seq == last {
        return Ok(Some(Vec::new()));
    }
    // A number from the future means that the file is another one; one from before a restore, that the rows behind it are of
    // another past.
    let complete = seq < last
        && seq >= schema::read_restored(transaction)?
        && journal.first()?.is_some_and(|(first, _)| first.value() <= seq.saturating_add(1));
    if !complete {
        return Ok(None);
    }
    let mut changes = Vec::new();
    for row in journal.range(seq.saturating_add(1)..)? {
        let (number, bytes) = row?;
        changes.extend(Row::decode(bytes.value())?.change(number.value())?);
        if changes.len() == CHANGES_AT_ONCE {
            break;
        }
    }
    Ok(Some(changes))
}

/// See [`crate::port::Ledger::record_history`]. Of the rows that are not the record's, no image is decoded.
pub(super) fn record_history(
    transaction: &ReadTransaction,
    kind: EntityKind,
    key: Key,
    limit: usize,
) -> Result<Vec<(Entry, Change)>> {
    let Some(journal) = existing(transaction, schema::JOURNAL)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for row in journal.iter()?.rev() {
        if found.len() == limit {
            break;
        }
        let (seq, bytes) = row?;
        let row = Row::decode(bytes.value())?;
        if row.key.0 == key && row.kind() == Some(kind) {
            let entry = group(transaction, row.group)?;
            found.extend(row.change(seq.value())?.map(|change| (entry, change)));
        }
    }
    Ok(found)
}

/// See [`crate::port::Ledger::group`].
pub(super) fn group(transaction: &ReadTransaction, group: GroupId) -> Result<Entry> {
    let entry = match existing(transaction, schema::GROUPS)? {
        Some(groups) => groups.get(group.0)?.map(|bytes| codec::decode_entry(bytes.value())).transpose()?,
        None => None,
    };
    Ok(entry.ok_or(StoreError::NoSuchGroup(group))?)
}

/// See [`crate::port::Ledger::group_changes`]. Changes of kinds that only a newer program knows are stepped over.
pub(super) fn group_changes(transaction: &ReadTransaction, number: GroupId, limit: usize) -> Result<Vec<Change>> {
    let entry = group(transaction, number)?;
    let Some(journal) = existing(transaction, schema::JOURNAL)? else { return Ok(Vec::new()) };
    let mut changes = Vec::new();
    for row in journal.range(number.0..number.0.saturating_add(entry.changes))?.take(limit) {
        let (seq, bytes) = row?;
        let row = Row::decode(bytes.value())?;
        // A restore changes more records than it writes rows: what follows is of other groups.
        if row.group != number {
            break;
        }
        changes.extend(row.change(seq.value())?);
    }
    Ok(changes)
}
