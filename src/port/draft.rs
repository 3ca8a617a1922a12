//! Drafts: what somebody has typed and not saved, kept so that no broken line and no power cut takes it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::store::{Key, Result};
use super::{EntityKind, Image, Record};
use crate::domain::{Author, DraftId};

/// What a form holds that is not saved.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Unsaved {
    pub id: DraftId,
    pub kind: EntityKind,
    pub key: Key,
    /// The record that the form was opened on, with its `rev`: 0 for one that is being added. `None` where that says nothing yet.
    pub base: Image,
    /// The changed fields by their stable names (`note`, `desk`), as typed.
    pub fields: BTreeMap<String, String>,
    /// Records that the form shows or writes beside that one: the person who is admitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Record>,
}

/// A draft as it is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Draft {
    pub author: Author,
    pub at: Timestamp,
    pub unsaved: Unsaved,
}

/// Where drafts are kept. A draft is no change: it stands outside journal, undo and audit, and only its author is shown it.
///
/// The methods may block on the disk or on another writer for about a second: call them on the store thread.
pub trait Drafts {
    /// Keeps a draft in the place of the one with its id; `instead_of` goes in the same transaction.
    fn keep_draft(&self, draft: &Draft, instead_of: Option<DraftId>) -> Result<()>;

    /// A person's drafts, the newest first. One that this program cannot read (a newer renkei's) is left out.
    fn drafts(&self, author: &Author) -> Result<Vec<Draft>>;

    /// Forgets a draft. One that is not there is no error.
    fn drop_draft(&self, id: DraftId) -> Result<()>;
}
