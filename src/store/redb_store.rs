//! [`RedbStore`]: the port over one redb file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rayon::prelude::*;
use redb::{ConcurrencyMode, ReadTransaction, ReadableTable, ReadableTableMetadata, StorageBackend, WriteTransaction};

use super::ballast::Ballast;
use super::codec::{self, Stored};
use super::connection::{Connection, Handle, Purpose};
use super::data_file::DataFile;
use super::fault::{Fault, Result};
use super::keys::{Argon, KeyRing, KeySource, Sealing, Secret};
use super::open::{self, FILE_NAME, Options};
use super::privilege::raised;
use super::schema::{self, existing};
use super::stay::Stay;
use super::trash::Hand;
use super::write::Writer;
use super::{audit, journal, undo, write};
use crate::domain::Author;
use crate::port::audit::{Audit, AuditEntry, AuditHead, AuditQuery, AuditReport, Witness};
use crate::port::store::{Key, Result as PortResult, Seq};
use crate::port::{Change, EntityKind, Entry, GroupId, KeyError, Record, Room, Saved, Store, StoreError, Transaction};

/// How many records a scan decodes before it hands them on.
const DECODED_AT_ONCE: usize = 1_024;

/// An edit takes a few milliseconds; who holds a file for longer imports, or was stopped.
const HELD: Duration = Duration::from_millis(200);

/// What verifying a file found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    /// `false`: something was wrong and has been repaired.
    pub whole: bool,
    /// Pages of an encrypted file that were not what had been written (torn by a power failure, altered, damaged).
    pub unsound_pages: u64,
}

/// The store of one process. Any number of processes, and of these in one process, share a file.
pub struct RedbStore {
    connection: Connection,
    options: Options,
    /// `None` for a store that is not in a file.
    file: Option<DataFile>,
    ballast: Option<Ballast>,
}

impl RedbStore {
    /// Opens the store in `folder`, and makes both (0700, the file 0600) where they do not exist.
    /// Opening and reading wait for nobody. Where the file may only be read, every write answers [`StoreError::ReadOnly`].
    ///
    /// Where the keys of an encrypted file lie without it, that is [`KeyError::DataGone`]: an empty one would hide the loss.
    pub fn open(folder: &Path, options: Options) -> PortResult<Self> {
        DataFile::refuse_gone(folder)?;
        Self::open_or_make(folder, options)
    }

    /// As [`open`](Self::open), and makes the data file also where only its keys are left, for a backup to be brought back into it.
    pub fn open_or_make(folder: &Path, options: Options) -> PortResult<Self> {
        // First, because it writes nothing: a wrong key leaves no trace.
        let file = DataFile::find(folder, options.key.as_ref())?;
        open::make_folder(folder)?;
        let stay = Stay::enter(folder, options.patience)?;
        open::prepare(&file, folder, options.cache)?;
        let cache = options.cache;
        let opened = file.clone();
        let mut store = Self::connect(options, move |purpose| {
            // Also a thread that is still opening when the store is gone holds it.
            let _ = &stay;
            open::open_file(&opened, cache, purpose)
        })?;
        store.file = Some(file);
        store.ballast = Some(Ballast::of(folder));
        Ok(store)
    }

    /// A store that is gone with the program: for tests and for `renkei demo`.
    pub fn in_memory(options: Options) -> PortResult<Self> {
        let backend = std::sync::Mutex::new(Some(redb::backends::InMemoryBackend::new()));
        let cache = options.cache;
        Self::connect(options, move |_| {
            // What was in memory cannot be opened a second time.
            let backend = backend.lock().ok().and_then(|mut slot| slot.take());
            let backend = backend.ok_or_else(|| StoreError::Io("the store in memory is gone".to_owned()))?;
            open::open_backend("the store in memory", backend, ConcurrencyMode::ExclusiveWriter, cache)
        })
    }

