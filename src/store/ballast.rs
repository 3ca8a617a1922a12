//! The ballast: a file that takes up room, to be thrown overboard when the disk is full.
//!
//! The data file copies on write, so that on a full disk not even an undo or a removal can be written (systems.md 1.3, 6). Measured
//! on a tmpfs with registers of 650, 4,650 and 40,650 facilities: with 0 KiB free every edit and undo of one record is refused,
//! with 16 KiB free each goes through. So a mebibyte is some sixty of them: enough to take back what filled the disk.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::place;
use super::privilege::raised;

/// The file beside the data file.
pub const BALLAST_NAME: &str = "renkei.ballast";
const SIZE: usize = 1 << 20;
/// It is taken aboard only where so much more is free: a disk that is nearly full shall not be filled by it.
const ROOM: u64 = 16 * SIZE as u64;

/// The ballast of one folder.
pub(super) struct Ballast {
    path: PathBuf,
}

impl Ballast {
    pub(super) fn of(folder: &Path) -> Self {
        Self { path: folder.join(BALLAST_NAME) }
    }

    pub(super) fn is_aboard(&self) -> bool {
        raised(|| self.path.exists())
    }

    /// Is there none, and no room for one? A place that nothing was written to since this program came has none either.
    pub(super) fn is_missed(&self) -> bool {
        !self.is_aboard() && !self.has_room()
    }

    /// Makes room. False where there is nothing (left) to throw.
    pub(super) fn overboard(&self) -> bool {
        raised(|| fs::remove_file(&self.path)).is_ok()
    }

    /// Takes it aboard where there is none and the disk has room. Without it everything works, so a failure is none.
    pub(super) fn aboard(&self) {
        if self.is_aboard() || !self.has_room() {
            return;
        }
        if raised(|| self.make()).is_err() {
            // A part of it is no use; where even that fails, there is nothing more to do.
            self.overboard();
        }
    }

    fn has_room(&self) -> bool {
        free(&self.path).is_some_and(|free| free >= ROOM)
    }

    /// Uneven bytes: a file system that packs would give a file of zeros no room.
    fn make(&self) -> io::Result<()> {
        let mut file = place::new_file(&self.path)?;
        let mut bytes = Vec::with_capacity(SIZE);
        let random = RandomState::new();
        for n in 0..SIZE / 8 {
            let mut hasher = random.build_hasher();
            hasher.write_usize(n);
            bytes.extend(hasher.finish().to_le_bytes());
        }
        file.write_all(&bytes)
    }
}

/// Bytes that this account may still write on the disk of `path` (or of its folder).
pub fn free(path: &Path) -> Option<u64> {
    let disk = raised(|| {
        let existing = path.ancestors().find(|ancestor| ancestor.exists())?;
        rustix::fs::statvfs(existing).ok()
    })?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_aboard_once_and_thrown_once() {
        let folder = tempfile::tempdir().unwrap();
        let ballast = Ballast::of(folder.path());
        assert!(!ballast.is_aboard() && !ballast.overboard());
        ballast.aboard();
        assert!(ballast.is_aboard());
        let size = || fs::metadata(folder.path().join(BALLAST_NAME)).unwrap().len();
        assert_eq!(size(), SIZE as u64);
        ballast.aboard();
        assert_eq!(size(), SIZE as u64);
        assert!(ballast.overboard() && !ballast.overboard());
    }

    #[test]
    fn free_room_is_known_also_of_a_file_that_is_to_come() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free(&folder.path().join("a/b")).is_some_and(|bytes| bytes > 0));
    }
}
