//! Backups: logical copies of everything that is kept, and the way back.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::audit::AuditFault;
use super::store::{EntityKind, Key, Result, StoreError};
use crate::domain::Author;

/// What a backup is sealed with. A sealed one is an age file (age-encryption.org/v1) over zstd.
#[derive(Clone, Default)]
pub enum Seal {
    /// By nothing of its own: that of an encrypted store by the keys of the store, that of a plain one not at all.
    #[default]
    None,
    /// For the owners of these public keys (`age1...`).
    Recipients(Vec<String>),
    Passphrase(Zeroizing<String>),
}

/// What opens a sealed backup.
#[derive(Clone, Default)]
pub enum Unseal {
    #[default]
    Nothing,
    /// An age identity file (`AGE-SECRET-KEY-1...`), or a key file of the store where its own keys have sealed the backup.
    KeyFile(PathBuf),
    /// That of the backup, or one of the store where its own keys have sealed the backup.
    Passphrase(Zeroizing<String>),
}

/// How a backup is sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Sealed {
    /// Compressed only: whoever can read the file can read the data.
    Plain,
    Recipients,
    Passphrase,
    /// Any key of the encrypted store that it was made of.
    OwnKeys,
}

/// A backup to make.
pub struct BackUp<'a> {
    /// The file; its folder must be there.
    pub path: &'a Path,
    pub seal: &'a Seal,
    pub at: Timestamp,
    /// Write over a file that is there.
    pub replace: bool,
    pub progress: Progress<'a>,
}

/// A backup to bring back, in place of everything that is there.
pub struct Restore<'a> {
    pub path: &'a Path,
    pub unseal: &'a Unseal,
    /// Who restores, and when, for the history.
    pub author: &'a Author,
    pub at: Timestamp,
    pub progress: Progress<'a>,
}

/// Told about every thousand rows: rows so far, and of how many. Must not block.
pub type Progress<'a> = &'a dyn Fn(u64, u64);

/// What is in a backup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contents {
    pub made_at: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    pub schema: u32,
    pub sealed: Sealed,
    /// Rows of each table by its name; the tables of records bear the names of their kinds.
    pub tables: Vec<(String, u64)>,
    /// Tables that only a newer program knows: their rows are in the file, this program leaves them out.
    pub unknown: Vec<String>,
    /// The first thing that is wrong in the chain of the audit, where the backup was read to see.
    pub audit: Option<AuditFault>,
    /// After a restore: what was erased before it, had come back with the backup, and was erased again.
    pub erased_again: Vec<(EntityKind, Key)>,
}

impl Contents {
    /// Rows of a table; 0 where there is none.
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.iter().filter(|(name, _)| name == table).map(|(_, rows)| rows).sum()
    }

    pub fn all_rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// What can go wrong with a backup. None of it has changed anything.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("{0} is not a backup of renkei")]
    NotABackup(PathBuf),
    #[error("the backup {path} is damaged: {what}")]
    Damaged { path: PathBuf, what: String },
    #[error("the backup was made by a newer renkei (schema {found}, this program knows {known}); update renkei")]
    Newer { found: u32, known: u32 },
    #[error("the backup is sealed ({0}) and nothing was given to open it")]
    NeedsKey(Sealed),
    #[error("what was given does not open this backup ({0})")]
    WrongKey(Sealed),
    /// The number of the recipient, from 1.
    #[error("recipient {0} is not an age public key (age1...)")]
    BadRecipient(usize),
    #[error("the file holds no age identity (AGE-SECRET-KEY-1...)")]
    BadIdentity,
    #[error("{0} exists already")]
    Exists(PathBuf),
    #[error("{path} has {free} bytes free and the backup may need {needed}")]
    NoRoom { path: PathBuf, free: u64, needed: u64 },
    #[error("cannot write {path}: {cause}")]
    Write { path: PathBuf, cause: String },
    /// The data are of an older schema, and the backup that comes before their change could not be made.
    #[error("not migrated, since the backup {path} could not be made: {why}")]
    NotMigrated { path: PathBuf, why: Box<StoreError> },
    #[error("cannot read {path}: {cause}")]
    Read { path: PathBuf, cause: String },
}

/// What became of a daily backup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Daily {
    Made {
        path: PathBuf,
        contents: Contents,
    },
    /// The newest is young enough.
    NotDue,
    /// Another process is at it.
    Elsewhere,
    /// There is nothing to back up, nowhere to put it, or this account may only read.
    Nothing,
}

/// Copying everything out and bringing it back.
pub trait Archive {
    /// Writes a copy of everything as it is at one moment: whole or not at all, durable when it returns. A file that is damaged is
    /// not copied ([`StoreError::Damaged`]), so that it replaces no good backup; writers wait while
    /// that is found out, and not for the copy.
    fn back_up(&self, request: &BackUp<'_>) -> Result<Contents>;

    /// Makes a backup in the `backups` folder beside the data where the newest there is older than 20 hours, and then removes what
    /// is neither among the newest of 7 days, 4 weeks nor 12 months. Of all that was made there by the program itself, also goes what is
    /// from before an erasure whose [`Gone::backups_until`](super::erase::Gone) is past. By one process at a time. Any error: nothing
    /// was removed.
    fn back_up_daily(&self, seal: &Seal, at: Timestamp) -> Result<Daily>;

    /// Puts a backup in the place of everything that is there, in one transaction that is committed only after the last byte of
    /// the backup has proved to be right. Journal numbers and `rev` go on growing over it, so that every other session
    /// reads everything anew and a form that was open before is found to be stale. What was erased before, and is in the backup, is
    /// erased again in the same transaction.
    fn restore(&self, request: &Restore<'_>) -> Result<Contents>;
}
