//! `renkei check`: is everything that is kept whole? Nothing is told but numbers and kinds.

use serde_json::json;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::Outcome;
use super::unlock;
use super::{audit, out};
use crate::port::StoreError;
use crate::port::check::{Check, Finding};
use crate::store::privilege::raised;
use crate::store::{Options, RedbStore};

/// First the pages, which redb repairs where it can, then what stands in them.
///
/// The pages are read under the lock of writing: it waits for writers, and they for it. Where this account may only read, they
/// cannot be verified, and that is said.
pub fn run(cx: &Context, args: &args::Check) -> Outcome {
    let folder = &cx.paths.data_dir;
    let file = RedbStore::file_in(folder);
    if matches!(raised(|| file.try_exists()), Ok(false)) {
        cx.say(cx.words.get("cli.check.none"));
        return Ok(Exit::NotFound);
    }
    let options = Options { key: Some(unlock::source(cx)), read_only: cx.options.read_only, ..Options::default() };
    let mut unverified = cx.options.read_only;
    let mut findings = Vec::new();
    if !unverified {
        cx.say(cx.words.get("cli.check.waiting"));
        match RedbStore::verify(folder, &options) {
            Ok(verified) => {
                findings.extend((!verified.whole).then_some(Finding::Pages));
                findings.extend((verified.unsound_pages > 0).then_some(Finding::Unsound(verified.unsound_pages)));
            }
            Err(StoreError::ReadOnly { .. }) => unverified = true,
            Err(error) => return Err(cx.store_failure(&error)),
        }
    }
    let store = RedbStore::open(folder, options).map_err(|error| cx.store_failure(&error))?;
    let report = store.look_over().map_err(|error| cx.store_failure(&error))?;
    findings.extend(report.findings);
    if args.json {
        let items: Vec<_> =
            findings.iter().map(|f| json!({ "finding": f.name(), "sentence": sentence(cx, f) })).collect();
        out::json(
            cx.words,
            &json!({
                "schema": 1, "whole": findings.is_empty(), "pages_verified": !unverified, "findings": items,
                "records": report.records, "rows": report.rows, "groups": report.groups, "trash": report.thrown,
                "audit": report.lines,
            }),
        )?;
    } else {
        let mut text = String::new();
        text += if unverified { cx.words.get("cli.check.unverified") } else { cx.words.get("cli.check.pages_read") };
        text += "\n";
        let said = [
            ("records", &report.records as &dyn std::fmt::Display),
            ("groups", &report.groups),
            ("rows", &report.rows),
            ("trash", &report.thrown),
            ("lines", &report.lines),
        ];
        text += &(cx.words.say("cli.check.read", &said) + "\n");
        for finding in &findings {
            text += &(sentence(cx, finding) + "\n");
        }
        text += cx.words.get(if findings.is_empty() { "cli.check.whole" } else { "cli.check.damaged" });
        text += "\n";
        out::text(cx.words, &text)?;
    }
    Ok(if findings.is_empty() { Exit::Ok } else { Exit::Damaged })
}

fn sentence(cx: &Context, finding: &Finding) -> String {
    let words = cx.words;
    let kind_word = |kind: &crate::port::EntityKind| words.get(&format!("kind_of_record.{kind}")).to_owned();
    match finding {
        Finding::Pages => words.get("cli.check.pages").to_owned(),
        Finding::Unsound(n) => words.say("cli.check.unsound", &[("n", n)]),
        Finding::Record { kind, records } => {
            words.say("cli.check.record", &[("kind", &kind_word(kind)), ("n", records)])
        }
        Finding::Key { kind, records } => words.say("cli.check.key", &[("kind", &kind_word(kind)), ("n", records)]),
        Finding::Pair { pairs } => words.say("cli.check.pair", &[("n", pairs)]),
        Finding::Code => words.get("cli.check.code").to_owned(),
        Finding::Row { first, rows } => words.say("cli.check.row", &[("first", first), ("n", rows)]),
        Finding::Lonely { first, rows } => words.say("cli.check.lonely", &[("first", first), ("n", rows)]),
        Finding::Group { first, groups } => words.say("cli.check.group", &[("first", &first.0), ("n", groups)]),
        Finding::Trash { records } => words.say("cli.check.trash", &[("n", records)]),
        Finding::Chain(fault) => audit::fault(words, *fault),
    }
}
