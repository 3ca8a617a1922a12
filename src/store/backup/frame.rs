//! The stream inside a backup: frames, each its length (4 bytes, big-endian) and MessagePack.
//!
//! A header, then for each table its name and its rows in key order, then a trailer with the number of rows and the SHA-256 of every
//! byte before it. Rows are the stored bytes as they are, so that a backup brings back history, undo and the audit chain.

use std::io::{self, Read, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::store::codec::Bytes;

/// Of the stream, not of the tables.
pub(super) const FORMAT: u32 = 1;

/// No row is longer; a length beyond it is damage, and must not be asked of the memory.
const LONGEST: usize = 1 << 30;

/// One piece of the stream.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Frame<'a> {
    Header(Header),
    /// The rows that follow are of this table.
    Table(String),
    Row(#[serde(borrow)] Bytes<'a>, #[serde(borrow)] Bytes<'a>),
    Trailer(Trailer),
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Header {
    pub format: u32,
    pub schema: u32,
    pub program: String,
    pub made_at: Timestamp,
    /// Rows of each table that follows.
    pub tables: Vec<(String, u64)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Trailer {
    pub rows: u64,
    #[serde(with = "digest")]
    pub sha256: [u8; 32],
}

mod digest {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(digest: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(digest)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        let bytes = super::Bytes::deserialize(deserializer)?;
        bytes.0.try_into().map_err(|_| serde::de::Error::custom("a digest has 32 bytes"))
    }
}

/// Writes frames.
pub(super) struct FrameWriter<W> {
    out: W,
    digest: Sha256,
    rows: u64,
    buffer: Vec<u8>,
}

impl<W: Write> FrameWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, digest: Sha256::new(), rows: 0, buffer: Vec::new() }
    }

    pub(super) fn write(&mut self, frame: &Frame<'_>) -> io::Result<()> {
        self.buffer.clear();
        self.buffer.extend_from_slice(&[0; 4]);
        let mut serializer = rmp_serde::Serializer::new(&mut self.buffer).with_struct_map();
        frame.serialize(&mut serializer).map_err(|_| io::Error::other("a row could not be encoded"))?;
        let length = self.buffer.len() - 4;
        let length = u32::try_from(length).map_err(|_| io::Error::other("a row is longer than 4 GiB"))?;
        if let Some(head) = self.buffer.first_chunk_mut::<4>() {
            *head = length.to_be_bytes();
        }
        self.rows += u64::from(matches!(frame, Frame::Row(..)));
        self.digest.update(&self.buffer);
        self.out.write_all(&self.buffer)
    }

    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// The trailer; what is written to stays to be finished.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let sha256 = self.digest.clone().finalize().into();
        let trailer = Frame::Trailer(Trailer { rows: self.rows, sha256 });
        self.write(&trailer)?;
        Ok(self.out)
    }
}

/// Reads frames, and proves the trailer.
pub(super) struct FrameReader<R> {
    source: R,
    digest: Sha256,
    rows: u64,
    buffer: Vec<u8>,
}

impl<R: Read> FrameReader<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, digest: Sha256::new(), rows: 0, buffer: Vec::new() }
    }

    /// The next header, table or row; `None` after a trailer that is right and behind which nothing follows.
    /// What is not as it should be is [`io::ErrorKind::InvalidData`], an early end [`io::ErrorKind::UnexpectedEof`].
    pub(super) fn next(&mut self) -> io::Result<Option<Frame<'_>>> {
        let mut length = [0; 4];
        self.source.read_exact(&mut length)?;
        let size = u32::from_be_bytes(length) as usize;
        if size > LONGEST {
            return Err(wrong("a row has an impossible length"));
        }
        self.buffer.clear();
        // `take` grows the buffer with what is really there: a wrong length does not ask for a gigabyte.
        let read = Read::by_ref(&mut self.source).take(size as u64).read_to_end(&mut self.buffer)?;
        if read < size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let frame: Frame<'_> = rmp_serde::from_slice(&self.buffer).map_err(|_| wrong("a row cannot be read"))?;
        let Frame::Trailer(trailer) = frame else {
            self.rows += u64::from(matches!(frame, Frame::Row(..)));
            self.digest.update(length);
            self.digest.update(&self.buffer);
            return Ok(Some(frame));
        };
        if trailer.rows != self.rows || trailer.sha256 != <[u8; 32]>::from(self.digest.finalize_reset()) {
            return Err(wrong("its checksum is wrong"));
        }
        // Reading to the end lets the layers below check theirs.
        match self.source.read(&mut [0])? {
            0 => Ok(None),
            _ => Err(wrong("something follows its end")),
        }
    }

    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }
}

pub(super) fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> Vec<u8> {
        let mut writer = FrameWriter::new(Vec::new());
        let header = Header {
            format: FORMAT,
            schema: 2,
            program: "test".to_owned(),
            made_at: Timestamp::UNIX_EPOCH,
            tables: vec![("facility".to_owned(), 2)],
        };
        writer.write(&Frame::Header(header)).unwrap();
        writer.write(&Frame::Table("facility".to_owned())).unwrap();
        writer.write(&Frame::Row(Bytes(b"a"), Bytes(b"first"))).unwrap();
        writer.write(&Frame::Row(Bytes(b"b"), Bytes(b""))).unwrap();
        writer.finish().unwrap()
    }

    type Row = (Vec<u8>, Vec<u8>);

    /// Rows read before the end or the fault.
    fn read(bytes: &[u8]) -> (Vec<Row>, io::Result<()>) {
        let mut reader = FrameReader::new(bytes);
        let mut rows = Vec::new();
        loop {
            match reader.next() {
                Ok(Some(Frame::Row(key, value))) => rows.push((key.0.to_vec(), value.0.to_vec())),
                Ok(Some(_)) => {}
                Ok(None) => return (rows, Ok(())),
                Err(error) => return (rows, Err(error)),
            }
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let (rows, end) = read(&stream());
        end.unwrap();
        assert_eq!(rows, [(b"a".to_vec(), b"first".to_vec()), (b"b".to_vec(), Vec::new())]);
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_found() {
        let whole = stream();
        for length in 0..whole.len() {
            assert!(read(&whole[..length]).1.is_err(), "cut to {length}");
        }
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&flipped).1.is_err(), "bit {bit}");
        }
        let mut longer = whole;
        longer.push(0);
        assert!(read(&longer).1.is_err());
    }
}
