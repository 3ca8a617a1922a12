//! One row's stage: the demo city in a home that is thrown away, and the row's line of the table. A command that the table names for the row and
//! its test never runs fails the test.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A line of `source_rows.tsv`.
pub struct Line {
    pub number: &'static str,
    /// What it is called, Japanese and English.
    pub name: [&'static str; 2],
    /// What the program does with it, Japanese and English.
    pub does: [&'static str; 2],
    /// As they are typed behind `renkei`.
    pub commands: Vec<&'static str>,
    /// Keys from the first screen on, and the scope that has the keys then.
    pub screens: Vec<(&'static str, &'static str)>,
}

/// Every line of the table, in its order.
pub fn lines() -> &'static [Line] {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| {
        let text = include_str!("../../fixtures/docs/source_rows.tsv");
        let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        rows.map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [number, ja, en, does_ja, does_en, commands, screens] = *cells else { panic!("seven cells: {line}") };
            let parts = |cell: &'static str| cell.split("; ").filter(|part| !part.is_empty());
            let screen = |part: &'static str| part.rsplit_once('=').unwrap_or_else(|| panic!("keys=scope: {part}"));
            Line {
                number,
                name: [ja, en],
                does: [does_ja, does_en],
                commands: parts(commands).collect(),
                screens: parts(screens).map(screen).collect(),
            }
        })
        .collect()
    })
}

/// The files of a data folder, with their modes.
struct Pristine(Vec<(String, u32, Vec<u8>)>);

impl Pristine {
    /// Loaded once a process.
    fn demo() -> &'static Self {
        static DEMO: OnceLock<Pristine> = OnceLock::new();
        DEMO.get_or_init(|| Self::load(&["demo", "--load"]))
    }

    fn history() -> &'static Self {
        static HISTORY: OnceLock<Pristine> = OnceLock::new();
        HISTORY.get_or_init(|| Self::load(&["demo", "--history", "--load"]))
    }

    fn load(args: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let ran = run_in(home.path(), args, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        let files = fs::read_dir(home.path().join("data")).unwrap().map(Result::unwrap);
        let files = files.filter(|file| file.file_type().unwrap().is_file()).map(|file| {
            let mode = file.metadata().unwrap().permissions().mode();
            (file.file_name().into_string().unwrap(), mode, fs::read(file.path()).unwrap())
        });
        Self(files.collect())
    }

    fn lay_out(&self, folder: &Path) {
        fs::DirBuilder::new().mode(0o700).create(folder).unwrap();
        for (name, mode, bytes) in &self.0 {
            let path = folder.join(name);
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(*mode)).unwrap();
        }
    }
}

/// How a run ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn run_in(home: &Path, args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_renkei"))
        .env_clear()
        .env("HOME", home)
        .env("RENKEI_DATA_DIR", home.join("data"))
        .env("LC_ALL", "ja_JP.UTF-8")
        .current_dir(home)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A row at its work.
pub struct Row {
    line: &'static Line,
    home: TempDir,
    ran: RefCell<BTreeSet<&'static str>>,
}

impl Row {
    /// On the demo city.
    pub fn demo(number: &str) -> Self {
        Self::on(number, Pristine::demo())
    }

    /// On what the presentation states.
    pub fn history(number: &str) -> Self {
        Self::on(number, Pristine::history())
    }

    /// The history beside the demo city: what the table names is run there.
    pub fn on_the_history_too(number: &str) -> Self {
        let row = Self::history(number);
        row.ran.borrow_mut().extend(&row.line.commands);
        row
    }

    fn on(number: &str, pristine: &Pristine) -> Self {
        let line = lines().iter().find(|line| line.number == number);
        let line = line.unwrap_or_else(|| panic!("{number} is not in the table"));
        let home = tempfile::tempdir().unwrap();
        pristine.lay_out(&home.path().join("data"));
        Self { line, home, ran: RefCell::default() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file in the home, with the folders to it.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Whatever comes of it.
    pub fn run(&self, args: &[&str], input: &str) -> Ran {
        let named = |command: &&&str| command.split(' ').eq(args.iter().copied().take(command.split(' ').count()));
        self.ran.borrow_mut().extend(self.line.commands.iter().filter(named));
        run_in(self.home.path(), args, input)
    }

    /// What comes out of a run that succeeds.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        self.give(args, "")
    }

    /// The same with something on standard input.
    #[track_caller]
    pub fn give(&self, args: &[&str], input: &str) -> String {
        let ran = self.run(args, input);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.err, ran.out);
        ran.out
    }

