//! What the journal and the drafts hold of somebody who goes: wiped, wherever it stands, also in what is about others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use redb::ReadableTable;

use super::about::{About, Root};
use crate::domain::PersonId;
use crate::domain::erasure::NameMarks;
use crate::port::draft::Draft;
use crate::port::store::{Key, Seq};
use crate::port::{EntityKind, GroupId, Record};
use crate::store::codec::{self, Bytes, Row, Stored};
use crate::store::fault::{Fault, Result};
use crate::store::write::Writer;

/// By what an image is known to be the person's.
pub(super) struct Trace<'a> {
    pub(super) about: &'a About,
    /// The records that go, or are written anew.
    pub(super) keys: &'a BTreeSet<(EntityKind, Key)>,
    pub(super) marks: &'a NameMarks,
    /// Others who are called the same: their name is not the one that goes.
    pub(super) namesakes: &'a HashSet<PersonId>,
}

impl Trace<'_> {
    /// Does an older image say anything of the person: a record about them, or the name in one about something else?
    fn is_in(&self, kind: EntityKind, image: Bytes<'_>) -> Result<bool> {
        let names = names(self.marks, image.0);
        if !kind.is_personal() {
            return Ok(names);
        }
        let record = codec::decode(kind, image.0)?;
        let is_namesake = || record.person().is_some_and(|person| self.namesakes.contains(&person));
        Ok(self.about.holds(&record) || (names && !is_namesake()))
    }

    fn is_in_record(&self, record: &Record) -> bool {
        self.about.holds(record) || self.keys.contains(&(record.kind(), record.key()))
    }
}

/// MessagePack holds texts as they are, between bytes that are none: so a name is found without understanding the record, whichever
/// program wrote it.
fn names(marks: &NameMarks, stored: &[u8]) -> bool {
    marks.are_surely_in(&String::from_utf8_lossy(stored))
}

/// What was wiped.
pub(super) struct Wiped {
    /// Rows that had an image of it.
    pub(super) rows: u64,
    /// Whose images they were, as far as they say so themselves.
    pub(super) of: BTreeSet<Root>,
}

/// Wipes the older images.
///
/// Of a record that stays, what does not name the person stays as well, and what is in use always: a session that follows the journal
/// would take it for gone.
pub(super) fn wipe(writer: &mut Writer<'_>, trace: &Trace<'_>) -> Result<Wiped> {
    let mut found: Vec<(Seq, Vec<u8>)> = Vec::new();
    for row in writer.journal.range(..writer.group.0)? {
        let (seq, bytes) = row?;
        let row = Row::decode(bytes.value())?;
        let Some(kind) = row.kind() else { continue };
        let goes = trace.keys.contains(&(kind, row.key()?));
        for image in row.before.into_iter().chain(row.after) {
            if goes || trace.is_in(kind, image)? {
                found.push((seq.value(), bytes.value().to_vec()));
                break;
            }
        }
    }
    let mut groups: BTreeMap<GroupId, u64> = BTreeMap::new();
    let mut wiped = Wiped { rows: 0, of: BTreeSet::new() };
    for (seq, bytes) in found {
        let row = Row::decode(&bytes)?;
        let Some(kind) = row.kind() else { continue };
        let key = row.key()?;
        let stays = |image: &Bytes<'_>, in_use: bool| Ok::<_, Fault>(in_use || !trace.is_in(kind, *image)?);
        let after = match row.after.filter(|_| !trace.keys.contains(&(kind, key))) {
            Some(image) => stays(&image, is_in_use(writer, (kind, key), image)?)?.then_some(image),
            None => None,
        };
        let before_stays = match row.before {
            Some(image) => !trace.keys.contains(&(kind, key)) && stays(&image, false)?,
            None => true,
        };
        if before_stays && after.is_some() == row.after.is_some() {
            continue;
        }
        // Half a change cannot be taken back.
        let newly = u64::from(!row.erased);
        *groups.entry(row.group).or_default() += newly;
        wiped.rows += newly;
        if kind.is_personal() {
            for image in row.before.iter().chain(&row.after) {
                wiped.of.extend(trace.about.root_of(&codec::decode(kind, image.0)?));
            }
        }
        let row = Row { before: None, after, erased: true, ..row }.encode()?;
        writer.journal.insert(seq, row.as_slice())?;
    }
    for (group, erased) in groups {
        if let Some(mut entry) = writer.entry(group)? {
            entry.erased += erased;
            writer.put_entry(&entry)?;
        }
    }
    Ok(wiped)
}

/// Is the image what is stored now? Its number is not asked: a restore gives every record a higher one.
fn is_in_use(writer: &mut Writer<'_>, (kind, key): (EntityKind, Key), image: Bytes<'_>) -> Result<bool> {
    let Some(stored) = writer.stored(kind, key)? else { return Ok(false) };
    Ok(Stored::split(&stored)?.body == Stored::split(image.0)?.body)
}

/// What anybody has typed about it, or with the name in it, and not saved. A draft of a new record says whom it is about in a field, by
/// the identity.
pub(super) fn drop_drafts(writer: &mut Writer<'_>, trace: &Trace<'_>) -> Result<()> {
    let roots = trace.about.roots.iter();
    let named: Vec<String> = roots.map(|(_, key)| uuid::Uuid::from_bytes(*key).to_string()).collect();
    writer.drafts.retain(|_, bytes| {
        let Some(Draft { unsaved, .. }) = codec::unpack::<Draft>(bytes) else { return true };
        let of_namesake =
            unsaved.base.as_ref().and_then(Record::person).is_some_and(|id| trace.namesakes.contains(&id));
        let about_it = trace.keys.contains(&(unsaved.kind, unsaved.key))
            || unsaved.base.iter().chain(&unsaved.beside).any(|record| trace.is_in_record(record))
            || unsaved.fields.values().any(|typed| named.iter().any(|id| typed.contains(id.as_str())))
            || (!of_namesake && names(trace.marks, bytes));
        !about_it
    })?;
    Ok(())
}
