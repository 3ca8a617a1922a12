//! The audit chain in its table: number -> hash of the line before (32 bytes), hash of this line (32 bytes), canonical bytes
//! (see [`AuditEntry`]).

use redb::{ReadTransaction, ReadableTable, Table};
use sha2::{Digest, Sha256};

use super::carry::Parts;
use super::codec::{self, Row, Stored};
use super::fault::Result;
use super::schema::{self, existing};
use crate::domain::text::clean_line;
use crate::port::audit::{
    AuditChange, AuditEntry, AuditFault, AuditHead, AuditQuery, AuditRecord, AuditReport, ChainHash, Witness, id_of,
};
use crate::port::store::Key;
use crate::port::{Entry, GroupId};

/// Characters of a note; more would be no note.
const NOTE: usize = 120;

/// A stored line, taken apart.
struct Line<'a> {
    prev: ChainHash,
    hash: ChainHash,
    body: &'a [u8],
}

impl<'a> Line<'a> {
    fn split(bytes: &'a [u8]) -> Option<Self> {
        let (prev, rest) = bytes.split_first_chunk()?;
        let (hash, body) = rest.split_first_chunk()?;
        Some(Self { prev: ChainHash(*prev), hash: ChainHash(*hash), body })
    }

    fn is_sealed(&self) -> bool {
        seal(self.prev, self.body) == self.hash
    }

    fn entry(&self) -> Result<AuditEntry> {
        let mut entry: AuditEntry = codec::read(self.body, "line of the audit")?;
        entry.prev_hash = self.prev;
        entry.hash = self.hash;
        Ok(entry)
    }
}

fn seal(prev: ChainHash, body: &[u8]) -> ChainHash {
    ChainHash(Sha256::new().chain_update(prev.0).chain_update(body).finalize().into())
}

/// The number and the hash of a stored line, whatever it is worth.
pub(super) fn head_of(seq: u64, line: &[u8]) -> AuditHead {
    AuditHead { seq, hash: Line::split(line).map_or_else(ChainHash::default, |line| line.hash) }
}

/// The first group of the journal that has a line.
pub(super) fn first_group(lines: &impl ReadableTable<u64, &'static [u8]>) -> Result<Option<GroupId>> {
    for row in lines.iter()? {
        let (_, line) = row?;
        // What cannot be read names none; verifying says so.
        if let Some(group) = Line::split(line.value()).and_then(|line| line.entry().ok()?.group) {
            return Ok(Some(group));
        }
    }
    Ok(None)
}

/// Appends to the chain inside a write transaction.
pub(super) struct Chain<'t> {
    lines: Table<'t, u64, &'static [u8]>,
    meta: Table<'t, &'static str, u64>,
}

impl<'t> Chain<'t> {
    pub(super) fn new(lines: Table<'t, u64, &'static [u8]>, meta: Table<'t, &'static str, u64>) -> Self {
        Self { lines, meta }
    }

    /// The line of a group that has just been written.
    pub(super) fn append_group(&mut self, entry: &Entry, records: Vec<AuditRecord>) -> Result<()> {
        self.append(AuditEntry {
            seq: 0,
            at: entry.at,
            author: entry.author.clone(),
            action: entry.label.action.clone(),
            group: Some(entry.group),
            of: entry.of,
            records,
            count: entry.changes,
            note: note(&entry.label.detail),
            prev_hash: ChainHash::default(),
            hash: ChainHash::default(),
        })
    }

    pub(super) fn append_witness(&mut self, witness: Witness) -> Result<()> {
        let Witness { author, at, action, records, count, note: said } = witness;
        self.append(AuditEntry {
            seq: 0,
            at,
            author,
            action: action.to_owned(),
            group: None,
            of: None,
            records,
            count,
            note: note(&said),
            prev_hash: ChainHash::default(),
            hash: ChainHash::default(),
        })
    }

