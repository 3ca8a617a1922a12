//! Writing a small file whole or not at all, and for good.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use crate::store::place;

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// As the data file: the owner, in a shared place the group.
    OfFolder,
    Owner,
}

/// Writes beside, flushes, renames, flushes the folder: after a power failure the old or the new one is there.
/// Without `over`, a file that is there is not written over.
pub(super) fn write(path: &Path, bytes: &[u8], mode: Mode, over: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    // It was made 0600.
    if mode == Mode::OfFolder {
        place::adopt(file.as_file(), folder)?;
    }
    file.as_file().sync_all()?;
    if over {
        file.persist(path)?;
    } else {
        file.persist_noclobber(path)?;
    }
    File::open(folder)?.sync_all()
}
