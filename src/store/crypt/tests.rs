use redb::backends::InMemoryBackend;

use super::*;

const FILE: FileId = FileId([7; 16]);

/// A backend in memory that several handles share.
#[derive(Clone, Debug)]
struct Shared(Arc<InMemoryBackend>);

impl Shared {
    fn new() -> Self {
        Self(Arc::new(InMemoryBackend::new()))
    }
}

impl StorageBackend for Shared {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }
    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}

fn key(n: u8) -> DataKey {
    DataKey::from_bytes([n; 32])
}

fn sealed(disk: &Shared) -> Sealed<Shared> {
    Sealed::new(disk.clone(), Seal::new(&key(1), FILE))
}

fn bytes(backend: &impl StorageBackend, offset: u64, len: usize) -> Vec<u8> {
    let mut out = vec![0; len];
    backend.read(offset, &mut out).unwrap();
    out
}

#[test]
fn what_is_written_anywhere_is_read_back_as_from_a_plain_backend() {
    let (disk, plain) = (Shared::new(), InMemoryBackend::new());
    let coded = sealed(&disk);
    let page = PLAIN as u64;
    for backend in [&coded as &dyn StorageBackend, &plain] {
        backend.set_len(20 * page).unwrap();
    }
    // Starts and lengths on, before and behind the edges of pages, page 0 among them.
    let offsets = [0, 1, 64, page - 1, page, page + 1, 2 * page - 7, 3 * page, 5 * page + 100];
    let lens = [1, 7, 320, PLAIN - 1, PLAIN, PLAIN + 1, 3 * PLAIN, 3 * PLAIN + 5];
    let mut fill = 0;
    for offset in offsets {
        for len in lens {
            fill += 1;
            for backend in [&coded as &dyn StorageBackend, &plain] {
                backend.write(offset, &vec![fill; len]).unwrap();
            }
            assert_eq!(bytes(&coded, offset, len), vec![fill; len]);
        }
    }
    assert_eq!(bytes(&coded, 0, 20 * PLAIN), bytes(&plain, 0, 20 * PLAIN));
    assert_eq!(coded.seal.unsound(), 0);
    for len in [3 * page, 0, 2 * page] {
        coded.set_len(len).unwrap();
        plain.set_len(len).unwrap();
        assert_eq!(coded.len().unwrap(), len);
        assert_eq!(bytes(&coded, 0, len as usize), bytes(&plain, 0, len as usize), "cut to {len}");
    }
    assert!(coded.set_len(page + 1).is_err());
    assert!(coded.read(page, &mut vec![0; 2 * PLAIN]).is_err(), "there is nothing behind the end");
}

#[test]
fn pages_that_nothing_was_written_to_are_zeros() {
    let coded = sealed(&Shared::new());
    coded.set_len(8 * PLAIN as u64).unwrap();
    assert_eq!(bytes(&coded, 0, 8 * PLAIN), vec![0; 8 * PLAIN]);
}

#[test]
fn the_disk_holds_no_plain_text_and_no_page_twice() {
    let disk = Shared::new();
    let coded = sealed(&disk);
    coded.set_len(4 * PLAIN as u64).unwrap();
    coded.write(PLAIN as u64, &b"secret! ".repeat(PLAIN / 8)).unwrap();
    coded.write(2 * PLAIN as u64, &b"secret! ".repeat(PLAIN / 8)).unwrap();
    let raw = bytes(&disk, 0, disk.len().unwrap() as usize);
    assert!(!raw.windows(6).any(|window| window == b"secret"));
    let first = &raw[SEALED..2 * SEALED];
    assert_ne!(first, &raw[2 * SEALED..3 * SEALED]);
    coded.write(PLAIN as u64, &b"secret! ".repeat(PLAIN / 8)).unwrap();
    assert_ne!(first, bytes(&disk, SEALED as u64, SEALED), "each write has a nonce of its own");
}

#[test]
fn an_altered_moved_or_foreign_page_reads_as_garbage_that_nobody_can_choose_and_is_counted() {
    let disk = Shared::new();
    let coded = sealed(&disk);
    coded.set_len(6 * PLAIN as u64).unwrap();
    coded.write(PLAIN as u64, &vec![1; 3 * PLAIN]).unwrap();
    let at = SEALED as u64;
    let page_1 = bytes(&disk, at, SEALED);

    let garbage = |page: u64| bytes(&coded, page * PLAIN as u64, PLAIN) == vec![0xFF; PLAIN];
    for byte in [0, 23, 24, 2_000, SEALED - 1] {
        let mut altered = page_1.clone();
        altered[byte] ^= 1;
        disk.write(at, &altered).unwrap();
        assert!(garbage(1), "byte {byte}");
    }
    // A page torn at a sector, and plain text in the place of a page.
    let mut torn = page_1.clone();
    torn[512..].fill(0);
    disk.write(at, &torn).unwrap();
    assert!(garbage(1));
    disk.write(at, &[2; SEALED]).unwrap();
    assert!(garbage(1));
    assert_eq!(coded.seal.unsound(), 7);
    assert!(coded.write(PLAIN as u64 + 3, b"abc").is_err(), "garbage is not sealed");

    disk.write(at, &page_1).unwrap();
    disk.write(5 * at, &page_1).unwrap();
    assert!(!garbage(1) && garbage(5), "a page is good at its own place");
    let count = |key: DataKey, file: FileId| {
        let other = Sealed::new(disk.clone(), Seal::new(&key, file));
        bytes(&other, PLAIN as u64, PLAIN);
        other.seal.unsound()
    };
    assert_eq!((count(key(1), FILE), count(key(2), FILE), count(key(1), FileId([8; 16]))), (0, 1, 1));
}

#[test]
fn a_file_is_known_by_its_mark_without_any_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    assert_eq!(kind_of(&path).unwrap(), Kind::Fresh);
    std::fs::write(&path, b"").unwrap();
    assert_eq!(kind_of(&path).unwrap(), Kind::Fresh);

    let make = |seal: Option<Seal>| {
        let file = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let inner = redb::backends::FileBackend::new(file).unwrap();
        let builder = redb::Builder::new();
        drop(match seal {
            Some(seal) => builder.create_with_backend(Sealed::new(inner, seal)).unwrap(),
            None => builder.create_with_backend(inner).unwrap(),
        });
    };
    make(None);
    assert_eq!(kind_of(&path).unwrap(), Kind::Plain);
    std::fs::write(&path, b"").unwrap();
    make(Some(Seal::new(&key(1), FILE)));
    let mark = Mark::of(&key(1), FILE);
    assert_eq!(kind_of(&path).unwrap(), Kind::Encrypted(mark));
    assert_ne!(mark, Mark::of(&key(2), FILE));
}
