//! A person at a form while the disk is full: nothing is lost, and there is no need to start anew.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use portable_pty::CommandBuilder;
use renkei::words::{Language, Words};

use super::demo::{renkei, selected};
use super::journey;
use super::namespace::Namespace;
use super::pty::{Emulator, Pty, environment};

/// Where the small disk is mounted, inside the namespace only.
const DISK: &str = "/mnt";

/// The program with its data on a small disk, and its home on another.
struct Place {
    disk: Namespace,
    home: tempfile::TempDir,
}

impl Place {
    fn new(test: &str) -> Option<Self> {
        let script = format!("mount -t tmpfs -o size=8m,mode=755 tmpfs {DISK}");
        Some(Self { disk: Namespace::new(test, &script)?, home: tempfile::tempdir().unwrap() })
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let mut all = environment(self.home.path());
        all.push(("RENKEI_DATA_DIR", format!("{DISK}/data")));
        all
    }

    fn shell(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = self.disk.command(renkei().to_str().unwrap());
        command.args(arguments).envs(self.environment()).output().unwrap()
    }

    fn open(&self) -> Pty {
        let program = self.disk.command(renkei().to_str().unwrap());
        let mut command = CommandBuilder::new(program.get_program());
        command.args(program.get_args());
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.home.path());
        Pty::start(command, Emulator::USUAL)
    }

    fn filler(&self) -> PathBuf {
        self.disk.path(&format!("{DISK}/filler"))
    }

    /// Fills what is left to the last block.
    fn fill(&self) {
        let mut file = File::options().append(true).create(true).open(self.filler()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    /// The facility as a process that starts now reads it.
    fn shown(&self, id: &str) -> String {
        String::from_utf8(self.shell(&["show", id]).stdout).unwrap()
    }
}

#[test]
fn a_form_stays_on_a_full_disk_and_is_saved_when_there_is_room() {
    let Some(place) = Place::new("a_form_stays_on_a_full_disk_and_is_saved_when_there_is_room") else { return };
    assert!(place.shell(&["demo", "--load"]).status.success());
    let found = place.shell(&["find", "--json", "--limit", "1", journey::NAME]);
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
    let id = found["items"][0]["id"].as_str().unwrap();
    let pty = place.open();
    journey::choose(&pty, "sakurakea");
    place.fill();
    // Free pages inside the file may take some more.
    let full = (0..500).find(|n| !place.shell(&["set", id, &format!("note=entry {n}")]).status.success());
    assert!(full.is_some(), "the disk was never full");
    let before = place.shown(id);

    // F2 opens the form at the name, and saves it.
    pty.type_keys("\x1bOQ");
    pty.wait_for("を直す");
    pty.type_keys("さくら改");
    pty.wait_for("さくら改");
    pty.type_keys("\x1bOQ");
    let words = Words::of(Language::Ja);
    // The width of the screen breaks the sentence.
    let sentence: String = words.get("error.disk_full").chars().take(14).collect();
    pty.wait_for(&sentence);
    let screen = pty.screen();
    assert!(screen.contains("を直す") && screen.contains("さくら改"), "the form is open as it was:\n{screen}");
    assert_eq!(place.shown(id), before, "nothing of it was written");

    fs::remove_file(place.filler()).unwrap();
    pty.type_keys("\x1bOQ");
    pty.wait_for(words.get("toast.saved"));
    drop(pty.wait_until("the list again", |seen| selected(seen).is_some_and(|row| row.contains("さくら改"))));
    assert!(place.shown(id).contains("さくら改"), "a fresh process reads it");
}
