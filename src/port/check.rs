//! Looking for faults in what is kept: `renkei check`.

use super::audit::AuditFault;
use super::store::{EntityKind, GroupId, Result, Seq};

/// Something wrong. Numbers and kinds only: no personal data.
#[derive(Clone, PartialEq, Eq, Debug, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Finding {
    /// Pages of the file were not as they were written; what could be repaired was.
    Pages,
    /// So many pages of an encrypted file do not authenticate.
    Unsound(u64),
    /// So many records of a kind cannot be read.
    Record { kind: EntityKind, records: u64 },
    /// So many records lie under another key than their own.
    Key { kind: EntityKind, records: u64 },
    /// So many undecided pairs name a facility that is not there.
    Pair { pairs: u64 },
    /// Two members have one code.
    Code,
    /// A journal row cannot be read; the first of so many.
    Row { first: Seq, rows: u64 },
    /// A row of the journal belongs to no group; the first of so many.
    Lonely { first: Seq, rows: u64 },
    /// A group lacks rows, or cannot be read; the first of so many.
    Group { first: GroupId, groups: u64 },
    /// So many records in the trash cannot be read.
    Trash { records: u64 },
    /// The chain of the audit is broken.
    Chain(AuditFault),
}

impl Finding {
    /// For programs: stable.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

/// What was looked at, whether or not something was wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CheckReport {
    /// Records that can be read, over all kinds.
    pub records: u64,
    pub rows: u64,
    pub groups: u64,
    pub thrown: u64,
    /// Lines of the audit.
    pub lines: u64,
    pub findings: Vec<Finding>,
}

/// A store that can be looked over while others work with it.
pub trait Check {
    /// Everything that one snapshot can tell: records, references, journal, trash, audit. Nothing is changed, and nobody waits.
    fn look_over(&self) -> Result<CheckReport>;
}
