//! Where a person leaves traces: a marked one is looked up, copied, printed, edited and locked away, on the screen and by the shell, and then
//! looked for in every file, in every process's arguments and environment, and in what the terminal is told.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::Signal;

use super::demo::renkei;
use super::pty::{Emulator, Pty, Seen, command};
use super::tools::tool;

const F2: &str = "\x1bOQ";
const F4: &str = "\x1bOS";
const F12: &str = "\x1b[24~";
const PASSPHRASE: &str = "aikotoba-hachi";

/// What is found nowhere else: of the person, and of what is typed meanwhile.
struct Marks {
    name: &'static str,
    kana: &'static str,
    /// As one types the reading.
    romaji: &'static str,
    phone: &'static str,
    kin: &'static str,
    illness: &'static str,
    draft: &'static str,
    /// Of a row that no list lets in.
    rejected: &'static str,
}

const PLAIN: Marks = Marks {
    name: "架空 鷺沼標子",
    kana: "カクウ サギヌマシルコ",
    romaji: "sagimumasiruko",
    phone: "090-0417-5823",
    kin: "架空 鷺沼縁治",
    illness: "架空性鷺沼症候群",
    draft: "鷺沼書きかけ",
    rejected: "架空 鷺沼除外",
};
const SEALED: Marks = Marks {
    name: "架空 鵜飼標恵",
    kana: "カクウ ウカイシルエ",
    romaji: "ukaisirue",
    phone: "090-0417-6934",
    kin: "架空 鵜飼縁三",
    illness: "架空性鵜飼症候群",
    draft: "鵜飼書きかけ",
    rejected: "架空 鵜飼除外",
};

impl Marks {
    /// The parts of the texts that say who it is, without what a form changes: blanks, hyphens, the width of kana.
    fn texts(&self) -> Vec<String> {
        let names = [self.name, self.kana, self.kin, self.rejected].into_iter();
        let parts = names.filter_map(|name| Some(name.split_once(' ')?.1.to_owned()));
        let digits = self.phone.replace('-', "");
        let others = [self.romaji, self.phone, self.illness, self.draft].map(str::to_owned);
        parts.chain([digits]).chain(others).collect()
    }

    /// In every encoding in which a program or a system may write them.
    fn needles(&self) -> Vec<Vec<u8>> {
        let encoded = |text: String| {
            let wide: Vec<u16> = text.encode_utf16().collect();
            let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
            [
                text.as_bytes().to_vec(),
                wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
                wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
                cp932.into_owned(),
            ]
        };
        self.texts().into_iter().flat_map(encoded).collect()
    }
}

fn holds(bytes: &[u8], needles: &[Vec<u8>]) -> bool {
    needles.iter().any(|needle| memchr::memmem::find(bytes, needle).is_some())
}

/// The bytes, or what is packed in them (a backup is zstd).
fn holds_packed(bytes: &[u8], needles: &[Vec<u8>]) -> bool {
    const PACKED: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    let unpacked = |at: usize| {
        let mut out = Vec::new();
        if let Ok(mut reader) = zstd::stream::read::Decoder::new(&bytes[at..]) {
            // What stands behind the last frame is none.
            let _ = reader.by_ref().take(64 << 20).read_to_end(&mut out);
        }
        holds(&out, needles)
    };
    holds(bytes, needles) || memchr::memmem::find_iter(bytes, &PACKED).any(unpacked)
}

