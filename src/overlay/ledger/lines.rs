//! The lines of a history: a heading for each change, and a line for each field.

use super::{Hidden, head};
use crate::form::{self, Deed};
use crate::pane::Context;
use crate::port::{Change, Entry};
use crate::words::Words;

/// A line before it is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// Of a change or a record.
    Heading(String),
    /// What a change did to a field.
    Field(String),
    Plain(String),
}

/// The history of one facility.
pub(super) fn of_record(cx: &Context<'_>, changes: &[(Entry, Change)]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (entry, change) in changes {
        lines.push(Line::Heading(head(cx, entry)));
        deed(cx, change, false, &mut lines);
    }
    lines
}

/// How many lines [`of_record`] gives; no clock is needed to count.
pub(super) fn of_record_count(words: &Words, changes: &[(Entry, Change)]) -> usize {
    changes.iter().map(|(_, change)| 1 + height(words, change, false)).sum()
}

/// The change whose lines the cursor stands in.
pub(super) fn change_at<'a>(
    words: &Words,
    changes: &'a [(Entry, Change)],
    cursor: usize,
) -> Option<&'a (Entry, Change)> {
    let mut below = 0;
    changes.iter().find(|(_, change)| {
        below += 1 + height(words, change, false);
        cursor < below
    })
}

/// What one change did, record by record. Of what is `hidden`, that it did something.
pub(super) fn of_group(cx: &Context<'_>, entry: &Entry, changes: &[Change], hidden: &Hidden) -> Vec<Line> {
    let mut lines = vec![Line::Plain(head(cx, entry))];
    for change in changes {
        let name = form::name_of(change);
        let kind = cx.words.get(&format!("ledger.kind.{}", change.kind)).to_owned();
        lines.push(Line::Heading(match name.as_str() {
            "" if change.erased => format!("{kind} {}", cx.words.get("disclosures.gone")),
            "" => kind,
            _ => name,
        }));
        deed(cx, change, hidden.contains(&(change.kind, change.key)), &mut lines);
    }
    let more = more(entry, changes);
    if more > 0 {
        lines.push(Line::Plain(cx.words.say("cli.history.more", &[("n", &more)])));
    }
    lines
}

/// How many lines [`of_group`] gives.
pub(super) fn of_group_count(words: &Words, entry: &Entry, changes: &[Change], hidden: &Hidden) -> usize {
    let is_hidden = |change: &Change| hidden.contains(&(change.kind, change.key));
    let records: usize = changes.iter().map(|change| 1 + height(words, change, is_hidden(change))).sum();
    1 + records + usize::from(more(entry, changes) > 0)
}

fn more(entry: &Entry, changes: &[Change]) -> u64 {
    entry.changes.saturating_sub(changes.len() as u64)
}

fn height(words: &Words, change: &Change, hidden: bool) -> usize {
    1 + if hidden { 1 } else { form::differences(words, change).len() }
}

fn deed(cx: &Context<'_>, change: &Change, hidden: bool, lines: &mut Vec<Line>) {
    let deed = Deed::of(change);
    lines.push(Line::Plain(format!("  {}", deed.word(cx.words))));
    if hidden {
        return lines.push(Line::Plain(format!("  {}", cx.words.get("ledger.restricted"))));
    }
    let differences = form::differences(cx.words, change);
    lines.extend(differences.iter().map(|difference| Line::Field(difference.line(deed, cx.words, cx))));
}
