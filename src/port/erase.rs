//! Taking out for ever what is known about somebody: records in use and in the trash, older images, drafts. No undo brings it back,
//! and a backup from before that is brought back does not either.

use jiff::Timestamp;
use jiff::civil::Date;

use super::EntityKind;
use super::store::{Key, Result};
use crate::domain::Author;
use crate::domain::erasure::ErasureReason;

/// What is to be erased, by whom and why.
#[derive(Clone, Copy, Debug)]
pub struct Erasure<'a> {
    /// A person with everything about them, meetings that speak of their case among it; a stay with its tasks, conferences and sheets; a
    /// disclosure whose own term is over; a meeting with what it agreed on about nobody.
    pub kind: EntityKind,
    pub key: Key,
    pub reason: ErasureReason,
    /// Before the term of the records is over.
    pub early: bool,
    /// Only where another admin has [asked](Erase::ask_erasure) for it, for this reason: else it is `StoreError::NotAsked`.
    pub by_two: bool,
    /// How many years the record of a disclosure stays.
    pub disclosure_years: u16,
    /// Until when automatic backups may hold it, see [`super::Archive::back_up_daily`].
    pub backups_until: Timestamp,
    pub author: &'a Author,
    pub at: Timestamp,
    /// The day of `at` where the centre is.
    pub today: Date,
}

/// An erasure that an admin asks for, so that another one may approve it.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    pub kind: EntityKind,
    pub key: Key,
    pub reason: ErasureReason,
    /// Also before the term of the records is over.
    pub early: bool,
    pub author: Author,
    pub at: Timestamp,
}

impl Asked {
    /// Is it this erasure that was asked for?
    pub fn is_for(&self, erasure: &Erasure<'_>) -> bool {
        let same = (self.kind, self.key, self.reason) == (erasure.kind, erasure.key, erasure.reason);
        same && (self.early || !erasure.early)
    }
}

/// What was erased.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Erased {
    /// Records by kind, in the order of the kinds; those of a kind that had none are left out.
    pub counts: Vec<(EntityKind, u64)>,
    /// Records of disclosures that the law wants kept: without a text that may name the person.
    pub kept: u64,
    /// Images of older versions, of other times and of records long gone.
    pub images: u64,
}

impl Erased {
    pub fn is_nothing(&self) -> bool {
        self.counts.is_empty() && self.kept == 0 && self.images == 0
    }
}

/// That something was erased; never what it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gone {
    pub kind: EntityKind,
    pub key: Key,
    pub at: Timestamp,
    /// Until when automatic backups may hold it.
    pub backups_until: Timestamp,
}

/// Erasing, and what is known of it afterwards.
pub trait Erase {
    /// All or nothing, durable when it returns. Admins only. The audit is told in the same transaction: the fact, the identity and the
    /// numbers. Where there is nothing about it, nothing is written.
    fn erase(&self, erasure: &Erasure<'_>) -> Result<Erased>;

    /// Keeps the request of an admin, in the place of an earlier one about the same. The audit is told in the same transaction.
    fn ask_erasure(&self, asked: &Asked) -> Result<()>;

    /// What was asked for and is neither erased nor withdrawn, in the order of the keys.
    fn erasures_asked(&self) -> Result<Vec<Asked>>;

    /// Takes a request back: any admin may. The audit is told in the same transaction. `None`: there was none.
    fn withdraw_erasure(&self, key: Key, author: &Author, at: Timestamp) -> Result<Option<Asked>>;

    /// Everything that was ever erased, in the order of the keys.
    fn gone(&self) -> Result<Vec<Gone>>;
}
