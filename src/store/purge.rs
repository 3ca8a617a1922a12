//! Deleting for ever.

use std::collections::BTreeMap;

use redb::ReadableTable;

use super::codec::{self, Bytes, Row};
use super::fault::Result;
use super::schema;
use super::write::Writer;
use crate::port::draft::{Draft, Unsaved};
use crate::port::store::{Key, Seq};
use crate::port::{EntityKind, GroupId, Record, StoreError};

/// What one transaction purges, each with the number of its own journal row: images before that are wiped.
#[derive(Default)]
pub(super) struct Purge {
    rows: BTreeMap<(EntityKind, Key), Seq>,
}

impl Purge {
    /// Takes a record out of the trash. Its own row in the journal has no images from the start, so nothing takes it back.
    ///
    /// Where the record is still in use, that is [`StoreError::NotInTrash`]; where it is nowhere, it was purged already.
    pub(super) fn take(&mut self, writer: &mut Writer<'_>, kind: EntityKind, key: Key) -> Result<()> {
        writer.pass_for_ever()?;
        if writer.trash.remove(schema::grave_key(kind, key))?.is_none() {
            return match writer.stored(kind, key)? {
                Some(_) => Err(StoreError::NotInTrash.into()),
                None => Ok(()),
            };
        }
        let group = writer.group;
        let row =
            Row { group, kind: kind.into(), key: Bytes(&key), before: None, after: None, trashed: true, erased: true };
        let seq = writer.append(&row)?;
        self.rows.insert((kind, key), seq);
        Ok(())
    }

    /// Wipes the images of all that was taken, in one pass over the journal, and counts them in the groups they belong to; wipes too
    /// what anybody has typed of it and not saved.
    /// Gives how many rows of this transaction's own group are without images now.
    ///
    /// What stays: that there was such a record (kind and key), and who changed it when. The file's free pages keep the old bytes
    /// until they are written over, and backups keep theirs.
    pub(super) fn wipe(self, writer: &mut Writer<'_>) -> Result<u64> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        let mut wiped: BTreeMap<GroupId, u64> = BTreeMap::new();
        let mut rows: Vec<(Seq, Vec<u8>)> = Vec::new();
        for row in writer.journal.iter()? {
            let (seq, bytes) = row?;
            let (seq, row) = (seq.value(), Row::decode(bytes.value())?);
            // What an erasure has left of a record stands in a row that counts as erased.
            let Some(kind) = row.kind().filter(|_| !row.erased || row.after.is_some()) else { continue };
            if self.rows.get(&(kind, row.key()?)).is_some_and(|purged| seq < *purged) {
                *wiped.entry(row.group).or_default() += u64::from(!row.erased);
                rows.push((seq, Row { before: None, after: None, erased: true, ..row }.encode()?));
            }
        }
        writer.drafts.retain(|_, bytes| {
            let draft = codec::unpack::<Draft>(bytes);
            !draft.is_some_and(|draft| {
                let Unsaved { kind, key, base, beside, .. } = &draft.unsaved;
                let of_purged = |record: &Record| {
                    let person = record.person().map(|id| (EntityKind::Person, id.to_bytes()));
                    self.rows.contains_key(&(record.kind(), record.key()))
                        || person.is_some_and(|person| self.rows.contains_key(&person))
                };
                self.rows.contains_key(&(*kind, *key)) || base.iter().chain(beside).any(of_purged)
            })
        })?;
        for (seq, row) in rows {
            writer.journal.insert(seq, row.as_slice())?;
        }
        // This transaction's own group has no entry yet.
        let own = wiped.remove(&writer.group).unwrap_or_default() + self.rows.len() as u64;
        for (group, erased) in wiped {
            if let Some(mut entry) = writer.entry(group)? {
                entry.erased += erased;
                writer.put_entry(&entry)?;
            }
        }
        Ok(own)
    }
}