    /// A store over any backend. `make` is asked again after an I/O error; `mode` must be one that the backend's locks allow.
    pub fn with_backend<B: StorageBackend>(
        make: impl Fn() -> std::io::Result<B> + Send + Sync + 'static,
        mode: ConcurrencyMode,
        options: Options,
    ) -> PortResult<Self> {
        let cache = options.cache;
        Self::connect(options, move |_| {
            let backend = make().map_err(|error| super::fault::from_io(&error))?;
            open::open_backend("the data file", backend, mode, cache)
        })
    }

    fn connect(
        options: Options,
        opener: impl Fn(Purpose) -> Result<Handle> + Send + Sync + 'static,
    ) -> PortResult<Self> {
        Ok(Self { connection: Connection::open(Arc::new(opener))?, options, file: None, ballast: None })
    }

    /// Where the data file of a folder lies.
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE_NAME)
    }

    /// Verifies every page of the file in `folder`. `Ok(false)`: something was wrong and has been repaired. Waits for writers.
    pub fn check(folder: &Path, options: &Options) -> PortResult<bool> {
        Ok(Self::verify(folder, options)?.whole)
    }

    /// As [`check`](Self::check), and how many pages of an encrypted file were not what had been written.
    pub fn verify(folder: &Path, options: &Options) -> PortResult<Verified> {
        let file = DataFile::find(folder, options.key.as_ref())?;
        let _stay = Stay::enter(folder, options.patience)?;
        let whole = open::check(&file, options.cache)?;
        Ok(Verified { whole, unsound_pages: file.unsound() })
    }

    /// Refuses a file that is not as it was written. redb verifies no page that it reads, so this comes before anything replaces
    /// a good backup. Writers wait for it: the file is read once. Where this account may only read, or the disk is full, it
    /// cannot be found out.
    pub(super) fn refuse_damage(&self) -> PortResult<()> {
        let Some(file) = self.file.as_ref().filter(|_| !self.is_read_only()) else { return Ok(()) };
        match open::check(file, self.options.cache).map_err(StoreError::from) {
            Ok(true) | Err(StoreError::DiskFull | StoreError::Refused { .. } | StoreError::ReadOnly { .. }) => Ok(()),
            Ok(false) => Err(StoreError::Damaged("it was repaired, and its last changes may be gone".to_owned())),
            Err(error) => Err(error),
        }
    }

    /// Does somebody hold the writing of this file, and for longer than an edit takes? Who it is, the kernel does not tell.
    /// Writes nothing: where the file may only be read, or is of an older schema, it cannot be asked.
    pub fn is_held(&self) -> PortResult<bool> {
        let version = self.read(schema::read_version)?;
        if self.is_read_only() || version != Some(u64::from(schema::VERSION)) {
            return Ok(false);
        }
        match self.connection.begin_write(Some(HELD)).and_then(|(_writing, transaction)| Ok(transaction.abort()?)) {
            Ok(()) => Ok(false),
            Err(Fault::Store(StoreError::Busy(_))) => Ok(true),
            other => self.noted(other).map(|()| false),
        }
    }

    /// Makes an encrypted store in a folder that has no data yet, with one key.
    pub fn create_encrypted(folder: &Path, label: &str, secret: &Secret, options: Options) -> PortResult<Self> {
        open::make_folder(folder)?;
        if has_data(folder) {
            return Err(KeyError::HasData { path: folder.display().to_string() }.into());
        }
        let ring = KeyRing::create(folder, label, secret, Argon::DEFAULT)?;
        let opened = Self::open_or_make(folder, Options { key: Some(KeySource::Given(secret.clone())), ..options });
        if opened.is_err() && !has_data(folder) {
            // Keys of no data would only stand in the way of the next try.
            ring.discard();
        }
        opened
    }

    /// Is the store in this folder encrypted? Asked without a key.
    pub fn is_encrypted(folder: &Path) -> bool {
        DataFile::is_encrypted(folder)
    }

    /// What a backup of an encrypted store is sealed with; `None` for a plain one.
    pub fn sealing(&self) -> PortResult<Option<Sealing>> {
        self.file.as_ref().map_or(Ok(None), DataFile::sealing)
    }

    /// How often a page of an encrypted file was read that was not what had been written: after a power failure, or damage.
    pub fn unsound_pages(&self) -> u64 {
        self.file.as_ref().map_or(0, DataFile::unsound)
    }

    /// Where the data file lies; `None` for a store that is not in a file.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.file.as_ref()?.path().parent()
    }

    /// How long the data file is; `None` for a store that is not in a file.
    pub(super) fn file_length(&self) -> Option<u64> {
        super::backup::length(self.file.as_ref()?.path())
    }

    /// May this process only read?
    pub fn is_read_only(&self) -> bool {
        self.options.read_only || self.file.as_ref().is_some_and(|file| open::is_read_only(file.path()))
    }

    /// Begins, reads, ends: no read transaction outlives a call. Read again where another thread has just opened the file anew.
    pub(super) fn read<T>(&self, mut with: impl FnMut(&ReadTransaction) -> Result<T>) -> PortResult<T> {
        let mut once = || unharmed(|| with(&self.connection.begin_read()?));
        let result = match once() {
            Err(fault) if fault.is_leftover() => {
                self.connection.note(&fault);
                once()
            }
            other => other,
        };
        self.noted(result)
    }

    /// Begins, writes, commits. `with` says whether there is anything to commit; without, nothing is written at all.
    pub(super) fn commit<T>(
        &self,
        patience: Option<Duration>,
        mut with: impl FnMut(&mut Writer<'_>) -> Result<(bool, T)>,
    ) -> PortResult<T> {
        self.transact(patience, |transaction| with(&mut Writer::new(transaction, self.options.progress.as_ref())?))
    }

    /// The same for what stands beside the records and their journal: drafts, presences. What a person waits for (it has a patience)
    /// may take the reserve of a full disk, and is then tried a second time; an import may not.
    pub(super) fn transact<T>(
        &self,
        patience: Option<Duration>,
        mut with: impl FnMut(&WriteTransaction) -> Result<(bool, T)>,
    ) -> PortResult<T> {
        if self.options.read_only {
            let path = self.file.as_ref().map(DataFile::shown).unwrap_or_default();
            return Err(StoreError::ReadOnly { path, cause: "opened for reading only".to_owned() });
        }
        let mut run = || -> Result<T> {
            let (_writing, transaction) = self.connection.begin_write(patience)?;
            schema::admit_write(&transaction)?;
            let (changed, reply) = with(&transaction)?;
            if changed {
                transaction.commit()?;
            } else {
                transaction.abort()?;
            }
            Ok(reply)
        };
        let mut result = self.noted(unharmed(&mut run));
        let Some(ballast) = &self.ballast else { return result };
        if matches!(result, Err(StoreError::DiskFull)) && patience.is_some() && ballast.overboard() {
            result = self.noted(unharmed(&mut run));
        }
        if result.is_ok() {
            ballast.aboard();
        }
        result
    }

    /// An undo or redo: it writes, or it is an error.
    pub(super) fn turn(&self, mut with: impl FnMut(&mut Writer<'_>) -> Result<Entry>) -> PortResult<Entry> {
        self.commit(Some(self.options.patience), |writer| Ok((true, with(writer)?)))
    }

    /// How long it waits for another writer where a call does not say so itself.
    pub(super) const fn patience(&self) -> Duration {
        self.options.patience
    }

    fn noted<T>(&self, result: Result<T>) -> PortResult<T> {
        result.map_err(|fault: Fault| {
            self.connection.note(&fault);
            fault.into()
        })
    }
}

fn has_data(folder: &Path) -> bool {
    raised(|| folder.join(FILE_NAME).exists())
}

/// redb promises no error for a file that something else has altered or cut off: reading it may panic instead.
fn unharmed<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    super::fault::caught(read)
        .unwrap_or_else(|| Err(StoreError::Damaged("a page cannot be understood".to_owned()).into()))
}

