//! Rewriting the data file, so that no free page and no slack of a page holds what was erased or overwritten.
//!
//! A whole new file is filled from every table and takes the old one's name; then the old one's bytes are written over with zeros.
//! redb's own `compact` moves pages and shortens the file, and leaves what stood in the pages that it goes on using. What the disk
//! itself keeps (a file system that copies on write, a flash disk's spare blocks, snapshots) no program reaches: an encrypted store
//! is the way there.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use redb::{
    Builder, ConcurrencyMode, Database, Key, ReadTransaction, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    TableDefinition, TableHandle, Value, WriteTransaction,
};

use super::RedbStore;
use super::connection::{Handle, Purpose};
use super::data_file::DataFile;
use super::fault::{self, Fault, Result, io_at};
use super::open::{self, FILE_NAME, Options};
use super::place;
use super::privilege::raised;
use super::schema::{self, EachTable, Keeping, existing};
use super::stay::Stay;
use super::write::Writer;
use crate::domain::Author;
use crate::port::StoreError;
use crate::port::audit::Witness;
use crate::port::store::Result as PortResult;

/// The new file, until it is whole.
const NEW: &str = ".renkei-compact";
/// The old one, until its bytes are gone: a run that was broken off is seen, and the next one ends it.
const OLD: &str = ".renkei-before-compact";
/// How many rows pass between two reports of progress.
const REPORT_EVERY: u64 = 1_000;
static ZEROS: [u8; 1 << 16] = [0; 1 << 16];
/// What file systems keep together.
const BLOCK: usize = 1 << 12;

/// What a compaction did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Compacted {
    /// Bytes of the file before and after.
    pub before: u64,
    pub after: u64,
    /// The old bytes were written over. Not so where the old file has another name as well (a copy made of hard links): they are
    /// that copy's, and go with it.
    pub cleared: bool,
}

impl RedbStore {
    /// Rewrites the data file in `folder`: whole or not at all, whenever the program is ended. Nobody else may have it open
    /// ([`StoreError::InUse`]), also not this program; who comes meanwhile waits, and is told [`StoreError::Compacting`]. Admins only.
    ///
    /// The disk must have room for a second file. Presences are left out: nobody is there.
    pub fn compact(
        folder: &Path,
        options: &Options,
        author: &Author,
        at: Timestamp,
        progress: &dyn Fn(u64, u64),
    ) -> PortResult<Compacted> {
        let file = DataFile::find(folder, options.key.as_ref())?;
        if options.read_only || open::is_read_only(file.path()) {
            return Err(StoreError::ReadOnly { path: file.shown(), cause: "opened for reading only".to_owned() });
        }
        let _alone = Stay::alone(folder)?;
        if !open::check(&file, options.cache)? {
            return Err(StoreError::Damaged("it was repaired, and its last changes may be gone".to_owned()));
        }
        let work = || raised(|| compact(folder, &file, options.cache, author, at, progress));
        let done = fault::caught(work)
            .unwrap_or_else(|| Err(StoreError::Damaged("a page cannot be understood".to_owned()).into()));
        if done.is_err() {
            // Before it has its name, the new file is worth nothing. The old one is as it was.
            let _ = raised(|| fs::remove_file(folder.join(NEW)));
        }
        Ok(done?)
    }
}

fn compact(
    folder: &Path,
    file: &DataFile,
    cache: usize,
    author: &Author,
    at: Timestamp,
    progress: &dyn Fn(u64, u64),
) -> Result<Compacted> {
    let (path, new, old) = (folder.join(FILE_NAME), folder.join(NEW), folder.join(OLD));
    let failed = |path: &Path| {
        let shown = path.display().to_string();
        move |error: io::Error| io_at(&shown, &error)
    };
    finish_earlier(&new, &old).map_err(failed(&old))?;
    // A file of an older schema is migrated first, as any write would do it.
    let Handle::Writable(from) = open::open_file(file, cache, Purpose::Writing)? else {
        return Err(StoreError::Io("the data file was opened for reading only".to_owned()).into());
    };
    let before = path.metadata().map_err(failed(&path))?;
    make_like(&new, folder, &before).map_err(failed(&new))?;
    let made = file.at(&new);
    fill(&from, &made, cache, author, at, before.len(), progress)?;
    drop(from);
    if !open::check(&made, cache)? {
        return Err(StoreError::Damaged("the new file is not what was written".to_owned()).into());
    }
    let after = sync(&new).map_err(failed(&new))?;
    let cleared = exchange(folder, &path, &new, &old).map_err(failed(&path))?;
    Ok(Compacted { before: before.len(), after, cleared })
}