    /// Numbers and seals the line. The mark beside the table says where the chain ends, so that a lost end is noticed.
    fn append(&mut self, mut entry: AuditEntry) -> Result<()> {
        let (last, prev) = match self.lines.last()? {
            Some((seq, bytes)) => (seq.value(), Line::split(bytes.value()).map_or_else(ChainHash::default, |l| l.hash)),
            None => (0, ChainHash::default()),
        };
        // Behind an end that is lost, the chain does not go on as if nothing had been there.
        let marked = self.meta.get(schema::AUDIT_LAST)?.map_or(0, |last| last.value());
        entry.seq = last.max(marked) + 1;
        let body = codec::encode_plain(&entry)?;
        let mut bytes = Vec::with_capacity(64 + body.len());
        bytes.extend_from_slice(&prev.0);
        bytes.extend_from_slice(&seal(prev, &body).0);
        bytes.extend_from_slice(&body);
        self.lines.insert(entry.seq, bytes.as_slice())?;
        self.meta.insert(schema::AUDIT_LAST, entry.seq)?;
        Ok(())
    }
}

fn note(text: &str) -> String {
    clean_line(text).chars().take(NOTE).collect()
}

/// What a journal row did to its record, without what stood in it.
pub(super) fn record(row: &Row<'_>) -> Result<AuditRecord> {
    let body = |stored: &[u8]| Stored::split(stored).map(|stored| stored.body.to_vec());
    let before = row.before.map(|bytes| body(bytes.0)).transpose()?;
    let after = row.after.map(|bytes| body(bytes.0)).transpose()?;
    let (change, fields) = match (before, after) {
        _ if row.erased => (AuditChange::Purged, Vec::new()),
        (None, _) => (AuditChange::Added, Vec::new()),
        (Some(_), None) => (AuditChange::Removed, Vec::new()),
        (Some(before), Some(after)) => (AuditChange::Changed, changed(&before, &after)),
    };
    let key: Key = row.key()?;
    Ok(AuditRecord { kind: row.kind.to_owned(), id: id_of(key), change: Some(change), fields })
}

/// The names of the top-level fields that are not the same in both.
fn changed(before: &[u8], after: &[u8]) -> Vec<String> {
    let (Some(Parts::Map(before)), Some(Parts::Map(after))) = (Parts::of(before), Parts::of(after)) else {
        return Vec::new();
    };
    let differs = after.iter().filter(|field| !before.contains(field)).map(|(name, _)| *name);
    let gone = before.iter().filter(|(name, _)| after.iter().all(|(other, _)| other != name)).map(|(name, _)| *name);
    differs.chain(gone).filter_map(|name| rmp_serde::from_slice::<&str>(name).ok()).map(str::to_owned).collect()
}

/// [`crate::port::audit::Audit::audit`].
pub(super) fn list(transaction: &ReadTransaction, query: &AuditQuery, visit: &mut dyn FnMut(AuditEntry)) -> Result<()> {
    let Some(table) = existing(transaction, schema::AUDIT)? else { return Ok(()) };
    let mut rows = table.range(query.from..)?;
    let mut left = query.limit.unwrap_or(usize::MAX);
    while left > 0 {
        let Some(row) = (if query.newest_first { rows.next_back() } else { rows.next() }) else { break };
        let (seq, bytes) = row?;
        let entry =
            Line::split(bytes.value()).ok_or_else(|| codec::damaged("a line of the audit is too short"))?.entry()?;
        let wanted = query.since.is_none_or(|since| entry.at >= since)
            && query.action.as_ref().is_none_or(|action| *action == entry.action);
        if wanted {
            // The number it is kept under, whatever it says of itself: `verify` tells where the two differ.
            visit(AuditEntry { seq: seq.value(), ..entry });
            left -= 1;
        }
    }
    Ok(())
}

/// [`crate::port::audit::Audit::audit_head`].
pub(super) fn head(transaction: &ReadTransaction) -> Result<Option<AuditHead>> {
    let Some(table) = existing(transaction, schema::AUDIT)? else { return Ok(None) };
    let Some((seq, bytes)) = table.last()? else { return Ok(None) };
    let line = Line::split(bytes.value()).ok_or_else(|| codec::damaged("a line of the audit is too short"))?;
    Ok(Some(AuditHead { seq: seq.value(), hash: line.hash }))
}

