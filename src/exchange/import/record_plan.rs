//! The plan for whole records: what has the id of a stored record replaces it, what equals it stays, the rest is new.

use std::collections::HashMap;

use strum::IntoEnumIterator;

use super::error::Reason;
use super::plan::{Plan, Present};
use super::record_lines::{RecordRow, reject};
use super::report::{FileReport, KindCounts, Report};
use super::source_file::SourceFile;
use crate::exchange::export::jsonl;
use crate::port::store::Key;
use crate::port::{EntityKind, Put, Record};

/// All files hold whole records. A record that is twice in them is taken once; of two that differ the later one is left out.
pub(super) fn plan(files: Vec<SourceFile>, present: Present) -> Plan {
    let mut report = Report::default();
    let mut held = Held::new(present);
    let mut met: HashMap<(EntityKind, Key), (u64, Record)> = HashMap::new();
    let mut by_kind: Vec<KindCounts> =
        EntityKind::iter().map(|kind| KindCounts { kind, new: 0, changed: 0, unchanged: 0 }).collect();
    let mut puts = Vec::new();
    for file in files {
        let mut told = FileReport::of(&file);
        report.rejected.extend(file.rejected);
        for RecordRow { line, record } in file.records {
            let id = (record.kind(), record.key());
            match met.get(&id) {
                Some((_, same)) if *same == record => {
                    told.repeated += 1;
                    continue;
                }
                Some((earlier, _)) => {
                    told.rejected += 1;
                    let reason = Reason::RecordTwice { line: *earlier };
                    let text = jsonl::record(&record).unwrap_or_default();
                    report.rejected.push(reject(&file.name, line, &text, reason));
                    continue;
                }
                None => {}
            }
            met.insert(id, (line, record.clone()));
            let Some(counts) = by_kind.iter_mut().find(|counts| counts.kind == id.0) else { continue };
            match held.take(record) {
                Taken::New(record) => {
                    counts.new += 1;
                    puts.push(Put::Save(record));
                }
                Taken::Changed(record) => {
                    counts.changed += 1;
                    puts.push(Put::Save(record));
                }
                Taken::Same => counts.unchanged += 1,
            }
        }
        report.files.push(told);
    }
    report.rejected.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    if let Some(facilities) = by_kind.iter().find(|counts| counts.kind == EntityKind::Facility) {
        report.counts.new = facilities.new;
        report.counts.changed = facilities.changed;
        report.counts.unchanged = facilities.unchanged;
        report.facilities = held.facilities + facilities.new;
    }
    report.open_doubts = held.open_doubts(&puts);
    report.places = puts.iter().filter(|put| put.target().0 == EntityKind::PlaceTable).count();
    report.records = by_kind.into_iter().filter(|counts| counts.new + counts.changed + counts.unchanged > 0).collect();
    Plan { puts, report }
}

enum Taken {
    New(Record),
    /// Under the `rev` that the store has.
    Changed(Record),
    Same,
}

/// What the store holds, by kind and key.
struct Held {
    records: HashMap<(EntityKind, Key), Record>,
    facilities: usize,
}

impl Held {
    fn new(present: Present) -> Self {
        let Present { facilities, doubts, places, others } = present;
        let count = facilities.len();
        let all = facilities
            .into_iter()
            .map(Record::Facility)
            .chain(doubts.into_iter().map(Record::Doubt))
            .chain(places.into_iter().map(Record::PlaceTable))
            .chain(others);
        Self { records: all.map(|record| ((record.kind(), record.key()), record)).collect(), facilities: count }
    }

    fn take(&mut self, mut record: Record) -> Taken {
        let Some(stored) = self.records.get(&(record.kind(), record.key())) else { return Taken::New(record) };
        record.set_rev(stored.rev());
        if *stored == record { Taken::Same } else { Taken::Changed(record) }
    }

    /// Undecided pairs once these are written.
    fn open_doubts(&self, puts: &[Put]) -> usize {
        let open = |record: &Record| matches!(record, Record::Doubt(doubt) if doubt.verdict.is_none());
        let written = puts.iter().filter_map(|put| match put {
            Put::Save(record) => Some(record),
            Put::Remove { .. } | Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => None,
        });
        let replaced: Vec<(EntityKind, Key)> =
            puts.iter().map(Put::target).filter(|(kind, _)| *kind == EntityKind::Doubt).collect();
        let replaced: std::collections::HashSet<_> = replaced.into_iter().collect();
        let kept = self.records.iter().filter(|(id, _)| !replaced.contains(*id)).map(|(_, record)| record);
        kept.chain(written).filter(|record| open(record)).count()
    }
}
