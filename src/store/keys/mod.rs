//! The keys of an encrypted store, in `renkei.keys` beside the data file.
//!
//! The data file is sealed with one random data key. Every slot holds this key, wrapped by a passphrase or by a key file, so
//! keys come and go without the data being written anew. A key that was taken away still opens older copies of this file,
//! and whoever has once had the data key keeps it: then only a new store helps (backup, `init --encrypt`, restore).

mod file;
pub mod passphrase;
mod secret;
mod slot;
mod source;

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use self::secret::{DataKey, Secret, SecretBytes};
pub use self::slot::{Argon, SlotKind};
use self::slot::{Base64, Slot};
pub use self::source::{Ask, KeySource, TRIES, make_key_file};
use super::crypt::FileId;
use super::fault::from_io;
use super::privilege::raised;
use crate::port::store::Result;
use crate::port::{KeyError, StoreError};

/// The keys in the folder of the data file.
pub const KEYS_NAME: &str = "renkei.keys";
/// Raised only by a change that an older program would misread.
const FORMAT: u32 = 1;

/// The file as it is written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Content {
    format: u32,
    /// The data file that these keys are for.
    file: Base64,
    slots: Vec<Slot>,
}

/// What a backup carries along, so that it can be opened with any key of the store.
#[derive(Clone)]
pub struct Sealing {
    /// The slots; no secret.
    pub slots_json: String,
    /// The same as long as the store lives; [`backup_secret`] finds it again.
    pub backup_secret: SecretBytes,
}

/// All slots of one store.
#[derive(Clone, Debug)]
pub struct KeyRing {
    path: PathBuf,
    file: FileId,
    slots: Vec<Slot>,
}

impl KeyRing {
    /// Reads the keys of a folder; `None` where it has none.
    pub fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(KEYS_NAME);
        match raised(|| fs::read_to_string(&path)) {
            Ok(text) => Ok(Some(Self::parse(&text, &path)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(&path, error).into()),
        }
    }

    fn parse(text: &str, path: &Path) -> std::result::Result<Self, KeyError> {
        let content: Content = serde_json::from_str(text).map_err(|error| {
            let cause = if error.is_eof() { "it is cut off".to_owned() } else { format!("line {}", error.line()) };
            unreadable(path, cause)
        })?;
        if content.format != FORMAT {
            return Err(unreadable(path, "it has the format of a newer renkei"));
        }
        let file = content.file.0.try_into().map_err(|_| unreadable(path, "it names no data file"))?;
        Ok(Self { path: path.to_owned(), file: FileId(file), slots: content.slots })
    }

    /// Makes the keys of a new store, with one slot. Never over others.
    pub(super) fn create(folder: &Path, label: &str, secret: &Secret, argon: Argon) -> Result<Self> {
        let path = folder.join(KEYS_NAME);
        let (file, key) = (FileId(*secret::random()?), DataKey::random()?);
        let mut ring = Self { path, file, slots: Vec::new() };
        ring.push(&key, label, secret, argon)?;
        raised(|| ring.write(false))?;
        Ok(ring)
    }

    /// Takes back what [`create`](Self::create) made. The error that led here matters more than one of its own.
    pub(super) fn discard(self) {
        let _ = raised(|| fs::remove_file(&self.path));
    }

    /// Labels and kinds, in the order in which they came.
    pub fn slots(&self) -> impl ExactSizeIterator<Item = (&str, SlotKind)> {
        self.slots.iter().map(|slot| (slot.label.as_str(), slot.kind()))
    }

    pub(super) const fn file(&self) -> FileId {
        self.file
    }

    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// The data key, by the first slot that the secret opens. A person may answer three times.
    pub fn unlock(&self, source: &KeySource) -> Result<DataKey> {
        for attempt in 1..=TRIES {
            let secret = source.secret(attempt)?;
            match self.key(&secret) {
                Ok(Some(key)) => return Ok(key),
                Ok(None) if attempt < source.tries() => {}
                Ok(None) => return Err(source.wrong(&secret).into()),
                Err(error) => return Err(error.into()),
            }
        }
        Err(KeyError::WrongPassphrase.into())
    }

