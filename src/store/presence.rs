//! Presences in a table of their own: no journal, no audit.

use std::time::Duration;

use jiff::Timestamp;
use redb::ReadableTable;

use super::codec;
use super::redb_store::RedbStore;
use super::schema::{PRESENCE, existing};
use crate::domain::SessionId;
use crate::port::presence::{Presence, Presences};
use crate::port::store::Result;

/// It is advisory: nobody waits long to tell it.
const PATIENCE: Duration = Duration::from_secs(1);

impl Presences for RedbStore {
    fn announce(&self, presence: &Presence) -> Result<()> {
        self.transact(Some(PATIENCE), |transaction| {
            let mut table = transaction.open_table(PRESENCE)?;
            // What cannot be read goes too: it is worth nothing a minute from now.
            table.retain(|_, bytes| {
                codec::unpack::<Presence>(bytes).is_some_and(|other| other.holds(presence.seen_at))
            })?;
            table.insert(presence.session.to_bytes(), codec::pack(presence)?.as_slice())?;
            Ok((true, ()))
        })
    }

    fn withdraw(&self, session: SessionId) -> Result<()> {
        self.transact(Some(PATIENCE), |transaction| {
            let removed = transaction.open_table(PRESENCE)?.remove(session.to_bytes())?.is_some();
            Ok((removed, ()))
        })
    }

    fn present(&self, now: Timestamp) -> Result<Vec<Presence>> {
        self.read(|transaction| {
            let Some(table) = existing(transaction, PRESENCE)? else { return Ok(Vec::new()) };
            let mut present: Vec<Presence> = Vec::new();
            for row in table.iter()? {
                let presence = codec::unpack::<Presence>(row?.1.value());
                present.extend(presence.filter(|presence| presence.holds(now)));
            }
            Ok(present)
        })
    }
}
