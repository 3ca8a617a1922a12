//! The tables and their version.

use redb::{ReadTransaction, ReadableTable, TableDefinition, TableError, TableHandle, WriteTransaction};
use strum::IntoEnumIterator;

use super::fault::{Fault, Result};
use crate::port::{EntityKind, StoreError};

/// Raised only by a change that an older program would misread. A new field with a default is not one.
pub const VERSION: u32 = 1;

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
const META: TableDefinition<'static, &'static str, u64> = TableDefinition::new("meta");
const VERSION_KEY: &str = "schema_version";

/// The table of a kind.
pub(super) const fn records(kind: EntityKind) -> Records {
    match kind {
        EntityKind::Facility => TableDefinition::new("facility"),
        EntityKind::Doubt => TableDefinition::new("doubt"),
        EntityKind::PlaceTable => TableDefinition::new("place_table"),
        EntityKind::Member => TableDefinition::new("member"),
    }
}

/// Numbers of the kinds in [`GRAVES`]: never changed, never used again.
pub(super) fn grave_key(kind: EntityKind, key: [u8; 16]) -> [u8; 17] {
    let number = match kind {
        EntityKind::Facility => 1,
        EntityKind::Doubt => 2,
        EntityKind::PlaceTable => 3,
        EntityKind::Member => 4,
    };
    let mut grave = [number; 17];
    grave[1..].copy_from_slice(&key);
    grave
}

/// The version that the file carries; `None` in a file that nothing was written to yet.
pub(super) fn read_version(transaction: &ReadTransaction) -> Result<Option<u64>> {
    match transaction.open_table(META) {
        Ok(meta) => Ok(meta.get(VERSION_KEY)?.map(|version| version.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
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
    let mut meta = transaction.open_table(META)?;
    let found = meta.get(VERSION_KEY)?.map(|version| version.value());
    if let Some(found) = found {
        return admit(found);
    }
    meta.insert(VERSION_KEY, u64::from(VERSION))?;
    Ok(())
}

/// All tables of this version in a fresh file. Harmless where another process was first.
pub(super) fn create(transaction: &WriteTransaction) -> Result<()> {
    admit_write(transaction)?;
    for kind in EntityKind::iter() {
        transaction.open_table(records(kind))?;
    }
    transaction.open_table(JOURNAL)?;
    transaction.open_table(GROUPS)?;
    transaction.open_table(GRAVES)?;
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
