//! The write transaction: records, journal and groups change together or not at all.

use redb::{ReadableTable, Table, WriteTransaction};
use strum::IntoEnumIterator;

use super::audit::{self, Chain};
use super::carry::carry;
use super::codec::{self, Bytes, Row, Stored};
use super::fault::Result;
use super::open::{ProgressFn, Written};
use super::purge::Purge;
use super::roles::{self, Gate};
use super::schema;
use super::trash::{Hand, Thrown};
use crate::domain::Author;
use crate::port::audit::{MOST_NAMED, Witness};
use crate::port::store::{Key, Seq};
use crate::port::{EntityKind, Entry, GroupId, Image, Put, Record, Saved, StoreError, Transaction};

/// How many records pass between two reports of progress.
const REPORT_EVERY: u64 = 1_000;

type RecordTable<'t> = Table<'t, [u8; 16], &'static [u8]>;

/// The tables of one write transaction. Dropped without a commit, nothing has happened.
pub(super) struct Writer<'t> {
    records: Vec<(EntityKind, RecordTable<'t>)>,
    pub(super) journal: Table<'t, u64, &'static [u8]>,
    pub(super) groups: Table<'t, u64, &'static [u8]>,
    graves: Table<'t, [u8; 17], u64>,
    pub(super) trash: Table<'t, [u8; 17], &'static [u8]>,
    /// A purge takes the drafts of its records too.
    pub(super) drafts: Table<'t, [u8; 16], &'static [u8]>,
    chain: Chain<'t>,
    /// Closed to everybody until an author was [admitted](Self::admit).
    gate: Option<Gate>,
    /// The last change number given out.
    last: Seq,
    /// The number of this transaction's first change.
    pub(super) group: GroupId,
    progress: Option<&'t ProgressFn>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(transaction: &'t WriteTransaction, progress: Option<&'t ProgressFn>) -> Result<Self> {
        let records = EntityKind::iter()
            .map(|kind| Ok((kind, transaction.open_table(schema::records(kind))?)))
            .collect::<Result<Vec<_>>>()?;
        let journal = transaction.open_table(schema::JOURNAL)?;
        let last = journal.last()?.map_or(0, |(seq, _)| seq.value());
        Ok(Self {
            records,
            journal,
            groups: transaction.open_table(schema::GROUPS)?,
            graves: transaction.open_table(schema::GRAVES)?,
            chain: Chain::new(transaction.open_table(schema::AUDIT)?, transaction.open_table(schema::META)?),
            trash: transaction.open_table(schema::TRASH)?,
            drafts: transaction.open_table(schema::DRAFTS)?,
            gate: None,
            last,
            group: GroupId(last + 1),
            progress,
        })
    }

    /// Lets an author change what the list of members allows them, and nothing else.
    pub(super) fn admit(&mut self, author: &Author) -> Result<()> {
        let members = roles::members(self)?;
        self.gate = Some(Gate::open(members, author)?);
        Ok(())
    }

    /// May the author change records of this kind? Asked again by every change.
    /// `images`: the record before and after, in the stored form, where it was and will be.
    pub(super) fn pass(&mut self, kind: EntityKind, images: [Option<&[u8]>; 2]) -> Result<()> {
        let of_meeting = kind == EntityKind::Task && is_of_meeting(images)?;
        let gate = self.gate.as_mut().ok_or_else(|| StoreError::Io("a write without an author".to_owned()))?;
        gate.pass(kind, of_meeting)
    }

    /// May the author delete for ever?
    pub(super) fn pass_for_ever(&mut self) -> Result<()> {
        let gate = self.gate.as_ref().ok_or_else(|| StoreError::Io("a write without an author".to_owned()))?;
        gate.pass_for_ever()
    }

    /// Changes made so far.
    pub(super) fn changes(&self) -> u64 {
        self.last + 1 - self.group.0
    }

    pub(super) fn report(&self, done: u64, of: u64) {
        if let Some(progress) = self.progress
            && (done.is_multiple_of(REPORT_EVERY) || done == of)
        {
            progress(Written { done, of });
        }
    }

    fn table(&mut self, kind: EntityKind) -> Result<&mut RecordTable<'t>> {
        let found = self.records.iter_mut().find(|(known, _)| *known == kind);
        found.map(|(_, table)| table).ok_or_else(|| StoreError::Io(format!("no table for {kind}")).into())
    }

    /// The stored form of a record.
    pub(super) fn stored(&mut self, kind: EntityKind, key: Key) -> Result<Option<Vec<u8>>> {
        Ok(self.table(kind)?.get(key)?.map(|bytes| bytes.value().to_vec()))
    }

    /// Every record of a kind.
    pub(super) fn each(&mut self, kind: EntityKind, visit: &mut dyn FnMut(Record)) -> Result<()> {
        for row in self.table(kind)?.iter()? {
            visit(codec::decode(kind, row?.1.value())?);
        }
        Ok(())
    }

    /// A journal row in its encoded form; `None` where it was trimmed.
    pub(super) fn row(&self, seq: Seq) -> Result<Option<Vec<u8>>> {
        Ok(self.journal.get(seq)?.map(|bytes| bytes.value().to_vec()))
    }

    /// What lies in the trash under this key, in the stored form.
    fn thrown(&self, kind: EntityKind, key: Key) -> Result<Option<Vec<u8>>> {
        let Some(bytes) = self.trash.get(schema::grave_key(kind, key))? else { return Ok(None) };
        Ok(Some(codec::decode_thrown(bytes.value())?.stored.0.to_vec()))
    }

    /// Puts a body (or nothing) in the place of what is stored, under the next `rev`, and journals both.
    /// `after` comes in the stored form; the `rev` in it is replaced. With a `hand`, what goes away goes into the trash.
    /// A key is either in use or in the trash: what comes is taken out of it.
    pub(super) fn replace(
        &mut self,
        (kind, key): (EntityKind, Key),
        before: Option<&[u8]>,
        mut after: Option<Vec<u8>>,
        hand: Option<Hand<'_>>,
    ) -> Result<()> {
        self.pass(kind, [before, after.as_deref()])?;
        let grave = schema::grave_key(kind, key);
        let rev = match before {
            Some(before) => Stored::split(before)?.rev,
            None => self.graves.remove(grave)?.map_or(0, |rev| rev.value()),
        };
        if let Some(after) = after.as_mut() {
            codec::set_rev(after, rev + 1);
            self.table(kind)?.insert(key, after.as_slice())?;
            if before.is_none() {
                self.trash.remove(grave)?;
            }
        } else {
            self.graves.insert(grave, rev)?;
            self.table(kind)?.remove(key)?;
            if let (Some(Hand { author, at }), Some(before)) = (hand, before) {
                let thrown = Thrown { stored: Bytes(before), at, author: author.clone(), group: self.group };
                self.trash.insert(grave, codec::pack(&thrown)?.as_slice())?;
            }
        }
        self.append(&Row {
            group: self.group,
            kind: kind.into(),
            key: Bytes(&key),
            before: before.map(Bytes),
            after: after.as_deref().map(Bytes),
            trashed: hand.is_some(),
            erased: false,
        })?;
        Ok(())
    }

    /// Takes a record out for ever, where it lies in its table or in the trash; its row in the journal has no image from the start.
    /// Says whether there was one. No role is asked.
    pub(super) fn erase(&mut self, kind: EntityKind, key: Key) -> Result<bool> {
        let grave = schema::grave_key(kind, key);
        let rev = match self.table(kind)?.remove(key)? {
            Some(stored) => Some(Stored::split(stored.value())?.rev),
            None => None,
        };
        if let Some(rev) = rev {
            self.graves.insert(grave, rev)?;
        }
        let was_thrown = self.trash.remove(grave)?.is_some();
        if rev.is_none() && !was_thrown {
            return Ok(false);
        }
        self.append(&Row {
            group: self.group,
            kind: kind.into(),
            key: Bytes(&key),
            before: None,
            after: None,
            trashed: true,
            erased: true,
        })?;
        Ok(true)
    }

    /// Writes what an erasure leaves of a record over it, whatever a newer program has put beside its fields. The row in the journal
    /// has no image of what was there before, and no undo takes it back. No role is asked.
    pub(super) fn scrub(&mut self, mut record: Record) -> Result<()> {
        let (kind, key) = (record.kind(), record.key());
        let rev = self.stored(kind, key)?.map_or(Ok(0), |stored| Stored::split(&stored).map(|stored| stored.rev))?;
        let mut bytes = codec::encode(&mut record)?;
        codec::set_rev(&mut bytes, rev + 1);
        self.table(kind)?.insert(key, bytes.as_slice())?;
        self.append(&Row {
            group: self.group,
            kind: kind.into(),
            key: Bytes(&key),
            before: None,
            after: Some(Bytes(&bytes)),
            trashed: false,
            erased: true,
        })?;
        Ok(())
    }

    /// Writes a record of which an erasure has taken a link away; what a newer program has put beside its fields stays. As with
    /// [`scrub`](Self::scrub) no undo takes it back, and no role is asked.
    pub(super) fn untie(&mut self, mut record: Record) -> Result<()> {
        let (kind, key) = (record.kind(), record.key());
        let Some(stored) = self.stored(kind, key)? else { return Ok(()) };
        let (there, mine) = (Stored::split(&stored)?, codec::encode(&mut record)?);
        let known = codec::encode(&mut there.record(kind)?)?;
        let body = carry(there.body, Stored::split(&known)?.body, Stored::split(&mine)?.body);
        let bytes = codec::join(there.rev + 1, &body);
        self.table(kind)?.insert(key, bytes.as_slice())?;
        self.append(&Row {
            group: self.group,
            kind: kind.into(),
            key: Bytes(&key),
            before: None,
            after: Some(Bytes(&bytes)),
            trashed: false,
            erased: true,
        })?;
        Ok(())
    }

    /// Writes the next row of the journal and gives its number.
    pub(super) fn append(&mut self, row: &Row<'_>) -> Result<Seq> {
        self.last += 1;
        self.journal.insert(self.last, row.encode()?.as_slice())?;
        Ok(self.last)
    }

    pub(super) fn entry(&self, group: GroupId) -> Result<Option<Entry>> {
        self.groups.get(group.0)?.map(|bytes| codec::decode_entry(bytes.value())).transpose()
    }

    pub(super) fn put_entry(&mut self, entry: &Entry) -> Result<()> {
        self.groups.insert(entry.group.0, codec::encode_entry(entry)?.as_slice())?;
        Ok(())
    }

    /// A line of the audit about what changed no record. No role forbids it.
    pub(super) fn witness(&mut self, witness: Witness) -> Result<()> {
        self.chain.append_witness(witness)
    }

    /// Ends a group: is the list of members it leaves one that may stand? Then its entry for the history, and its line in the audit.
    pub(super) fn close(&mut self, entry: &Entry) -> Result<()> {
        if let Some(gate) = self.gate.take() {
            gate.close(|| roles::members(self))?;
        }
        self.put_entry(entry)?;
        let mut records = Vec::new();
        if entry.changes <= MOST_NAMED {
            for row in self.journal.range(entry.group.0..)? {
                records.push(audit::record(&Row::decode(row?.1.value())?)?);
            }
        }
        self.chain.append_group(entry, records)
    }
}

