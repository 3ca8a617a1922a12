//! A mount namespace of one's own: what is mounted in it is seen by nobody else, and gone with the process that holds it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

pub struct Namespace {
    /// Ends when its standard input is closed.
    holder: Child,
}

impl Namespace {
    /// Runs `script` in a new one. `None`, said with the test's name, where mounting is not allowed.
    pub fn new(test: &str, script: &str) -> Option<Self> {
        let script = format!("{script} && echo ready && exec cat");
        let holder = Command::new("unshare")
            .args(["-m", "sh", "-e", "-c", &script])
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
        Some(Self { holder })
    }

    /// An absolute path in it, as this process sees it.
    pub fn path(&self, inside: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{inside}", self.holder.id()))
    }

    /// A program in it, with nothing of the tester's environment.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.arg(format!("--mount=/proc/{}/ns/mnt", self.holder.id())).arg(program);
        command.env_clear().stdin(Stdio::null());
        command
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // The end of its input ends it, and the namespace with it.
        drop(self.holder.stdin.take());
        // There is nothing more to be done about one that will not end.
        let _ = self.holder.wait();
    }
}
