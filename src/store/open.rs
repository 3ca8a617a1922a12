//! Finding or making the folder and the file, and opening them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use redb::{Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadableDatabase, StorageBackend};

use super::backup::before_migration;
use super::connection::{Handle, Purpose};
use super::data_file::DataFile;
use super::fault::{Fault, Result, io_at, while_opening};
use super::keys::KeySource;
use super::network::network_file_system;
use super::privilege::raised;
use super::{migrate, place, schema};
use crate::port::StoreError;

/// The data file in its folder.
pub const FILE_NAME: &str = "renkei.redb";

/// The folder of the backups in it.
pub const BACKUP_FOLDER: &str = "backups";

/// How far a write has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// Records looked at so far.
    pub done: u64,
    /// Records in the transaction.
    pub of: u64,
}

/// Told about a long write while it runs, *inside* the write transaction: it must not block, since all writers wait.
pub type ProgressFn = Arc<dyn Fn(Written) + Send + Sync>;

/// How a store is opened.
#[derive(Clone)]
pub struct Options {
    /// Bytes of the page cache of this process.
    pub cache: usize,
    /// How long an undo or redo waits for another writer (a write says it itself).
    pub patience: Duration,
    /// Refuse every write with [`StoreError::ReadOnly`], whatever the file allows.
    pub read_only: bool,
    /// Called about every thousand records of a write, and before its commit.
    pub progress: Option<ProgressFn>,
    /// Where the key of an encrypted store comes from; not asked for a plain one.
    pub key: Option<KeySource>,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache: 64 << 20, patience: Duration::from_secs(5), read_only: false, progress: None, key: None }
    }
}

/// Makes the folder (0700) and the file (0600) where there are none, and refuses a network file system.
/// What exists keeps its modes: a shared place was made so on purpose.
pub(super) fn prepare(file: &DataFile, folder: &Path, cache: usize) -> std::result::Result<(), StoreError> {
    make_folder(folder)?;
    raised(|| prepare_file(file, folder, cache))
}

fn prepare_file(file: &DataFile, folder: &Path, cache: usize) -> std::result::Result<(), StoreError> {
    let path = folder.join(FILE_NAME);
    match fs::metadata(&path) {
        // The program makes its file whole, so this one was cut off; to fill it anew would hide the loss.
        Ok(meta) if meta.is_file() && meta.len() == 0 => Err(StoreError::Damaged("it is empty".to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(file, folder, &path, cache),
        Err(error) => Err(failed(&path, &error)),
    }
}

/// Makes the data file, whole or not at all: a disk that fills up meanwhile leaves none. Another process may be quicker.
fn make(file: &DataFile, folder: &Path, path: &Path, cache: usize) -> std::result::Result<(), StoreError> {
    let failed = |error: &io::Error| failed(path, error);
    let temporary = tempfile::Builder::new().prefix(".renkei-").tempfile_in(folder).map_err(|error| failed(&error))?;
    place::adopt(temporary.as_file(), folder).map_err(|error| failed(&error))?;
    drop(open_file(&file.at(temporary.path()), cache, Purpose::Writing)?);
    match temporary.persist_noclobber(path) {
        Ok(_) => {}
        Err(quicker) if quicker.error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(other) => return Err(failed(&other.error)),
    }
    // The name must survive a power loss as the content does.
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(&error))
}

/// Makes the folder where there is none, on a local disk only.
pub(super) fn make_folder(folder: &Path) -> std::result::Result<(), StoreError> {
    if let Some(fs) = network_file_system(folder) {
        return Err(StoreError::NetworkDisk { path: folder.display().to_string(), fs });
    }
    if !folder.is_dir() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| failed(folder, &error))?;
    }
    Ok(())
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    io_at(&path.display().to_string(), error)
}

