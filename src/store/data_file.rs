//! The data file of a folder, plain or encrypted, as redb is given it.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError, ReadOnlyDatabase};

use super::crypt::{Kind, Mark, Seal, Sealed, is_cut_off, kind_of};
use super::fault::SHORT;
use super::keys::{DataKey, KEYS_NAME, KeyRing, KeySource, Sealing};
use super::open::FILE_NAME;
use super::privilege::raised;
use crate::port::store::Result;
use crate::port::{KeyError, StoreError};

/// A file that can be opened any number of times.
#[derive(Clone)]
pub(super) struct DataFile {
    path: PathBuf,
    /// `None` for a plain file.
    seal: Option<(Seal, DataKey)>,
}

impl DataFile {
    /// The data file of a folder and, where it is encrypted, its key. A wrong key ends here, before redb sees a page (it would
    /// panic). Nothing is written; the file need not be there.
    pub(super) fn find(folder: &Path, source: Option<&KeySource>) -> Result<Self> {
        let path = folder.join(FILE_NAME);
        let seal = Self::unlock(&path, folder, source)?;
        Ok(Self { path, seal })
    }

    fn unlock(path: &Path, folder: &Path, source: Option<&KeySource>) -> Result<Option<(Seal, DataKey)>> {
        let shown = || path.display().to_string();
        // Why a file cannot be read is said by opening it, which tries more.
        let Ok(kind) = raised(|| kind_of(path)) else { return Ok(None) };
        let ring = raised(|| KeyRing::read(folder))?;
        // Cut off before its mark, it would be taken for a plain file, or for one that nothing was ever written to.
        if ring.is_some() && !matches!(kind, Kind::Encrypted(_)) && raised(|| is_cut_off(path)) {
            return Err(StoreError::Damaged(SHORT.to_owned()));
        }
        let ring = match (kind, ring) {
            (Kind::Fresh | Kind::Plain, None) => return Ok(None),
            (Kind::Encrypted(_), None) => {
                return Err(KeyError::Lost { path: folder.join(KEYS_NAME).display().to_string() }.into());
            }
            (Kind::Plain, Some(ring)) => {
                return Err(KeyError::NotEncrypted { path: shown(), keys: ring.shown() }.into());
            }
            (Kind::Fresh | Kind::Encrypted(_), Some(ring)) => ring,
        };
        let foreign = || KeyError::Foreign { path: shown(), keys: ring.shown() };
        if let Kind::Encrypted(mark) = kind
            && mark.file != ring.file()
        {
            return Err(foreign().into());
        }
        let key = ring.unlock(source.ok_or_else(|| KeyError::Locked { path: shown() })?)?;
        if let Kind::Encrypted(mark) = kind
            && mark != Mark::of(&key, ring.file())
        {
            return Err(foreign().into());
        }
        Ok(Some((Seal::new(&key, ring.file()), key)))
    }

    /// Where keys lie without the file that they open, it was there once.
    pub(super) fn refuse_gone(folder: &Path) -> Result<()> {
        let (path, keys) = (folder.join(FILE_NAME), folder.join(KEYS_NAME));
        if raised(|| keys.exists() && matches!(path.try_exists(), Ok(false))) {
            let shown = |path: &Path| path.display().to_string();
            return Err(KeyError::DataGone { path: shown(&path), keys: shown(&keys) }.into());
        }
        Ok(())
    }

    /// By its mark, or before there is one by the keys that wait for it.
    pub(super) fn is_encrypted(folder: &Path) -> bool {
        match raised(|| kind_of(&folder.join(FILE_NAME))) {
            Ok(Kind::Encrypted(_)) => true,
            Ok(Kind::Plain) => false,
            Ok(Kind::Fresh) | Err(_) => raised(|| folder.join(KEYS_NAME).exists()),
        }
    }

    /// The same file under another name, while it is being made.
    pub(super) fn at(&self, path: &Path) -> Self {
        Self { path: path.to_owned(), seal: self.seal.clone() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    pub(super) fn unsound(&self) -> u64 {
        self.seal.as_ref().map_or(0, |(seal, _)| seal.unsound())
    }

    pub(super) fn sealing(&self) -> Result<Option<Sealing>> {
        let Some((_, key)) = &self.seal else { return Ok(None) };
        // Read anew: another process may have added a slot since.
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let ring = raised(|| KeyRing::read(folder))?
            .ok_or_else(|| KeyError::Lost { path: folder.join(KEYS_NAME).display().to_string() })?;
        ring.sealing(key).map(Some)
    }

    /// For writing; an empty file becomes a database.
    pub(super) fn create(&self, builder: &Builder) -> std::result::Result<Database, DatabaseError> {
        let Some((seal, _)) = &self.seal else { return builder.create(&self.path) };
        let file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        builder.create_with_backend(Sealed::new(FileBackend::new(file)?, seal.clone()))
    }

    /// For writing; an empty file is none.
    pub(super) fn open(&self, builder: &Builder) -> std::result::Result<Database, DatabaseError> {
        if self.seal.is_none() {
            return builder.open(&self.path);
        }
        if self.path.metadata()?.len() == 0 {
            return Err(io::Error::from(io::ErrorKind::InvalidData).into());
        }
        self.create(builder)
    }

    pub(super) fn open_read_only(&self, builder: &Builder) -> std::result::Result<ReadOnlyDatabase, DatabaseError> {
        let Some((seal, _)) = &self.seal else { return builder.open_read_only(&self.path) };
        let file = File::open(&self.path)?;
        builder.open_read_only_with_backend(Sealed::new(FileBackend::new(file)?, seal.clone()))
    }
}
