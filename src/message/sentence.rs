//! Errors and changes of the store in the person's language: what happened, where, what to do.

use std::io;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::domain::Role;
use crate::domain::permission::Denial;
use crate::port::archive::{ArchiveError, Sealed};
use crate::port::{Caution, Entry, GroupId, StoreError};
use crate::words::Words;

/// The sentence for an error of the store.
pub fn store(words: &Words, error: &StoreError) -> String {
    match error {
        StoreError::Conflict { .. } => words.get("error.conflict").to_owned(),
        StoreError::Busy(patience) => words.say("error.busy", &[("seconds", &patience.as_secs())]),
        StoreError::Compacting => words.get("error.compacting").to_owned(),
        StoreError::NotAsked => words.get("error.not_asked").to_owned(),
        StoreError::InUse => words.get("error.in_use").to_owned(),
        StoreError::Newer { found, known } => words.say("error.newer", &[("found", found), ("known", known)]),
        StoreError::NothingToUndo => words.get("error.nothing_to_undo").to_owned(),
        StoreError::NothingToRedo => words.get("error.nothing_to_redo").to_owned(),
        StoreError::NoSuchGroup(group) => words.say("error.no_such_group", &[("group", &group.0)]),
        StoreError::ChangedSince { group, who, records, .. } => changed_since(words, *group, who, *records),
        StoreError::NotInTrash => words.get("error.not_in_trash").to_owned(),
        StoreError::Erased(group) => words.say("error.erased", &[("group", &group.0)]),
        StoreError::NotAllowed(denial) => denied(words, *denial),
        StoreError::ReadOnly { path, cause } => words.say("error.read_only", &[("path", path), ("cause", cause)]),
        StoreError::Open { path, cause } => words.say("error.open", &[("path", path), ("cause", cause)]),
        StoreError::Refused { path, why } => words.say(&format!("error.refused.{why}"), &[("path", path)]),
        StoreError::NetworkDisk { path, fs } => words.say("error.network_disk", &[("path", path), ("fs", fs)]),
        StoreError::Damaged(what) => words.say("error.damaged", &[("what", what)]),
        StoreError::Key(error) => super::key::sentence(words, error),
        StoreError::DiskFull => words.get("error.disk_full").to_owned(),
        StoreError::Io(cause) => words.say("error.io", &[("cause", cause)]),
        StoreError::Archive(error) => archive(words, error),
    }
}

/// As [`store`], for where the person's time zone is known: a conflict of an undo then says when the other change was made.
pub fn store_in(words: &Words, zone: &TimeZone, error: &StoreError) -> String {
    if let StoreError::ChangedSince { group, who, at, records } = error {
        let when = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M");
        return changed_since(words, *group, &format!("{who} {when}"), *records);
    }
    store(words, error)
}

