//! kill -9 of an importing process: all of it is there afterwards, or none.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use renkei::port::{EntityKind, Store};
use renkei::store::{Options, ProgressFn, RedbStore};

use crate::sample::*;

/// Records there before, records of an import, kills, and how many of these are certainly inside the write transaction.
const BEFORE: u32 = 50;
const IMPORT: u32 = 4_000;
const KILLS: usize = 30;
const INSIDE: usize = 12;

/// The importing process: this very test binary, run again. It is told the folder, and after how many records it shall stop
/// inside its transaction (0: never), on its stdin; it tells on stdout how far it is.
#[test]
#[ignore = "it is the child process of `kill_9_leaves_all_of_an_import_or_none`"]
fn child_that_imports() {
    let mut lines = stdin().lines();
    let folder = lines.next().unwrap().unwrap();
    let stop_at: u64 = lines.next().unwrap().unwrap().parse().unwrap();
    let say = |text: String| {
        let mut out = stdout().lock();
        writeln!(out, "\n@{text}").unwrap();
        out.flush().unwrap();
    };
    let progress: ProgressFn = Arc::new(move |written| {
        say(format!("writing {}", written.done));
        if written.done == stop_at {
            // Inside the transaction until the kill: the parent never writes this line.
            stdin().lock().read_line(&mut String::new()).unwrap();
        }
    });
    let store =
        RedbStore::open(Path::new(&folder), Options { progress: Some(progress), ..Options::default() }).unwrap();
    let import = transaction("import", (BEFORE..BEFORE + IMPORT).map(|n| facility(n, "import")));
    say("ready".to_owned());
    store.write(import).unwrap();
    say("committed".to_owned());
}

struct Import {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Import {
    fn start(folder: &Path, stop_at: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::child_that_imports", "--ignored", "--nocapture", "--test-threads=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = child.stdin.as_mut().unwrap();
        writeln!(told, "{}\n{stop_at}", folder.display()).unwrap();
        told.flush().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// The next thing it tells; `None` when it is gone.
    fn next(&mut self) -> Option<String> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.out.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            if let Some(told) = line.trim_end().strip_prefix('@') {
                return Some(told.to_owned());
            }
        }
    }

    fn wait_for(&mut self, wanted: &str) {
        while self.next().unwrap_or_else(|| panic!("the import ended before it told {wanted:?}")) != wanted {}
    }

    /// SIGKILL, and all that it had told.
    fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::iter::from_fn(|| self.next()).collect()
    }
}

#[expect(clippy::disallowed_methods, reason = "a kill needs a moment to fall into; no rule reads this clock")]
fn now() -> Instant {
    Instant::now()
}

fn random(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below
}

#[test]
fn kill_9_leaves_all_of_an_import_or_none() {
    let folder = tempfile::tempdir().unwrap();
    // A second program that stays open meanwhile, as a colleague's does.
    let store = RedbStore::open(folder.path(), Options::default()).unwrap();
    store.write(transaction("add", (0..BEFORE).map(|n| facility(n, "before")))).unwrap();
    let before = contents(&store);

    // How long the write of a whole import takes here, so that random moments fall before, into and behind it.
    let mut whole = Import::start(folder.path(), 0);
    whole.wait_for("ready");
    let began = now();
    whole.wait_for("committed");
    let takes = began.elapsed();
    whole.kill();
    assert_eq!(store.count(EntityKind::Facility).unwrap(), u64::from(BEFORE + IMPORT));
    let after = contents(&store);
    store.undo(&author(), at(), None).unwrap();

    let (mut all, mut none, mut inside) = (0, 0, 0);
    for kill in 0..KILLS {
        let mut told = if kill < INSIDE {
            // At a report of progress, the last one included: everything is written but not committed.
            let stop_at = 1_000 * (1 + random(u64::from(IMPORT) / 1_000));
            let mut import = Import::start(folder.path(), stop_at);
            import.wait_for(&format!("writing {stop_at}"));
            let mut told = vec![format!("writing {stop_at}")];
            told.extend(import.kill());
            assert!(!told.contains(&"committed".to_owned()));
            told
        } else {
            let mut import = Import::start(folder.path(), 0);
            import.wait_for("ready");
            let moment = takes.as_micros() as u64 * 5 / 4;
            std::thread::sleep(Duration::from_micros(random(moment.max(1))));
            import.kill()
        };
        let last = told.pop().unwrap_or_default();
        inside += usize::from(last.starts_with("writing"));

        let found = contents(&store);
        if found == before {
            none += 1;
            assert_ne!(last, "committed", "an import that was acknowledged is lost");
        } else {
            all += 1;
            assert!(found == after, "half an import: {} records", found.len());
            // The next round begins where this one did; and the killed one's lock is free.
            store.undo(&author(), at(), None).unwrap();
            assert!(contents(&store) == before);
        }
        assert!(RedbStore::check(folder.path(), &Options::default()).unwrap(), "damaged after kill {kill}");
    }
    eprintln!("{KILLS} kills, {inside} inside the write transaction: {all} whole imports, {none} without a trace");
    assert_eq!(all + none, KILLS);
    assert!(inside >= INSIDE && none >= INSIDE);
}
