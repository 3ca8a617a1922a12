//! Bringing a file of an older schema to this program's: one transaction, all of it or nothing.
//!
//! It happens when a file is first opened for writing, never for reading: who may only read an old file goes on reading it, with
//! the tables it lacks taken for empty. A program of the older schema that has the file open meanwhile rereads the version in each
//! of its writes, and stops with [`StoreError::Newer`](crate::port::StoreError::Newer).

use redb::{Database, ReadTransaction, ReadableDatabase, WriteTransaction};

use super::fault::Result;
use super::schema::{self, VERSION};

/// Makes the tables of a fresh file, migrates an older one, refuses a newer one.
///
/// `keep` is shown the older file as it is, with its version, while no other process can write; where it fails, nothing is migrated.
pub(super) fn ready(database: &Database, keep: impl FnOnce(&ReadTransaction, u64) -> Result<()>) -> Result<()> {
    let found = schema::read_version(&database.begin_read()?)?;
    if let Some(found) = found {
        schema::admit(found)?;
        if found == u64::from(VERSION) {
            return Ok(());
        }
    }
    let transaction = database.begin_write()?;
    // Another process may have been quicker.
    match schema::version_now(&transaction)? {
        None => schema::create(&transaction)?,
        Some(found) if found < u64::from(VERSION) => {
            keep(&database.begin_read()?, found)?;
            steps(&transaction, found)?;
        }
        Some(found) => schema::admit(found)?,
    }
    transaction.commit()?;
    Ok(())
}

/// From any older version to this one, step by step. Without a commit, nothing has happened.
pub(super) fn steps(transaction: &WriteTransaction, found: u64) -> Result<()> {
    schema::admit(found)?;
    // Each step until now adds tables and changes no row. A step that does change rows stands here, between its two versions.
    schema::tables(transaction)?;
    schema::write_version(transaction)
}
