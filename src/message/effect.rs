//! What is asked of the world. The runtime performs; replies come back as `Msg`.

use jiff::civil::Date;

use super::{HandOver, Outlet, Session};
use crate::domain::{DraftId, FacilityId, MemberId};
use crate::port::clipboard::CopyText;
use crate::port::draft::Unsaved;
use crate::port::{EntityKind, GroupId, Key, Put, Secret};

/// Pairs a store effect with its reply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ticket(pub u64);

/// A request to the world.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Read the whole registry again, off the drawing thread.
    LoadAll,
    /// Read one record; the runtime answers before the next frame.
    LoadFacility(FacilityId),
    /// Write; the author and the time are the runtime's to add.
    Save {
        ticket: Ticket,
        action: &'static str,
        puts: Vec<Put>,
    },
    Undo {
        ticket: Ticket,
        group: Option<GroupId>,
        /// Leave alone what was changed since, and take back the rest.
        keep_changed: bool,
    },
    Redo {
        ticket: Ticket,
    },
    /// Keep what a form holds as a draft, in the place of another. With a ticket the outcome is answered; without, it is done beside
    /// the work and only a failure is told.
    KeepDraft {
        ticket: Option<Ticket>,
        unsaved: Box<Unsaved>,
        instead_of: Option<DraftId>,
    },
    DropDraft(DraftId),
    /// Others are told that this record is open here to edit, or nothing any more. To be said again before it expires.
    Attend(Option<(EntityKind, Key)>),
    /// Read a part of the history or the trash on the store thread.
    Look(Look),
    /// Read who looked at whose record in the month of this day.
    ReadAccesses(Date),
    /// Write into the audit that they were looked over, where the role lets one; then as [`Effect::ReadAccesses`].
    ReviewAccesses(Date),
    /// Copy by the best way; `items` is the number of facilities, for the toast.
    Copy {
        text: CopyText,
        items: usize,
    },
    /// Leave the alternate screen and print the text without decoration until a key is pressed.
    ManualPage(CopyText),
    /// Write an export file (0600) into the output folder; `items` is the number of facilities in it, for the audit.
    WriteFile {
        format: FileFormat,
        text: CopyText,
        items: usize,
    },
    /// Something that may speak of persons leaves the program, once the audit has its line of it; without the line it does not.
    Release {
        outlet: Outlet,
        /// Whom and what it is about.
        records: Vec<(EntityKind, Key)>,
        /// What it is, for the audit: stable words, no personal data.
        note: String,
    },
    /// Something about persons leaves the program, once the records of it are written; without them it does not.
    HandOver(Box<HandOver>),
    /// Something that was done to these records without a change of them: a line in the audit, written beside the work.
    Witness {
        /// A stable word.
        action: &'static str,
        records: Vec<(EntityKind, Key)>,
        /// Short, and no personal data.
        note: String,
    },
    /// The screen is locked: remember it for the next start, and say whether there is a passphrase.
    Lock,
    /// Is this the passphrase?
    Unlock(Secret),
    /// Keep this as the passphrase of the lock.
    SetPassphrase(Secret),
    /// The screen is open again.
    Unlocked,
    /// From now on everything is written under this member (of a shared account).
    WorkAs {
        member: MemberId,
        name: String,
    },
    /// Remember pins, recents, sort, filter and the place for the next start.
    SaveSession(Session),
    /// Clear, measure the width again, paint anew.
    Repaint,
    Suspend,
    Quit,
}

/// A part of the store's book of changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// Of one record.
    History(EntityKind, Key),
    /// All changes.
    Log,
    /// What one change did.
    Group(GroupId),
    Trash,
}

/// Formats of an export file, by their usual name endings.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum FileFormat {
    Txt,
    Csv,
    Tsv,
    Json,
    Jsonl,
    Md,
    Vcf,
    Html,
}
