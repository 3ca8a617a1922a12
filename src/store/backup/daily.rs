//! The daily backup: made where it is due, by one process at a time, and then the old ones go.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use redb::ReadableTableMetadata;
use rustix::fs::{FlockOperation, flock};
use strum::IntoEnumIterator;

use super::rotation::{self, Dated, Erasing};
use super::{unwritable, verify};
use crate::port::EntityKind;
use crate::port::Erase as _;
use crate::port::archive::{Archive, BackUp, Daily, Seal, Sealed, Unseal};
use crate::port::store::Result;
use crate::store::open::BACKUP_FOLDER;
use crate::store::privilege::raised;
use crate::store::redb_store::RedbStore;
use crate::store::{journal, place, schema};

/// As old as this the newest may become. Less than a day, lest it is made a little later every day.
const DUE: SignedDuration = SignedDuration::from_hours(20);
/// Locked by whoever is at it; the kernel frees it when the process dies.
const LOCK: &str = ".lock";

/// When the newest daily backup below a data folder was made; `None` where there is none, or none that this account may see.
pub fn newest_backup(data_folder: &Path) -> Option<Timestamp> {
    let dated = raised(|| rotation::dated(&data_folder.join(BACKUP_FOLDER)));
    dated.ok()?.first().map(|backup| backup.at)
}

/// [`Archive::back_up_daily`] of the store of a folder.
pub(super) fn run(store: &RedbStore, data_folder: &Path, seal: &Seal, at: Timestamp) -> Result<Daily> {
    if store.is_read_only() || is_empty(store)? {
        return Ok(Daily::Nothing);
    }
    let folder = data_folder.join(BACKUP_FOLDER);
    let failed = |error: io::Error| unwritable(&folder, &error);
    // A look first: an hour in which nothing is due touches nothing.
    if !is_due(&raised(|| rotation::dated(&folder)).map_err(failed)?, at) {
        return Ok(Daily::NotDue);
    }
    let Some(_lock) = raised(|| lock(&folder)).map_err(failed)? else { return Ok(Daily::Elsewhere) };
    // Another process may have been quicker.
    if !is_due(&raised(|| rotation::dated(&folder)).map_err(failed)?, at) {
        return Ok(Daily::NotDue);
    }
    let path = folder.join(rotation::name(at));
    // A damaged data file ends it here, before a file is made or removed.
    let request = BackUp { path: &path, seal, at, replace: false, progress: &|_, _| {} };
    let contents = raised(|| store.back_up(&request))?;
    // Only a backup that was read back to its last byte stands in for others. A sealed one cannot be opened here: it was written
    // to the disk whole before it had its name.
    if contents.sealed == Sealed::Plain {
        raised(|| verify(&path, &Unseal::Nothing, &|_, _| {}))?;
    }
    let gone = store.gone()?;
    let erased: Vec<Erasing> = gone.iter().map(|gone| Erasing { at: gone.at, until: gone.backups_until }).collect();
    raised(|| rotate(&folder, &erased, at)).map_err(failed)?;
    Ok(Daily::Made { path, contents })
}

fn is_empty(store: &RedbStore) -> Result<bool> {
    store.read(|transaction| {
        let mut rows = journal::last_seq(transaction)?;
        for kind in EntityKind::iter() {
            rows += schema::existing(transaction, schema::records(kind))?.map_or(Ok(0), |table| table.len())?;
        }
        Ok(rows == 0)
    })
}

/// What is dated in the future was made under a wrong clock: it does not hold up those of today.
fn is_due(backups: &[Dated], now: Timestamp) -> bool {
    let newest = backups.iter().map(|backup| backup.at).find(|at| *at <= now);
    newest.is_none_or(|at| now.duration_since(at) > DUE)
}

/// `None`: another process has it.
fn lock(folder: &Path) -> io::Result<Option<File>> {
    place::new_folder(folder)?;
    let path: PathBuf = folder.join(LOCK);
    let file = match place::new_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).open(&path)?
        }
        made => made?,
    };
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn rotate(folder: &Path, erased: &[Erasing], now: Timestamp) -> io::Result<()> {
    let (daily, occasional) = (rotation::dated(folder)?, rotation::occasional(folder)?);
    let dates = |there: &[Dated]| there.iter().map(|backup| backup.at).collect::<Vec<Timestamp>>();
    let days = dates(&daily);
    let mut superfluous = rotation::superfluous(&days, now);
    superfluous.extend(rotation::overdue(&days, &days, erased, now));
    let overdue = rotation::overdue(&dates(&occasional), &days, erased, now);
    let daily = daily.iter().filter(|backup| superfluous.contains(&backup.at));
    for backup in daily.chain(occasional.iter().filter(|backup| overdue.contains(&backup.at))) {
        fs::remove_file(&backup.path)?;
    }
    Ok(())
}
