//! A small disk of one's own: a tmpfs in a private mount namespace.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::namespace::Namespace;
use crate::stage::{Ran, Stage};

/// Where the disk is mounted, inside the namespace only.
const PLACE: &str = "/mnt";

pub struct SmallDisk {
    namespace: Namespace,
    /// The home, which is on another disk.
    stage: Stage,
}

impl SmallDisk {
    /// `None`, said with the test's name, where mounting is not allowed.
    pub fn mount(test: &str, megabytes: u32) -> Option<Self> {
        let script = format!("mount -t tmpfs -o size={megabytes}m,mode=755 tmpfs {PLACE}");
        Some(Self { namespace: Namespace::new(test, &script)?, stage: Stage::new() })
    }

    /// A path on the disk, as this process sees it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.namespace.path(&Self::inside(name))
    }

    /// A path on the disk, as the program sees it.
    pub fn inside(name: &str) -> String {
        format!("{PLACE}/{name}")
    }

    /// The home, which is on another disk.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The program with its data on the disk.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.namespace.command(env!("CARGO_BIN_EXE_renkei"));
        command
            .args(args)
            .env("HOME", self.stage.path(""))
            .env("RENKEI_DATA_DIR", Self::inside("data"))
            .env("LC_ALL", "en_US.UTF-8");
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// The register: what can be saved from a full disk. About persons nothing comes out where no line can be written.
    pub fn everything(&self) -> String {
        self.run(&["export", "facility", "--format", "jsonl"]).ok().text()
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
        let options = format!("remount,{how}");
        assert!(self.namespace.command("mount").args(["-o", &options, PLACE]).status().unwrap().success());
    }

    /// Takes away what filled it.
    pub fn free(&self) {
        fs::remove_file(self.path("filler")).unwrap();
    }
}
