//! What the store thread is asked to do.

use jiff::civil::Date;

use crate::domain::{Disclosure, DraftId};
use crate::message::{FileFormat, Look};
use crate::port::draft::Unsaved;
use crate::port::{EntityKind, GroupId, Key, Put};

/// A write for the store thread.
#[derive(Debug)]
pub(super) enum Job {
    Save {
        action: &'static str,
        puts: Vec<Put>,
    },
    Undo {
        group: Option<GroupId>,
        keep_changed: bool,
    },
    Redo,
    /// Read a part of the history or the trash.
    Look(Look),
    /// Read the accesses of a month; with `review` they were looked over.
    Accesses {
        month: Date,
        review: bool,
    },
    /// Facilities went into a file.
    Exported {
        format: FileFormat,
        items: u64,
    },
    /// Something about persons leaves the program, once the audit has its line.
    Release {
        action: &'static str,
        records: Vec<(EntityKind, Key)>,
        note: String,
        then: Then,
    },
    /// Something about persons leaves the program, once the records of it are written.
    HandOver {
        disclosures: Vec<Disclosure>,
        action: &'static str,
        note: String,
        then: Then,
    },
    /// Something was looked at or done without a change of records.
    Witness {
        action: &'static str,
        records: Vec<(EntityKind, Key)>,
        note: String,
    },
    KeepDraft {
        unsaved: Box<Unsaved>,
        instead_of: Option<DraftId>,
    },
    DropDraft(DraftId),
    /// What is open here to edit.
    Attend(Option<(EntityKind, Key)>),
    /// Everything before it is done.
    Tell(Then),
}

/// What is done once that is written.
pub(super) struct Then(pub(super) Box<dyn FnOnce() + Send>);

impl std::fmt::Debug for Then {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Then")
    }
}