    fn key(&self, secret: &Secret) -> std::result::Result<Option<DataKey>, KeyError> {
        for slot in &self.slots {
            if let Some(key) = slot.unwrap(self.file, secret).map_err(|cause| unreadable(&self.path, cause))? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Adds a slot.
    pub fn add(folder: &Path, key: &DataKey, label: &str, secret: &Secret) -> Result<()> {
        Self::edit(folder, |ring| ring.push(key, label, secret, Argon::DEFAULT))
    }

    /// Puts another secret into a slot.
    pub fn change(folder: &Path, key: &DataKey, label: &str, secret: &Secret) -> Result<()> {
        Self::edit(folder, |ring| {
            let at = ring.position(label)?;
            ring.slots[at] = Slot::wrap(label.to_owned(), ring.file, key, secret, Argon::DEFAULT)?;
            Ok(())
        })
    }

    /// Takes a slot away; never the last one.
    pub fn remove(folder: &Path, label: &str) -> Result<()> {
        Self::edit(folder, |ring| {
            let at = ring.position(label)?;
            if ring.slots.len() == 1 {
                return Err(KeyError::LastSlot);
            }
            ring.slots.remove(at);
            Ok(())
        })
    }

    fn position(&self, label: &str) -> std::result::Result<usize, KeyError> {
        let at = self.slots.iter().position(|slot| slot.label == label);
        at.ok_or_else(|| KeyError::NoSuchSlot { label: label.to_owned() })
    }

    fn push(&mut self, key: &DataKey, label: &str, secret: &Secret, argon: Argon) -> std::result::Result<(), KeyError> {
        if self.position(label).is_ok() {
            return Err(KeyError::SlotTaken { label: label.to_owned() });
        }
        self.slots.push(Slot::wrap(label.to_owned(), self.file, key, secret, argon)?);
        Ok(())
    }

    /// Reads, changes and writes with no other process in between.
    fn edit(folder: &Path, change: impl FnOnce(&mut Self) -> std::result::Result<(), KeyError>) -> Result<()> {
        raised(|| {
            let _lock = match hold(&folder.join(KEYS_NAME)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(KeyError::Plain.into()),
                held => held.map_err(|error| from_io(&error))?,
            };
            let mut ring = Self::read(folder)?.ok_or(KeyError::Plain)?;
            change(&mut ring)?;
            ring.write(true)
        })
    }

    fn json(&self) -> Result<String> {
        let content = Content { format: FORMAT, file: Base64(self.file.0.to_vec()), slots: self.slots.clone() };
        let mut text = serde_json::to_string_pretty(&content).map_err(|error| StoreError::Io(error.to_string()))?;
        text.push('\n');
        Ok(text)
    }

    fn write(&self, over: bool) -> Result<()> {
        file::write(&self.path, self.json()?.as_bytes(), file::Mode::OfFolder, over).map_err(|error| {
            match error.kind() {
                io::ErrorKind::AlreadyExists => KeyError::Exists { path: self.shown() }.into(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    StoreError::ReadOnly { path: self.shown(), cause: error.to_string() }
                }
                _ => from_io(&error),
            }
        })
    }

    pub(super) fn sealing(&self, key: &DataKey) -> Result<Sealing> {
        Ok(Sealing { slots_json: self.json()?, backup_secret: key.for_backups(self.file) })
    }
}

/// A lock on the keys file itself: on the folder, everybody who has the data open holds one ([`super::stay`]). Each change replaces the
/// file, so who has waited may hold the one from before, and goes on to the new one.
fn hold(path: &Path) -> io::Result<File> {
    loop {
        let file = File::open(path)?;
        file.lock()?;
        let (held, there) = (file.metadata()?, fs::metadata(path)?);
        if (held.dev(), held.ino()) == (there.dev(), there.ino()) {
            return Ok(file);
        }
    }
}

/// The secret of the backups of a store, from the slots that a backup carries and any one key.
pub fn backup_secret(slots_json: &str, source: &KeySource) -> Result<SecretBytes> {
    let ring = KeyRing::parse(slots_json, Path::new(KEYS_NAME))?;
    Ok(ring.unlock(source)?.for_backups(ring.file))
}

fn unreadable(path: &Path, cause: impl ToString) -> KeyError {
    KeyError::Unreadable { path: path.display().to_string(), cause: cause.to_string() }
}