/// [`crate::port::Store::write`] inside its transaction.
pub(super) fn save(writer: &mut Writer<'_>, transaction: Transaction) -> Result<Saved> {
    let Transaction { author, at, label, mut puts, patience: _ } = transaction;
    writer.admit(&author)?;
    // redb fills its pages best with sorted keys; changes to one record keep their order.
    puts.sort_by_key(Put::target);
    let of = puts.len() as u64;
    let mut purge = Purge::default();
    let hand = Hand { author: &author, at };
    for (done, put) in (1..).zip(puts) {
        match put {
            Put::Save(record) => save_one(writer, record)?,
            Put::Remove { kind, key, rev } => remove_one(writer, (kind, key), rev, None)?,
            Put::Trash { kind, key, rev } => remove_one(writer, (kind, key), rev, Some(hand))?,
            Put::Restore { kind, key } => restore_one(writer, (kind, key), hand)?,
            Put::Purge { kind, key } => purge.take(writer, kind, key)?,
        }
        writer.report(done, of);
    }
    let changes = writer.changes();
    if changes == 0 {
        return Ok(Saved { group: None, seq: writer.last, changes });
    }
    let erased = purge.wipe(writer)?;
    let group = writer.group;
    writer.close(&Entry { group, author, at, label, changes, of: None, undone: false, erased, kept: 0, skipped: 0 })?;
    Ok(Saved { group: Some(group), seq: writer.last, changes })
}

