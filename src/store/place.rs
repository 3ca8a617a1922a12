//! The folder of the data: one's own (0700, files 0600) or a group's (2770, files 0660), and files made as their folder is.
//!
//! A place is shared where its folder is setgid and writable for the group (systems.md 1.3, 9): the kernel gives new files the
//! folder's group, and this module gives them the mode, whatever the umask says.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// What `renkei init --group` gives a folder: setgid, everything for owner and group, nothing for others.
const SHARED_FOLDER: u32 = 0o2770;
const OWN_FOLDER: u32 = 0o700;
/// Setgid and writable for the group.
const SHARED: u32 = 0o2020;

/// Is the folder a group's?
pub fn is_shared(folder: &Path) -> io::Result<bool> {
    Ok(fs::metadata(folder)?.mode() & SHARED == SHARED)
}

/// The mode of files in a folder: 0660 in a group's, else 0600.
fn file_mode(folder: &Path) -> io::Result<u32> {
    Ok(if is_shared(folder)? { 0o660 } else { 0o600 })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a file as its folder is. Fails with [`io::ErrorKind::AlreadyExists`] where there is one.
pub fn new_file(path: &Path) -> io::Result<File> {
    let mode = file_mode(folder_of(path))?;
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(mode).open(path)?;
    // The umask may have taken bits away that the group of a shared place needs.
    file.set_permissions(Permissions::from_mode(mode))?;
    Ok(file)
}

/// Gives a file that was just made in a folder (a temporary one, always 0600) the mode that files there have. Its group it has
/// from the kernel. Call it before the file is renamed to its name.
pub fn adopt(file: &File, folder: &Path) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(file_mode(folder)?))
}

/// Makes a folder as its parent is; one that exists stays as it is.
pub fn new_folder(path: &Path) -> io::Result<()> {
    let shared = is_shared(folder_of(path))?;
    match DirBuilder::new().mode(OWN_FOLDER).create(path) {
        Ok(()) if shared => fs::set_permissions(path, Permissions::from_mode(SHARED_FOLDER)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        other => other,
    }
}

/// Makes an empty folder a group's, or one's own. What is above it is made too, for everybody to pass through where it is a group's.
///
/// Fails with [`io::ErrorKind::PermissionDenied`] where this person may not give files to the group: who is neither root nor in it.
pub fn settle(folder: &Path, group: Option<u32>) -> io::Result<()> {
    if let Some(parent) = folder.parent() {
        DirBuilder::new().recursive(true).mode(if group.is_some() { 0o755 } else { OWN_FOLDER }).create(parent)?;
    }
    if !folder.is_dir() {
        DirBuilder::new().mode(OWN_FOLDER).create(folder)?;
    }
    let Some(group) = group else { return fs::set_permissions(folder, Permissions::from_mode(OWN_FOLDER)) };
    std::os::unix::fs::chown(folder, None, Some(group))?;
    fs::set_permissions(folder, Permissions::from_mode(SHARED_FOLDER))?;
    // The kernel drops the setgid bit without an error where the group is not one's own.
    if is_shared(folder)? { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn files_and_folders_are_made_as_their_folder_is() {
        let parent = tempfile::tempdir().unwrap();
        let own = rustix::process::getegid().as_raw();
        for (name, group, folder_mode, file_mode) in [("own", None, 0o700, 0o600), ("shared", Some(own), 0o2770, 0o660)]
        {
            let folder = parent.path().join("srv").join(name);
            settle(&folder, group).unwrap();
            new_file(&folder.join("data")).unwrap();
            let temporary = tempfile::NamedTempFile::new_in(&folder).unwrap();
            assert_eq!(mode(temporary.path()), 0o600);
            adopt(temporary.as_file(), &folder).unwrap();
            new_folder(&folder.join("backups")).unwrap();
            new_folder(&folder.join("backups")).unwrap();
            new_file(&folder.join("backups/one")).unwrap();
            for (path, wanted) in [
                (folder.clone(), folder_mode),
                (folder.join("data"), file_mode),
                (temporary.path().to_owned(), file_mode),
                (folder.join("backups"), folder_mode),
                (folder.join("backups/one"), file_mode),
            ] {
                assert_eq!(mode(&path), wanted, "{}", path.display());
                assert_eq!(fs::metadata(&path).unwrap().gid(), own);
            }
            assert!(matches!(new_file(&folder.join("data")), Err(e) if e.kind() == io::ErrorKind::AlreadyExists));
        }
    }
}
