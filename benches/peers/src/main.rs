//! The store beside SQLite and beside bare redb: the same work, one after another, in one run.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml [-- ROUNDS]`. The table shows the medians of the rounds.

mod peer;
mod plain_redb;
mod renkei_store;
mod sqlite;

use std::io::{BufRead, BufReader, Write, stdin};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use peer::{Peer, facilities};

/// Processes, and what each of them writes (systems.md 1.2).
const PROCESSES: u32 = 8;
const WRITES: u32 = 200;
/// Durable writes of one process alone, and records of the bulk load.
const ALONE: u32 = 500;
const BULK: u32 = 40_000;

const NAMES: [&str; 3] = ["renkei", "redb", "sqlite"];

fn open(name: &str, folder: &Path) -> Box<dyn Peer> {
    match name {
        "renkei" => Box::new(renkei_store::Renkei::open(folder)),
        "redb" => Box::new(plain_redb::PlainRedb::open(folder)),
        "sqlite" => Box::new(sqlite::Sqlite::open(folder)),
        other => panic!("no such store: {other}"),
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let done = act();
    (began.elapsed(), done)
}

/// One of the processes: waits for the word, then writes and reads, then tells how long each took, in microseconds.
fn work(name: &str, folder: &Path, writer: u32) {
    let mut peer = open(name, folder);
    println!("ready");
    stdin().lines().next().expect("the word").expect("a line");
    let mut times = Vec::new();
    for n in 0..WRITES {
        let (wrote, ()) = timed(|| peer.raise(writer, n));
        let (read, rows) = timed(|| peer.last(50));
        assert!(rows > 0);
        times.push((wrote, read));
    }
    for (wrote, read) in times {
        println!("{} {}", wrote.as_micros(), read.as_micros());
    }
}

#[derive(Default, Clone)]
struct Figures {
    total: f64,
    write: [f64; 3],
    read: [f64; 3],
    put: [f64; 3],
    bulk: f64,
    scan: f64,
    file: f64,
}

/// p50, p99 and the longest, in ms.
fn shares(mut micros: Vec<f64>) -> [f64; 3] {
    micros.sort_by(f64::total_cmp);
    [0.5, 0.99, 1.0].map(|share| micros[((micros.len() - 1) as f64 * share).round() as usize] / 1e3)
}

fn together(name: &str, folder: &Path, figures: &mut Figures) {
    let mut first = open(name, folder);
    first.begin();
    let mut children: Vec<_> = (0..PROCESSES)
        .map(|writer| {
            let mut child = Command::new(std::env::current_exe().expect("this program"))
                .args(["work", name, folder.to_str().expect("a path"), &writer.to_string()])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("a process");
            let mut out = BufReader::new(child.stdout.take().expect("piped")).lines();
            assert_eq!(out.next().expect("a line").expect("text"), "ready");
            (child, out)
        })
        .collect();
    let (took, times) = timed(|| {
        for (child, _) in &mut children {
            writeln!(child.stdin.as_mut().expect("piped"), "go").expect("told");
        }
        let mut times = Vec::new();
        for (child, out) in &mut children {
            times.extend(out.map(|line| line.expect("text")));
            assert!(child.wait().expect("waited").success());
        }
        times
    });
    let pairs: Vec<(f64, f64)> = times
        .iter()
        .map(|line| line.split_once(' ').map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).expect("two numbers"))
        .collect();
    assert_eq!(pairs.len(), (PROCESSES * WRITES) as usize);
    // Nothing was lost and nothing counted twice.
    assert_eq!(first.counted(), (u64::from(PROCESSES * WRITES), u64::from(PROCESSES * WRITES)), "{name}");
    figures.total = took.as_secs_f64();
    figures.write = shares(pairs.iter().map(|pair| pair.0).collect());
    figures.read = shares(pairs.iter().map(|pair| pair.1).collect());
}

fn alone(name: &str, folder: &Path, figures: &mut Figures) {
    let mut peer = open(name, folder);
    peer.begin();
    figures.put = shares((0..ALONE).map(|n| timed(|| peer.raise(99, n)).0.as_micros() as f64).collect());
}

fn bulk(name: &str, folder: &Path, figures: &mut Figures) {
    let mut peer = open(name, folder);
    let records = facilities(BULK);
    figures.bulk = timed(|| peer.load(records)).0.as_secs_f64();
    drop(peer);
    let mut peer = open(name, folder);
    let (took, count) = timed(|| peer.scan());
    assert_eq!(count, u64::from(BULK));
    figures.scan = took.as_secs_f64() * 1e3;
    let sizes = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").metadata().expect("its size").len());
    figures.file = sizes.sum::<u64>() as f64 / 1e6;
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn medians(rounds: &[Figures]) -> Figures {
    let of = |get: &dyn Fn(&Figures) -> f64| median(rounds.iter().map(get).collect());
    let three = |get: &dyn Fn(&Figures) -> [f64; 3]| [0, 1, 2].map(|at| of(&|figures| get(figures)[at]));
    Figures {
        total: of(&|f| f.total),
        write: three(&|f| f.write),
        read: three(&|f| f.read),
        put: three(&|f| f.put),
        bulk: of(&|f| f.bulk),
        scan: of(&|f| f.scan),
        file: of(&|f| f.file),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, name, folder, writer] = &arguments[..]
        && word == "work"
    {
        return work(name, Path::new(folder), writer.parse().expect("a number"));
    }
    let rounds: usize = arguments.first().map_or(3, |rounds| rounds.parse().expect("a number of rounds"));
    // Beside the build, on a real disk: /tmp may be in memory.
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    std::fs::create_dir_all(&beside).expect("a folder");
    let mut all = vec![Vec::new(); NAMES.len()];
    for _ in 0..rounds {
        // By turns, so that a moment in which the machine is busy falls on all.
        for (name, rounds) in NAMES.iter().zip(&mut all) {
            let mut figures = Figures::default();
            for act in [together, alone, bulk] {
                let folder = tempfile::tempdir_in(&beside).expect("a folder");
                act(name, folder.path(), &mut figures);
            }
            rounds.push(figures);
        }
    }
    let all: Vec<Figures> = all.iter().map(|rounds| medians(rounds)).collect();
    println!("{rounds} rounds, medians; ratios to SQLite in brackets");
    let line = |what: &str, get: &dyn Fn(&Figures) -> f64, unit: &str| {
        let cells: Vec<String> = all
            .iter()
            .map(|figures| format!("{:.2} {unit} ({:.2})", get(figures), get(figures) / get(&all[2])))
            .collect();
        println!("| {what} | {} |", cells.join(" | "));
    };
    println!("| | renkei's store | bare redb | SQLite |\n|---|---|---|---|");
    line("8 processes x 200, total", &|f| f.total, "s");
    for (at, share) in ["p50", "p99", "max"].into_iter().enumerate() {
        line(&format!("- a write, {share}"), &|f| f.write[at], "ms");
    }
    for (at, share) in ["p50", "p99", "max"].into_iter().enumerate() {
        line(&format!("- the last 50, {share}"), &|f| f.read[at], "ms");
    }
    for (at, share) in ["p50", "p99", "max"].into_iter().enumerate() {
        line(&format!("one process, a write, {share}"), &|f| f.put[at], "ms");
    }
    line("load of 40,000 in one transaction", &|f| f.bulk, "s");
    line("read and decode 40,000 records", &|f| f.scan, "ms");
    line("file after the load", &|f| f.file, "MB");
}
