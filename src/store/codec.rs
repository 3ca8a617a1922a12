//! How records and journal rows become bytes.
//!
//! A record is stored as its `rev` (8 bytes, big-endian), then MessagePack with named fields in which `rev` is 0. Named fields
//! let an older program read what a newer one wrote and the other way round; `rev` stands apart so that an undo can bring
//! back the very bytes under a new `rev`, and two versions can be compared without it.

use std::fmt;

use serde::de::{self, DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fault::Result;
use super::trash::Thrown;
use crate::port::store::Key;
use crate::port::{Change, EntityKind, Entry, GroupId, Image, Record, StoreError};

const REV_BYTES: usize = 8;

/// A record's stored form, taken apart.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    pub rev: u64,
    pub body: &'a [u8],
}

impl<'a> Stored<'a> {
    pub(super) fn split(bytes: &'a [u8]) -> Result<Self> {
        let (rev, body) =
            bytes.split_first_chunk::<REV_BYTES>().ok_or_else(|| damaged("a record is shorter than its number"))?;
        Ok(Self { rev: u64::from_be_bytes(*rev), body })
    }

    pub(super) fn record(self, kind: EntityKind) -> Result<Record> {
        let mut record = decode_body(kind, self.body)?;
        record.set_rev(self.rev);
        Ok(record)
    }
}

/// The stored form of a record under the `rev` it carries; the record's own becomes 0.
pub(super) fn encode(record: &mut Record) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1024);
    bytes.extend_from_slice(&record.rev().to_be_bytes());
    record.set_rev(0);
    match record {
        Record::Facility(facility) => append(&mut bytes, facility),
        Record::Doubt(doubt) => append(&mut bytes, doubt),
        Record::PlaceTable(place_table) => append(&mut bytes, place_table),
        Record::Member(member) => append(&mut bytes, member),
        Record::Person(person) => append(&mut bytes, person),
        Record::Episode(episode) => append(&mut bytes, episode),
        Record::Task(task) => append(&mut bytes, task),
        Record::Template(template) => append(&mut bytes, template),
        Record::Disclosure(disclosure) => append(&mut bytes, disclosure),
        Record::Conference(conference) => append(&mut bytes, conference),
        Record::Sheet(sheet) => append(&mut bytes, sheet),
        Record::AcpTalk(talk) => append(&mut bytes, talk),
        Record::Meeting(record) => append(&mut bytes, record),
        Record::Publication(record) => append(&mut bytes, record),
        Record::Guide(record) => append(&mut bytes, record),
        Record::Survey(record) => append(&mut bytes, record),
        Record::Answer(record) => append(&mut bytes, record),
        Record::ServiceAct(record) => append(&mut bytes, record),
    }?;
    Ok(bytes)
}

/// The stored form of a body under a `rev`.
pub(super) fn join(rev: u64, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(REV_BYTES + body.len());
    bytes.extend_from_slice(&rev.to_be_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// Gives an encoded record another `rev`.
pub(super) fn set_rev(bytes: &mut [u8], rev: u64) {
    if let Some(slot) = bytes.first_chunk_mut::<REV_BYTES>() {
        *slot = rev.to_be_bytes();
    }
}

pub(super) fn decode(kind: EntityKind, bytes: &[u8]) -> Result<Record> {
    Stored::split(bytes)?.record(kind)
}

fn decode_body(kind: EntityKind, body: &[u8]) -> Result<Record> {
    Ok(match kind {
        EntityKind::Facility => Record::Facility(read(body, "facility")?),
        EntityKind::Doubt => Record::Doubt(read(body, "doubt")?),
        EntityKind::PlaceTable => Record::PlaceTable(read(body, "place table")?),
        EntityKind::Member => Record::Member(read(body, "member")?),
        EntityKind::Person => Record::Person(read(body, "person")?),
        EntityKind::Episode => Record::Episode(read(body, "stay")?),
        EntityKind::Task => Record::Task(read(body, "task")?),
        EntityKind::Template => Record::Template(read(body, "checklist")?),
        EntityKind::Disclosure => Record::Disclosure(read(body, "disclosure")?),
        EntityKind::Conference => Record::Conference(read(body, "talk")?),
        EntityKind::Sheet => Record::Sheet(read(body, "sheet")?),
        EntityKind::AcpTalk => Record::AcpTalk(read(body, "acp_talk")?),
        EntityKind::Meeting => Record::Meeting(read(body, "meeting")?),
        EntityKind::Publication => Record::Publication(read(body, "publication")?),
        EntityKind::Guide => Record::Guide(read(body, "guide")?),
        EntityKind::Survey => Record::Survey(read(body, "survey")?),
        EntityKind::Answer => Record::Answer(read(body, "answer")?),
        EntityKind::ServiceAct => Record::ServiceAct(read(body, "service_act")?),
    })
}

fn append<T: Serialize>(bytes: &mut Vec<u8>, value: &T) -> Result<()> {
    let mut serializer = rmp_serde::Serializer::new(bytes).with_struct_map();
    // The cause may quote a value, and values are people's: it is left out.
    value.serialize(&mut serializer).map_err(|_| StoreError::Io("a record could not be encoded".to_owned()).into())
}

pub(super) fn read<T: DeserializeOwned>(bytes: &[u8], what: &str) -> Result<T> {
    // As above: serde's message quotes what it could not read.
    rmp_serde::from_slice(bytes).map_err(|_| damaged(&format!("a {what} cannot be read")).into())
}

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

/// What stands beside the records (drafts, presences) in MessagePack.
pub(super) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(512);
    append(&mut bytes, value)?;
    Ok(bytes)
}

/// See [`pack`]. `None` where this program cannot read it: a newer one wrote it.
pub(super) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    rmp_serde::from_slice(bytes).ok()
}

