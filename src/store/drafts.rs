//! Drafts in a table of their own: no journal, no undo group, no audit.

use std::time::Duration;

use redb::ReadableTable;

use super::codec;
use super::redb_store::RedbStore;
use super::schema::{DRAFTS, existing};
use crate::domain::{Author, DraftId};
use crate::port::draft::{Draft, Drafts};
use crate::port::store::Result;

/// A draft is written beside the work: it must not hold up a save that comes behind it for long.
const PATIENCE: Duration = Duration::from_secs(1);

impl Drafts for RedbStore {
    fn keep_draft(&self, draft: &Draft, instead_of: Option<DraftId>) -> Result<()> {
        self.transact(Some(PATIENCE), |transaction| {
            let mut table = transaction.open_table(DRAFTS)?;
            table.insert(draft.unsaved.id.to_bytes(), codec::pack(draft)?.as_slice())?;
            if let Some(old) = instead_of {
                table.remove(old.to_bytes())?;
            }
            Ok((true, ()))
        })
    }

    fn drafts(&self, author: &Author) -> Result<Vec<Draft>> {
        self.read(|transaction| {
            let Some(table) = existing(transaction, DRAFTS)? else { return Ok(Vec::new()) };
            let mut drafts: Vec<Draft> = Vec::new();
            for row in table.iter()? {
                let draft = codec::unpack::<Draft>(row?.1.value());
                drafts.extend(draft.filter(|draft| draft.author.is_same_person(author)));
            }
            drafts.sort_by(|a, b| b.at.cmp(&a.at).then(b.unsaved.id.cmp(&a.unsaved.id)));
            Ok(drafts)
        })
    }

    fn drop_draft(&self, id: DraftId) -> Result<()> {
        self.transact(Some(PATIENCE), |transaction| {
            let removed = transaction.open_table(DRAFTS)?.remove(id.to_bytes())?.is_some();
            Ok((removed, ()))
        })
    }
}
