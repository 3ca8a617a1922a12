//! The tables and their version.

use redb::{ReadTransaction, ReadableTable, TableDefinition, TableError, TableHandle, WriteTransaction};
use strum::IntoEnumIterator;

use super::fault::{Fault, Result};
use crate::port::store::Key;
use crate::port::{EntityKind, StoreError};

/// Raised only by a change that an older program would misread. A new field with a default is not one.
///
/// 1: facilities, doubts, place tables, journal, groups, graves. 2: members, and the tables beside the records, which every write
/// has to keep up; a program that does not know them must not write. 3: persons and what belongs to them; a program that does not know
/// these kinds cannot read the journal's rows of them. 4: talks about what a person wants.
/// 5: the log (meetings, publications, worries, surveys, answers, closings), and tasks that come from a meeting, which an older program
/// cannot read. `store::migrate` brings older files here.
pub const VERSION: u32 = 5;

/// The stored form of a record, see [`super::codec`].
pub(super) type Records = TableDefinition<'static, [u8; 16], &'static [u8]>;
/// Numbers to MessagePack.
pub(super) type Rows = TableDefinition<'static, u64, &'static [u8]>;

/// Change number -> [`super::codec::Row`].
pub(super) const JOURNAL: Rows = TableDefinition::new("journal");
/// Number of a group's first change -> [`crate::port::Entry`].
pub(super) const GROUPS: Rows = TableDefinition::new("groups");
/// The last `rev` of a removed record, so that its `rev` goes on growing if it comes back. The key is its kind's number, then its own.
pub(super) const GRAVES: TableDefinition<'static, [u8; 17], u64> = TableDefinition::new("graves");
/// Draft -> [`crate::port::draft::Draft`], outside the journal.
pub(super) const DRAFTS: Records = TableDefinition::new("drafts");
/// Session -> [`crate::port::Presence`], outside the journal.
pub(super) const PRESENCE: Records = TableDefinition::new("presence");
/// Number of a line -> its two hashes and its canonical bytes, see [`super::audit`].
pub(super) const AUDIT: Rows = TableDefinition::new("audit");
/// What lies in the trash, under the key of [`GRAVES`] -> [`super::trash::Thrown`].
pub(super) const TRASH: TableDefinition<'static, [u8; 17], &'static [u8]> = TableDefinition::new("trash");
/// What was erased, by its key, so that no older backup brings it back -> [`super::erase::Grave`].
pub(super) const ERASED: Records = TableDefinition::new("erased");
/// Erasures that were asked for, by the key of what is to be erased -> who asked, and why (`store::erase::asked`).
pub(super) const ERASURES_ASKED: Records = TableDefinition::new("erasures_asked");
pub(super) const META: TableDefinition<'static, &'static str, u64> = TableDefinition::new("meta");
const VERSION_KEY: &str = "schema_version";
/// Under which [`META`] keeps the number of the last line of the audit.
pub(super) const AUDIT_LAST: &str = "audit_last";
/// The journal number of the last restore: what is before it does not lead to what is there now.
const RESTORED_KEY: &str = "restored_seq";

/// The table of a kind.
pub(super) const fn records(kind: EntityKind) -> Records {
    match kind {
        EntityKind::Facility => TableDefinition::new("facility"),
        EntityKind::Doubt => TableDefinition::new("doubt"),
        EntityKind::PlaceTable => TableDefinition::new("place_table"),
        EntityKind::Member => TableDefinition::new("member"),
        EntityKind::Person => TableDefinition::new("person"),
        EntityKind::Episode => TableDefinition::new("episode"),
        EntityKind::Task => TableDefinition::new("task"),
        EntityKind::Template => TableDefinition::new("template"),
        EntityKind::Disclosure => TableDefinition::new("disclosure"),
        EntityKind::Conference => TableDefinition::new("conference"),
        EntityKind::Sheet => TableDefinition::new("sheet"),
        EntityKind::AcpTalk => TableDefinition::new("acp_talk"),
        EntityKind::Meeting => TableDefinition::new("meeting"),
        EntityKind::Publication => TableDefinition::new("publication"),
        EntityKind::Guide => TableDefinition::new("guide"),
        EntityKind::Survey => TableDefinition::new("survey"),
        EntityKind::Answer => TableDefinition::new("answer"),
        EntityKind::ServiceAct => TableDefinition::new("service_act"),
    }
}

/// Numbers of the kinds in [`GRAVES`] and [`TRASH`]: never changed, never used again.
const fn number(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Facility => 1,
        EntityKind::Doubt => 2,
        EntityKind::PlaceTable => 3,
        EntityKind::Member => 4,
        EntityKind::Person => 5,
        EntityKind::Episode => 6,
        EntityKind::Task => 7,
        EntityKind::Template => 8,
        EntityKind::Disclosure => 9,
        EntityKind::Conference => 10,
        EntityKind::Sheet => 11,
        EntityKind::AcpTalk => 12,
        EntityKind::Meeting => 13,
        EntityKind::Publication => 14,
        EntityKind::Guide => 15,
        EntityKind::Survey => 16,
        EntityKind::Answer => 17,
        EntityKind::ServiceAct => 18,
    }
}

/// The key in [`GRAVES`] and [`TRASH`].
pub(super) fn grave_key(kind: EntityKind, key: Key) -> [u8; 17] {
    let mut grave = [number(kind); 17];
    grave[1..].copy_from_slice(&key);
    grave
}

