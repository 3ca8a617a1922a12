//! A small disk of one's own: a tmpfs in a private mount namespace, which is gone with the process that holds it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::stage::{Ran, Stage};

/// Where the disk is mounted, inside the namespace only.
const PLACE: &str = "/mnt";

pub struct SmallDisk {
    /// Ends when its standard input is closed.
    holder: Child,
    /// The home, which is on another disk.
    stage: Stage,
}

impl SmallDisk {
    /// `None`, said with the test's name, where mounting is not allowed.
    pub fn mount(test: &str, megabytes: u32) -> Option<Self> {
        let script = format!("mount -t tmpfs -o size={megabytes}m,mode=755 tmpfs {PLACE} && echo ready && exec cat");
        let holder = Command::new("unshare")
            .args(["-m", "sh", "-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut holder) = holder else {
            eprintln!("SKIPPED: {test}: there is no unshare(1)");
            return None;
        };
        let mut line = String::new();
        BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
        if line != "ready\n" {
            holder.wait().unwrap();
            eprintln!("SKIPPED: {test}: mounting is not allowed here");
            return None;
        }
        Some(Self { holder, stage: Stage::new() })
    }

    /// A path on the disk, as this process sees it.
    pub fn path(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{PLACE}/{name}", self.holder.id()))
    }

    /// A path on the disk, as the program sees it.
    pub fn inside(name: &str) -> String {
        format!("{PLACE}/{name}")
    }

    /// The program with its data on the disk.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("nsenter");
        command
            .arg(format!("--mount=/proc/{}/ns/mnt", self.holder.id()))
            .arg(env!("CARGO_BIN_EXE_renkei"))
            .args(args)
            .env_clear()
            .env("HOME", self.stage.path(""))
            .env("RENKEI_DATA_DIR", Self::inside("data"))
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    pub fn everything(&self) -> String {
        self.run(&["export", "all", "--format", "jsonl"]).ok().text()
    }

    /// Fills what is left to the last block.
    pub fn fill(&self) {
        let mut file = File::options().append(true).create(true).open(self.path("filler")).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    /// Mounts it again, `ro` or `rw`.
    pub fn remount(&self, how: &str) {
        let namespace = format!("--mount=/proc/{}/ns/mnt", self.holder.id());
        let options = format!("remount,{how}");
        let status = Command::new("nsenter").args([&namespace, "mount", "-o", &options, PLACE]).status().unwrap();
        assert!(status.success());
    }

    /// Takes away what filled it.
    pub fn free(&self) {
        fs::remove_file(self.path("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The end of its input ends it, and the namespace and the disk with it.
        drop(self.holder.stdin.take());
        // There is nothing more to be done about one that will not end.
        let _ = self.holder.wait();
    }
}