pub(super) fn decode_thrown(bytes: &[u8]) -> Result<Thrown<'_>> {
    rmp_serde::from_slice(bytes).map_err(|_| damaged("a record in the trash cannot be read").into())
}

pub(super) fn encode_entry(entry: &Entry) -> Result<Vec<u8>> {
    encode_plain(entry)
}

/// MessagePack with named fields and nothing before it.
pub(super) fn encode_plain<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(192);
    append(&mut bytes, value)?;
    Ok(bytes)
}

pub(super) fn decode_entry(bytes: &[u8]) -> Result<Entry> {
    read(bytes, "journal group")
}

/// One change as the journal keeps it: the images in their stored form, `kind` by name so that a program that does not
/// know it can step over the row.
#[derive(Serialize, Deserialize)]
pub(super) struct Row<'a> {
    pub group: GroupId,
    pub kind: &'a str,
    #[serde(borrow)]
    pub key: Bytes<'a>,
    #[serde(borrow, default)]
    pub before: Option<Bytes<'a>>,
    #[serde(borrow, default)]
    pub after: Option<Bytes<'a>>,
    /// Where an image is missing, the record lay in the trash then.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trashed: bool,
    /// A purge or an erasure has wiped the images; `after` may be what an erasure has left of the record.
    #[serde(default, skip_serializing_if = "is_false")]
    pub erased: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl<'a> Row<'a> {
    pub(super) fn encode(&self) -> Result<Vec<u8>> {
        let images = self.before.map_or(0, |b| b.0.len()) + self.after.map_or(0, |b| b.0.len());
        let mut bytes = Vec::with_capacity(96 + images);
        append(&mut bytes, self)?;
        Ok(bytes)
    }

    pub(super) fn decode(bytes: &'a [u8]) -> Result<Self> {
        rmp_serde::from_slice(bytes).map_err(|_| damaged("a journal row cannot be read").into())
    }

    /// `None` for a kind that only a newer program knows.
    pub(super) fn kind(&self) -> Option<EntityKind> {
        self.kind.parse().ok()
    }

    pub(super) fn key(&self) -> Result<Key> {
        Key::try_from(self.key.0).map_err(|_| damaged("a journal row has a key of the wrong length").into())
    }

    /// The change as the port shows it; `None` for a kind that only a newer program knows.
    pub(super) fn change(&self, seq: u64) -> Result<Option<Change>> {
        let Some(kind) = self.kind() else { return Ok(None) };
        let image =
            |bytes: Option<Bytes<'_>>| -> Result<Image> { bytes.map(|bytes| decode(kind, bytes.0)).transpose() };
        Ok(Some(Change {
            seq,
            group: self.group,
            kind,
            key: self.key()?,
            before: image(self.before)?,
            after: image(self.after)?,
            trashed: self.trashed,
            erased: self.erased,
        }))
    }
}

/// Bytes that serde writes as bytes and reads without a copy.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Bytes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct BytesVisitor;
        impl<'de> Visitor<'de> for BytesVisitor {
            type Value = Bytes<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> std::result::Result<Bytes<'de>, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_bytes(BytesVisitor)
    }
}
