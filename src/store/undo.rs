//! Taking back and putting back whole groups.
//!
//! An undo writes a group of its own (`of` names the one taken back) and marks that one `undone`; a redo takes back that undo, row by
//! row, and takes the mark away. So both are in the journal like any change, what is done to what survives a restart, and an
//! undo that left some records alone is put back exactly.

use std::collections::HashSet;

use redb::ReadableTable;

use super::codec::{self, Row, Stored};
use super::fault::Result;
use super::trash::Hand;
use super::write::Writer;
use crate::port::store::{Key, Label};
use crate::port::{EntityKind, Entry, GroupId, StoreError};

const UNDO: &str = "undo";
const REDO: &str = "redo";

/// What to do about records that were changed since.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    /// Nothing is written at all.
    Refuse,
    /// They stay as they are, the others are turned.
    Keep,
}

/// [`crate::port::Store::undo`] inside its transaction.
pub(super) fn undo(writer: &mut Writer<'_>, hand: Hand<'_>, group: Option<GroupId>, changed: Changed) -> Result<Entry> {
    writer.admit(hand.author)?;
    let Some(group) = group else {
        let target = last_own(writer, hand)?.ok_or(StoreError::NothingToUndo)?;
        return turn(writer, hand, &target.clone(), target, changed);
    };
    let named = writer.entry(group)?.ok_or(StoreError::NoSuchGroup(group))?;
    if named.is_erased() {
        return Err(StoreError::Erased(group).into());
    }
    let Some(of) = named.of else {
        if named.undone {
            return Err(StoreError::NothingToUndo.into());
        }
        return turn(writer, hand, &named.clone(), named, changed);
    };
    if of == group {
        // A restore: what was before it is in the backup that was made then.
        return Err(StoreError::NothingToUndo.into());
    }
    // To take back an undo is to put back what it took, and the other way round.
    let target = writer.entry(of)?.ok_or(StoreError::NoSuchGroup(of))?;
    let took = named.label.action == UNDO;
    if target.undone != took {
        return Err(StoreError::NothingToUndo.into());
    }
    let rows = if took { newest_undo(writer, of)? } else { target.clone() };
    turn(writer, hand, &rows, target, changed)
}

/// [`crate::port::Store::redo`] inside its transaction.
pub(super) fn redo(writer: &mut Writer<'_>, hand: Hand<'_>) -> Result<Entry> {
    writer.admit(hand.author)?;
    let (taken, of) = last_taken(writer, hand)?.ok_or(StoreError::NothingToRedo)?;
    let target = writer.entry(of)?.ok_or(StoreError::NothingToRedo)?;
    turn(writer, hand, &taken, target, Changed::Refuse)
}

