//! One page: 4,096 bytes as redb knows them, 4,136 bytes as they lie on the disk (nonce, ciphertext, tag).
//!
//! XChaCha20-Poly1305 with a random nonce of 24 bytes for every write: random nonces of the 12 bytes that AES-GCM has would
//! repeat within the life of a data file.

use std::io;

use chacha20poly1305::aead::rand_core::RngCore;
use chacha20poly1305::aead::{AeadInPlace, KeyInit, OsRng};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};

use super::FileId;
use crate::store::keys::DataKey;

/// Bytes of a page as redb knows it.
pub(super) const PLAIN: usize = 4_096;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Bytes of a page on the disk.
pub(super) const SEALED: usize = NONCE + PLAIN + TAG;

/// What stands in the place of a page that is not what was written. No page of redb's begins so, and the bytes on the disk
/// have no influence on it: who can write to the disk must not be able to choose what is read.
const GARBAGE: u8 = 0xFF;

/// A nonce of zeros only never comes out of the dice.
const NEVER_WRITTEN: [u8; SEALED] = [0; SEALED];

/// How a page was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Whole,
    /// Torn, altered, or of another place or file.
    Unsound,
}

/// Seals and opens the pages of one file.
pub(super) struct Pages {
    cipher: XChaCha20Poly1305,
    file: FileId,
}

impl Pages {
    pub(super) fn new(key: &DataKey, file: FileId) -> Self {
        Self { cipher: XChaCha20Poly1305::new(key.for_pages(file).as_slice().into()), file }
    }

    /// A page is good at its own place in its own file only.
    fn place(&self, number: u64) -> [u8; 24] {
        let mut place = [0; 24];
        place[..16].copy_from_slice(&self.file.0);
        place[16..].copy_from_slice(&number.to_le_bytes());
        place
    }

    /// Seals whole pages, the first of which has the number `first`.
    pub(super) fn seal(&self, first: u64, plain: &[u8]) -> io::Result<Vec<u8>> {
        let pages = plain.chunks_exact(PLAIN);
        let mut nonces = vec![0; pages.len() * NONCE];
        OsRng.try_fill_bytes(&mut nonces).map_err(io::Error::other)?;
        let mut sealed = Vec::with_capacity(pages.len() * SEALED);
        for ((number, page), nonce) in (first..).zip(pages).zip(nonces.chunks_exact(NONCE)) {
            sealed.extend_from_slice(nonce);
            let start = sealed.len();
            sealed.extend_from_slice(page);
            let tag = self
                .cipher
                .encrypt_in_place_detached(XNonce::from_slice(nonce), &self.place(number), &mut sealed[start..])
                .map_err(|error| io::Error::other(error.to_string()))?;
            sealed.extend_from_slice(&tag);
        }
        Ok(sealed)
    }

    /// Opens one page into `plain` ([`PLAIN`] bytes). A page that nothing was ever written to reads as zeros.
    pub(super) fn open(&self, number: u64, sealed: &[u8], plain: &mut [u8]) -> Found {
        if sealed == NEVER_WRITTEN {
            plain.fill(0);
            return Found::Whole;
        }
        let (nonce, rest) = sealed.split_at(NONCE);
        let (text, tag) = rest.split_at(PLAIN);
        plain.copy_from_slice(text);
        let (nonce, tag) = (XNonce::from_slice(nonce), Tag::from_slice(tag));
        if self.cipher.decrypt_in_place_detached(nonce, &self.place(number), plain, tag).is_ok() {
            return Found::Whole;
        }
        plain.fill(GARBAGE);
        Found::Unsound
    }
}
