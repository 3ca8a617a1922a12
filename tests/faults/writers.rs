//! Many programs writing at once, and kill -9 among them: nothing acknowledged is lost, no update is lost, nothing is half there.
//!
//! `RENKEI_SOAK=2000 cargo test --release --test faults writers -- --nocapture` is the long run; its figures stand in
//! ARCHITECTURE.md, "Measured".

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{BufRead, BufReader, Write, stdin, stdout};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use renkei::domain::{Facility, FacilityId};
use renkei::port::audit::Audit;
use renkei::port::store::{Label, facility as load};
use renkei::port::{Change, EntityKind, Put, Record, Store, StoreError, Transaction};
use renkei::store::keys::{KeySource, make_key_file};
use renkei::store::{Options, RedbStore};

use crate::sample::*;

/// Programs that write at the same time, and how many of them are killed and replaced.
const WRITERS: u32 = 8;
const KILLS: usize = 50;
/// The cipher is slow in a debug build.
const ENCRYPTED_KILLS: usize = 15;
/// Acknowledged writes between two kills at most, of all writers together.
const BETWEEN: u64 = 12;

/// Two writers want the same number at the same time: all of them read it, raise it and write it back.
const COUNTER: FacilityId = FacilityId::from_bytes([0xFF; 16]);

/// The record that the `n`th write of a writer adds. Its note is the number that this write gave the counter.
fn item(writer: u32, n: u32, counted: u64) -> Facility {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&writer.to_be_bytes());
    bytes[4..8].copy_from_slice(&n.to_be_bytes());
    let mut item = Facility::new(FacilityId::from_bytes(bytes));
    item.local.note.facts = counted.to_string();
    item.local.vacancy.facts.remark = Some("架空の記録".repeat(40));
    item
}

fn number(facility: &Facility) -> u64 {
    facility.local.note.facts.parse().expect("a number in every note")
}

fn saving(puts: Vec<Put>) -> Transaction {
    let label = Label { action: "edit".to_owned(), detail: String::new() };
    Transaction { author: author(), at: at(), label, puts, patience: Some(Duration::from_secs(60)) }
}

/// Raises the counter and adds an item, in one transaction; again where another was quicker.
fn raise(store: &RedbStore, writer: u32, n: u32) -> u64 {
    loop {
        let mut counter = load(store, COUNTER).unwrap().unwrap();
        let counted = number(&counter) + 1;
        counter.local.note.facts = counted.to_string();
        let puts = [counter, item(writer, n, counted)].map(|facility| Put::Save(Record::Facility(facility)));
        match store.write(saving(puts.to_vec())) {
            Ok(_) => return counted,
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => panic!("writer {writer}: {error}"),
        }
    }
}

/// A writing process: this very test binary, run again. It is told the folder and its number on its stdin, acknowledges each
/// durable write on its stdout, and ends when its stdin is closed.
#[test]
#[ignore = "it is the child process of `kill_9_among_eight_writers_loses_nothing`"]
fn child_that_writes() {
    let mut told = stdin().lines().map(Result::unwrap);
    let (folder, writer) = (told.next().unwrap(), told.next().unwrap().parse::<u32>().unwrap());
    // It holds the lock on stdin.
    drop(told);
    let closed = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&closed);
    std::thread::spawn(move || {
        stdin().lines().for_each(drop);
        told.store(true, Ordering::SeqCst);
    });
    let store = RedbStore::open(Path::new(&folder), options(Path::new(&folder))).unwrap();
    for n in 0.. {
        if closed.load(Ordering::SeqCst) {
            return;
        }
        let began = now();
        let counted = raise(&store, writer, n);
        let micros = began.elapsed().as_micros();
        let mut out = stdout().lock();
        writeln!(out, "\n@{n} {counted} {micros}").unwrap();
        out.flush().unwrap();
    }
}

/// A write that a writer has acknowledged.
struct Ack {
    writer: u32,
    n: u32,
    counted: u64,
    took: Duration,
}

