//! Trimming the journal: what is older than the window of undo goes, whole groups, from the oldest end.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use redb::{ReadTransaction, ReadableTable, ReadableTableMetadata};

use super::codec;
use super::fault::Result;
use super::schema::{self, existing};
use super::write::Writer;
use crate::port::ledger::{KEPT_GROUPS, SHORTEST_WINDOW};
use crate::port::{Entry, GroupId, Trimmed};

/// Is there anything to trim? Looks at the oldest group first, so that the daily question costs next to nothing.
pub(super) fn is_due(transaction: &ReadTransaction, now: Timestamp, keep: Duration) -> Result<bool> {
    let Some(groups) = existing(transaction, schema::GROUPS)? else { return Ok(false) };
    if groups.len()? <= KEPT_GROUPS as u64 {
        return Ok(false);
    }
    let oldest = groups.first()?.map(|(_, bytes)| codec::decode_entry(bytes.value())).transpose()?;
    if oldest.is_none_or(|entry| is_young(&entry, now, keep)) {
        return Ok(false);
    }
    let first = groups.first()?.map(|(group, _)| GroupId(group.value()));
    Ok(first < oldest_kept(&groups, now, keep)?)
}

/// See [`crate::port::Ledger::trim`], inside its transaction.
pub(super) fn trim(writer: &mut Writer<'_>, now: Timestamp, keep: Duration) -> Result<Trimmed> {
    let Some(kept) = oldest_kept(&writer.groups, now, keep)? else { return Ok(Trimmed::default()) };
    let (groups, rows) = (writer.groups.len()?, writer.journal.len()?);
    writer.groups.retain_in(..kept.0, |_, _| false)?;
    writer.journal.retain_in(..kept.0, |_, _| false)?;
    Ok(Trimmed { groups: groups - writer.groups.len()?, rows: rows - writer.journal.len()? })
}

/// The oldest group that has to stay; `None` where there is no group. Newer ones stay with it.
fn oldest_kept(
    groups: &impl ReadableTable<u64, &'static [u8]>,
    now: Timestamp,
    keep: Duration,
) -> Result<Option<GroupId>> {
    let newest_first =
        groups.iter()?.rev().map(|row| codec::decode_entry(row?.1.value())).collect::<Result<Vec<Entry>>>()?;
    let stays = newest_first.iter().enumerate().filter(|(n, entry)| *n < KEPT_GROUPS || is_young(entry, now, keep));
    let Some(mut kept) = stays.map(|(_, entry)| entry.group).min() else { return Ok(None) };
    // What stays may be an undo of something older, and that of something older still. What is gone already keeps nothing.
    let Some(oldest) = newest_first.last().map(|entry| entry.group) else { return Ok(None) };
    while let Some(older) = newest_first
        .iter()
        .take_while(|entry| entry.group >= kept)
        .filter_map(|entry| entry.of)
        .filter(|of| (oldest..kept).contains(of))
        .min()
    {
        kept = older;
    }
    Ok(Some(kept))
}

fn is_young(entry: &Entry, now: Timestamp, keep: Duration) -> bool {
    let keep = SignedDuration::try_from(keep.max(SHORTEST_WINDOW)).unwrap_or(SignedDuration::MAX);
    // A time in the future makes the age negative: young.
    now.duration_since(entry.at) <= keep
}
