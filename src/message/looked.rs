//! What a look into the store's book of changes gave.

use super::Look;
use crate::port::{Change, EntityKind, Entry, Key, Trashed};

/// The answer to a [`Look`], newest first.
#[derive(Clone, PartialEq, Debug)]
pub enum Looked {
    History(EntityKind, Key, Vec<(Entry, Change)>),
    Log(Vec<Entry>),
    /// Its first changes; an import has tens of thousands.
    Group(Box<Entry>, Vec<Change>),
    Trash(Vec<Trashed>),
}

impl Looked {
    /// The question that it answers.
    pub const fn look(&self) -> Look {
        match self {
            Self::History(kind, key, _) => Look::History(*kind, *key),
            Self::Log(_) => Look::Log,
            Self::Group(entry, _) => Look::Group(entry.group),
            Self::Trash(_) => Look::Trash,
        }
    }
}
