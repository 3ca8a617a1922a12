//! A file that is there whole or not at all, whenever the program is ended.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::place;

/// A file without a name until it is whole. Where the system can, it has no name at all, so that even kill -9 leaves nothing.
pub(super) struct WholeFile {
    file: File,
    folder: PathBuf,
    path: PathBuf,
    /// The name it bears meanwhile where the file system cannot do without one; gone when dropped.
    named: Option<tempfile::TempPath>,
}

impl WholeFile {
    /// In the folder of `path`: nothing of a backup is ever written anywhere else.
    pub(super) fn beside(path: &Path) -> io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, named) = if let Ok(file) = imp::unnamed(folder) {
            (file, None)
        } else {
            let (file, named) = tempfile::Builder::new().prefix(".renkei-").tempfile_in(folder)?.into_parts();
            (file, Some(named))
        };
        place::adopt(&file, folder)?;
        Ok(Self { file, folder: folder.to_owned(), path: path.to_owned(), named })
    }

    pub(super) fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Gives it its name, and returns when both are on the disk. Without `replace` a file of that name is not touched.
    pub(super) fn keep(self, replace: bool) -> io::Result<()> {
        self.file.sync_all()?;
        let named = match self.named {
            Some(named) => named,
            None => imp::name(&self.file, &self.folder)?,
        };
        if replace {
            named.persist(&self.path).map_err(|error| error.error)?;
        } else {
            named.persist_noclobber(&self.path).map_err(|error| error.error)?;
        }
        File::open(&self.folder)?.sync_all()
    }
}

#[cfg(target_os = "linux")]
mod imp {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};
    use tempfile::TempPath;

    pub(super) fn unnamed(folder: &Path) -> io::Result<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        Ok(File::from(openat(CWD, folder, flags, Mode::from_raw_mode(0o600))?))
    }

    /// open(2), O_TMPFILE: a file without a name is given one through /proc.
    pub(super) fn name(file: &File, folder: &Path) -> io::Result<TempPath> {
        let made = tempfile::Builder::new().prefix(".renkei-").make_in(folder, |path| {
            let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
            linkat(CWD, unnamed, CWD, path, AtFlags::SYMLINK_FOLLOW)?;
            Ok(())
        })?;
        Ok(made.into_temp_path())
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use tempfile::TempPath;

    pub(super) fn unnamed(_: &Path) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn name(_: &File, _: &Path) -> io::Result<TempPath> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nothing_is_seen_of_it_until_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.backup");
        let files = || fs::read_dir(folder.path()).unwrap().count();
        let whole = WholeFile::beside(&path).unwrap();
        whole.file().unwrap().write_all(b"first").unwrap();
        drop(whole);
        assert_eq!(files(), 0);
        let whole = WholeFile::beside(&path).unwrap();
        whole.file().unwrap().write_all(b"second").unwrap();
        whole.keep(false).unwrap();
        assert_eq!((files(), fs::read(&path).unwrap().as_slice()), (1, &b"second"[..]));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let refused = WholeFile::beside(&path).unwrap().keep(false).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!((files(), fs::read(&path).unwrap().as_slice()), (1, &b"second"[..]));
        WholeFile::beside(&path).unwrap().keep(true).unwrap();
        assert_eq!((files(), fs::read(&path).unwrap().as_slice()), (1, &b""[..]));
    }
}
