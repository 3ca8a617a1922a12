//! Files that the program writes for one person: folders 0700, files 0600, names without personal data.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::message::FileFormat;

/// Makes a folder and what is above it, for its owner only. One that is there stays as it is.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Replaces a file whole or not at all (0600).
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    make_folder(folder)?;
    // tempfile makes its files 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Writes an export into `folder` under a name made of the time alone and returns its path. Never writes over a file.
pub fn write_export(folder: &Path, format: FileFormat, bytes: &[u8], now: &Zoned) -> io::Result<PathBuf> {
    make_folder(folder)?;
    // Whole or not at all: a disk that is full leaves no half of a list.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let time = now.strftime("%Y%m%d-%H%M%S");
    for number in 1u32.. {
        let again = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("renkei-{time}{again}.{format}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(again) if again.error.kind() == io::ErrorKind::AlreadyExists => file = again.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn exports_are_named_by_the_time_and_never_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("renkei-out");
        let now: Zoned = "2026-06-12T09:41:00+09:00[Asia/Tokyo]".parse().unwrap();
        let first = write_export(&folder, FileFormat::Csv, b"a", &now).unwrap();
        let second = write_export(&folder, FileFormat::Csv, b"b", &now).unwrap();
        assert_eq!(first, folder.join("renkei-20260612-094100.csv"));
        assert_eq!(second, folder.join("renkei-20260612-094100-2.csv"));
        assert_eq!(fs::read(first).unwrap(), b"a");
        assert_eq!(fs::metadata(&second).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing else is left behind");
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
