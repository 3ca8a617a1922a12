//! `renkei history`, `renkei undo`, `renkei redo`.

use serde_json::json;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::Outcome;
use super::out;
use crate::message::sentence;
use crate::port::{Entry, GroupId};

/// The newest changes first.
pub fn history(cx: &Context, args: &args::History) -> Outcome {
    let store = cx.look()?;
    let entries = store.history(args.limit).map_err(|error| cx.store_failure(&error))?;
    if args.json {
        let items: Vec<_> = entries.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let mut text = String::new();
        for entry in &entries {
            text.push_str(&line(cx, entry));
            text.push('\n');
        }
        out::text(cx.words, &text)?;
    }
    Ok(if entries.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// Takes back the person's own last change, or the one with the number.
pub fn undo(cx: &Context, args: &args::Undo) -> Outcome {
    let store = cx.open_for_writing()?;
    let group = args.group.map(GroupId);
    let entry = store.undo(&cx.author, cx.now.wall.timestamp(), group).map_err(|error| cx.store_failure(&error))?;
    cx.say(&cx.words.say("cli.undo.done", &[("n", &entry.changes), ("of", &of(&entry))]));
    Ok(Exit::Ok)
}

/// Puts back what was taken back last.
pub fn redo(cx: &Context) -> Outcome {
    let store = cx.open_for_writing()?;
    let entry = store.redo(&cx.author, cx.now.wall.timestamp()).map_err(|error| cx.store_failure(&error))?;
    cx.say(&cx.words.say("cli.redo.done", &[("n", &entry.changes), ("of", &of(&entry))]));
    Ok(Exit::Ok)
}

fn of(entry: &Entry) -> u64 {
    entry.of.unwrap_or(entry.group).0
}

fn item(entry: &Entry) -> serde_json::Value {
    json!({
        "group": entry.group.0,
        "at": entry.at.to_string(),
        "uid": entry.author.uid,
        "who": entry.author.name,
        "action": entry.label.action,
        "detail": entry.label.detail,
        "changes": entry.changes,
        "of": entry.of.map(|g| g.0),
        "undone": entry.undone,
    })
}

fn line(cx: &Context, entry: &Entry) -> String {
    let at = entry.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M");
    let change = sentence::change(cx.words, entry);
    let undone = if entry.undone { cx.words.get("cli.history.undone") } else { "" };
    format!(
        "{:>8}  {at}  {}  {change}  {}{undone}",
        entry.group.0,
        entry.author.name,
        cx.words.say("cli.history.changes", &[("n", &entry.changes)]),
    )
}