/// Opens the file. For reading, nobody is waited for; but a file that is new, or that a writer was killed in, has to be
/// opened for writing once.
pub(super) fn open_file(file: &DataFile, cache: usize, purpose: Purpose) -> Result<Handle> {
    let shown = file.shown();
    raised_and_guarded(&shown, || {
        let mut builder = Builder::new();
        builder.set_cache_size(cache).set_concurrency_mode(ConcurrencyMode::MultiWriter);
        let unread = match purpose {
            Purpose::Reading => match for_reading(&builder, file) {
                Ok(Some(database)) => return Ok(Handle::Reading(database)),
                Ok(None) => None,
                Err(Fault::Store(error)) => return Err(error.into()),
                Err(fault) => Some(fault),
            },
            Purpose::Writing => None,
        };
        match file.create(&builder).map_err(redb::Error::from) {
            Ok(database) => writable(database, &builder, file, purpose),
            Err(redb::Error::Io(error)) if forbids_writing(&error) => {
                Err(unread
                    .unwrap_or_else(|| StoreError::ReadOnly { path: shown.clone(), cause: error.to_string() }.into()))
            }
            Err(error) => Err(Fault::Redb(error)),
        }
    })
}

/// What was opened for writing although only reading was asked for (a fresh file, or one that a writer was killed in) is not migrated
/// by the way: only a write does that.
fn writable(database: Database, builder: &Builder, file: &DataFile, purpose: Purpose) -> Result<Handle> {
    if purpose == Purpose::Reading {
        let found = schema::read_version(&database.begin_read()?)?;
        if found.is_some_and(|found| found < u64::from(schema::VERSION)) {
            drop(database);
            return Ok(Handle::Reading(file.open_read_only(builder)?));
        }
    }
    migrate::ready(&database, |transaction, found| before_migration(transaction, file, found))?;
    Ok(Handle::Writable(database))
}

/// `None` where nothing was written to the file yet.
fn for_reading(builder: &Builder, file: &DataFile) -> Result<Option<ReadOnlyDatabase>> {
    let database = file.open_read_only(builder)?;
    let Some(found) = schema::read_version(&database.begin_read()?)? else { return Ok(None) };
    schema::admit(found)?;
    Ok(Some(database))
}

fn forbids_writing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// May this process write the file? Asked of the file system, without a lock.
pub(super) fn is_read_only(path: &Path) -> bool {
    raised(|| OpenOptions::new().write(true).open(path)).is_err_and(|error| forbids_writing(&error))
}

/// Opens a store over any backend. `shown` stands for a path in error texts.
pub(super) fn open_backend(
    shown: &str,
    backend: impl StorageBackend,
    mode: ConcurrencyMode,
    cache: usize,
) -> Result<Handle> {
    guarded(shown, || {
        let mut builder = Builder::new();
        builder.set_cache_size(cache).set_concurrency_mode(mode);
        let database = builder.create_with_backend(backend)?;
        // What lies in no folder has no place for a backup.
        migrate::ready(&database, |_, _| Ok(()))?;
        Ok(Handle::Writable(database))
    })
}

fn raised_and_guarded<T>(shown: &str, open: impl FnOnce() -> Result<T>) -> Result<T> {
    raised(|| guarded(shown, open))
}

/// redb promises no error for a file that something else has altered: opening one may panic.
fn guarded<T>(shown: &str, open: impl FnOnce() -> Result<T>) -> Result<T> {
    match super::fault::caught(open) {
        Some(Err(Fault::Redb(error))) => Err(while_opening(shown, &error).into()),
        Some(other) => other,
        None => Err(StoreError::Damaged(format!("{shown} cannot be understood")).into()),
    }
}

/// Does every page of the file hold what was written? `Ok(false)`: it did not, and could be repaired. Waits for writers, and
/// leaves a file of an older schema what it is.
pub(super) fn check(file: &DataFile, cache: usize) -> Result<bool> {
    let shown = file.shown();
    raised_and_guarded(&shown, || {
        let mut builder = Builder::new();
        builder.set_cache_size(cache).set_concurrency_mode(ConcurrencyMode::MultiWriter);
        let mut database = file.open(&builder)?;
        if let Some(found) = schema::read_version(&database.begin_read()?)? {
            schema::admit(found)?;
        }
        Ok(database.check_integrity()?)
    })
}
