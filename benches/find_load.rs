//! `renkei find --json` while four screens are open on the same register and an import runs: 200 calls.
//!
//! `cargo bench --bench find_load [-- CALLS]`, with tmux and the open data in `../shared/data` (or in the folder that
//! `RENKEI_OPEN_DATA` names). The register is the whole prefecture: care services, medical institutions, notifications and
//! place names. The import beside it runs again and again, by turns of one year's code list and a copy of it in which a
//! tenth of the rows have another address. The two are of different dates, so that every round writes all their records (1,327 of
//! Mie) and the screens follow: harder than one import.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock, its arguments and the environment")]
#![expect(clippy::unwrap_used, reason = "a bench that fails is no bench")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_renkei");
const SOCKET: &str = "renkei-find-load";
const SCREENS: usize = 4;
const QUERIES: [&str; 10] =
    ["桑名", "kuwana", "くわな", "訪問看護", "内科 津市", "0594", "種別:診療所", "houmon", "病院 -歯科", "桑病院"];

struct Bench {
    place: PathBuf,
    data: PathBuf,
}

impl Bench {
    fn renkei(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--data-dir").arg(self.place.join("register")).args(arguments);
        command.env("HOME", &self.place).env("LANG", "ja_JP.UTF-8").stdin(Stdio::null()).stderr(Stdio::null());
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "RENKEI_DATA_DIR"] {
            command.env_remove(name);
        }
        command
    }

    fn import(&self, files: &[PathBuf], options: &[&str]) {
        let mut command = self.renkei(&["import", "--no-input", "--force"]);
        for place in renkei::domain::municipality::table().iter().filter(|place| place.code.starts_with("24")) {
            command.args(["--city", place.code]);
        }
        command.args(options).args(files).stdout(Stdio::null());
        assert!(command.status().unwrap().success(), "an import failed");
    }

    fn fill(&self) -> [PathBuf; 2] {
        let care = std::fs::read_dir(self.data.join("kaigo_202512")).unwrap().map(|entry| entry.unwrap().path());
        self.import(&care.collect::<Vec<_>>(), &[]);
        let codes = self.data.join("all_med_inst_cd_202409_mie.csv");
        self.import(&[self.data.join("KEN_ALL_24mie.cp932.csv")], &[]);
        self.import(std::slice::from_ref(&codes), &["--as-of", "2024-09-01"]);
        self.import(&[self.data.join("todokede_202510_mie_ika.xlsx")], &["--as-of", "2025-10-01"]);
        let other = self.place.join("codes.csv");
        std::fs::write(&other, extended(&std::fs::read_to_string(&codes).unwrap())).unwrap();
        [codes, other]
    }

    /// Opens a screen and waits until it shows the register.
    fn screen(&self, number: usize) {
        let line = format!("{PROGRAM} --data-dir {}", self.place.join("register").display());
        let home = format!("HOME={}", self.place.display());
        let name = format!("s{number}");
        let new =
            ["new-session", "-d", "-x", "120", "-y", "40", "-s", &name, "-e", &home, "-e", "LANG=ja_JP.UTF-8", &line];
        assert!(tmux(&new).status.success(), "tmux");
        let began = Instant::now();
        while !String::from_utf8_lossy(&tmux(&["capture-pane", "-p", "-t", &name]).stdout).contains("名前順") {
            assert!(began.elapsed() < Duration::from_secs(20), "screen {number} shows nothing");
            std::thread::yield_now();
        }
    }

    fn find(&self, query: &str) -> Duration {
        let began = Instant::now();
        let found = self.renkei(&["find", "--json", query]).output().unwrap();
        let took = began.elapsed();
        assert!(found.status.success() && found.stdout.starts_with(b"{\"schema\""), "{query} found nothing");
        took
    }

    fn calls(&self, calls: usize) -> Vec<Duration> {
        let mut times: Vec<Duration> = QUERIES.into_iter().cycle().take(calls).map(|query| self.find(query)).collect();
        times.sort_unstable();
        times
    }
}

fn tmux(arguments: &[&str]) -> std::process::Output {
    Command::new("tmux").args(["-L", SOCKET, "-f", "/dev/null", "-u"]).args(arguments).output().unwrap()
}

/// The code list with a building at the end of every tenth address.
fn extended(codes: &str) -> String {
    let line = |(number, line): (usize, &str)| format!("{line}{}\n", if number % 10 == 5 { "　本館" } else { "" });
    codes.lines().enumerate().map(line).collect()
}

fn row(what: &str, times: &[Duration]) {
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
    println!("{what:<48} p50 {:6.1} ms   p99 {:6.1} ms   max {:6.1} ms", at(0.5), at(0.99), at(1.0));
}

fn main() {
    let calls = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(200);
    let data = std::env::var_os("RENKEI_OPEN_DATA").map(PathBuf::from);
    let data = data.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    if !data.is_dir() || Command::new("tmux").arg("-V").output().is_err() {
        println!("SKIPPED: it takes tmux and the open data in {}", data.display());
        return;
    }
    let place = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let bench = Bench { place: place.path().to_path_buf(), data };
    let codes = bench.fill();
    row("alone", &bench.calls(calls));
    (0..SCREENS).for_each(|number| bench.screen(number));
    row("four screens open", &bench.calls(calls));
    let (stop, imports) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for file in codes.iter().cycle() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                bench.import(std::slice::from_ref(file), &["--as-of", "2026-01-01"]);
                imports.fetch_add(1, Ordering::SeqCst);
            }
        });
        let times = bench.calls(calls);
        stop.store(true, Ordering::SeqCst);
        row("four screens open, an import running", &times);
    });
    println!("{} imports meanwhile", imports.into_inner());
    tmux(&["kill-server"]);
}
