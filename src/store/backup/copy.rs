//! Every row of every table, from one read transaction.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use redb::{Key, ReadTransaction, ReadableTable, ReadableTableMetadata, TableDefinition, TableHandle, Value};

use super::frame::{FORMAT, Frame, FrameWriter, Header};
use super::unwritable;
use crate::port::archive::Progress;
use crate::store::codec::Bytes;
use crate::store::fault::Result;
use crate::store::schema::{self, EachTable, Keeping, existing};

/// How many rows pass between two reports of progress.
const REPORT_EVERY: u64 = 1_000;

/// What the backup will hold.
pub(super) fn header(transaction: &ReadTransaction, made_at: Timestamp) -> Result<Header> {
    struct Count<'t> {
        transaction: &'t ReadTransaction,
        tables: Vec<(String, u64)>,
    }
    impl EachTable for Count<'_> {
        fn table<K: Key + 'static, V: Value + 'static>(
            &mut self,
            definition: TableDefinition<'static, K, V>,
            keeping: Keeping,
        ) -> Result<()> {
            if keeping == Keeping::Kept
                && let Some(table) = existing(self.transaction, definition)?
            {
                self.tables.push((definition.name().to_owned(), table.len()?));
            }
            Ok(())
        }
    }
    let mut count = Count { transaction, tables: Vec::new() };
    schema::each_table(&mut count)?;
    let schema = schema::read_version(transaction)?.unwrap_or_else(|| u64::from(schema::VERSION));
    Ok(Header {
        format: FORMAT,
        schema: u32::try_from(schema).unwrap_or(u32::MAX),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        tables: count.tables,
    })
}

/// Writes the header and every row.
pub(super) fn copy<W: Write>(
    transaction: &ReadTransaction,
    header: &Header,
    out: &mut FrameWriter<W>,
    path: &Path,
    progress: Progress<'_>,
) -> Result<()> {
    struct Copy<'c, W> {
        transaction: &'c ReadTransaction,
        out: &'c mut FrameWriter<W>,
        path: &'c Path,
        progress: Progress<'c>,
        of: u64,
    }
    impl<W: Write> Copy<'_, W> {
        fn write(&mut self, frame: &Frame<'_>) -> Result<()> {
            self.out.write(frame).map_err(|error| unwritable(self.path, &error).into())
        }
    }
    impl<W: Write> EachTable for Copy<'_, W> {
        fn table<K: Key + 'static, V: Value + 'static>(
            &mut self,
            definition: TableDefinition<'static, K, V>,
            keeping: Keeping,
        ) -> Result<()> {
            if keeping == Keeping::Passing {
                return Ok(());
            }
            let Some(table) = existing(self.transaction, definition)? else { return Ok(()) };
            self.write(&Frame::Table(definition.name().to_owned()))?;
            for row in table.iter()? {
                let (key, value) = row?;
                let (key, value) = (key.value(), value.value());
                let (key, value) = (K::as_bytes(&key), V::as_bytes(&value));
                self.write(&Frame::Row(Bytes(key.as_ref()), Bytes(value.as_ref())))?;
                if self.out.rows().is_multiple_of(REPORT_EVERY) {
                    (self.progress)(self.out.rows(), self.of);
                }
            }
            Ok(())
        }
    }
    let of = header.tables.iter().map(|(_, rows)| rows).sum();
    let mut copy = Copy { transaction, out, path, progress, of };
    copy.write(&Frame::Header(header.clone()))?;
    schema::each_table(&mut copy)
}