fn save_one(writer: &mut Writer<'_>, mut record: Record) -> Result<()> {
    let (kind, key, claimed) = (record.kind(), record.key(), record.rev());
    let mut bytes = codec::encode(&mut record)?;
    let stored = writer.stored(kind, key)?;
    let mut theirs = None;
    if let Some(stored) = stored.as_deref() {
        let there = Stored::split(stored)?;
        let mine = Stored::split(&bytes)?;
        if there.rev == claimed && there.body == mine.body {
            return Ok(());
        }
        let mut known = there.record(kind)?;
        let reencoded = codec::encode(&mut known)?;
        // Other bytes, the same record: an older or newer program wrote it.
        if there.rev == claimed && known == record {
            return Ok(());
        }
        bytes = codec::join(claimed, &carry(there.body, Stored::split(&reencoded)?.body, mine.body));
        known.set_rev(there.rev);
        theirs = Some(known);
    }
    // Who may not write is told so, and not that somebody else was quicker.
    writer.pass(kind, [stored.as_deref(), Some(&bytes)])?;
    // Also where both wrote the same: "one place less" said twice is two places less.
    if theirs.as_ref().map_or(0, Record::rev) != claimed {
        record.set_rev(claimed);
        return Err(conflict(Some(record), theirs));
    }
    writer.replace((kind, key), stored.as_deref(), Some(bytes), None)
}

