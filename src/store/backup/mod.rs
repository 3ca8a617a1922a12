//! Backups: the rows of every table as they are, from one moment, in one file; and the way back.
//!
//! frames (`frame`) of all tables (`copy`) -> zstd -> age (`seal`) -> a file that is there whole or not at all (`whole_file`).

mod before;
mod copy;
mod daily;
mod frame;
mod joint;
pub(super) mod restore;
mod rotation;
mod seal;
mod verify;
mod whole_file;

use std::fs;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use redb::ReadTransaction;

pub(super) use self::before::before_migration;
pub use self::daily::newest_backup;
pub use self::rotation::is_made_by_itself;
pub(super) use self::verify::known as known_tables;
pub use self::verify::verify;

use self::frame::{FORMAT, Frame, FrameWriter, Header};
use self::seal::{Chosen, Frames, unreadable};
use self::whole_file::WholeFile;
use super::fault::{self, Result};
use super::redb_store::RedbStore;
use super::schema::VERSION;
use crate::port::StoreError;
use crate::port::archive::{Archive, ArchiveError, BackUp, Contents, Daily, Restore, Seal, Sealed};
use crate::port::store::Result as PortResult;

impl Archive for RedbStore {
    fn back_up(&self, request: &BackUp<'_>) -> PortResult<Contents> {
        let chosen = Chosen::of(request.seal, self.sealing()?);
        self.refuse_damage()?;
        self.read(|transaction| back_up(transaction, request, &chosen, self.file_length()))
    }

    fn back_up_daily(&self, seal: &Seal, at: Timestamp) -> PortResult<Daily> {
        self.folder().map_or(Ok(Daily::Nothing), |folder| daily::run(self, folder, seal, at))
    }

    fn restore(&self, request: &Restore<'_>) -> PortResult<Contents> {
        // Once before anything is locked: no writer waits for a backup that turns out to be damaged, or for the disk it is on.
        verify(request.path, request.unseal, &|_, _| {})?;
        self.transact(None, |transaction| Ok((true, restore::restore(transaction, request)?)))
    }
}

/// Copies everything that a read transaction sees. `size` is that of the data file, where there is one.
fn back_up(
    transaction: &ReadTransaction,
    request: &BackUp<'_>,
    chosen: &Chosen<'_>,
    size: Option<u64>,
) -> Result<Contents> {
    let path = request.path;
    if !request.replace && path.symlink_metadata().is_ok() {
        return Err(StoreError::from(ArchiveError::Exists(path.to_owned())).into());
    }
    room(path, size)?;
    let failed = |error: io::Error| unwritable(path, &error);
    let whole = WholeFile::beside(path).map_err(failed)?;
    let file = whole.file().map_err(failed)?;
    let packed = chosen.layers(file).map_err(StoreError::from)?.map_err(failed)?;
    let header = copy::header(transaction, request.at)?;
    let mut frames = FrameWriter::new(packed);
    copy::copy(transaction, &header, &mut frames, path, request.progress)?;
    seal::finish(frames.finish().map_err(failed)?).map_err(failed)?;
    whole.keep(request.replace).map_err(failed)?;
    Ok(contents(header, chosen.sealed(), Vec::new()))
}

/// Is there room for it? The rows are packed to a quarter of the file or less; what there is not, the disk says in time.
fn room(path: &Path, size: Option<u64>) -> PortResult<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(needed) = size.map(|size| size / 4) else { return Ok(()) };
    // Where the file system does not say, writing will.
    let Ok(room) = rustix::fs::statvfs(folder) else { return Ok(()) };
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    if free < needed {
        return Err(ArchiveError::NoRoom { path: folder.to_owned(), free, needed }.into());
    }
    Ok(())
}

/// Writing a backup failed.
fn unwritable(path: &Path, error: &io::Error) -> StoreError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return ArchiveError::Exists(path.to_owned()).into();
    }
    match fault::from_io(error) {
        StoreError::Io(cause) => ArchiveError::Write { path: path.to_owned(), cause }.into(),
        other => other,
    }
}

/// The header, where this program may read what follows.
fn open(path: &Path, frames: &mut Frames) -> PortResult<Header> {
    match frames.next().map_err(|error| unreadable(path, &error))? {
        Some(Frame::Header(header)) => {
            let newer = |found, known| StoreError::from(ArchiveError::Newer { found, known });
            if header.format > FORMAT {
                return Err(newer(header.format, FORMAT));
            }
            if header.schema > VERSION {
                return Err(newer(header.schema, VERSION));
            }
            Ok(header)
        }
        Some(Frame::Table(_) | Frame::Row(..) | Frame::Trailer(_)) | None => {
            Err(ArchiveError::NotABackup(path.to_owned()).into())
        }
    }
}

fn contents(header: Header, sealed: Sealed, unknown: Vec<String>) -> Contents {
    let Header { format: _, schema, program, made_at, tables } = header;
    Contents { made_at, program, schema, sealed, tables, unknown, audit: None, erased_again: Vec::new() }
}

/// How long a file is, for the room that a copy of it may need.
pub(super) fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().map(|meta| meta.len())
}