/// Whose grave it is; `None` for a kind that only a newer program knows.
pub(super) fn of_grave_key(grave: [u8; 17]) -> Option<(EntityKind, Key)> {
    let (&first, key) = grave.split_first()?;
    let kind = EntityKind::iter().find(|kind| number(*kind) == first)?;
    Some((kind, Key::try_from(key).ok()?))
}

/// The version that the file carries; `None` in a file that nothing was written to yet.
pub(super) fn read_version(transaction: &ReadTransaction) -> Result<Option<u64>> {
    let Some(meta) = existing(transaction, META)? else { return Ok(None) };
    Ok(meta.get(VERSION_KEY)?.map(|version| version.value()))
}

/// The same inside a write transaction, where no other process can change it any more.
pub(super) fn version_now(transaction: &WriteTransaction) -> Result<Option<u64>> {
    Ok(transaction.open_table(META)?.get(VERSION_KEY)?.map(|version| version.value()))
}

/// The number of the last line that the audit had; 0 where it never had one.
pub(super) fn audit_last(transaction: &ReadTransaction) -> Result<u64> {
    let Some(meta) = existing(transaction, META)? else { return Ok(0) };
    Ok(meta.get(AUDIT_LAST)?.map_or(0, |last| last.value()))
}

/// A newer version is refused.
pub(super) fn admit(found: u64) -> Result<()> {
    if found > u64::from(VERSION) {
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        return Err(StoreError::Newer { found, known: VERSION }.into());
    }
    Ok(())
}

/// Every write asks again: a newer renkei may have changed the file while this one was open.
pub(super) fn admit_write(transaction: &WriteTransaction) -> Result<()> {
    match version_now(transaction)? {
        None => create(transaction),
        Some(found) => {
            admit(found)?;
            if found < u64::from(VERSION) {
                // A file is migrated when it is opened for writing, and never goes back by itself.
                let cause = format!("it went back to schema {found} while it was open; start renkei again");
                return Err(StoreError::Io(cause).into());
            }
            Ok(())
        }
    }
}

/// The journal number of the last restore; 0 where there was none.
pub(super) fn read_restored(transaction: &ReadTransaction) -> Result<u64> {
    let Some(meta) = existing(transaction, META)? else { return Ok(0) };
    Ok(meta.get(RESTORED_KEY)?.map_or(0, |seq| seq.value()))
}

pub(super) fn write_restored(transaction: &WriteTransaction, seq: u64) -> Result<()> {
    transaction.open_table(META)?.insert(RESTORED_KEY, seq)?;
    Ok(())
}

/// Marks the file as one of this version.
pub(super) fn write_version(transaction: &WriteTransaction) -> Result<()> {
    transaction.open_table(META)?.insert(VERSION_KEY, u64::from(VERSION))?;
    Ok(())
}

/// All tables of this version in a file that has none yet. Harmless where another process was first.
pub(super) fn create(transaction: &WriteTransaction) -> Result<()> {
    tables(transaction)?;
    write_version(transaction)
}

/// Makes those of this version's tables that the file does not have yet; what is in the others stays.
pub(super) fn tables(transaction: &WriteTransaction) -> Result<()> {
    struct Make<'t>(&'t WriteTransaction);
    impl EachTable for Make<'_> {
        fn table<K: redb::Key + 'static, V: redb::Value + 'static>(
            &mut self,
            definition: TableDefinition<'static, K, V>,
            _: Keeping,
        ) -> Result<()> {
            self.0.open_table(definition)?;
            Ok(())
        }
    }
    each_table(&mut Make(transaction))
}

/// Does a table belong into a backup?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keeping {
    Kept,
    /// Of the moment only (who is there now): a restore empties it.
    Passing,
}

/// Something done to every table, whatever its types.
pub(super) trait EachTable {
    fn table<K: redb::Key + 'static, V: redb::Value + 'static>(
        &mut self,
        definition: TableDefinition<'static, K, V>,
        keeping: Keeping,
    ) -> Result<()>;
}

/// Every table of this version stands here, and so is made, migrated, backed up and restored.
pub(super) fn each_table(visitor: &mut impl EachTable) -> Result<()> {
    visitor.table(META, Keeping::Kept)?;
    for kind in EntityKind::iter() {
        visitor.table(records(kind), Keeping::Kept)?;
    }
    visitor.table(JOURNAL, Keeping::Kept)?;
    visitor.table(GROUPS, Keeping::Kept)?;
    visitor.table(GRAVES, Keeping::Kept)?;
    visitor.table(TRASH, Keeping::Kept)?;
    visitor.table(ERASED, Keeping::Kept)?;
    visitor.table(ERASURES_ASKED, Keeping::Kept)?;
    visitor.table(AUDIT, Keeping::Kept)?;
    visitor.table(DRAFTS, Keeping::Kept)?;
    visitor.table(PRESENCE, Keeping::Passing)?;
    Ok(())
}

/// Opens a table for reading; `None` where the file is older than the table.
pub(super) fn existing<K: redb::Key + 'static, V: redb::Value + 'static>(
    transaction: &ReadTransaction,
    definition: TableDefinition<'static, K, V>,
) -> Result<Option<redb::ReadOnlyTable<K, V>>> {
    match transaction.open_table(definition) {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(name)) if name == definition.name() => Ok(None),
        Err(error) => Err(Fault::from(error)),
    }
}
