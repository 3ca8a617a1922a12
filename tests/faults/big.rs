//! Two gigabytes of data: nothing grows with them that must not.
//!
//! `RENKEI_BIG=1 cargo test --release --test faults big -- --nocapture` is the long run; its figures stand in ARCHITECTURE.md.
//! Without it the same steps are gone on a register of a few thousand.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use renkei::domain::Facility;
use renkei::port::{EntityKind, Store};
use renkei::store::{Options, RedbStore};

use crate::sample::*;

/// Facilities in one import.
const IMPORT: u32 = 50_000;
const IMPORTS: u32 = 10;
/// What is imported where the long run is not asked for.
const SMALL: u32 = 500;
/// Characters of a note; with its image in the journal a facility takes about 4 kB.
const NOTE: usize = 550;

#[expect(clippy::disallowed_methods, reason = "the long run is asked for in the environment")]
fn is_asked_for() -> bool {
    std::env::var_os("RENKEI_BIG").is_some()
}

#[expect(clippy::disallowed_methods, reason = "times are reported; no rule reads this clock")]
fn now() -> Instant {
    Instant::now()
}

/// A note that does not pack as one that repeats does.
fn long(n: u32) -> Facility {
    let mut state = u64::from(n) << 1 | 1;
    let mut note = String::with_capacity(3 * NOTE);
    for _ in 0..NOTE {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        note.extend(char::from_u32(0x4E00 + (state >> 33) as u32 % 5_000));
    }
    facility(n, &note)
}

/// The most memory that a process had, in kB, where the system tells it.
fn peak(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
}

fn say(what: &str, took: Duration, peak: Option<u64>) {
    let peak = peak.map_or_else(|| "?".to_owned(), |kilobytes| format!("{} MiB", kilobytes >> 10));
    eprintln!("{what:<24} {:>8.2} s  {peak:>9}", took.as_secs_f64());
}

/// One verb of the command line, which must succeed. Its peak is looked at every few milliseconds: what it grows by in the last of
/// them is not seen.
fn verb(folder: &Path, arguments: &[&str]) -> String {
    let out = folder.join("out");
    let mut child = Command::new(env!("CARGO_BIN_EXE_renkei"))
        .args(arguments)
        .env_clear()
        .env("HOME", folder)
        .env("RENKEI_DATA_DIR", folder.join("data"))
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (began, mut most) = (now(), None);
    let status = loop {
        most = most.max(peak(&child.id().to_string()));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(3));
    };
    say(arguments.first().unwrap(), began.elapsed(), most);
    assert!(status.success(), "{arguments:?}");
    std::fs::read_to_string(out).unwrap()
}

#[test]
fn two_gigabytes_are_opened_searched_written_and_checked() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let data = folder.path().join("data");
    let import = if is_asked_for() { IMPORT } else { SMALL };
    let began = now();
    for n in 0..IMPORTS {
        let store = RedbStore::open(&data, Options::default()).unwrap();
        store.write(transaction("import", (n * import..(n + 1) * import).map(long))).unwrap();
    }
    say("ten imports (this test)", began.elapsed(), peak("self"));
    let size = std::fs::metadata(RedbStore::file_in(&data)).unwrap().len();
    eprintln!("{} facilities, a data file of {} MiB", IMPORTS * import, size >> 20);
    assert!(!is_asked_for() || size > 2_000_000_000);

    let chosen = long(7).id.to_string();
    verb(folder.path(), &["show", &chosen]);
    let found = verb(folder.path(), &["find", "--json", "--limit", "1", "架空の診療所4999"]);
    assert!(found.contains("架空の診療所4999"), "{found}");
    verb(folder.path(), &["set", &chosen, "note=short"]);
    let history = verb(folder.path(), &["history", "--json"]);
    assert_eq!(history.matches("\"group\"").count(), IMPORTS as usize + 1);
    verb(folder.path(), &["undo"]);
    let copy = folder.path().join("all.backup");
    verb(folder.path(), &["backup", copy.to_str().unwrap()]);
    eprintln!("a backup of {} MiB", std::fs::metadata(&copy).unwrap().len() >> 20);
    let began = now();
    assert!(RedbStore::check(&data, &Options::default()).unwrap());
    say("check (this test)", began.elapsed(), peak("self"));
    verb(folder.path(), &["export", "all", "--format", "jsonl"]);

    let store = RedbStore::open(&data, Options::default()).unwrap();
    assert_eq!(store.count(EntityKind::Facility).unwrap(), u64::from(IMPORTS * import));
    let stored = renkei::port::store::facility(&store, long(7).id).unwrap().unwrap();
    assert_eq!(stored.local.note.facts, long(7).local.note.facts, "the edit was taken back");
}
