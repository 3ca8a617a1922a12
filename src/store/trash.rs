//! The trash: records that a person took away. They are in no other table, so nothing that reads records meets them.

use jiff::Timestamp;
use redb::{ReadTransaction, ReadableTable};
use serde::{Deserialize, Serialize};

use super::codec::{self, Bytes};
use super::fault::Result;
use super::schema::{self, existing};
use crate::domain::Author;
use crate::port::{GroupId, Trashed};

/// A record in the trash as it is stored.
#[derive(Serialize, Deserialize)]
pub(super) struct Thrown<'a> {
    /// The stored form that it had, `rev` and all.
    #[serde(borrow)]
    pub stored: Bytes<'a>,
    pub at: Timestamp,
    pub author: Author,
    pub group: GroupId,
}

/// Whose hand puts something into the trash or takes it out, and when.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    pub author: &'a Author,
    pub at: Timestamp,
}

/// See [`crate::port::Ledger::trash`]. Kinds that only a newer program knows are stepped over.
pub(super) fn list(transaction: &ReadTransaction, limit: usize) -> Result<Vec<Trashed>> {
    let Some(table) = existing(transaction, schema::TRASH)? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for row in table.iter()? {
        let (grave, bytes) = row?;
        let Some((kind, key)) = schema::of_grave_key(grave.value()) else { continue };
        let Thrown { stored, at, author, group } = codec::decode_thrown(bytes.value())?;
        all.push(Trashed { kind, key, record: codec::decode(kind, stored.0)?, at, author, group });
    }
    // By number, not by time: two clocks may differ.
    all.sort_by_key(|thrown| std::cmp::Reverse((thrown.group, thrown.key)));
    all.truncate(limit);
    Ok(all)
}
