//! What an import says to people: the report, why a file could not be read, why a row was left out.

use std::fmt::Write;

use crate::exchange::import::{ReadCause, Reason, Report};
use crate::words::Words;

/// Lines of a list before "and n more": a first import has forty thousand new ones.
const SHOWN: usize = 20;

/// The report: a line a file, the counts, then what changed, vanished, is doubtful, was left out.
pub fn report(words: &Words, report: &Report, dry: bool) -> String {
    let mut text = String::new();
    for file in &report.files {
        let line = words.say(
            "cli.import.file",
            &[
                ("path", &file.path),
                ("format", &file.format),
                ("encoding", &file.encoding),
                ("rows", &file.rows),
                ("date", &file.as_of),
            ],
        );
        let _ = writeln!(text, "{line}");
    }
    let counts = &report.counts;
    let _ = writeln!(
        text,
        "{}",
        words.say(
            if dry { "cli.import.would" } else { "cli.import.counts" },
            &[
                ("new", &counts.new),
                ("joined", &counts.joined),
                ("changed", &counts.changed),
                ("unchanged", &counts.unchanged),
                ("vanished", &counts.vanished),
                ("doubtful", &report.doubts.len()),
                ("rejected", &report.rejected.len()),
                ("facilities", &report.facilities),
            ],
        )
    );
    for kind in &report.records {
        let name = words.get(&format!("kind_of_record.{}", kind.kind)).to_owned();
        let said = [
            ("kind", &name as &dyn std::fmt::Display),
            ("new", &kind.new),
            ("changed", &kind.changed),
            ("unchanged", &kind.unchanged),
        ];
        let _ = writeln!(text, "{}", words.say("cli.import.records", &said));
    }
    if report.places > 0 && report.records.is_empty() {
        let _ = writeln!(text, "{}", words.say("cli.import.places", &[("n", &report.places)]));
    }
    list(
        &mut text,
        words,
        "cli.import.changed",
        report.changes.iter().map(|changed| {
            let fields: Vec<String> = changed
                .fields
                .iter()
                .map(|f| {
                    let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "--".to_owned());
                    format!("{} {}: {} -> {}", f.service.info().short_ja, f.field, show(&f.old), show(&f.new))
                })
                .collect();
            format!("{}  {}", changed.line.name, fields.join("; "))
        }),
    );
    list(&mut text, words, "cli.import.gone", report.gone.iter().map(|line| format!("{}  {}", line.name, line.id)));
    list(
        &mut text,
        words,
        "cli.import.doubts",
        report.doubts.iter().map(|pair| {
            let reason = words.get(&format!("doubt.{}", pair.reason)).to_owned();
            format!("{reason}: {} | {}  renkei merge {} {}", pair.a_name, pair.b_name, pair.a, pair.b)
        }),
    );
    list(
        &mut text,
        words,
        "cli.import.left_out",
        report.rejected.iter().map(|r| {
            let column = r.column.as_deref().unwrap_or("-");
            format!("{}:{} {column}: {}", r.file, r.line, reason(words, &r.reason))
        }),
    );
    text
}

fn list(text: &mut String, words: &Words, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    let _ = writeln!(text, "\n{}", words.say(title, &[("n", &count)]));
    for line in lines.take(SHOWN) {
        let _ = writeln!(text, "  {line}");
    }
    if count > SHOWN {
        let _ = writeln!(text, "  {}", words.say("cli.import.more", &[("n", &(count - SHOWN))]));
    }
}

/// Why a row was left out.
pub fn reason(words: &Words, reason: &Reason) -> String {
    let name: &'static str = reason.into();
    let key = format!("reason.{name}");
    match reason {
        Reason::NoName | Reason::NoMunicipality | Reason::NotARecord => words.get(&key).to_owned(),
        Reason::BadNumber(value)
        | Reason::UnknownService(value)
        | Reason::AmbiguousService(value)
        | Reason::UnknownKind(value)
        | Reason::UnknownRecord(value)
        | Reason::UnknownField(value)
        | Reason::BadRecord(value) => words.say(&key, &[("value", value)]),
        Reason::OtherPrefecture { number, prefecture } => {
            words.say(&key, &[("number", number), ("prefecture", prefecture)])
        }
        Reason::CellCount { found, expected } => words.say(&key, &[("found", found), ("expected", expected)]),
        Reason::Contradiction { line } | Reason::RecordTwice { line } => words.say(&key, &[("line", line)]),
    }
}

/// Why a file could not be read.
pub fn read_cause(words: &Words, cause: &ReadCause) -> String {
    let list = |cells: &[String]| cells.join(", ");
    match cause {
        ReadCause::Open(cause) => words.say("read.open", &[("cause", cause)]),
        ReadCause::Directory => words.get("read.directory").to_owned(),
        ReadCause::NoFile => words.get("read.no_file").to_owned(),
        ReadCause::Empty => words.get("read.empty").to_owned(),
        ReadCause::Archive => words.get("read.archive").to_owned(),
        ReadCause::Binary => words.get("read.binary").to_owned(),
        ReadCause::Encoding { line, tried } => words.say("read.encoding", &[("line", line), ("tried", tried)]),
        ReadCause::BrokenQuote { line, column } => words.say("read.quote", &[("line", line), ("column", column)]),
        ReadCause::Csv { line, cause } => words.say("read.csv", &[("line", line), ("cause", cause)]),
        ReadCause::Workbook(cause) => words.say("read.workbook", &[("cause", cause)]),
        ReadCause::UnknownFormat { header } => words.say("read.unknown_format", &[("header", &list(header))]),
        ReadCause::WrongFormat { format, missing } => {
            words.say("read.wrong_format", &[("format", format), ("missing", &list(missing))])
        }
        ReadCause::NoColumn { column, header } => {
            words.say("read.no_column", &[("column", column), ("header", &list(header))])
        }
        ReadCause::NeedsMap => words.get("read.needs_map").to_owned(),
        ReadCause::NotTogether => words.get("read.not_together").to_owned(),
        ReadCause::NoDate => words.get("read.no_date").to_owned(),
        ReadCause::UnknownKind { prefecture } => words.say("read.unknown_kind", &[("prefecture", prefecture)]),
    }
}
