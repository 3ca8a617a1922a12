//! Bringing a backup back: inside one write transaction, committed by the caller only when all of it has come.

use jiff::tz::TimeZone;
use redb::{Key, ReadableTable, Table, TableDefinition, TableHandle, Value, WriteTransaction};
use strum::IntoEnumIterator;

use super::frame::Frame;
use super::joint::Joint;
use super::seal::{self, Frames, unreadable};
use super::verify::known;
use super::{contents, open};
use crate::domain::permission::{Area, Permit};
use crate::port::archive::{ArchiveError, Contents, Restore};
use crate::port::store::{Label, Seq};
use crate::port::{EntityKind, Entry, GroupId, StoreError};
use crate::store::audit::Chain;
use crate::store::codec::{self, Bytes, Row, Stored};
use crate::store::erase;
use crate::store::fault::{Fault, Result};
use crate::store::migrate;
use crate::store::schema::{self, EachTable, Keeping};

/// The word of the history for a restore, and the kind of its row in the journal: no record has it, so that it is stepped over.
pub(in crate::store) const RESTORE: &str = "restore_backup";

/// Replaces everything by what the backup holds.
pub(super) fn restore(transaction: &WriteTransaction, request: &Restore<'_>) -> Result<Contents> {
    let (mut frames, sealed) = seal::unseal(request.path, request.unseal)?;
    let header = open(request.path, &mut frames)?;
    admit(transaction, request)?;
    let before = Before::of(transaction)?;
    let mut joint = Joint::of(transaction)?;
    let graves = erase::graves(transaction)?;
    schema::each_table(&mut Clear { transaction, before })?;
    let known = known();
    let mut unknown = Vec::new();
    let mut next = next_table(&mut frames, request)?;
    while let Some(name) = next {
        let joint = &mut joint;
        let mut take =
            Take { transaction, name: &name, frames: &mut frames, request, before, joint, next: None, taken: false };
        if known.contains(&name) {
            schema::each_table(&mut take)?;
        } else {
            take.pass_over()?;
            unknown.push(name.clone());
        }
        next = take.next;
    }
    if header.schema < schema::VERSION {
        migrate::steps(transaction, u64::from(header.schema))?;
    }
    schema::write_version(transaction)?;
    let mut contents = contents(header, sealed, unknown);
    let note = joint.close(transaction, contents.made_at)?;
    mark(transaction, request, &contents, before.last, note)?;
    // A day more or less of a disclosure's term decides nothing here: the zone of the centre is not this room's to know.
    let today = request.at.to_zoned(TimeZone::UTC).date();
    contents.erased_again = erase::again(transaction, graves, request.author, request.at, today)?;
    Ok(contents)
}

/// Where there are members, only an admin replaces everything.
fn admit(transaction: &WriteTransaction, request: &Restore<'_>) -> Result<()> {
    let mut members = Vec::new();
    for row in transaction.open_table(schema::records(EntityKind::Member))?.iter()? {
        members.extend(codec::decode(EntityKind::Member, row?.1.value())?.into_member());
    }
    let permit = Permit::of(&members, request.author).and_then(|permit| permit.allows(Area::Members));
    permit.map_err(|denial| StoreError::NotAllowed(denial).into())
}

/// What must be grown beyond.
#[derive(Clone, Copy)]
struct Before {
    /// The highest `rev` of a record that is or was there.
    rev: u64,
    /// The last journal number.
    last: Seq,
}

impl Before {
    /// Does the store keep this table as it is? The audit is [joined](Joint). What was asked for and not yet approved is of now: a request
    /// that was withdrawn must not come back, nor one be lost. A store that was never written to has asked for nothing.
    fn keeps(self, table: &str) -> bool {
        table == schema::AUDIT.name() || (self.last > 0 && table == schema::ERASURES_ASKED.name())
    }
}