/// What an earlier run, broken off, has left. Nobody else is here.
fn finish_earlier(new: &Path, old: &Path) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    match OpenOptions::new().read(true).write(true).open(old) {
        Ok(file) => clear(&file, old, true).map(drop),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// An empty file with the mode, the owner and the group that the old one has. Where the owner cannot be given away, the group of a
/// shared place has its rights all the same; in a place of one's own it is an error, since its owner would be locked out.
fn make_like(new: &Path, folder: &Path, like: &fs::Metadata) -> io::Result<()> {
    let file = place::new_file(new)?;
    let made = file.metadata()?;
    if (made.uid(), made.gid()) != (like.uid(), like.gid()) {
        let given = std::os::unix::fs::fchown(&file, Some(like.uid()), Some(like.gid()));
        if given.is_err() && !(place::is_shared(folder)? && made.gid() == like.gid()) {
            return given;
        }
    }
    file.set_permissions(Permissions::from_mode(like.mode() & 0o7777))
}

/// Copies every table, and writes the line of the audit, in one transaction.
fn fill(
    from: &Database,
    made: &DataFile,
    cache: usize,
    author: &Author,
    at: Timestamp,
    bytes: u64,
    progress: &dyn Fn(u64, u64),
) -> Result<()> {
    let reading = from.begin_read()?;
    refuse_unknown(&reading)?;
    let mut builder = Builder::new();
    builder.set_cache_size(cache).set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let database = made.create(&builder).map_err(|error| Fault::Redb(error.into()))?;
    let transaction = database.begin_write()?;
    let mut count = Count { transaction: &reading, rows: 0 };
    schema::each_table(&mut count)?;
    let mut copy = Copy { from: &reading, to: &transaction, done: 0, of: count.rows, progress };
    schema::each_table(&mut copy)?;
    if copy.done != copy.of {
        return Err(StoreError::Damaged("a table does not hold as many rows as it says".to_owned()).into());
    }
    {
        let mut writer = Writer::new(&transaction, None)?;
        writer.admit(author)?;
        writer.pass_for_ever()?;
        let note = format!("bytes={bytes} raw=rewritten");
        let (author, count) = (author.clone(), copy.of);
        writer.witness(Witness { author, at, action: "compact", records: Vec::new(), count, note })?;
    }
    transaction.commit()?;
    Ok(())
}

/// What a newer program has put there would be lost.
fn refuse_unknown(reading: &ReadTransaction) -> Result<()> {
    let known = super::backup::known_tables();
    for table in reading.list_tables()? {
        if !known.iter().any(|name| name == table.name()) {
            let cause = format!("it holds a table {} that only a newer renkei knows; update renkei", table.name());
            return Err(StoreError::Io(cause).into());
        }
    }
    Ok(())
}

struct Count<'t> {
    transaction: &'t ReadTransaction,
    rows: u64,
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
            self.rows += table.len()?;
        }
        Ok(())
    }
}

struct Copy<'t> {
    from: &'t ReadTransaction,
    to: &'t WriteTransaction,
    done: u64,
    of: u64,
    progress: &'t dyn Fn(u64, u64),
}

impl EachTable for Copy<'_> {
    fn table<K: Key + 'static, V: Value + 'static>(
        &mut self,
        definition: TableDefinition<'static, K, V>,
        keeping: Keeping,
    ) -> Result<()> {
        let mut to = self.to.open_table(definition)?;
        let Some(from) = existing(self.from, definition)?.filter(|_| keeping == Keeping::Kept) else { return Ok(()) };
        for row in from.iter()? {
            let (key, value) = row?;
            to.insert(key.value(), value.value())?;
            self.done += 1;
            if self.done.is_multiple_of(REPORT_EVERY) {
                (self.progress)(self.done, self.of);
            }
        }
        Ok(())
    }
}

/// To the disk; gives how long it is.
fn sync(new: &Path) -> io::Result<u64> {
    let file = File::open(new)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Gives the new file the name, and then clears the old one, which bears another name meanwhile. At each moment the name leads to a
/// whole file. Says whether the old bytes are gone.
fn exchange(folder: &Path, path: &Path, new: &Path, old: &Path) -> io::Result<bool> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    // A file system without hard links: a run that is broken off now leaves the old bytes where no name leads.
    let named = fs::hard_link(path, old).is_ok();
    fs::rename(new, path)?;
    let folder = File::open(folder)?;
    folder.sync_all()?;
    let cleared = clear(&file, old, named)?;
    folder.sync_all()?;
    Ok(cleared)
}

/// Writes a file over with zeros that nothing else bears the name of, and takes its name away.
fn clear(file: &File, path: &Path, named: bool) -> io::Result<bool> {
    let meta = file.metadata()?;
    let alone = meta.nlink() <= u64::from(named);
    if alone {
        write_over(file, meta.len())?;
        file.sync_all()?;
    }
    if named {
        fs::remove_file(path)?;
    }
    Ok(alone)
}

/// Zeros in the place of every block that holds anything. One that is zeros already stays: a hole in the file would take room that a
/// full disk has not got.
fn write_over(file: &File, length: u64) -> io::Result<()> {
    let mut read = vec![0; ZEROS.len()];
    let mut at = 0;
    while at < length {
        let some = (length - at).min(ZEROS.len() as u64) as usize;
        file.read_exact_at(&mut read[..some], at)?;
        for (block, from) in read[..some].chunks(BLOCK).zip((at..).step_by(BLOCK)) {
            if block != &ZEROS[..block.len()] {
                file.write_all_at(&ZEROS[..block.len()], from)?;
            }
        }
        at += some as u64;
    }
    Ok(())
}

/// What a run that was broken off has left beside the data file; it may hold what was erased. The next run ends it.
pub fn unfinished(folder: &Path) -> Option<PathBuf> {
    let old = folder.join(OLD);
    raised(|| old.exists()).then_some(old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_gone_and_a_hole_stays_a_hole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("old");
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path).expect("a file");
        let end = 40 * ZEROS.len() as u64;
        for at in [0, 7 * ZEROS.len() as u64 - 2, end] {
            file.write_all_at("架空花子".as_bytes(), at).expect("bytes");
        }
        file.sync_all().expect("on the disk");
        let before = file.metadata().expect("a file").blocks();
        assert!(clear(&file, &path, true).expect("cleared"));
        let (after, mut left) = (file.metadata().expect("a file"), vec![1; end as usize + 12]);
        file.read_exact_at(&mut left, 0).expect("its bytes");
        assert!(left.iter().all(|byte| *byte == 0));
        assert!(after.blocks() <= before, "{} blocks, {before} before", after.blocks());
        assert!(!path.exists());
    }
}
