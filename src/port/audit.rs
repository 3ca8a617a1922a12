//! The audit: who did what, one line after another, each sealed over the one before it.
//!
//! It says that something was done, by whom and to which records, never what stood in them: only names of fields. Changes
//! are written into it by the store itself, in their own transaction; what changes no record but leaves the program or looks
//! at a person (opening, copying, exporting, printing, backup) is told by [`Audit::witness`].
//!
//! What the chain can and cannot prove: whoever may write the file can also write a whole new chain. So its head belongs
//! where they cannot write (`renkei audit head | logger`): from then on no line up to that head can be changed unseen.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::store::{EntityKind, GroupId, Key, Result};
use crate::domain::Author;

/// Groups of more changes than this name no records: an import would fill the audit with what its journal says anyway.
pub const MOST_NAMED: u64 = 50;

/// A link of the chain: SHA-256. All zeros before the first line. In text: 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainHash(pub [u8; 32]);

impl ChainHash {
    pub fn is_zero(&self) -> bool {
        self.0 == [0; 32]
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ChainHash {
    type Err = BadHash;

    fn from_str(text: &str) -> std::result::Result<Self, BadHash> {
        let mut hash = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(BadHash);
        }
        for (slot, at) in hash.iter_mut().zip((0..64).step_by(2)) {
            *slot = text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or(BadHash)?;
        }
        Ok(Self(hash))
    }
}

/// A text that is no [`ChainHash`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct BadHash;

impl Serialize for ChainHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ChainHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One line of the audit.
///
/// `hash` = SHA-256(`prev_hash` ‖ canonical bytes). The canonical bytes are this type in MessagePack with named fields, in the
/// order of the declaration, without the two hashes and without what is empty (`None`, no records, no note). The store keeps
/// these bytes as they were sealed and hashes those, so a later renkei with more fields still verifies what this one wrote.
/// Fields may be added (at the end, left out when empty), never renamed, moved or removed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AuditEntry {
    /// 1, 2, 3, ...: a number that is missing is a line that was removed.
    pub seq: u64,
    pub at: Timestamp,
    pub author: Author,
    /// A stable word: that of a change (`add`, `edit`, `import`, `undo`, ...) or of a witness (`export`, `backup`, ...).
    pub action: String,
    /// The undo group, where records were changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// For an undo or redo: the group it turned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<GroupId>,
    /// What it was done to; empty for more than [`MOST_NAMED`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<AuditRecord>,
    /// How many records.
    pub count: u64,
    /// File names, formats, counts: short, and never personal data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "ChainHash::is_zero")]
    pub prev_hash: ChainHash,
    #[serde(default, skip_serializing_if = "ChainHash::is_zero")]
    pub hash: ChainHash,
}

/// One record that something was done to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditRecord {
    /// The word of its [`EntityKind`]; text, so that a line about a newer kind can be read.
    pub kind: String,
    /// Its key as a UUID.
    pub id: String,
    /// `None` where it was only looked at or taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<AuditChange>,
    /// The top-level fields that are different, by name; never a value. Empty where the whole record came or went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

impl AuditRecord {
    /// A record that was looked at or taken out.
    pub fn seen(kind: EntityKind, key: Key) -> Self {
        Self { kind: kind.to_string(), id: id_of(key), change: None, fields: Vec::new() }
    }
}

/// The id that stands in the audit for a key.
pub fn id_of(key: Key) -> String {
    uuid::Uuid::from_bytes(key).to_string()
}

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditChange {
    Added,
    Changed,
    Removed,
    /// Deleted for ever.
    Purged,
}

/// Something that was done without a change of records.
#[derive(Clone, PartialEq, Debug)]
pub struct Witness {
    pub author: Author,
    pub at: Timestamp,
    /// A stable word: `open`, `copy`, `export`, `print`, `backup`, `restore`, `purge`.
    pub action: &'static str,
    pub records: Vec<AuditRecord>,
    pub count: u64,
    pub note: String,
}

/// Which lines to read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AuditQuery {
    /// The first number to look at; 0 for all.
    pub from: u64,
    pub since: Option<Timestamp>,
    pub action: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// The newest first (and the newest `limit`) rather than the oldest.
    pub newest_first: bool,
}

/// The last line's number and hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditHead {
    pub seq: u64,
    pub hash: ChainHash,
}

/// What a walk along the whole chain found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditReport {
    /// Lines that were found to be good before the first that is not.
    pub entries: u64,
    /// Undo groups that were found in the chain.
    pub groups: u64,
    /// The last good line.
    pub head: Option<AuditHead>,
    /// The first thing that is wrong.
    pub broken: Option<AuditFault>,
}

/// What is wrong with the chain, and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditFault {
    /// There is no line of this number, though there was one.
    Missing(u64),
    /// The line is not what it was when it was sealed.
    Altered(u64),
    /// The line is whole, but does not follow the one before it: one of the two was put there later.
    Unlinked(u64),
    /// The journal holds a group that the audit does not know.
    GroupUnknown(GroupId),
    /// The journal says of a group something else than its line in the audit.
    GroupDiffers { group: GroupId, seq: u64 },
}

/// The audit of a store. As with [`super::Store`], all may block.
pub trait Audit {
    /// Appends lines for what changed no record: together, in one transaction, durable when it returns. No role forbids it.
    fn witness_all(&self, witnesses: Vec<Witness>) -> Result<()>;

    /// One line, see [`witness_all`](Self::witness_all).
    fn witness(&self, witness: Witness) -> Result<()> {
        self.witness_all(vec![witness])
    }

    /// Reads lines, from one snapshot. The visitor must not call the store.
    fn audit(&self, query: &AuditQuery, visit: &mut dyn FnMut(AuditEntry)) -> Result<()>;

    /// The last line; `None` where there is none.
    fn audit_head(&self) -> Result<Option<AuditHead>>;

    /// Walks the whole chain, and looks for every group of the journal in it (from the first that has a line: older groups
    /// are from before there was an audit).
    fn verify_audit(&self) -> Result<AuditReport>;
}