impl Audit for RedbStore {
    fn witness_all(&self, witnesses: Vec<Witness>) -> PortResult<()> {
        let any = !witnesses.is_empty();
        self.commit(Some(self.options.patience), |writer| {
            for witness in witnesses.clone() {
                writer.witness(witness)?;
            }
            Ok((any, ()))
        })
    }

    fn audit(&self, query: &AuditQuery, visit: &mut dyn FnMut(AuditEntry)) -> PortResult<()> {
        // Not through `read`: what was visited must not be visited twice.
        let result = unharmed(|| audit::list(&self.connection.begin_read()?, query, visit));
        self.noted(result)
    }

    fn audit_head(&self) -> PortResult<Option<AuditHead>> {
        self.read(audit::head)
    }

    fn verify_audit(&self) -> PortResult<AuditReport> {
        self.read(audit::verify)
    }
}

impl Room for RedbStore {
    fn is_room_short(&self) -> bool {
        self.ballast.as_ref().is_some_and(Ballast::is_missed)
    }
}

impl Store for RedbStore {
    fn get(&self, kind: EntityKind, key: Key) -> PortResult<Option<Record>> {
        self.read(|transaction| {
            let Some(table) = existing(transaction, schema::records(kind))? else { return Ok(None) };
            let Some(bytes) = table.get(key)? else { return Ok(None) };
            Stored::split(bytes.value())?.record(kind).map(Some)
        })
    }