impl Before {
    fn of(transaction: &WriteTransaction) -> Result<Self> {
        let mut rev = 0;
        for kind in EntityKind::iter() {
            for row in transaction.open_table(schema::records(kind))?.iter()? {
                // What is damaged is what is being replaced.
                rev = rev.max(Stored::split(row?.1.value()).map_or(0, |stored| stored.rev));
            }
        }
        for row in transaction.open_table(schema::GRAVES)?.iter()? {
            rev = rev.max(row?.1.value());
        }
        let last = transaction.open_table(schema::JOURNAL)?.last()?.map_or(0, |(seq, _)| seq.value());
        Ok(Self { rev, last })
    }
}

/// Empties every table but those that are [kept](Before::keeps).
struct Clear<'t> {
    transaction: &'t WriteTransaction,
    before: Before,
}

impl EachTable for Clear<'_> {
    fn table<K: Key + 'static, V: Value + 'static>(
        &mut self,
        definition: TableDefinition<'static, K, V>,
        _: Keeping,
    ) -> Result<()> {
        if !self.before.keeps(definition.name()) {
            self.transaction.delete_table(definition)?;
            self.transaction.open_table(definition)?;
        }
        Ok(())
    }
}

/// The name of the table that comes next; `None` at a right end.
fn next_table(frames: &mut Frames, request: &Restore<'_>) -> Result<Option<String>> {
    match frames.next().map_err(|error| unreadable(request.path, &error))? {
        Some(Frame::Table(name)) => Ok(Some(name)),
        Some(Frame::Header(_) | Frame::Row(..) | Frame::Trailer(_)) => Err(misplaced(request)),
        None => Ok(None),
    }
}

fn misplaced(request: &Restore<'_>) -> Fault {
    damaged(request, "its rows are out of order")
}

fn damaged(request: &Restore<'_>, what: &str) -> Fault {
    StoreError::from(ArchiveError::Damaged { path: request.path.to_owned(), what: what.to_owned() }).into()
}

/// Takes the rows of one table in.
struct Take<'r> {
    transaction: &'r WriteTransaction,
    name: &'r str,
    frames: &'r mut Frames,
    request: &'r Restore<'r>,
    before: Before,
    joint: &'r mut Joint,
    /// The table after it.
    next: Option<String>,
    taken: bool,
}

impl Take<'_> {
    /// Every row up to the next table.
    fn rows(&mut self, mut put: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
        loop {
            if self.frames.rows().is_multiple_of(1_000) {
                (self.request.progress)(self.frames.rows(), 0);
            }
            match self.frames.next().map_err(|error| unreadable(self.request.path, &error))? {
                Some(Frame::Row(key, value)) => put(key.0, value.0)?,
                Some(Frame::Table(name)) => {
                    self.next = Some(name);
                    return Ok(());
                }
                Some(Frame::Header(_) | Frame::Trailer(_)) => return Err(misplaced(self.request)),
                None => {
                    self.next = None;
                    return Ok(());
                }
            }
        }
    }

    /// The audit is not replaced but joined.
    fn lines(&mut self) -> Result<()> {
        let mut lines = self.transaction.open_table(schema::AUDIT)?;
        // The frames are read with all of `self`; the joint is given back behind them.
        let request = self.request;
        let mut joint = std::mem::take(self.joint);
        let taken = self.rows(|seq, line| {
            let seq = seq.try_into().map_err(|_| damaged(request, "a row has the wrong length"))?;
            joint.take(&mut lines, u64::from_le_bytes(seq), line)
        });
        *self.joint = joint;
        taken
    }

    fn pass_over(&mut self) -> Result<()> {
        self.rows(|_, _| Ok(()))
    }
}

