//! Where the audit of a backup meets that of the store: a restore must not be a way to lose lines.

use jiff::Timestamp;
use redb::{ReadableTable, Table, WriteTransaction};

use crate::port::audit::AuditHead;
use crate::store::audit;
use crate::store::fault::Result;
use crate::store::schema;

/// How the two chains lie to each other, found out line by line while the backup is read.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Relation {
    /// Every line of the backup until now is in the store: what the store has behind it is newer, and stays.
    #[default]
    Within,
    /// The store's chain ended, and the backup's goes on.
    Beyond,
    /// It is another store's, or one of the two was altered: the backup's chain takes the place.
    Other,
}

/// The chain that there will be.
#[derive(Default)]
pub(super) struct Joint {
    relation: Relation,
    /// The end of the store's chain, before the restore.
    present: Option<AuditHead>,
    /// How far that chain once went.
    marked: u64,
    backup: Option<AuditHead>,
}

impl Joint {
    pub(super) fn of(transaction: &WriteTransaction) -> Result<Self> {
        let marked = transaction.open_table(schema::META)?.get(schema::AUDIT_LAST)?.map_or(0, |last| last.value());
        let lines = transaction.open_table(schema::AUDIT)?;
        let present = lines.last()?.map(|(seq, line)| audit::head_of(seq.value(), line.value()));
        Ok(Self { relation: Relation::Within, present, marked, backup: None })
    }

    /// The next line of the backup.
    pub(super) fn take(&mut self, lines: &mut Table<'_, u64, &'static [u8]>, seq: u64, line: &[u8]) -> Result<()> {
        self.backup = Some(audit::head_of(seq, line));
        if self.relation == Relation::Within {
            let is_same = lines.get(seq)?.map(|present| present.value() == line);
            match is_same {
                Some(true) => return Ok(()),
                None if self.present.is_none_or(|present| present.seq < seq) => self.relation = Relation::Beyond,
                Some(false) | None => {
                    self.relation = Relation::Other;
                    lines.retain_in(seq.., |_, _| false)?;
                }
            }
        }
        lines.insert(seq, line)?;
        Ok(())
    }

    /// Everything has come: sets right how far the chain goes, and answers what the line of the restore says of it.
    pub(super) fn close(mut self, transaction: &WriteTransaction, made_at: Timestamp) -> Result<String> {
        let mut lines = transaction.open_table(schema::AUDIT)?;
        if self.relation == Relation::Within && self.backup.is_none() {
            // A backup without lines may be from before there was an audit, or of a store that has nothing to do with this one.
            let first = audit::first_group(&lines)?;
            let last = transaction.open_table(schema::GROUPS)?.last()?.map(|(group, _)| group.value());
            if first.is_some_and(|first| last.is_some_and(|last| first.0 <= last)) {
                self.relation = Relation::Other;
                lines.retain_in(0.., |_, _| false)?;
            }
        }
        let mut meta = transaction.open_table(schema::META)?;
        let said = meta.get(schema::AUDIT_LAST)?.map_or(0, |last| last.value());
        match (self.relation, self.backup, self.present) {
            // What was lost before the restore goes on being missed.
            (Relation::Within | Relation::Beyond, backup, _) => {
                if self.marked > said {
                    meta.insert(schema::AUDIT_LAST, self.marked)?;
                }
                Ok(backup.map_or_else(
                    || made_at.to_string(),
                    |AuditHead { seq, hash }| format!("{made_at}; its audit ends with {seq} {hash}"),
                ))
            }
            (Relation::Other, _, Some(AuditHead { seq, hash })) => {
                Ok(format!("{made_at}; instead of audit {seq} {hash}"))
            }
            (Relation::Other, _, None) => Ok(made_at.to_string()),
        }
    }
}
