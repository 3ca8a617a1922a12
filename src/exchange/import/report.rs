//! What an import did or would do, for people and for `import --json`.

use jiff::civil::Date;
use serde::Serialize;

use super::encoding::Encoding;
use super::error::Rejected;
use super::format::Format;
use super::source_file::SourceFile;
use crate::domain::{DoubtReason, FacilityId, Kind, Source};
use crate::exchange::export::guard;
use crate::port::EntityKind;

/// The outcome of a plan. Counts are facilities, counted for each source (rule R4) and summed up.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub files: Vec<FileReport>,
    pub by_source: Vec<SourceCounts>,
    /// The sum of `by_source`.
    pub counts: Counts,
    /// Pairs that this import lists to be decided.
    pub doubts: Vec<DoubtLine>,
    /// Undecided pairs in the store afterwards, those included.
    pub open_doubts: usize,
    pub created: Vec<Line>,
    pub changes: Vec<Changed>,
    pub gone: Vec<Line>,
    pub rejected: Vec<Rejected>,
    /// What became of whole records, where the files held such; facilities are in `counts` too.
    pub records: Vec<KindCounts>,
    /// Place tables written.
    pub places: usize,
    /// Facilities in the store afterwards.
    pub facilities: usize,
}

/// How many facilities.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// Made by this source.
    pub new: usize,
    /// Known from elsewhere, and now from this source too.
    pub joined: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// No longer listed by this source.
    pub vanished: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct SourceCounts {
    pub source: Source,
    #[serde(flatten)]
    pub counts: Counts,
}

/// How many whole records of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct KindCounts {
    pub kind: EntityKind,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// What became of one file.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    pub path: String,
    pub format: Format,
    pub encoding: Encoding,
    pub rows: usize,
    pub as_of: Date,
    /// Rows of other municipalities than `--city` names.
    pub outside: usize,
    /// Rows that said the same as another one.
    pub repeated: usize,
    /// Rows that said it differently, as (its line, the line before it): the later one stands.
    pub replaced: Vec<(u64, u64)>,
    pub rejected: usize,
    /// The file is older than what is there, of this date: nothing of it was written (R6).
    pub older_than: Option<Date>,
}

/// A facility in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub id: FacilityId,
    pub name: String,
    pub source: Source,
}

/// What a source changed of a facility.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    #[serde(flatten)]
    pub line: Line,
    pub fields: Vec<FieldChange>,
}

/// Old and new value of a field, as people would read them; `None` where there is none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldChange {
    pub service: Kind,
    /// A field of [`Listing`](crate::domain::Listing), or `service` for one that came or went.
    pub field: &'static str,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// A pair to be decided.
#[derive(Clone, Debug)]
pub struct DoubtLine {
    pub a: FacilityId,
    pub a_name: String,
    pub b: FacilityId,
    pub b_name: String,
    pub reason: DoubtReason,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.joined += other.joined;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.vanished += other.vanished;
    }
}

impl FileReport {
    /// Before anything is decided about its rows.
    pub(super) fn of(file: &SourceFile) -> Self {
        Self {
            path: file.name.clone(),
            format: file.format,
            encoding: file.encoding,
            rows: file.rows,
            as_of: file.as_of,
            outside: 0,
            repeated: file.repeated,
            replaced: file.replaced.clone(),
            rejected: file.rejected.len(),
            older_than: None,
        }
    }
}

impl Report {
    /// Files that were older than what is there.
    pub fn older(&self) -> impl Iterator<Item = &FileReport> {
        self.files.iter().filter(|file| file.older_than.is_some())
    }

    /// The object of `import --json` (issue 2, "Command line"): `schema`, `files`, the counts, `rejected`, `facilities`, and
    /// beside them `by_source`, `open_doubts`, `places`.
    pub fn to_json(&self) -> serde_json::Value {
        let rejected: Vec<serde_json::Value> = self
            .rejected
            .iter()
            .map(|r| {
                serde_json::json!({
                    "file": r.file, "line": r.line, "column": r.column, "reason": r.reason.to_string(),
                })
            })
            .collect();
        serde_json::json!({
            "schema": 1,
            "files": self.files,
            "new": self.counts.new,
            "joined": self.counts.joined,
            "changed": self.counts.changed,
            "unchanged": self.counts.unchanged,
            "vanished": self.counts.vanished,
            "doubtful": self.doubts.len(),
            "rejected": rejected,
            "facilities": self.facilities,
            "by_source": self.by_source,
            "open_doubts": self.open_doubts,
            "places": self.places,
            "records": self.records,
        })
    }

    /// The rejected rows as CSV (UTF-8 with BOM, CRLF): file, line, column, reason, then the row as it stood in its file.
    /// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    pub fn rejected_csv(&self, reason: &dyn Fn(&super::Reason) -> String) -> String {
        let mut writer =
            csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(["file", "line", "column", "reason", "row"]);
        for r in &self.rejected {
            let line = r.line.to_string();
            let first = [r.file.clone(), line, r.column.clone().unwrap_or_default(), reason(&r.reason)];
            let _ = writer.write_record(first.iter().chain(&r.cells).map(|cell| guard(cell).into_owned()));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
    }
}
