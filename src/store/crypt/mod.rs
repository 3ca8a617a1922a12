//! Encryption at rest: a redb backend that seals every page before it reaches another backend (systems.md 4.1).
//!
//! What it gives: nobody reads the data from a stolen disk or a copied file, and nobody alters a page unseen. What it does not:
//! a whole old copy of the file, or of single pages, is not told from the present one.

mod mark;
mod page;

#[cfg(test)]
mod tests;

use std::io;
use std::ops::{Bound, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use redb::{BackendError, StorageBackend};

pub(super) use self::mark::{Kind, Mark, is_cut_off, kind_of};
use self::page::{Found, PLAIN, Pages, SEALED};
use super::keys::DataKey;

/// Who a data file is: 16 random bytes that are no secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileId(pub [u8; 16]);

/// What it takes to open one encrypted file, any number of times.
#[derive(Clone)]
pub struct Seal {
    pages: Arc<Pages>,
    mark: Mark,
    unsound: Arc<AtomicU64>,
}

impl Seal {
    pub fn new(key: &DataKey, file: FileId) -> Self {
        Self { pages: Arc::new(Pages::new(key, file)), mark: Mark::of(key, file), unsound: Arc::default() }
    }

    /// How often a page was read that was not what had been written, over all handles. A torn page after a power failure is
    /// read so once, and redb falls back to the commit before.
    pub fn unsound(&self) -> u64 {
        self.unsound.load(Ordering::Relaxed)
    }
}

/// A backend whose pages lie sealed in another backend.
///
/// Page 0 stays in clear: it holds redb's header alone, no data, and redb needs its small writes to be atomic.
pub struct Sealed<B> {
    inner: B,
    seal: Seal,
}

impl<B: StorageBackend> Sealed<B> {
    pub fn new(inner: B, seal: Seal) -> Self {
        Self { inner, seal }
    }

    fn note(&self, found: Found, page: u64) {
        match found {
            Found::Whole => {}
            Found::Unsound => {
                self.seal.unsound.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(page, "a page of the data file is not what was written");
            }
        }
    }

    /// Reads whole pages behind page 0; also says whether all were sound.
    fn read_pages(&self, pages: Range<u64>, plain: &mut [u8]) -> io::Result<Found> {
        let mut sealed = vec![0; (pages.end - pages.start) as usize * SEALED];
        self.inner.read(pages.start * SEALED as u64, &mut sealed)?;
        let mut all = Found::Whole;
        for ((number, sealed), plain) in pages.zip(sealed.chunks_exact(SEALED)).zip(plain.chunks_exact_mut(PLAIN)) {
            let found = self.seal.pages.open(number, sealed, plain);
            self.note(found, number);
            if found == Found::Unsound {
                all = found;
            }
        }
        Ok(all)
    }
}

/// The pages that hold these bytes.
fn pages_of(offset: u64, len: usize) -> Range<u64> {
    let page = PLAIN as u64;
    offset / page..(offset + len as u64).div_ceil(page)
}

/// How many of `len` bytes from `offset` on lie in page 0.
fn in_clear(offset: u64, len: usize) -> usize {
    usize::try_from((PLAIN as u64).saturating_sub(offset)).map_or(len, |clear| clear.min(len))
}

impl<B> std::fmt::Debug for Sealed<B> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Sealed")
    }
}

impl<B: StorageBackend> StorageBackend for Sealed<B> {
    /// A last page that is cut off does not count, so that redb finds the file too short.
    fn len(&self) -> io::Result<u64> {
        Ok(self.inner.len()? / SEALED as u64 * PLAIN as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let (clear, rest) = out.split_at_mut(in_clear(offset, out.len()));
        if !clear.is_empty() {
            self.inner.read(offset, clear)?;
        }
        if rest.is_empty() {
            return Ok(());
        }
        let offset = offset + clear.len() as u64;
        let pages = pages_of(offset, rest.len());
        let skip = (offset - pages.start * PLAIN as u64) as usize;
        if skip == 0 && rest.len().is_multiple_of(PLAIN) {
            self.read_pages(pages, rest)?;
        } else {
            let mut plain = vec![0; (pages.end - pages.start) as usize * PLAIN];
            self.read_pages(pages, &mut plain)?;
            rest.copy_from_slice(&plain[skip..skip + rest.len()]);
        }
        Ok(())
    }

    /// redb grows and shrinks a file by whole pages; anything else is refused.
    fn set_len(&self, len: u64) -> io::Result<()> {
        if !len.is_multiple_of(PLAIN as u64) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "an encrypted file has whole pages only"));
        }
        let fresh = self.inner.len()? == 0;
        self.inner.set_len(len / PLAIN as u64 * SEALED as u64)?;
        if fresh && len > 0 {
            // Before redb's first flush, and so before its magic number: a file that is whole always has its mark.
            self.inner.write(Mark::AT, &self.seal.mark.to_bytes())?;
        }
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let (clear, rest) = data.split_at(in_clear(offset, data.len()));
        if !clear.is_empty() {
            self.inner.write(offset, clear)?;
        }
        if rest.is_empty() {
            return Ok(());
        }
        let offset = offset + clear.len() as u64;
        let pages = pages_of(offset, rest.len());
        let skip = (offset - pages.start * PLAIN as u64) as usize;
        let at = pages.start * SEALED as u64;
        if skip == 0 && rest.len().is_multiple_of(PLAIN) {
            return self.inner.write(at, &self.seal.pages.seal(pages.start, rest)?);
        }
        let mut plain = vec![0; (pages.end - pages.start) as usize * PLAIN];
        // Sealed again, garbage would pass for what somebody wrote.
        if self.read_pages(pages.clone(), &mut plain)? == Found::Unsound {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a page to be changed is damaged"));
        }
        plain[skip..skip + rest.len()].copy_from_slice(rest);
        self.inner.write(at, &self.seal.pages.seal(pages.start, &plain)?)
    }

    fn close(&self) -> io::Result<()> {
        self.inner.close()
    }

    // The locks are on offsets that are a convention between processes, not on bytes: they stay where they are.

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_range(start, end)
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.lock_shared_range(start, end)
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
