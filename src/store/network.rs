//! File systems on which the locks of the data file do not hold.

use std::path::Path;

/// The name of the network file system that `path` (or its nearest existing parent) is on; `None` for a local disk.
pub(super) fn network_file_system(path: &Path) -> Option<String> {
    let existing = path.ancestors().find(|ancestor| ancestor.exists())?;
    imp::network_file_system(existing)
}

#[cfg(target_os = "linux")]
mod imp {
    use std::path::Path;

    // From statfs(2) and the kernel's include/uapi/linux/magic.h.
    const NETWORKED: [(u32, &str); 9] = [
        (0x0000_6969, "NFS"),
        (0x0000_517B, "SMB"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB2"),
        (0x0000_564C, "NCP"),
        (0x5346_414F, "AFS"),
        (0x7375_7245, "Coda"),
        (0x00C3_6400, "Ceph"),
        (0x0BD0_0BD0, "Lustre"),
    ];
    const FUSE: u32 = 0x6573_5546;
    /// FUSE file systems whose files are elsewhere. Others (ntfs-3g, gocryptfs ...) are local disks in disguise.
    const REMOTE_FUSE: [&str; 9] = [
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.davfs",
        "fuse.curlftpfs",
        "fuse.glusterfs",
        "fuse.ceph-fuse",
        "fuse.gvfsd-fuse",
        "fuse.smbnetfs",
    ];

    pub(super) fn network_file_system(path: &Path) -> Option<String> {
        let statistics = rustix::fs::statfs(path).ok()?;
        // The magic is a 32-bit number in a field whose width and sign depend on the machine.
        let magic = statistics.f_type as u32;
        if magic == FUSE {
            let device = rustix::fs::stat(path).ok()?.st_dev;
            let device = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
            return fuse_kind(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, &device)
                .filter(|kind| REMOTE_FUSE.contains(kind))
                .map(str::to_owned);
        }
        named(magic).map(str::to_owned)
    }

    fn named(magic: u32) -> Option<&'static str> {
        NETWORKED.iter().find(|(known, _)| *known == magic).map(|(_, name)| *name)
    }

    /// The type of the mount with this device number: `36 35 0:52 / /mnt rw - fuse.sshfs host:/ rw` (proc(5)).
    fn fuse_kind<'a>(mountinfo: &'a str, device: &str) -> Option<&'a str> {
        let line = mountinfo.lines().find(|line| line.split(' ').nth(2) == Some(device))?;
        line.split_once(" - ")?.1.split(' ').next()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn network_file_systems_are_known_by_their_magic() {
            assert_eq!(named(0x6969), Some("NFS"));
            assert_eq!(named(0xFF53_4D42), Some("CIFS"));
            assert_eq!(named(0xFE53_4D42), Some("SMB2"));
            assert_eq!(named(0xEF53), None, "ext4 is a local disk");
            assert_eq!(named(0x0102_1994), None, "tmpfs too");
        }

        #[test]
        fn sshfs_is_told_from_a_local_fuse_disk() {
            let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                          36 22 0:52 / /mnt/host rw,nosuid - fuse.sshfs someone@host:/ rw\n\
                          37 22 0:53 / /mnt/usb rw shared:3 - fuseblk /dev/sdb1 rw\n";
            assert_eq!(fuse_kind(mounts, "0:52"), Some("fuse.sshfs"));
            assert!(REMOTE_FUSE.contains(&"fuse.sshfs"));
            assert_eq!(fuse_kind(mounts, "0:53"), Some("fuseblk"));
            assert!(!REMOTE_FUSE.contains(&"fuseblk"));
            assert_eq!(fuse_kind(mounts, "0:99"), None);
        }

        #[test]
        fn a_path_that_does_not_exist_yet_is_judged_by_its_parent() {
            let place = tempfile::tempdir().unwrap();
            assert_eq!(super::super::network_file_system(&place.path().join("a/b")), network_file_system(place.path()));
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod imp {
    /// Elsewhere the answer is not known; the manual says to use a local disk.
    pub(super) fn network_file_system(_: &std::path::Path) -> Option<String> {
        None
    }
}