/// Is it a task that a meeting agreed on and that is about no person, before and after?
fn is_of_meeting(images: [Option<&[u8]>; 2]) -> Result<bool> {
    for image in images.into_iter().flatten() {
        let record = Stored::split(image)?.record(EntityKind::Task)?;
        if !record.as_task().is_some_and(|task| task.meeting().is_some() && task.person.is_none()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn remove_one(writer: &mut Writer<'_>, (kind, key): (EntityKind, Key), rev: u64, hand: Option<Hand<'_>>) -> Result<()> {
    // Removed already: what the put wants is there.
    let Some(stored) = writer.stored(kind, key)? else { return Ok(()) };
    writer.pass(kind, [Some(&stored), None])?;
    let split = Stored::split(&stored)?;
    if split.rev != rev {
        return Err(conflict(None, Some(split.record(kind)?)));
    }
    writer.replace((kind, key), Some(&stored), None, hand)
}

fn restore_one(writer: &mut Writer<'_>, (kind, key): (EntityKind, Key), hand: Hand<'_>) -> Result<()> {
    // Brought back already: what the put wants is there.
    if writer.stored(kind, key)?.is_some() {
        return Ok(());
    }
    let thrown = writer.thrown(kind, key)?.ok_or(StoreError::NotInTrash)?;
    writer.replace((kind, key), None, Some(thrown), Some(hand))
}

pub(super) fn conflict(mine: Image, theirs: Image) -> super::fault::Fault {
    StoreError::Conflict { mine: Box::new(mine), theirs: Box::new(theirs) }.into()
}
