//! Bits that turn over on the disk, one at a time and anywhere in the file.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use renkei::port::{EntityKind, Record, Store, StoreError};
use renkei::store::keys::{KeySource, make_key_file};
use renkei::store::{Options, RedbStore};
use strum::IntoEnumIterator;

use crate::sample::*;

const FLIPS: usize = 200;

/// Everything that reading gives: records and the journal.
#[derive(PartialEq)]
struct Everything {
    records: Vec<Record>,
    changes: Vec<renkei::port::Change>,
    history: Vec<renkei::port::Entry>,
}

fn everything(folder: &Path, options: &Options) -> Result<Everything, StoreError> {
    let store = RedbStore::open(folder, options.clone())?;
    let mut records = Vec::new();
    for kind in EntityKind::iter() {
        store.scan(kind, &mut |record| records.push(record))?;
    }
    let changes = store.changes_since(0)?.unwrap_or_default();
    Ok(Everything { records, changes, history: store.history(usize::MAX)? })
}

/// How a read of a file with a turned bit ended.
#[derive(Default, Debug)]
struct Count {
    right: usize,
    refused: usize,
    altered: usize,
    noticed: usize,
}

fn flip_one_after_the_other(folder: &Path, options: &Options) -> Count {
    let path = RedbStore::file_in(folder);
    let (whole, right) = (fs::read(&path).unwrap(), everything(folder, options).unwrap());
    // Opening alone may write; every flip begins with the same bytes.
    let mut random = 0x5EED_u64;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut count = Count::default();
    for _ in 0..FLIPS {
        let (at, bit) = (next(whole.len() as u64), next(8));
        let flip = || {
            fs::write(&path, &whole).unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.write_all_at(&[whole[at as usize] ^ (1 << bit)], at).unwrap();
        };
        flip();
        let read = everything(folder, options);
        flip();
        let checked = RedbStore::verify(folder, options);
        let noticed = !matches!(&checked, Ok(found) if found.whole && found.unsound_pages == 0);
        count.noticed += usize::from(noticed);
        match read {
            Ok(read) if read == right => count.right += 1,
            Ok(_) => {
                count.altered += 1;
                assert!(noticed, "bit {bit} of byte {at}: other data, and the check finds nothing");
            }
            Err(error) => {
                count.refused += 1;
                let damage = matches!(error, StoreError::Damaged(_) | StoreError::Refused { .. } | StoreError::Key(_));
                assert!(damage, "bit {bit} of byte {at}: {error:?}");
                assert!(noticed, "bit {bit} of byte {at}: {error}, and the check finds nothing");
            }
        }
    }
    fs::write(&path, &whole).unwrap();
    assert!(everything(folder, options).is_ok_and(|read| read == right));
    eprintln!("of {FLIPS} bits in {} bytes: {count:?}", whole.len());
    count
}

/// A small register with a history.
fn fill(store: &RedbStore) {
    store.write(transaction("import", (0..120).map(|n| facility(n, "架空の記録")))).unwrap();
    for n in 0..20 {
        let mut facility = facility(n, "直した記録");
        facility.rev = 1;
        store.write(transaction("edit", std::iter::once(facility))).unwrap();
    }
}

#[test]
fn in_a_plain_file_the_check_finds_every_bit_that_matters() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fill(&RedbStore::open(folder.path(), Options::default()).unwrap());
    let count = flip_one_after_the_other(folder.path(), &Options::default());
    assert!(count.refused + count.altered > 0, "no bit that matters was hit");
}

#[test]
fn in_an_encrypted_file_no_bit_is_read_as_another() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let key = folder.path().join("key");
    let secret = make_key_file(&key).unwrap();
    let options = Options { key: Some(KeySource::KeyFile(key)), ..Options::default() };
    fill(&RedbStore::create_encrypted(folder.path(), "test", &secret, options.clone()).unwrap());
    let count = flip_one_after_the_other(folder.path(), &options);
    assert_eq!(count.altered, 0, "a turned bit was read as something else");
    assert!(count.refused > 0, "no bit that matters was hit");
}
