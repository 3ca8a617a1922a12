//! The power fails, again and again, also while the file is being repaired: nothing that was acknowledged is lost.
//!
//! `RENKEI_POWER_LOSS_RUNS=1500 cargo test --release --test faults power_loss -- --nocapture` is the longer run of the docs.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use redb::{Builder, ConcurrencyMode, StorageBackend};
use renkei::port::{Audit, EntityKind, Put, Record, Store};
use renkei::store::crypt::{FileId, Seal, Sealed};
use renkei::store::keys::DataKey;
use renkei::store::{Options, RedbStore};

use crate::lossy_disk::{Dice, LossyDisk};
use crate::sample::*;

/// Runs of each kind.
const RUNS: u64 = 60;
/// The power fails at most so often in a run.
const CRASHES: u64 = 4;
/// Records that a run writes to.
const RECORDS: u64 = 12;

/// What became of some runs.
#[derive(Default, Debug)]
struct Tally {
    commits: u64,
    crashes: u64,
    /// Crashes before a file that had to be repaired was open again.
    in_recovery: u64,
    lost: u64,
    torn_pages: u64,
    unopenable: u64,
    unsound: u64,
    panics: u64,
}

impl Tally {
    fn trouble(&self) -> u64 {
        self.lost + self.unopenable + self.unsound + self.panics
    }
}

fn seal() -> Seal {
    Seal::new(&DataKey::from_bytes([7; 32]), FileId([1; 16]))
}

/// Opens the disk as a file is opened: for real, over the backend given.
fn open(disk: &LossyDisk, seal: Option<&Seal>) -> renkei::port::store::Result<RedbStore> {
    fn over<B: StorageBackend>(make: impl Fn() -> B + Send + Sync + 'static) -> renkei::port::store::Result<RedbStore> {
        let options = Options { cache: 1 << 20, ..Options::default() };
        RedbStore::with_backend(move || Ok(make()), ConcurrencyMode::MultiWriter, options)
    }
    let disk = disk.clone();
    match seal.cloned() {
        Some(seal) => over(move || Sealed::new(disk.clone(), seal.clone())),
        None => over(move || disk.clone()),
    }
}

/// Does every page hold what was written? Asked of redb itself.
fn is_whole(disk: &LossyDisk, seal: Option<&Seal>) -> bool {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    let database = match seal.cloned() {
        Some(seal) => builder.create_with_backend(Sealed::new(disk.clone(), seal)),
        None => builder.create_with_backend(disk.clone()),
    };
    database.is_ok_and(|mut database| matches!(database.check_integrity(), Ok(true)))
}

/// The notes of all records: what a person would see.
type Notes = BTreeMap<[u8; 16], String>;

fn notes(store: &RedbStore) -> renkei::port::store::Result<Notes> {
    let mut notes = Notes::new();
    store.scan(EntityKind::Facility, &mut |record| {
        let key = record.key();
        if let Record::Facility(facility) = record {
            notes.insert(key, facility.local.note.facts);
        }
    })?;
    Ok(notes)
}

/// Writes until the power fails. What was acknowledged goes into `known`; the one write that was under way is given back:
/// after the crash it may be there, whole, or not.
fn work(store: &RedbStore, dice: &mut Dice, known: &mut Notes, commits: &mut u64) -> Notes {
    for turn in 0.. {
        let mut wanted = known.clone();
        let numbers: BTreeSet<u64> = (0..=dice.below(3)).map(|_| dice.below(RECORDS)).collect();
        let mut puts = Vec::new();
        for n in numbers {
            let mut one = facility(n as u32, &format!("turn {turn} {}", dice.below(1_000_000)));
            match store.get(EntityKind::Facility, one.id.to_bytes()) {
                Ok(there) => one.rev = there.map_or(0, |record| record.rev()),
                // The power is off; nothing was under way.
                Err(_) => return known.clone(),
            }
            wanted.insert(one.id.to_bytes(), one.local.note.facts.clone());
            puts.push(Put::Save(Record::Facility(one)));
        }
        let mut transaction = transaction("edit", std::iter::empty());
        transaction.puts = puts;
        match store.write(transaction) {
            Ok(_) => {
                *known = wanted;
                *commits += 1;
            }
            Err(_) => return wanted,
        }
    }
    unreachable!("the power fails before")
}

