//! The store at the size of a country's care services: 40,000 facilities of about 1 KB.
//! `cargo bench --bench store`

#![expect(clippy::unwrap_used, reason = "a bench that fails is no bench")]

use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::civil::date;
use renkei::domain::facility::{Coordinates, SourceKey};
use renkei::domain::{Author, Facility, FacilityId, Kind, Listing, Phone, Source};
use renkei::port::store::{Label, facility as load};
use renkei::port::{EntityKind, Put, Record, Store, Transaction};
use renkei::store::keys::{KeySource, Secret};
use renkei::store::{Options, RedbStore};

const FACILITIES: u32 = 40_000;

fn id(n: u32) -> FacilityId {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    FacilityId::from_bytes(bytes)
}

fn facility(n: u32) -> Facility {
    let mut facility = Facility::new(id(n));
    // As in the real files: most have one service, some two or three.
    for service in 0..1 + u32::from(n.is_multiple_of(5)) + u32::from(n.is_multiple_of(7)) {
        let number = SourceKey::Number(format!("99{n:08}"));
        let kind = Kind::care(&format!("{}", 110 + 10 * service));
        let name = format!("架空の事業所　第{n}号");
        facility.listings.push(Listing {
            kana: Some("カクウノジギョウショ".to_owned()),
            municipality: Some("99999".to_owned()),
            address: Some(format!("夢見県夢見市幻町{n}番地3の{service}")),
            building: Some("幻ビル2階".to_owned()),
            phone: Phone::parse(&format!("03-0{:03}-{:04}", n % 1_000, n % 10_000)),
            fax: Phone::parse("03-0123-4567"),
            corporation: Some("社会福祉法人　架空会".to_owned()),
            corporation_number: Some("9999999999999".to_owned()),
            coordinates: Coordinates::in_japan(35.0, 136.0),
            capacity: Some(30),
            days: Some("平日,土曜日,祝日".to_owned()),
            hours: Some("平日：9時00分～18時00分 土曜：9時00分～12時00分".to_owned()),
            url: Some("https://example.invalid/office".to_owned()),
            note: Some("年末年始は休み。緊急時は24時間連絡可能。".to_owned()),
            ..Listing::new(Source::CareService, number, kind, date(2025, 12, 1), name)
        });
    }
    facility
}

fn author() -> Author {
    Author::account(1001, "hana")
}

fn transaction(facilities: Vec<Facility>) -> Transaction {
    let label = Label { action: "import".to_owned(), detail: String::new() };
    let puts = facilities.into_iter().map(|facility| Put::Save(Record::Facility(facility))).collect();
    Transaction { author: author(), at: Timestamp::UNIX_EPOCH, label, puts, patience: None }
}

fn whole_import() -> Transaction {
    transaction((0..FACILITIES).map(facility).collect())
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("store");
    group.sample_size(10).measurement_time(Duration::from_secs(8));

    group.bench_function("import 40,000 facilities", |bencher| {
        bencher.iter_batched(
            || {
                // Beside the build, on a real disk: /tmp may be in memory.
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
                (RedbStore::open(folder.path(), Options::default()).unwrap(), folder, whole_import())
            },
            |(store, folder, import)| {
                store.write(import).unwrap();
                (store, folder)
            },
            BatchSize::PerIteration,
        );
    });

    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = RedbStore::open(folder.path(), Options::default()).unwrap();
    store.write(whole_import()).unwrap();
    group.bench_function("undo of an import", |bencher| {
        bencher.iter_batched(
            || {
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
                let store = RedbStore::open(folder.path(), Options::default()).unwrap();
                store.write(whole_import()).unwrap();
                (store, folder)
            },
            |(store, folder)| {
                store.undo(&author(), Timestamp::UNIX_EPOCH, None).unwrap();
                (store, folder)
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("open, scan and decode 40,000", |bencher| {
        bencher.iter_with_large_drop(|| {
            let store = RedbStore::open(folder.path(), Options::default()).unwrap();
            let mut all = Vec::with_capacity(FACILITIES as usize);
            store.scan(EntityKind::Facility, &mut |record| all.push(record)).unwrap();
            all
        });
    });
    group.bench_function("open, get one, close", |bencher| {
        bencher.iter(|| {
            let store = RedbStore::open(folder.path(), Options::default()).unwrap();
            load(&store, id(20_000)).unwrap()
        });
    });
    let mut turn = 0_u32;
    group.bench_function("one small durable write", |bencher| {
        bencher.iter(|| {
            turn += 1;
            let mut one = load(&store, id(turn * 7 % FACILITIES)).unwrap().unwrap();
            one.local.note.facts = format!("turn {turn}");
            store.write(transaction(vec![one])).unwrap()
        });
    });
    group.bench_function("poll the last number", |bencher| bencher.iter(|| store.last_seq().unwrap()));
    group.finish();
}

/// The same work on a plain and on an encrypted store: what sealing every page costs.
fn encrypted(criterion: &mut Criterion) {
    let key = Secret::passphrase("only for the bench");
    for sealed in [false, true] {
        let name = if sealed { "encrypted" } else { "plain" };
        let make = |folder: &Path| {
            let options = Options::default();
            if sealed {
                RedbStore::create_encrypted(folder, "bench", &key, options).unwrap()
            } else {
                RedbStore::open(folder, options).unwrap()
            }
        };
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(5));
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let store = make(folder.path());
        store.write(whole_import()).unwrap();
        group.bench_function("import 40,000 facilities", |bencher| {
            bencher.iter_batched(
                || {
                    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
                    (make(folder.path()), folder, whole_import())
                },
                |(store, folder, import)| {
                    store.write(import).unwrap();
                    (store, folder)
                },
                BatchSize::PerIteration,
            );
        });
        drop(store);
        let options = || Options { key: Some(KeySource::Given(key.clone())), ..Options::default() };
        group.bench_function("scan and decode 40,000, nothing in the cache", |bencher| {
            bencher.iter_batched(
                || RedbStore::open(folder.path(), options()).unwrap(),
                |store| {
                    let mut all = Vec::with_capacity(FACILITIES as usize);
                    store.scan(EntityKind::Facility, &mut |record| all.push(record)).unwrap();
                    (store, all)
                },
                BatchSize::PerIteration,
            );
        });
        let store = RedbStore::open(folder.path(), options()).unwrap();
        let mut turn = 0_u32;
        group.bench_function("one small durable write", |bencher| {
            bencher.iter(|| {
                turn += 1;
                let mut one = load(&store, id(turn * 7 % FACILITIES)).unwrap().unwrap();
                one.local.note.facts = format!("turn {turn}");
                store.write(transaction(vec![one])).unwrap()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, bench, encrypted);
criterion_main!(benches);