impl EachTable for Take<'_> {
    fn table<K: Key + 'static, V: Value + 'static>(
        &mut self,
        definition: TableDefinition<'static, K, V>,
        keeping: Keeping,
    ) -> Result<()> {
        if self.taken || definition.name() != self.name {
            return Ok(());
        }
        self.taken = true;
        if keeping == Keeping::Passing {
            return self.pass_over();
        }
        if self.name == schema::AUDIT.name() {
            return self.lines();
        }
        if self.before.keeps(self.name) {
            return self.pass_over();
        }
        let mut table = self.transaction.open_table(definition)?;
        let (request, grown) = (self.request, Growth::of(self.name, self.before.rev));
        self.rows(|key, value| {
            if !fits::<K>(key) || !fits::<V>(value) {
                return Err(damaged(request, "a row has the wrong length"));
            }
            put(&mut table, key, &grown.apply(value))
        })
    }
}

fn put<K: Key + 'static, V: Value + 'static>(table: &mut Table<'_, K, V>, key: &[u8], value: &[u8]) -> Result<()> {
    table.insert(K::from_bytes(key), V::from_bytes(value))?;
    Ok(())
}

/// redb takes bytes as it wrote them and checks nothing.
fn fits<T: Value>(bytes: &[u8]) -> bool {
    T::fixed_width().is_none_or(|width| width == bytes.len())
        && (T::type_name() != <&str as Value>::type_name() || std::str::from_utf8(bytes).is_ok())
}

/// Where a value carries a `rev`, which must grow past every one that was given out before the restore: a form that was open over
/// it would otherwise be taken for fresh.
enum Growth {
    None,
    /// 8 bytes, big-endian, at the beginning (records), by this much.
    Record(u64),
    /// The whole value as redb stores a number (graves).
    Number(u64),
}

impl Growth {
    fn of(table: &str, by: u64) -> Self {
        if EntityKind::iter().any(|kind| schema::records(kind).name() == table) {
            Self::Record(by)
        } else if table == schema::GRAVES.name() {
            Self::Number(by)
        } else {
            Self::None
        }
    }

    fn apply<'v>(&self, value: &'v [u8]) -> std::borrow::Cow<'v, [u8]> {
        match (self, Stored::split(value)) {
            (Self::Record(by), Ok(stored)) => codec::join(stored.rev.saturating_add(*by), stored.body).into(),
            (Self::Number(by), Ok(_)) => {
                let number = <u64 as Value>::from_bytes(value).saturating_add(*by);
                <u64 as Value>::as_bytes(&number).to_vec().into()
            }
            (Self::None | Self::Record(_) | Self::Number(_), _) => value.into(),
        }
    }
}

/// Writes the restore into the journal under a number that was never given out, and remembers that what is before it does
/// not lead here: whoever knew the store until then reads all of it again.
fn mark(
    transaction: &WriteTransaction,
    request: &Restore<'_>,
    contents: &Contents,
    last: Seq,
    note: String,
) -> Result<()> {
    let mut journal = transaction.open_table(schema::JOURNAL)?;
    let restored = journal.last()?.map_or(0, |(seq, _)| seq.value());
    let seq = restored.max(last) + 1;
    let group = GroupId(seq);
    let row = Row { group, kind: RESTORE, key: Bytes(&[]), before: None, after: None, erased: false, trashed: false };
    journal.insert(seq, row.encode()?.as_slice())?;
    let entry = Entry {
        group,
        author: request.author.clone(),
        at: request.at,
        label: Label { action: RESTORE.to_owned(), detail: contents.made_at.to_string() },
        changes: EntityKind::iter().map(|kind| contents.rows(kind.into())).sum::<u64>().max(1),
        // It is about itself: not a change that an undo takes back.
        of: Some(group),
        undone: false,
        erased: 0,
        kept: 0,
        skipped: 0,
    };
    transaction.open_table(schema::GROUPS)?.insert(seq, codec::encode_entry(&entry)?.as_slice())?;
    schema::write_restored(transaction, seq)?;
    let mut chain = Chain::new(transaction.open_table(schema::AUDIT)?, transaction.open_table(schema::META)?);
    // The history says when the backup was made; the audit says also how the chains are joined.
    let line = Entry { label: Label { detail: note, ..entry.label.clone() }, ..entry };
    chain.append_group(&line, Vec::new())
}
