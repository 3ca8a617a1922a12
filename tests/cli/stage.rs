//! A home folder that is thrown away, and the program run in it with nothing of the tester's environment.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// One person's machine.
pub struct Stage {
    folder: TempDir,
}

/// How a run ended.
pub struct Ran {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Stage {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With the demo city in it.
    pub fn demo() -> Self {
        let stage = Self::new();
        stage.run(&["demo", "--load"]).ok();
        stage
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The program in English; nothing else is set.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_renkei"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("RENKEI_DATA_DIR", self.data())
            .env("LC_ALL", "en_US.UTF-8")
            .current_dir(self.folder.path())
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// With a text on standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // One that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran::from(output)
    }

    /// Files to take in, by their paths.
    pub fn import(&self, files: &[PathBuf], options: &[&str]) -> Ran {
        let mut args = vec!["import"];
        args.extend(files.iter().map(|file| file.to_str().unwrap()));
        args.extend(options);
        self.run(&args)
    }

    /// Everything that is kept, as `export all --format jsonl` writes it.
    pub fn everything(&self) -> String {
        self.run(&["export", "all", "--format", "jsonl"]).ok().text()
    }

    /// The facilities: they come out also where no line of the audit can be written.
    pub fn register(&self) -> String {
        self.run(&["export", "facility", "--format", "jsonl"]).ok().text()
    }

    /// The id of the first facility that a query finds.
    pub fn first(&self, query: &str) -> String {
        let found = self.run(&["find", "--json", "--limit", "1", query]).ok().json();
        found["items"][0]["id"].as_str().unwrap().to_owned()
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    #[track_caller]
    pub fn code(self, wanted: i32) -> Self {
        assert_eq!(self.code, wanted, "stderr: {}\nstdout: {}", self.err, String::from_utf8_lossy(&self.out));
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        self.code(0)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        let text = self.text();
        assert_eq!(text.lines().count(), 1, "one object on one line");
        serde_json::from_str(&text).unwrap()
    }
}

impl From<std::process::Output> for Ran {
    fn from(output: std::process::Output) -> Self {
        let code = output.status.code().expect("no signal ended it");
        Self { code, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
    }
}

/// A fixture of `fixtures/import`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import").join(name)
}

/// The names of a JSON object, in its order.
pub fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}