/// As [`store_in`], for the screen, where other ways lead on than in the command line.
pub fn store_on_screen(words: &Words, zone: &TimeZone, error: &StoreError) -> String {
    if let StoreError::ChangedSince { group, who, at, records } = error {
        let by = format!("{who} {}", at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M"));
        return words.say("error.changed_since_screen", &[("group", &group.0), ("by", &by), ("n", records)]);
    }
    store(words, error)
}

fn changed_since(words: &Words, group: GroupId, by: &str, records: u64) -> String {
    words.say("error.changed_since", &[("group", &group.0), ("by", &by), ("n", &records)])
}

/// Why somebody may not write, and what to do.
pub fn denied(words: &Words, denial: Denial) -> String {
    match denial {
        Denial::NotListed => words.get("error.not_allowed.not_listed").to_owned(),
        Denial::Left => words.get("error.not_allowed.left").to_owned(),
        Denial::Unsaid => words.get("error.not_allowed.unsaid").to_owned(),
        Denial::OtherAccount => words.get("error.not_allowed.other_account").to_owned(),
        Denial::Role(held) => words.say("error.not_allowed.role", &[("role", &role(words, held))]),
        Denial::AdminsOnly => words.get("error.not_allowed.admins_only").to_owned(),
        Denial::CodeTaken => words.get("error.not_allowed.code_taken").to_owned(),
        Denial::FirstAdmin => words.get("error.not_allowed.first_admin").to_owned(),
        Denial::LastAdmin => words.get("error.not_allowed.last_admin").to_owned(),
    }
}

/// The name of a role.
pub fn role(words: &Words, role: Role) -> &str {
    match role {
        Role::Read => words.get("role.read"),
        Role::Meetings => words.get("role.meetings"),
        Role::Write => words.get("role.write"),
        Role::Admin => words.get("role.admin"),
    }
}

/// The sentence for an error of a backup.
fn archive(words: &Words, error: &ArchiveError) -> String {
    match error {
        ArchiveError::NotABackup(path) => words.say("archive.not_a_backup", &[("path", &path.display())]),
        ArchiveError::Damaged { path, what } => {
            words.say("archive.damaged", &[("path", &path.display()), ("what", what)])
        }
        ArchiveError::Newer { found, known } => words.say("archive.newer", &[("found", found), ("known", known)]),
        ArchiveError::NeedsKey(Sealed::Passphrase) => words.get("archive.needs_passphrase").to_owned(),
        ArchiveError::NeedsKey(Sealed::Recipients | Sealed::Plain) => words.get("archive.needs_identity").to_owned(),
        ArchiveError::NeedsKey(Sealed::OwnKeys) => words.get("archive.needs_own_key").to_owned(),
        ArchiveError::WrongKey(Sealed::OwnKeys) => words.get("archive.wrong_own_key").to_owned(),
        ArchiveError::WrongKey(Sealed::Passphrase) => words.get("archive.wrong_passphrase").to_owned(),
        ArchiveError::WrongKey(Sealed::Recipients | Sealed::Plain) => words.get("archive.wrong_identity").to_owned(),
        ArchiveError::BadRecipient(number) => words.say("archive.bad_recipient", &[("n", number)]),
        ArchiveError::BadIdentity => words.get("archive.bad_identity").to_owned(),
        ArchiveError::Exists(path) => words.say("archive.exists", &[("path", &path.display())]),
        ArchiveError::NoRoom { path, free, needed } => words.say(
            "archive.no_room",
            &[("path", &path.display()), ("free", &megabytes(*free)), ("needed", &megabytes(*needed))],
        ),
        ArchiveError::Write { path, cause } => {
            words.say("archive.write", &[("path", &path.display()), ("cause", cause)])
        }
        ArchiveError::NotMigrated { path, why } => {
            words.say("archive.not_migrated", &[("path", &path.display()), ("why", &store(words, why))])
        }
        ArchiveError::Read { path, cause } => words.say("archive.read", &[("path", &path.display()), ("cause", cause)]),
    }
}

/// Millions of bytes, rounded up.
const fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}

/// What a change was: `取り込み facilities.csv`. Of an undo or a redo, with what it was about: `元に戻す 編集`.
pub fn change(words: &Words, entry: &Entry) -> String {
    let action = action(words, &entry.label.action);
    let detail = if entry.of.is_some() { turned(words, entry) } else { entry.label.detail.clone() };
    format!("{action} {detail}").trim_end().to_owned()
}

/// What an undo or a redo was about. The store keeps it as the word of the change and its detail (`edit`, `import a.csv`).
pub fn turned(words: &Words, entry: &Entry) -> String {
    let (word, detail) = entry.label.detail.split_once(' ').unwrap_or((&entry.label.detail, ""));
    format!("{} {detail}", action(words, word)).trim_end().to_owned()
}

/// The name of a kind of change; a newer program may know more of them than this one.
pub fn action(words: &Words, word: &str) -> String {
    let key = format!("action.{word}");
    let name = words.get(&key);
    if name == key { word.to_owned() } else { name.to_owned() }
}

/// What a person should know of the place and the clock.
pub fn caution(words: &Words, caution: &Caution, now: &Zoned) -> String {
    match caution {
        Caution::RoomShort => words.get("caution.room-short").to_owned(),
        Caution::ClockBehind { newest } => {
            let newest = newest.to_zoned(now.time_zone().clone());
            words.say("caution.clock-behind", &[("newest", &newest.strftime("%Y-%m-%d %H:%M"))])
        }
    }
}

/// Why the system refused a file, in the person's language where it is one of the common reasons, else in the system's words.
pub fn cause(words: &Words, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => words.get("error.cause.full").to_owned(),
        io::ErrorKind::PermissionDenied => words.get("error.cause.forbidden").to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => words.get("error.cause.read_only_disk").to_owned(),
        io::ErrorKind::NotFound => words.get("error.cause.missing").to_owned(),
        io::ErrorKind::NotADirectory => words.get("error.cause.no_folder").to_owned(),
        _ => error.to_string(),
    }
}
