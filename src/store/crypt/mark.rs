//! The mark of an encrypted file, in the 40 bytes that page 0 leaves free because it lies in clear.
//!
//! By it an encrypted file is known as one though its keys are lost, its keys are known to be its own, and a wrong key is
//! turned away before redb sees a page (it would panic, systems.md 4.1).

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::FileId;
use super::page::{PLAIN, SEALED};
use crate::store::keys::DataKey;

/// No page of redb's begins with this letter, so that no plain file is taken for an encrypted one.
const MAGIC: [u8; 8] = *b"RENKEIx1";
/// How a redb file begins (its docs/design.md); written last when a file is made.
const REDB: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";

/// What a file is, seen without any key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Empty, or never finished: it has neither data nor a mark.
    Fresh,
    Plain,
    Encrypted(Mark),
}

/// Who the file is, and a check value of its data key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(crate) file: FileId,
    check: [u8; 16],
}

impl Mark {
    pub(super) const AT: u64 = PLAIN as u64;
    pub(super) const BYTES: usize = SEALED - PLAIN;

    pub(crate) fn of(key: &DataKey, file: FileId) -> Self {
        Self { file, check: key.check(file) }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..24].copy_from_slice(&self.file.0);
        bytes[24..].copy_from_slice(&self.check);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (file, rest) = rest.split_first_chunk()?;
        Some(Self { file: FileId(*file), check: *rest.first_chunk()? })
    }
}

/// Looks at the beginning of a file. One that is not there is a fresh one.
pub(crate) fn kind_of(path: &Path) -> io::Result<Kind> {
    let mut first = Vec::with_capacity(SEALED);
    match File::open(path) {
        Ok(file) => file.take(SEALED as u64).read_to_end(&mut first)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kind::Fresh),
        Err(error) => return Err(error),
    };
    if let Some(mark) = first.get(PLAIN..).and_then(Mark::from_bytes) {
        return Ok(Kind::Encrypted(mark));
    }
    // What is something else altogether is left to redb, which says so.
    Ok(if first.starts_with(&REDB) { Kind::Plain } else { Kind::Fresh })
}

/// Is the file too short to have a mark? An empty one too: the program makes its file whole.
pub(crate) fn is_cut_off(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.len() < SEALED as u64)
}
