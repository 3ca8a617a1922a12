//! What happened.

use std::sync::Arc;

use super::{Accesses, Looked, Session, Ticket, Unlocking};
use crate::domain::{Doubt, Facility, FacilityId, PlaceTable};
use crate::keymap::Chord;
use crate::port::clipboard::{CopyError, CopyText, Route};
use crate::port::draft::Draft;
use crate::port::store::Seq;
use crate::port::{Caution, Change, Entry, GroupId, Image, Presence, Saved, StoreError};

/// Everything that can happen to the program.
#[derive(Debug)]
pub enum Msg {
    /// One key press (never a release), or one character of a fast ASCII burst.
    Key(Chord),
    /// Text committed by an input method in one burst, not ASCII: in a field it is text, elsewhere it may be a folded key or a search.
    Typed(String),
    /// A bracketed paste, sanitised at the door. In a field it is text; elsewhere it opens the search. Never a command.
    Paste(String),
    Resize {
        columns: u16,
        rows: u16,
    },
    /// The deadline that the app asked for has come.
    Wake,
    /// The registry was read at start, or again after the journal was trimmed.
    Loaded(Box<Loaded>),
    /// A whole record that was asked for.
    Facility {
        id: FacilityId,
        record: Box<Option<Facility>>,
    },
    /// A write, undo or redo came back.
    Stored {
        ticket: Ticket,
        reply: StoreReply,
    },
    /// A part of the history or the trash came.
    Looked(Looked),
    /// Who looked at whose record in a month.
    Accesses(Accesses),
    /// Other sessions' changes (or our own, already applied), oldest first.
    Journal(Vec<Change>),
    /// The person's own drafts, after the start and whenever they have changed; the newest first.
    Drafts(Vec<Draft>),
    /// A draft was not kept.
    DraftNotKept(StoreError),
    /// The daily backup could not be made.
    BackupFailed(StoreError),
    /// Other sessions that have a record open to edit, whenever they have changed.
    Others(Vec<Presence>),
    /// The program is about to be ended from outside (a signal, a cut line): there is time for one write.
    Ending,
    /// A copy went its way, or did not.
    Copied(Copied),
    /// The records of a handing over are written: this is shown, as text or as a code.
    HandedOver {
        text: CopyText,
        as_code: bool,
    },
    /// What was copied about persons was taken away again, or a blank was sent over it.
    Cleared(Route),
    /// It could not be taken away, and is still there.
    NotCleared(Route),
    /// What is known of the screen's lock.
    Unlocking(Unlocking),
    /// A file was written (its path, for the toast), or not (a sentence).
    FileWritten(std::result::Result<String, String>),
    /// What the width probe measured: cells of an ambiguous character; `None` where the terminal did not answer.
    AmbiguousWidth(Option<u16>),
    /// The terminal is ours again after a suspend or a manual-copy page: everything is to be painted anew.
    Resumed,
    /// A store thread could not go on reading; the sentence is shown, the screen stays usable.
    Trouble(StoreError),
    /// Everything works, and a person should see to something soon.
    Caution(Caution),
}

/// Everything read at start.
#[derive(Debug)]
pub struct Loaded {
    /// The read model, built off the drawing thread.
    pub registry: crate::model::Registry,
    /// Persons, stays and what is to be done.
    pub casebook: crate::model::Casebook,
    pub doubts: Vec<Doubt>,
    pub places: Arc<Vec<PlaceTable>>,
    /// The journal's end at that moment.
    pub seq: Seq,
    pub session: Session,
}

/// What the store answered.
#[derive(Debug)]
pub enum StoreReply {
    Saved(Saved),
    Undone(Entry),
    Redone(Entry),
    /// A draft was kept.
    Kept,
    /// Somebody else changed the record before: what is stored now, and the change that made it so where it is known.
    Stale {
        theirs: Box<Image>,
        by: Option<Box<Entry>>,
    },
    /// Not done yet: the change that would be taken back is of many records, and the person is asked first.
    AskUndo(Entry),
    /// Not done: some of the group's records were changed since, `rest` were not, and the person is asked about these.
    AskKeep {
        group: GroupId,
        rest: u64,
        error: StoreError,
    },
    Failed(StoreError),
}

/// What is known of a copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    pub outcome: std::result::Result<Route, CopyError>,
    /// Facilities in it.
    pub items: usize,
    pub characters: usize,
    /// It is about persons, and taken away again after this time.
    pub cleared_after: Option<std::time::Duration>,
}
