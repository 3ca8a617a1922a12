//! Reading a whole backup without keeping it: does it open, is it complete, can every row be understood?

use std::path::Path;

use strum::IntoEnumIterator;

use super::frame::Frame;
use super::seal::{self, unreadable};
use super::{contents, open};
use crate::port::archive::{ArchiveError, Contents, Progress, Unseal};
use crate::port::audit::{AuditFault, AuditHead};
use crate::port::store::Result;
use crate::port::{EntityKind, StoreError};
use crate::store::audit::{self, Stop};
use crate::store::codec::{self, Row};
use crate::store::schema::{self, EachTable, Keeping};

/// What a table's rows are to be understood as.
#[derive(Clone, Copy)]
enum Rows {
    Records(EntityKind),
    Journal,
    Groups,
    Audit,
    Other,
}

/// Opens, decrypts, unpacks and decodes every row of a backup, and proves its trailer. Changes nothing.
pub fn verify(path: &Path, with: &Unseal, progress: Progress<'_>) -> Result<Contents> {
    let (mut frames, sealed) = seal::unseal(path, with)?;
    let header = open(path, &mut frames)?;
    let of = header.tables.iter().map(|(_, rows)| rows).sum();
    let damaged = |what: String| StoreError::from(ArchiveError::Damaged { path: path.to_owned(), what });
    let known = known();
    let mut unknown = Vec::new();
    let mut rows = Rows::Other;
    let mut chain = Walk::default();
    loop {
        if frames.rows().is_multiple_of(1_000) {
            progress(frames.rows(), of);
        }
        match frames.next().map_err(|error| unreadable(path, &error))? {
            Some(Frame::Row(key, value)) => {
                if matches!(rows, Rows::Audit) {
                    chain.take(key.0, value.0);
                }
                understand(rows, key.0, value.0).map_err(|what| damaged(what.to_owned()))?;
            }
            Some(Frame::Table(name)) => {
                rows = meaning(&name);
                if !known.contains(&name) {
                    unknown.push(name);
                }
            }
            Some(Frame::Header(_) | Frame::Trailer(_)) => return Err(damaged("it has two heads".to_owned())),
            None => break,
        }
    }
    if frames.rows() != of {
        return Err(damaged(format!("it holds {} rows and should hold {of}", frames.rows())));
    }
    Ok(Contents { audit: chain.broken, ..contents(header, sealed, unknown) })
}

/// Along the chain of the audit, line by line. A broken chain is told and not refused: a backup holds what there was.
#[derive(Default)]
struct Walk {
    head: Option<AuditHead>,
    broken: Option<AuditFault>,
}

impl Walk {
    fn take(&mut self, key: &[u8], line: &[u8]) {
        let (None, Ok(seq)) = (self.broken, key.try_into().map(u64::from_le_bytes)) else { return };
        match audit::check(seq, line, self.head) {
            Ok((head, _)) => self.head = Some(head),
            Err(Stop::Found(fault)) => self.broken = Some(fault),
            Err(Stop::Failed(_)) => self.broken = Some(AuditFault::Altered(seq)),
        }
    }
}

fn meaning(table: &str) -> Rows {
    use redb::TableHandle;
    if let Some(kind) = EntityKind::iter().find(|kind| schema::records(*kind).name() == table) {
        return Rows::Records(kind);
    }
    match table {
        name if name == schema::JOURNAL.name() => Rows::Journal,
        name if name == schema::GROUPS.name() => Rows::Groups,
        name if name == schema::AUDIT.name() => Rows::Audit,
        _ => Rows::Other,
    }
}

fn understand(rows: Rows, key: &[u8], value: &[u8]) -> std::result::Result<(), &'static str> {
    match rows {
        Rows::Records(kind) => {
            let record = codec::decode(kind, value).map_err(|_| "a record cannot be read")?;
            if record.key() != *key {
                return Err("a record stands under another's key");
            }
        }
        Rows::Journal => {
            let row = Row::decode(value).map_err(|_| "a journal row cannot be read")?;
            row.change(0).map_err(|_| "a record in the journal cannot be read")?;
        }
        Rows::Groups => {
            codec::decode_entry(value).map_err(|_| "a journal group cannot be read")?;
        }
        Rows::Audit | Rows::Other => {}
    }
    Ok(())
}

/// The names of the tables that this program knows.
pub(in crate::store) fn known() -> Vec<String> {
    struct Names(Vec<String>);
    impl EachTable for Names {
        fn table<K: redb::Key + 'static, V: redb::Value + 'static>(
            &mut self,
            definition: redb::TableDefinition<'static, K, V>,
            _: Keeping,
        ) -> crate::store::fault::Result<()> {
            use redb::TableHandle;
            self.0.push(definition.name().to_owned());
            Ok(())
        }
    }
    let mut names = Names(Vec::new());
    // Nothing is opened: it cannot fail.
    let _ = schema::each_table(&mut names);
    names.0
}