struct Writing {
    writer: u32,
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Writing {
    fn start(folder: &Path, writer: u32, acks: &Sender<Ack>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "writers::child_that_writes", "--ignored", "--nocapture", "--test-threads=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        writeln!(stdin, "{}\n{writer}", folder.display()).unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let acks = acks.clone();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let Some(ack) = line.strip_prefix('@') else { continue };
                // A line that the kill cut off was not acknowledged.
                let numbers: Vec<u64> = ack.split(' ').filter_map(|number| number.parse().ok()).collect();
                if let [n, counted, micros] = numbers[..] {
                    let took = Duration::from_micros(micros);
                    if acks.send(Ack { writer, n: n as u32, counted, took }).is_err() {
                        return;
                    }
                }
            }
        });
        Self { writer, child, stdin: Some(stdin) }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn end(mut self) {
        drop(self.stdin.take());
        assert!(self.child.wait().unwrap().success(), "writer {} failed", self.writer);
    }
}

#[expect(clippy::disallowed_methods, reason = "latencies are reported; no rule reads this clock")]
fn now() -> Instant {
    Instant::now()
}

fn random(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below
}

/// The kills of this run.
#[expect(clippy::disallowed_methods, reason = "the long run is asked for in the environment")]
fn kills() -> usize {
    std::env::var("RENKEI_SOAK").ok().map_or(KILLS, |kills| kills.parse().expect("RENKEI_SOAK is a number of kills"))
}

/// Waits for writes; the writers are far from done, so there is always another.
fn wait_for(acks: &Receiver<Ack>, writes: u64, into: &mut Vec<Ack>) {
    for _ in 0..writes {
        into.push(acks.recv_timeout(Duration::from_secs(60)).expect("writers write"));
    }
}

/// An encrypted store is known by the key file that lies with it, for all writers alike.
fn options(folder: &Path) -> Options {
    let key = folder.join("writers.key");
    Options { key: key.exists().then_some(KeySource::KeyFile(key)), ..Options::default() }
}

#[test]
fn kill_9_among_eight_writers_loses_nothing() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    kill_among_writers(folder.path(), kills());
}

#[test]
fn kill_9_among_eight_writers_of_an_encrypted_store_loses_nothing() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let key = make_key_file(&folder.path().join("writers.key")).unwrap();
    drop(RedbStore::create_encrypted(folder.path(), "writers", &key, Options::default()).unwrap());
    kill_among_writers(folder.path(), kills().min(ENCRYPTED_KILLS));
    let raw = std::fs::read(RedbStore::file_in(folder.path())).unwrap();
    let remark = "架空の記録".as_bytes();
    assert!(!raw.windows(remark.len()).any(|window| window == remark), "plain text in the file");
}

fn kill_among_writers(folder: &Path, kills: usize) {
    // A program that stays open meanwhile, as a colleague's does.
    let store = RedbStore::open(folder, options(folder)).unwrap();
    let mut counter = Facility::new(COUNTER);
    counter.local.note.facts = 0.to_string();
    store.write(saving(vec![Put::Save(Record::Facility(counter))])).unwrap();

    let (give, acks) = channel();
    let mut acknowledged = Vec::new();
    let mut started = 0..;
    let mut start = || Writing::start(folder, started.next().unwrap(), &give);
    let mut writing: Vec<Writing> = (0..WRITERS).map(|_| start()).collect();
    let began = now();
    let mut killed = BTreeSet::new();
    for _ in 0..kills {
        wait_for(&acks, 1 + random(BETWEEN), &mut acknowledged);
        let chosen = random(u64::from(WRITERS)) as usize;
        let victim = std::mem::replace(&mut writing[chosen], start());
        killed.insert(victim.writer);
        victim.kill();
    }
    wait_for(&acks, u64::from(WRITERS), &mut acknowledged);
    writing.into_iter().for_each(Writing::end);
    let took = began.elapsed();
    drop(give);
    acknowledged.extend(acks);

    let unacknowledged = verify(&store, &acknowledged, &killed);
    drop(store);
    assert!(RedbStore::check(folder, &options(folder)).unwrap(), "the file is not sound");
    report(&acknowledged, killed.len(), unacknowledged, took);
}