/// One run of a seed: work, power failure, repair (with power failures in it), and once more.
fn run(seed: u64, encrypted: bool, lying: bool, tally: &mut Tally) {
    let mut dice = Dice::new(seed);
    let disk = LossyDisk::new(seed, lying);
    let seal = encrypted.then(seal);
    let mut known = Notes::new();
    // The program makes its file under another name and renames it when it is whole: a run begins with one.
    drop(open(&disk, seal.as_ref()).unwrap());
    disk.settle();
    for _ in 0..=dice.below(CRASHES) {
        let Ok(store) = open(&disk, seal.as_ref()) else {
            tally.unopenable += 1;
            return;
        };
        disk.light_fuse(dice.below(60));
        let maybe = work(&store, &mut dice, &mut known, &mut tally.commits);
        drop(store);
        tally.crashes += 1;
        disk.power_on();
        // The power fails again while the file is repaired.
        while dice.below(3) == 0 {
            disk.light_fuse(dice.below(12));
            drop(open(&disk, seal.as_ref()));
            tally.crashes += 1;
            tally.in_recovery += u64::from(disk.is_dead());
            disk.power_on();
        }
        let Ok(store) = open(&disk, seal.as_ref()) else {
            tally.unopenable += 1;
            return;
        };
        let Ok(found) = notes(&store) else {
            tally.unsound += 1;
            return;
        };
        if found != known && found != maybe {
            tally.lost += 1;
            return;
        }
        known = found;
        tally.unsound += u64::from(!store.verify_audit().is_ok_and(|report| report.broken.is_none()));
        drop(store);
        disk.settle();
    }
    tally.unsound += u64::from(!is_whole(&disk, seal.as_ref()));
    tally.torn_pages += seal.map_or(0, |seal| seal.unsound());
}

thread_local! {
    /// Panics of this thread, also those that the store catches; `None` where nobody counts.
    static PANICS: Cell<Option<u64>> = const { Cell::new(None) };
}

/// From now on the panics of this thread are counted and not printed. Those of other threads are printed as ever.
fn count_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| match PANICS.get() {
            Some(count) => PANICS.set(Some(count + 1)),
            None => before(info),
        }));
    });
    PANICS.set(Some(0));
}

/// Runs of a kind, with the seed told where one goes wrong.
fn runs(runs: u64, encrypted: bool, lying: bool) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..runs {
        let before = tally.trouble();
        count_panics();
        let ended = catch_unwind(AssertUnwindSafe(|| run(seed, encrypted, lying, &mut tally)));
        tally.panics += PANICS.take().unwrap_or_default();
        if (ended.is_err() || tally.trouble() > before) && !lying {
            eprintln!("trouble in the run of seed {seed} (encrypted: {encrypted}): {tally:?}");
        }
    }
    eprintln!("{runs} runs, encrypted: {encrypted}, lying: {lying}: {tally:?}");
    tally
}

#[expect(clippy::disallowed_methods, reason = "the long run is asked for in the environment")]
fn wanted() -> u64 {
    std::env::var("RENKEI_POWER_LOSS_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS)
}

#[test]
fn a_plain_store_loses_nothing_when_the_power_fails() {
    let tally = runs(wanted(), false, false);
    assert_eq!(tally.trouble(), 0, "{tally:?}");
    assert!(tally.commits > RUNS && tally.crashes > RUNS && tally.in_recovery > 0, "{tally:?}");
}

#[test]
fn an_encrypted_store_loses_nothing_when_the_power_fails() {
    let tally = runs(wanted(), true, false);
    assert_eq!(tally.trouble(), 0, "{tally:?}");
    assert!(tally.commits > RUNS && tally.crashes > RUNS && tally.in_recovery > 0, "{tally:?}");
}

/// The same disk, which says that it has flushed and has not: this test must see the loss.
#[test]
fn a_disk_that_lies_about_flushing_does_lose_data() {
    for encrypted in [false, true] {
        let tally = runs(RUNS, encrypted, true);
        assert!(tally.lost + tally.unopenable > RUNS / 2, "{tally:?}");
    }
}