/// [`crate::port::audit::Audit::verify_audit`].
pub(super) fn verify(transaction: &ReadTransaction) -> Result<AuditReport> {
    let mut report = AuditReport { entries: 0, groups: 0, head: None, broken: None };
    let marked = schema::audit_last(transaction)?;
    let Some(table) = existing(transaction, schema::AUDIT)? else {
        report.broken = (marked > 0).then_some(AuditFault::Missing(1));
        return Ok(report);
    };
    let mut journal = Groups::new(transaction)?;
    for row in table.iter()? {
        let (seq, bytes) = row?;
        let checked = check(seq.value(), bytes.value(), report.head).and_then(|(head, entry)| {
            report.entries += 1;
            report.head = Some(head);
            journal.meet(&entry)
        });
        match checked {
            Ok(()) => {}
            Err(Stop::Found(fault)) => {
                report.broken = Some(fault);
                return Ok(report);
            }
            Err(Stop::Failed(error)) => return Err(error),
        }
    }
    let last = report.head.map_or(0, |head| head.seq);
    report.broken = if marked > last { Some(AuditFault::Missing(last + 1)) } else { journal.rest() };
    report.groups = journal.found;
    Ok(report)
}

/// Why a walk ends early.
pub(super) enum Stop {
    Found(AuditFault),
    Failed(super::fault::Fault),
}

/// Is this the line that follows `before`?
pub(super) fn check(
    seq: u64,
    bytes: &[u8],
    before: Option<AuditHead>,
) -> std::result::Result<(AuditHead, AuditEntry), Stop> {
    let (last, prev) = before.map_or((0, ChainHash::default()), |head| (head.seq, head.hash));
    if seq != last + 1 {
        return Err(Stop::Found(AuditFault::Missing(last + 1)));
    }
    let altered = || Stop::Found(AuditFault::Altered(seq));
    let line = Line::split(bytes).filter(Line::is_sealed).ok_or_else(altered)?;
    let entry = line.entry().map_err(|_| altered())?;
    if line.prev != prev || entry.seq != seq {
        return Err(Stop::Found(AuditFault::Unlinked(seq)));
    }
    Ok((AuditHead { seq, hash: line.hash }, entry))
}

/// The groups of the journal, gone through beside the chain: both are in the order of their numbers.
struct Groups {
    rows: Option<redb::Range<'static, u64, &'static [u8]>>,
    /// The next group that no line was met for yet.
    next: Option<Entry>,
    /// A line with a group was met: from there on every group has one.
    begun: bool,
    unknown: Option<GroupId>,
    found: u64,
}

impl Groups {
    fn new(transaction: &ReadTransaction) -> Result<Self> {
        let rows = existing(transaction, schema::GROUPS)?.map(|table| table.range::<u64>(..)).transpose()?;
        let mut groups = Self { rows, next: None, begun: false, unknown: None, found: 0 };
        groups.step()?;
        Ok(groups)
    }

    fn step(&mut self) -> Result<()> {
        let row = self.rows.as_mut().and_then(Iterator::next).transpose()?;
        self.next = row.map(|(_, bytes)| codec::decode_entry(bytes.value())).transpose()?;
        Ok(())
    }

    /// Compares a line with its group. A group that is not in the journal any more was trimmed.
    fn meet(&mut self, line: &AuditEntry) -> std::result::Result<(), Stop> {
        let Some(group) = line.group else { return Ok(()) };
        while let Some(entry) = &self.next {
            if entry.group > group {
                break;
            }
            if entry.group == group {
                if !tells(line, entry) {
                    return Err(Stop::Found(AuditFault::GroupDiffers { group, seq: line.seq }));
                }
                self.found += 1;
            } else if self.begun {
                self.unknown = self.unknown.or(Some(entry.group));
            }
            self.step().map_err(Stop::Failed)?;
        }
        self.begun = true;
        Ok(())
    }

    /// The first group without a line, when the chain is at its end.
    fn rest(&self) -> Option<AuditFault> {
        let left = self.next.as_ref().filter(|_| self.begun).map(|entry| entry.group);
        self.unknown.or(left).map(AuditFault::GroupUnknown)
    }
}

/// Do both say the same? The rest of an [`Entry`] may change: whether it is undone.
fn tells(line: &AuditEntry, entry: &Entry) -> bool {
    line.author == entry.author
        && line.at == entry.at
        && line.action == entry.label.action
        && line.count == entry.changes
        && line.of == entry.of
}

#[cfg(test)]
mod tests;