    /// An object that is given, the id that comes out.
    #[track_caller]
    pub fn add(&self, args: &[&str], object: &Value) -> String {
        self.give(&[args, &["-"]].concat(), &object.to_string()).trim().to_owned()
    }

    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat(), "");
        assert!(matches!(ran.code, 0 | 3), "{args:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.out))
    }

    /// The items of a list.
    #[track_caller]
    pub fn items(&self, args: &[&str]) -> Vec<Value> {
        self.json(args)["items"].as_array().unwrap().clone()
    }

    /// A run that is refused with that exit code and says nothing on standard output.
    #[track_caller]
    pub fn refused(&self, code: i32, args: &[&str], input: &str) -> String {
        let ran = self.run(args, input);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}: {}", ran.err);
        ran.err
    }

    /// The yearly report of this year.
    pub fn report(&self) -> Report {
        self.report_of(&[])
    }

    pub fn report_of(&self, year: &[&str]) -> Report {
        let out = self.ok(&[&["report"], year, &["--format", "json"]].concat());
        Report(serde_json::from_str(&out).unwrap())
    }

    /// The day that the program takes for today.
    pub fn today(&self) -> jiff::civil::Date {
        self.report().0["on"].as_str().unwrap().parse().unwrap()
    }

    /// A meeting of today with these fields beside its kind; the id.
    #[track_caller]
    pub fn meeting(&self, kind: &str, fields: Value) -> String {
        let mut object = json!({ "kind": kind, "title": "架空の集まり", "on": "今日" });
        object.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        self.add(&["meeting", "add"], &object)
    }

    /// Everything that is kept of a kind.
    pub fn records(&self, kind: &str) -> Vec<Value> {
        let all = self.ok(&["export", "all", "--format", "jsonl"]);
        let lines = all.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|line| line["kind"] == kind).map(|line| line["record"].clone()).collect()
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let ran = self.ran.borrow();
        let missing: Vec<_> = self.line.commands.iter().filter(|command| !ran.contains(*command)).collect();
        assert!(missing.is_empty(), "{}: the table names what its test does not run: {missing:?}", self.line.number);
    }
}

/// The place for the region's information network: the one whose lines are broken after 80 cells.
pub fn network() -> &'static str {
    renkei::domain::publication::places().iter().find(|place| place.cells == Some(80)).unwrap().code
}

/// The figures of a year.
pub struct Report(Value);

impl Report {
    fn find(&self, code: &str) -> &Value {
        let figures = self.0["figures"].as_array().unwrap();
        figures.iter().find(|figure| figure["code"] == code).unwrap_or_else(|| panic!("no figure {code}"))
    }

    /// A count; of a family's member that the year has none of, nothing.
    pub fn count(&self, code: &str) -> i64 {
        let figures = self.0["figures"].as_array().unwrap();
        figures.iter().find(|figure| figure["code"] == code).map_or(0, |figure| figure["value"].as_i64().unwrap())
    }

    /// Met, and of how many.
    pub fn share(&self, code: &str) -> (i64, i64) {
        let figure = self.find(code);
        (figure["met"].as_i64().unwrap(), figure["of"].as_i64().unwrap())
    }

    /// As it is printed.
    pub fn median(&self, code: &str) -> String {
        self.find(code)["median"].to_string()
    }

    /// What changed from an earlier report: code by code, counts only.
    pub fn since<'a>(&'a self, before: &Self, family: &str) -> Vec<(&'a str, i64)> {
        let figures = self.0["figures"].as_array().unwrap();
        let counts = figures.iter().filter(|figure| figure["value"].is_i64());
        let codes = counts.map(|figure| figure["code"].as_str().unwrap());
        let grown =
            codes.filter(|code| code.starts_with(family)).map(|code| (code, self.count(code) - before.count(code)));
        grown.filter(|(_, by)| *by != 0).collect()
    }
}
