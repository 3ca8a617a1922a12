//! The backup before a migration.

use std::path::Path;

use redb::ReadTransaction;

use super::{Chosen, back_up};
use crate::port::StoreError;
use crate::port::archive::{ArchiveError, BackUp, Seal};
use crate::port::store::Result;
use crate::store::data_file::DataFile;
use crate::store::fault;
use crate::store::journal;
use crate::store::open::BACKUP_FOLDER;
use crate::store::place;

/// Copies a file of an older schema into `backups/renkei-<last change>-schema-<n>.backup`. It stays beside the daily ones, until an
/// erasure after it is older than `backup_after_erasure_days` (see [`super::rotation`]). Where it cannot be made, the error is the end
/// of the migration, and nothing was changed.
///
/// It lies beside the data and so is sealed as they are: by the keys of an encrypted file, not at all for a plain one.
pub(in crate::store) fn before_migration(
    transaction: &ReadTransaction,
    file: &DataFile,
    found: u64,
) -> fault::Result<()> {
    let folder = file.path().parent().unwrap_or(Path::new(".")).join(BACKUP_FOLDER);
    // This room reads no clock: the time of the last change says which state it is.
    let last = journal::history(transaction, 1)?.first().map(|entry| entry.at);
    let stamp = last.map_or_else(String::new, |at| at.strftime("%Y%m%dT%H%MZ-").to_string());
    let path = folder.join(format!("renkei-{stamp}schema-{found}.backup"));
    let make = || -> Result<()> {
        place::new_folder(&folder).map_err(|error| super::unwritable(&folder, &error))?;
        let chosen = Chosen::of(&Seal::None, file.sealing()?);
        // One that is there is of the same minute and not of a later state: an earlier try was broken off behind it.
        let request = BackUp {
            path: &path,
            seal: &Seal::None,
            at: last.unwrap_or_default(),
            replace: true,
            progress: &|_, _| {},
        };
        back_up(transaction, &request, &chosen, super::length(file.path()))?;
        Ok(())
    };
    make().map_err(|why| StoreError::from(ArchiveError::NotMigrated { path: path.clone(), why: Box::new(why) }).into())
}