    fn scan(&self, kind: EntityKind, visit: &mut dyn FnMut(Record)) -> PortResult<()> {
        // Not through `read`: what was visited must not be visited twice.
        let mut run = || -> Result<()> {
            let transaction = unharmed(|| self.connection.begin_read())?;
            let Some(table) = unharmed(|| existing(&transaction, schema::records(kind)))? else { return Ok(()) };
            let mut rows = unharmed(|| Ok(table.iter()?))?;
            // Decoding is most of the work: a page of records at a time, on all cores while the next page is read, still in order.
            let mut read = || {
                unharmed(|| {
                    let mut page: Vec<Vec<u8>> = Vec::with_capacity(DECODED_AT_ONCE);
                    for row in rows.by_ref().take(DECODED_AT_ONCE) {
                        page.push(row?.1.value().to_vec());
                    }
                    Ok(page)
                })
            };
            let mut page = read()?;
            while !page.is_empty() {
                let mut records = Vec::new();
                let next = rayon::in_place_scope(|scope| {
                    scope.spawn(|_| records = page.par_iter().map(|bytes| codec::decode(kind, bytes)).collect());
                    read()
                });
                for record in records {
                    visit(record?);
                }
                page = next?;
            }
            Ok(())
        };
        self.noted(run())
    }

    fn count(&self, kind: EntityKind) -> PortResult<u64> {
        self.read(|transaction| existing(transaction, schema::records(kind))?.map_or(Ok(0), |table| Ok(table.len()?)))
    }

    fn write(&self, transaction: Transaction) -> PortResult<Saved> {
        let patience = transaction.patience;
        let mut once = Some(transaction);
        self.commit(patience, |writer| {
            // Only an edit may come a second time; an import is too large to be kept for that.
            let transaction = if patience.is_some() { once.clone() } else { once.take() };
            let Some(transaction) = transaction else { return Err(StoreError::DiskFull.into()) };
            let saved = write::save(writer, transaction)?;
            Ok((saved.group.is_some(), saved))
        })
    }

    fn undo(&self, author: &Author, at: Timestamp, group: Option<GroupId>) -> PortResult<Entry> {
        self.turn(|writer| undo::undo(writer, Hand { author, at }, group, undo::Changed::Refuse))
    }

    fn redo(&self, author: &Author, at: Timestamp) -> PortResult<Entry> {
        self.turn(|writer| undo::redo(writer, Hand { author, at }))
    }

    fn history(&self, limit: usize) -> PortResult<Vec<Entry>> {
        self.read(|transaction| journal::history(transaction, limit))
    }

    fn last_seq(&self) -> PortResult<Seq> {
        self.read(journal::last_seq)
    }

    fn changes_since(&self, seq: Seq) -> PortResult<Option<Vec<Change>>> {
        self.read(|transaction| journal::changes_since(transaction, seq))
    }
}