/// Every file under a folder that holds one of them in its text or its name, by its path there.
fn traces(folder: &Path, needles: &[Vec<u8>]) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder_now) = open.pop() {
        for entry in fs::read_dir(&folder_now).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let named = holds(entry.file_name().as_encoded_bytes(), needles);
            let said = kind.is_file() && fs::read(&path).is_ok_and(|bytes| holds_packed(&bytes, needles));
            if named || said {
                found.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
            if kind.is_dir() {
                open.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What the terminal was told beside text: window titles (`OSC 0`, `1`, `2`, screen's `ESC k`), notifications and all other strings
/// but the clipboard's (`OSC 52`), into which the person copies.
fn told(sent: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    for at in memchr::memchr_iter(0x1b, sent) {
        let rest = &sent[at + 1..];
        if !rest.first().is_some_and(|kind| b"]kPX^_".contains(kind)) || rest.starts_with(b"]52;") {
            continue;
        }
        let end = rest.iter().position(|byte| [0x07, 0x1b].contains(byte)).unwrap_or(rest.len());
        all.extend_from_slice(&rest[..end]);
        all.push(b'\n');
    }
    all
}

/// Looks at the arguments and the environment of every process, as `ps` does, until it is ended.
struct Watch {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<(usize, Vec<String>)>>,
}

impl Watch {
    fn start(needles: Vec<Vec<u8>>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let (mut looks, mut found) = (0, Vec::new());
            while !seen.load(Ordering::SeqCst) {
                found.extend(processes_with(&needles));
                looks += 1;
                std::thread::sleep(Duration::from_millis(10));
            }
            (looks, found)
        });
        Self { stop, thread: Some(thread) }
    }

    /// How often it looked, and what it found.
    fn end(mut self) -> (usize, Vec<String>) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

fn processes_with(needles: &[Vec<u8>]) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(processes) = fs::read_dir("/proc") else { return found };
    for process in processes.flatten().map(|entry| entry.path()) {
        for part in ["cmdline", "environ", "comm"] {
            // Of another user's process there is nothing to be read.
            if fs::read(process.join(part)).is_ok_and(|bytes| holds(&bytes, needles)) {
                found.push(format!("{}/{part}", process.display()));
            }
        }
    }
    found
}

/// A person's machine: folders of its own for everything that a program may write to.
struct Machine {
    home: tempfile::TempDir,
    marks: &'static Marks,
    key: Option<PathBuf>,
}

impl Machine {
    fn new(marks: &'static Marks, encrypted: bool) -> Self {
        let home = tempfile::tempdir().unwrap();
        for folder in ["tmp", "cache", "run", "asked"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        let key = encrypted.then(|| home.path().join("home.key"));
        let machine = Self { home, marks, key };
        match &machine.key {
            // The file is made by this.
            Some(key) => machine.run(&["init", "--encrypt", "--key-file", &key.display().to_string()], ""),
            None => machine.run(&["init"], ""),
        };
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let mut all = vec![("TMPDIR", self.path("tmp")), ("XDG_CACHE_HOME", self.path("cache"))];
        all.extend(self.key.clone().filter(|key| key.exists()).map(|key| ("RENKEI_KEY_FILE", key)));
        all
    }

    /// One verb of the command line, with a text on its standard input; answers its code, and what it said.
    fn ended(&self, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
        let mut command = tool(renkei(), self.home.path());
        command.envs(self.environment()).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // One that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// One that succeeds, and says nothing of anybody beside what was asked for.
    fn run(&self, arguments: &[&str], input: &str) -> String {
        let (code, out, err) = self.ended(arguments, input);
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
        assert!(!holds(err.as_bytes(), &self.marks.needles()), "{arguments:?}: {err}");
        out
    }

    /// One that fails, and says nothing of anybody either.
    fn fails(&self, arguments: &[&str], input: &str, with: i32) {
        let (code, out, err) = self.ended(arguments, input);
        assert_eq!(code, Some(with), "{arguments:?}: {err}");
        assert!(!err.is_empty() && !holds(format!("{out}{err}").as_bytes(), &self.marks.needles()), "{out} {err}");
    }

    fn add_person(&self) -> String {
        let Marks { name, kana, phone, kin, illness, .. } = self.marks;
        let card = format!(
            r#"{{"name":"{name}","kana":"{kana}","birth_date":"S15.3.1","phone":"{phone}","contact1.name":"{kin}",
            "contact1.relation":"長女","contact1.mobile":"{phone}","medical.illnesses":"{illness}","consent_on":"2026-01-05",
            "consent_way":"文書"}}"#
        );
        self.run(&["card", "add", "-"], &card).trim().to_owned()
    }

    /// What is found of the person in all the folders.
    fn traces(&self) -> Vec<String> {
        traces(self.home.path(), &self.marks.needles())
    }

    /// Where it must not be: everywhere but in the data file and its backups where they are not encrypted, and in what was asked for.
    fn strays(&self) -> Vec<String> {
        let asked = ["asked/", "renkei-out/"];
        let own = ["data/renkei/renkei.redb", "data/renkei/backups/"];
        let may = |path: &String| {
            let sealed = path.ends_with(".backup") && self.key.is_some();
            let in_data = self.key.is_none() && own.iter().any(|start| path.starts_with(start));
            !sealed && (in_data || asked.iter().any(|start| path.starts_with(start)))
        };
        self.traces().into_iter().filter(|path| !may(path)).collect()
    }

    fn screen(&self) -> Pty {
        let mut program = command(renkei(), self.home.path());
        for (name, value) in self.environment() {
            program.env(name, value);
        }
        Pty::start(program, Emulator::USUAL)
    }
}

fn shows(seen: &Seen, text: &str) -> bool {
    seen.is_whole() && seen.parser.screen().contents().contains(text)
}

fn wait(pty: &Pty, text: &str) {
    drop(pty.wait_until(text, |seen| shows(seen, text)));
}

/// The menu of the ways out for the person under the cursor, told to a hospital.
fn hand_over(pty: &Pty, rows: &[&str]) {
    pty.type_keys(F4);
    wait(pty, "だれに");
    pty.type_keys("2");
    wait(pty, "できあがり");
    for row in rows {
        pty.type_keys(row);
    }
}

fn written(machine: &Machine) -> usize {
    fs::read_dir(machine.path("renkei-out")).map_or(0, Iterator::count)
}

fn wait_for_file(pty: &Pty, machine: &Machine, count: usize) {
    drop(pty.wait_until("a file", |_| written(machine) >= count));
    drop(pty.wait_until("the list", |seen| seen.is_whole() && !seen.parser.screen().contents().contains("できあがり")));
}

/// What a working day does with a card, on the screen.
fn work(machine: &Machine) {
    let marks = machine.marks;
    let file = machine.path("passphrase");
    fs::write(&file, format!("{PASSPHRASE}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    machine.run(&["lock", "set", "--new-passphrase-file", &file.display().to_string()], "");
    fs::remove_file(file).unwrap();
    // A session file that cannot be written is a fault that the log has a line of.
    let session = machine.path("state/renkei/session.json");
    fs::create_dir_all(&session).unwrap();

    let mut pty = machine.screen();
    drop(pty.wait_until("the screen", Seen::is_whole));
    pty.type_keys("3");
    wait(&pty, &marks.name[..6]);
    // Keys that come together are taken for what an input method has made of them: one after the other.
    pty.type_keys("/");
    wait(&pty, "人を探す");
    pty.type_keys(marks.romaji);
    wait(&pty, marks.name);
    pty.type_keys("\x15");
    pty.type_keys(marks.kana);
    wait(&pty, marks.name);
    pty.type_keys("\r");
    wait(&pty, "119へ読む");
    wait(&pty, marks.illness);
    pty.type_keys("\x1b");
    drop(pty.wait_until("the list", |seen| seen.is_whole() && !seen.parser.screen().contents().contains("119へ読む")));

    // To be kept for the next start, which fails here.
    pty.type_keys("*");
    wait(&pty, "伏せ表示");
    pty.type_keys("*");
    drop(pty.wait_until("the name", |seen| shows(seen, marks.name) && !shows(seen, "伏せ表示")));

    hand_over(&pty, &["3"]);
    drop(pty.wait_until("the clipboard", |seen| {
        seen.parser.callbacks().texts.iter().any(|text| text.contains(marks.illness))
    }));
    // The folder is no folder: nothing is written, and that is said.
    fs::write(machine.path("renkei-out"), "").unwrap();
    hand_over(&pty, &["8", "1"]);
    wait(&pty, "書けません");
    fs::remove_file(machine.path("renkei-out")).unwrap();
    for (count, row) in ["1", "3", "5"].iter().enumerate() {
        hand_over(&pty, &["8", row]);
        wait_for_file(&pty, machine, count + 1);
    }

    // A form is left open until what is typed is kept.
    pty.type_keys(F2);
    wait(&pty, marks.name);
    pty.type_keys(marks.draft);
    wait(&pty, marks.draft);
    assert_eq!(machine.strays(), [""; 0], "while a form is open");
    pty.type_keys(F12);
    wait(&pty, "合言葉を入れて Enter");
    assert!(!pty.screen().contains(marks.draft));
    assert_eq!(machine.strays(), [""; 0], "while it is locked");
    pty.type_keys(&format!("{PASSPHRASE}\r"));
    wait(&pty, marks.draft);
    // A cut connection keeps the form as a draft, in the data file.
    pty.signal(Signal::HUP);
    assert_eq!(pty.wait_for_end(), 129);
    assert_eq!(machine.strays(), [""; 0], "after a cut connection");
    let (titles, needles) = (told(&pty.sent()), marks.needles());
    assert!(!holds(&titles, &needles), "{}", String::from_utf8_lossy(&titles));
    assert!(holds(&pty.sent(), &needles), "what was on the screen is found");
    let log = fs::read_to_string(machine.path("state/renkei/renkei.log")).unwrap();
    assert!(log.contains("session file"), "a fault was logged: {log}");
}

/// The same by the shell.
fn shell(machine: &Machine, id: &str) {
    let asked = |name: &str| machine.path("asked").join(name).display().to_string();
    assert!(machine.run(&["card", "show", id], "").contains(machine.marks.illness));
    machine.run(&["show", id, "--json"], "");
    machine.ended(&["find", "-"], machine.marks.name);
    machine.run(&["card", "export", id, "--form", "page_html", "--to", "hospital", "-o", &asked("card.html")], "");
    machine.run(&["export", "all", "--format", "jsonl", "-o", &asked("all.jsonl")], "");
    machine.run(&["backup", &asked("copy.backup")], "");
    machine.run(&["backup", "--daily"], "");
    machine.run(&["check"], "");
    for told in [&["audit", "list", "--json"][..], &["history"], &["doctor"], &["access"]] {
        let out = machine.run(told, "");
        assert!(!holds(out.as_bytes(), &machine.marks.needles()), "{told:?}: {out}");
    }
    let list = machine.path("asked/list.csv");
    let Marks { name, rejected, phone, .. } = machine.marks;
    fs::write(
        &list,
        format!("氏名,ふりがな,生年月日,電話\r\n{rejected},カクウ,1950-13-1,{phone}\r\n{name},,,無し\r\n"),
    )
    .unwrap();
    machine.fails(&["card", "import", &list.display().to_string()], "", 5);
    assert!(machine.path("asked/list-rejected.csv").exists());
    machine.fails(&["card", "set", id, "-"], &format!(r#"{{"contact1.mobile":"{rejected}"}}"#), 2);
    machine.fails(&["card", "import", &asked("copy.backup")], "", 1);
}

fn a_day_leaves_traces_only_where_they_belong(marks: &'static Marks, encrypted: bool) {
    let machine = Machine::new(marks, encrypted);
    let watch = Watch::start(marks.needles());
    let id = machine.add_person();
    work(&machine);
    shell(&machine, &id);
    let (looks, processes) = watch.end();
    assert!(looks > 10 && processes.is_empty(), "{looks} looks: {processes:?}");
    assert_eq!(machine.strays(), [""; 0]);
    // It is found where it must be, so it would have been found elsewhere.
    let found = machine.traces();
    let has = |start: &str| found.iter().any(|path| path.starts_with(start));
    for place in ["asked/card.html", "asked/all.jsonl", "asked/list-rejected.csv", "renkei-out/renkei-"] {
        assert!(has(place), "{place}: {found:?}");
    }
    assert_eq!(found.iter().filter(|path| path.starts_with("renkei-out/")).count(), 3, "{found:?}");
    for place in ["data/renkei/renkei.redb", "data/renkei/backups/", "asked/copy.backup"] {
        assert_eq!(has(place), !encrypted, "{place}: {found:?}");
    }
    let backups = fs::read_dir(machine.path("data/renkei/backups")).unwrap().flatten();
    assert!(backups.filter(|entry| entry.metadata().is_ok_and(|meta| meta.len() > 0)).count() > 0);
    let own = |name: &str| fs::metadata(machine.path(name)).unwrap().permissions().mode() & 0o077;
    for path in ["data/renkei", "data/renkei/renkei.redb", "state/renkei", "state/renkei/renkei.log", "renkei-out"] {
        assert_eq!(own(path), 0, "{path} is nobody else's");
    }
    let left: Vec<_> = fs::read_dir(machine.path("tmp")).unwrap().flatten().map(|entry| entry.path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_person_in_a_plain_register_leaves_traces_in_it_and_in_what_was_asked_for() {
    a_day_leaves_traces_only_where_they_belong(&PLAIN, false);
}

#[test]
fn a_person_in_an_encrypted_register_leaves_traces_in_what_was_asked_for_alone() {
    a_day_leaves_traces_only_where_they_belong(&SEALED, true);
}

/// The search itself: a mark that lies about is found, whatever it is written in.
#[test]
fn what_lies_about_is_found_in_every_encoding_in_names_arguments_and_titles() {
    const MARKS: Marks = Marks {
        name: "架空 鴫野標太",
        kana: "カクウ シギノシルタ",
        romaji: "siginosiruta",
        phone: "090-0417-7045",
        kin: "架空 鴫野縁",
        illness: "架空性鴫野症候群",
        draft: "鴫野書きかけ",
        rejected: "架空 鴫野除外",
    };
    let needles = MARKS.needles();
    let folder = tempfile::tempdir().unwrap();
    let under = |name: &str| folder.path().join(name);
    let wide: Vec<u16> = MARKS.illness.encode_utf16().collect();
    let bytes = |of: fn(u16) -> [u8; 2]| wide.iter().flat_map(|unit| of(*unit)).collect::<Vec<u8>>();
    let packed = [b"head".to_vec(), zstd::encode_all(MARKS.kin.as_bytes(), 3).unwrap()].concat();
    fs::create_dir(under("deep")).unwrap();
    fs::write(under("deep/.utf8"), format!("x{}x", MARKS.name)).unwrap();
    fs::write(under("utf16le"), bytes(u16::to_le_bytes)).unwrap();
    fs::write(under("utf16be"), bytes(u16::to_be_bytes)).unwrap();
    fs::write(under("cp932"), encoding_rs::SHIFT_JIS.encode(MARKS.draft).0).unwrap();
    fs::write(under("digits"), "tel 09004177045").unwrap();
    fs::write(under("packed"), packed).unwrap();
    fs::write(under("鴫野除外.csv"), "").unwrap();
    fs::write(under("other"), "架空 花子").unwrap();
    let all = ["cp932", "deep/.utf8", "digits", "packed", "utf16be", "utf16le", "鴫野除外.csv"];
    assert_eq!(traces(folder.path(), &needles), all);

    let title = format!("a\x1b]0;{}\x07b", MARKS.name);
    assert!(holds(&told(title.as_bytes()), &needles));
    assert!(holds(&told(format!("\x1b]2;x {}\x1b\\", MARKS.kin).as_bytes()), &needles));
    assert!(!holds(&told(format!("\x1b]52;c;{}\x07{}", MARKS.name, MARKS.name).as_bytes()), &needles));

    for (argument, variable) in [(MARKS.name, ""), ("", MARKS.phone)] {
        let watch = Watch::start(MARKS.needles());
        let mut child = Command::new("/bin/sh");
        child.args(["-c", "read _", "sh", argument]).env("ABOUT", variable).stdin(Stdio::piped());
        let mut child = child.spawn().unwrap();
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        while processes_with(&needles).is_empty() && std::time::Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(50));
        drop(child.stdin.take());
        child.wait().unwrap();
        assert!(!watch.end().1.is_empty(), "a process that says it is seen");
    }
}