/// The author's newest group that is a change of its own, is not taken back and could be.
fn last_own(writer: &Writer<'_>, hand: Hand<'_>) -> Result<Option<Entry>> {
    for row in writer.groups.iter()?.rev() {
        let entry = codec::decode_entry(row?.1.value())?;
        if entry.is_next_undo_of(hand.author) {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// The author's newest undo that nobody has turned since, and what it took back; `None` where the author has written since.
fn last_taken(writer: &Writer<'_>, hand: Hand<'_>) -> Result<Option<(Entry, GroupId)>> {
    let mut turned_later = HashSet::new();
    for row in writer.groups.iter()?.rev() {
        let entry = codec::decode_entry(row?.1.value())?;
        let own = entry.author.is_same_person(hand.author);
        match entry.of {
            None if own => return Ok(None),
            // Only the newest turn of a group counts: what another has put back, or taken back again, is theirs.
            Some(of) if turned_later.insert(of) && own && entry.label.action == UNDO => return Ok(Some((entry, of))),
            None | Some(_) => {}
        }
    }
    Ok(None)
}

/// The undo that a group is taken back by.
fn newest_undo(writer: &Writer<'_>, of: GroupId) -> Result<Entry> {
    for row in writer.groups.iter()?.rev() {
        let entry = codec::decode_entry(row?.1.value())?;
        if entry.of == Some(of) && entry.label.action == UNDO {
            return Ok(entry);
        }
    }
    Err(StoreError::NoSuchGroup(of).into())
}

/// Takes back the rows of `taken`, last first, journals that as a group of its own, and marks `target`: `taken` itself, or the group
/// that `taken` is an undo of.
fn turn(writer: &mut Writer<'_>, hand: Hand<'_>, taken: &Entry, mut target: Entry, changed: Changed) -> Result<Entry> {
    let back = taken.group == target.group;
    let (mut kept, mut skipped) = (HashSet::new(), 0);
    for (done, seq) in (1..).zip((taken.group.0..taken.group.0.saturating_add(taken.changes)).rev()) {
        let row = writer.row(seq)?.ok_or(StoreError::NoSuchGroup(taken.group))?;
        let row = Row::decode(&row)?;
        if row.erased {
            skipped += 1;
        } else {
            step(writer, &row, hand, &mut kept)?;
        }
        writer.report(done, taken.changes);
    }
    let (group, changes) = (writer.group, writer.changes());
    if !kept.is_empty() && (changed == Changed::Refuse || changes == 0) {
        return Err(changed_since(writer, &kept, taken.group)?.into());
    }
    if changes == 0 {
        return Err(StoreError::Erased(taken.group).into());
    }
    target.undone = back;
    writer.put_entry(&target)?;
    let detail = format!("{} {}", target.label.action, target.label.detail);
    let entry = Entry {
        group,
        author: hand.author.clone(),
        at: hand.at,
        label: Label { action: if back { UNDO } else { REDO }.to_owned(), detail: detail.trim_end().to_owned() },
        changes,
        of: Some(target.group),
        undone: false,
        erased: 0,
        kept: kept.len() as u64,
        skipped,
    };
    writer.close(&entry)?;
    Ok(entry)
}

/// Takes one change back. The record must be as the change left it (its `rev` apart), or somebody has changed it since: then it
/// is `kept`, and so is what the group did to it before.
fn step(writer: &mut Writer<'_>, row: &Row<'_>, hand: Hand<'_>, kept: &mut HashSet<(EntityKind, Key)>) -> Result<()> {
    let kind = row.kind().ok_or_else(|| {
        StoreError::Io(format!("the change holds records of the kind {}, which only a newer renkei knows", row.kind))
    })?;
    writer.pass(kind, [row.before.map(|bytes| bytes.0), row.after.map(|bytes| bytes.0)])?;
    let record = (kind, row.key()?);
    if kept.contains(&record) {
        return Ok(());
    }
    let stored = writer.stored(kind, record.1)?;
    if body(stored.as_deref())? != body(row.after.map(|bytes| bytes.0))? {
        kept.insert(record);
        return Ok(());
    }
    let before = row.before.map(|bytes| bytes.0.to_vec());
    writer.replace(record, stored.as_deref(), before, row.trashed.then_some(hand))
}

/// The newest change of others that lies on these records.
fn changed_since(writer: &Writer<'_>, records: &HashSet<(EntityKind, Key)>, taken: GroupId) -> Result<StoreError> {
    let mut group = taken;
    for row in writer.journal.range(..writer.group.0)?.rev() {
        let (_, bytes) = row?;
        let row = Row::decode(bytes.value())?;
        if row.kind().is_some_and(|kind| row.key().is_ok_and(|key| records.contains(&(kind, key)))) {
            group = row.group;
            break;
        }
    }
    let on_top = writer.entry(group)?.ok_or(StoreError::NoSuchGroup(group))?;
    Ok(StoreError::ChangedSince { group, who: on_top.author.name, at: on_top.at, records: records.len() as u64 })
}

fn body(stored: Option<&[u8]>) -> Result<Option<&[u8]>> {
    stored.map(|bytes| Stored::split(bytes).map(|stored| stored.body)).transpose()
}
