//! kill -9 of a program that rewrites the data file: the old file or the new one is there, whole, and the next run ends what was begun.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use renkei::port::{Audit, EntityKind, Store};
use renkei::store::{Options, RedbStore, unfinished};

use crate::sample::*;

const RECORDS: u32 = 2_500;
const KILLS: usize = 24;
/// So many of them certainly while the new file is filled.
const INSIDE: usize = 6;

fn compact(folder: &Path, progress: &dyn Fn(u64, u64)) {
    RedbStore::compact(folder, &Options::default(), &author(), at(), progress).unwrap();
}

/// Rewrites the file again and again. Told the folder, and whether it shall stop in the middle of filling.
#[test]
#[ignore = "it is the child process of `kill_9_leaves_the_old_file_or_the_new_one`"]
fn child_that_compacts() {
    let mut lines = stdin().lines();
    let folder = lines.next().unwrap().unwrap();
    let stops = lines.next().unwrap().unwrap() == "stop";
    let say = |text: &str| {
        let mut out = stdout().lock();
        writeln!(out, "\n@{text}").unwrap();
        out.flush().unwrap();
    };
    loop {
        compact(Path::new(&folder), &|_, _| {
            say("filling");
            if stops {
                // Until the kill: the parent never writes this line.
                stdin().lock().read_line(&mut String::new()).unwrap();
            }
        });
        say("done");
    }
}

struct Compacting {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Compacting {
    fn start(folder: &Path, stops: bool) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "compacted::child_that_compacts", "--ignored", "--nocapture", "--test-threads=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = child.stdin.as_mut().unwrap();
        writeln!(told, "{}\n{}", folder.display(), if stops { "stop" } else { "go" }).unwrap();
        told.flush().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn wait_for(&mut self, wanted: &str) {
        let mut line = String::new();
        while line.trim_end() != format!("@{wanted}") {
            line.clear();
            assert!(self.out.read_line(&mut line).unwrap() > 0, "it ended before it told {wanted:?}");
        }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "a kill needs a moment to fall into; no rule reads this clock")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn kill_9_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = RedbStore::open(folder.path(), Options::default()).unwrap();
    store.write(transaction("add", (0..RECORDS).map(|n| facility(n, "before")))).unwrap();
    let before = contents(&store);
    let seq = store.last_seq().unwrap();
    drop(store);
    // How long it takes from the middle of the filling to the end here, so that random moments fall into every step.
    let mut whole = Compacting::start(folder.path(), false);
    whole.wait_for("filling");
    let began = now();
    whole.wait_for("done");
    let takes = began.elapsed();
    whole.kill();
    let mut left_something = 0;
    for kill in 0..KILLS {
        let mut compacting = Compacting::start(folder.path(), kill < INSIDE);
        compacting.wait_for("filling");
        if kill >= INSIDE {
            let moment = RandomState::new().build_hasher().finish() % (takes.as_micros() as u64 * 5 / 4).max(1);
            std::thread::sleep(Duration::from_micros(moment));
        }
        compacting.kill();
        left_something += usize::from(unfinished(folder.path()).is_some());
        assert!(RedbStore::check(folder.path(), &Options::default()).unwrap(), "damaged after kill {kill}");
        let store = RedbStore::open(folder.path(), Options::default()).unwrap();
        assert!(contents(&store) == before, "after kill {kill}");
        assert_eq!((store.last_seq().unwrap(), store.count(EntityKind::Facility).unwrap()), (seq, u64::from(RECORDS)));
        assert!(store.verify_audit().unwrap().broken.is_none());
        drop(store);
        compact(folder.path(), &|_, _| {});
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let hidden: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".renkei")).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }
    eprintln!("{KILLS} kills over {takes:?}, {left_something} of them left the old bytes for the next run to end");
}