/// Holds what is stored against what was acknowledged; gives the writes that were committed and not acknowledged.
fn verify(store: &RedbStore, acknowledged: &[Ack], killed: &BTreeSet<u32>) -> usize {
    let mut items: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    let mut counter = 0;
    store
        .scan(EntityKind::Facility, &mut |record| {
            let Record::Facility(facility) = record else { panic!("a facility") };
            if facility.id == COUNTER {
                counter = number(&facility);
            } else {
                let id = facility.id.to_bytes();
                let part = |at: usize| u32::from_be_bytes(id[at..at + 4].try_into().unwrap());
                items.insert((part(0), part(4)), number(&facility));
            }
        })
        .unwrap();
    for Ack { writer, n, counted, .. } in acknowledged {
        assert_eq!(
            items.get(&(*writer, *n)),
            Some(counted),
            "write {n} of writer {writer} was acknowledged and is lost"
        );
    }
    // Each write saw the one before it: no update was lost, none counted twice.
    let numbers: BTreeSet<u64> = items.values().copied().collect();
    assert_eq!(numbers.len(), items.len(), "two writes gave the counter the same number");
    assert!(numbers.iter().copied().eq(1..=counter), "the counter and the items do not agree");

    // Killed between the commit and the acknowledgement: at most the last write of a killed writer.
    let told: BTreeSet<(u32, u32)> = acknowledged.iter().map(|ack| (ack.writer, ack.n)).collect();
    let untold: Vec<(u32, u32)> = items.keys().copied().filter(|item| !told.contains(item)).collect();
    for (at, (writer, n)) in untold.iter().enumerate() {
        assert!(killed.contains(writer), "writer {writer} lived and did not acknowledge {n}");
        assert!(!items.contains_key(&(*writer, n + 1)), "writer {writer} went on after {n} without acknowledging it");
        assert!(untold.iter().skip(at + 1).all(|(other, _)| other != writer), "two of writer {writer}");
    }

    // The journal tells the same story: the counter's first row, then two changes in one group for every item.
    let mut changes: Vec<Change> = Vec::new();
    loop {
        let known = changes.last().map_or(0, |change| change.seq);
        let more = store.changes_since(known).unwrap().expect("nothing was trimmed");
        if more.is_empty() {
            break;
        }
        changes.extend(more);
    }
    assert_eq!(changes.len(), 1 + 2 * items.len());
    assert_eq!(store.last_seq().unwrap(), changes.len() as u64);
    for (before, pair) in (0_u64..).zip(changes[1..].chunks(2)) {
        assert_eq!(pair[0].group, pair[1].group);
        for change in pair {
            let image = |image: &Option<Record>| match image {
                Some(Record::Facility(facility)) => Some(number(facility)),
                _ => None,
            };
            assert_eq!(image(&change.after), Some(before + 1));
            let raised = change.key == COUNTER.to_bytes();
            assert_eq!(image(&change.before), raised.then_some(before));
        }
    }
    assert_eq!(store.history(usize::MAX).unwrap().len(), 1 + items.len());
    // And so does the audit: one sealed line for every group, in the same transaction.
    let audit = store.verify_audit().unwrap();
    assert_eq!((audit.broken, audit.groups), (None, 1 + items.len() as u64));
    untold.len()
}

fn report(acknowledged: &[Ack], kills: usize, unacknowledged: usize, took: Duration) {
    let mut times: Vec<Duration> = acknowledged.iter().map(|ack| ack.took).collect();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    eprintln!(
        "{kills} kills in {took:.1?}: {} writes acknowledged, 0 lost, {unacknowledged} committed without an acknowledgement; \
         a write took p50 {:.1?}, p99 {:.1?}, at most {:.1?}",
        acknowledged.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
