//! What an import of cards tells: lines and fields, and nobody's name.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::exchange::import::person::{CardFile, CardLine, CardPlan};
use crate::form::{CardField, Described};
use crate::words::Words;

/// Lines of a list before "and n more".
const SHOWN: usize = 20;

/// The mapping, the counts, then what is new, changed, left out.
pub(super) fn report(words: &Words, file: &CardFile, plan: &CardPlan, dry: bool) -> String {
    let rows = file.rows.len() + file.rejected.len();
    let said: [(&str, &dyn std::fmt::Display); 3] =
        [("format", &file.format), ("encoding", &file.encoding), ("rows", &rows)];
    let mut text = format!("{}\n", words.say("cli.card.import.read_file", &said));
    for (field, heading) in &file.mapping {
        let _ = writeln!(text, "  {heading} = {} ({field})", label(words, field));
    }
    if !file.unread.is_empty() {
        let _ = writeln!(text, "{}", words.say("cli.card.import.unread", &[("list", &file.unread.join(", "))]));
    }
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("new", &plan.new.len()),
        ("changed", &plan.changed.len()),
        ("same", &plan.same),
        ("rejected", &plan.rejected.len()),
    ];
    let key = if dry { "cli.card.import.would" } else { "cli.card.import.counts" };
    let _ = writeln!(text, "{}", words.say(key, &counts));
    let line = |line: &CardLine| {
        let fields: Vec<String> = line.fields.iter().map(|field| label(words, field)).collect();
        words.say(
            "cli.card.import.line",
            &[("line", &line.line), ("what", &format!("{}  {}", line.id, fields.join(", ")))],
        )
    };
    // Who is new has an id only once it is written.
    let id = |line: &CardLine| if dry { String::new() } else { line.id.to_string() };
    let new = |line: &CardLine| words.say("cli.card.import.line", &[("line", &line.line), ("what", &id(line))]);
    list(&mut text, words, "cli.card.import.new", plan.new.iter().map(|line| new(line).trim_end().to_owned()));
    list(&mut text, words, "cli.card.import.changed", plan.changed.iter().map(line));
    list(
        &mut text,
        words,
        "cli.card.import.left_out",
        plan.rejected.iter().map(|row| {
            let column = row.column.as_ref().map(|column| format!("{column}: ")).unwrap_or_default();
            let what = format!("{column}{}", row.reason.sentence(words));
            words.say("cli.card.import.line", &[("line", &row.line), ("what", &what)])
        }),
    );
    text
}

/// The object of `card import --json`.
pub(super) fn json(words: &Words, file: &CardFile, plan: &CardPlan, dry: bool, group: Option<u64>) -> Value {
    let mapping = file.mapping.iter().map(|(field, column)| json!({ "field": field, "column": column }));
    let line = |line: &CardLine| json!({ "line": line.line, "id": line.id.to_string(), "fields": line.fields });
    let new =
        |new: &CardLine| if dry { json!({ "line": new.line, "id": null, "fields": new.fields }) } else { line(new) };
    let rejected = plan.rejected.iter().map(|row| {
        let reason: &'static str = (&row.reason).into();
        json!({ "line": row.line, "column": row.column, "reason": reason, "sentence": row.reason.sentence(words) })
    });
    json!({
        "schema": 1,
        "dry_run": dry,
        "format": file.format,
        "encoding": file.encoding,
        "rows": file.rows.len() + file.rejected.len(),
        "mapping": mapping.collect::<Vec<_>>(),
        "unread": file.unread,
        "new": plan.new.iter().map(new).collect::<Vec<_>>(),
        "changed": plan.changed.iter().map(line).collect::<Vec<_>>(),
        "same": plan.same,
        "rejected": rejected.collect::<Vec<_>>(),
        "group": group,
    })
}

/// What the form calls a field.
fn label(words: &Words, field: &str) -> String {
    // Notes of a vCard come to those that are there.
    let name = if field == "note+" { "note" } else { field };
    CardField::parse(name).map_or_else(|| name.to_owned(), |field| Described::from(field).label.text(words))
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
