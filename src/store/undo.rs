//! Taking back and putting back whole groups.
//!
//! An undo writes a group of its own (`of` names the one taken back) and marks that one `undone`; a redo writes another and
//! takes the mark away. So both are in the journal like any change, and what is done to what survives a restart.

use std::collections::HashSet;

use jiff::Timestamp;
use redb::ReadableTable;

use super::codec::{self, Row, Stored};
use super::fault::Result;
use super::write::{Writer, conflict};
use crate::domain::Author;
use crate::port::store::{Label, Seq};
use crate::port::{Entry, GroupId, StoreError};

const UNDO: &str = "undo";
const REDO: &str = "redo";

/// Which way a group is gone through.
#[derive(Clone, Copy)]
enum Way {
    /// From the images after to the images before, last change first.
    Back,
    /// From the images before to the images after.
    Forth,
}

/// [`crate::port::Store::undo`] inside its transaction.
pub(super) fn undo(writer: &mut Writer<'_>, author: &Author, at: Timestamp, group: Option<GroupId>) -> Result<Entry> {
    let Some(group) = group else {
        let target = last_own(writer, author)?.ok_or(StoreError::NothingToUndo)?;
        return turn(writer, author, at, target, Way::Back);
    };
    let named = writer.entry(group)?.ok_or(StoreError::NoSuchGroup(group))?;
    let Some(of) = named.of else {
        if named.undone {
            return Err(StoreError::NothingToUndo.into());
        }
        return turn(writer, author, at, named, Way::Back);
    };
    // To take back an undo is to put back what it took, and the other way round.
    let target = writer.entry(of)?.ok_or(StoreError::NoSuchGroup(of))?;
    let took = named.label.action == UNDO;
    if target.undone != took {
        return Err(StoreError::NothingToUndo.into());
    }
    turn(writer, author, at, target, if took { Way::Forth } else { Way::Back })
}

/// [`crate::port::Store::redo`] inside its transaction.
pub(super) fn redo(writer: &mut Writer<'_>, author: &Author, at: Timestamp) -> Result<Entry> {
    let target = last_taken(writer, author)?.ok_or(StoreError::NothingToRedo)?;
    turn(writer, author, at, target, Way::Forth)
}

/// The author's newest group that is a change of its own and is not taken back.
fn last_own(writer: &Writer<'_>, author: &Author) -> Result<Option<Entry>> {
    for row in writer.groups.iter()?.rev() {
        let entry = codec::decode_entry(row?.1.value())?;
        if entry.author.is_same_person(author) && entry.of.is_none() && !entry.undone {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// What the author's newest undo took back and nobody has turned since; `None` where the author has written since.
fn last_taken(writer: &Writer<'_>, author: &Author) -> Result<Option<Entry>> {
    let mut turned_later = HashSet::new();
    for row in writer.groups.iter()?.rev() {
        let entry = codec::decode_entry(row?.1.value())?;
        let own = entry.author.is_same_person(author);
        match entry.of {
            None if own => return Ok(None),
            // Only the newest turn of a group counts: what another has put back, or taken back again, is theirs.
            Some(of) if turned_later.insert(of) && own && entry.label.action == UNDO => return writer.entry(of),
            None | Some(_) => {}
        }
    }
    Ok(None)
}

/// Goes through a group one way, record by record, and journals that as a group of its own.
fn turn(writer: &mut Writer<'_>, author: &Author, at: Timestamp, mut target: Entry, way: Way) -> Result<Entry> {
    let group = target.group;
    let numbers = group.0..group.0.saturating_add(target.changes);
    let seqs: Box<dyn Iterator<Item = Seq>> = match way {
        Way::Back => Box::new(numbers.rev()),
        Way::Forth => Box::new(numbers),
    };
    for (done, seq) in (1..).zip(seqs) {
        let row = writer.row(seq)?.ok_or(StoreError::NoSuchGroup(group))?;
        step(writer, &Row::decode(&row)?, way)?;
        writer.report(done, target.changes);
    }
    target.undone = matches!(way, Way::Back);
    writer.put_entry(&target)?;
    let action = match way {
        Way::Back => UNDO,
        Way::Forth => REDO,
    };
    let detail = format!("{} {}", target.label.action, target.label.detail);
    let entry = Entry {
        group: writer.group,
        author: author.clone(),
        at,
        label: Label { action: action.to_owned(), detail: detail.trim_end().to_owned() },
        changes: target.changes,
        of: Some(group),
        undone: false,
    };
    writer.close(&entry)?;
    Ok(entry)
}

/// One record of a group. It must be as the group left it (its `rev` apart), or somebody has changed it since.
fn step(writer: &mut Writer<'_>, row: &Row<'_>, way: Way) -> Result<()> {
    let kind = row.kind().ok_or_else(|| {
        StoreError::Io(format!("the change holds records of the kind {}, which only a newer renkei knows", row.kind))
    })?;
    let key = row.key()?;
    let (expected, wanted) = match way {
        Way::Back => (row.after, row.before),
        Way::Forth => (row.before, row.after),
    };
    let stored = writer.stored(kind, key)?;
    if body(stored.as_deref())? != body(expected.map(|bytes| bytes.0))? {
        let image = |bytes: Option<&[u8]>| bytes.map(|bytes| codec::decode(kind, bytes)).transpose();
        return Err(conflict(image(wanted.map(|bytes| bytes.0))?, image(stored.as_deref())?));
    }
    writer.replace(kind, key, stored.as_deref(), wanted.map(|bytes| bytes.0.to_vec()))
}

fn body(stored: Option<&[u8]>) -> Result<Option<&[u8]>> {
    stored.map(|bytes| Stored::split(bytes).map(|stored| stored.body)).transpose()
}
