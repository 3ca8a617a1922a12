//! `renkei undo`, `renkei redo`.

use super::args;
use super::ask;
use super::context::Context;
use super::exit::Exit;
use super::failure::Outcome;
use crate::message::sentence;
use crate::port::{Entry, GroupId, Store};

/// Takes back the person's own last change, or the one with the number. Another's is taken back after a question only.
pub fn undo(cx: &Context, args: &args::Undo) -> Outcome {
    let store = cx.open_for_writing()?;
    let group = args.group.map(GroupId);
    if let Some(group) = group
        && !may_turn(cx, &*store, group, args.yes)?
    {
        cx.say(cx.words.get("cli.ask.not_done"));
        return Ok(Exit::Ok);
    }
    let at = cx.now.wall.timestamp();
    let turn = || {
        if args.keep_changed {
            store.undo_untouched(cx.author(), at, group)
        } else {
            store.undo(cx.author(), at, group)
        }
    };
    let entry = cx.cautiously(&*store, turn).map_err(|error| cx.store_failure(&error))?;
    cx.say(&cx.words.say("cli.undo.done", &[("n", &entry.changes), ("of", &of(&entry))]));
    leftovers(cx, &entry);
    Ok(Exit::Ok)
}

/// Is it the person's own change, or one of another that they mean to take back?
fn may_turn(cx: &Context, store: &dyn Store, group: GroupId, yes: bool) -> Result<bool, super::failure::Failure> {
    let entry = store.group(group).map_err(|error| cx.store_failure(&error))?;
    if entry.author.is_same_person(cx.author()) {
        return Ok(true);
    }
    let what = sentence::change(cx.words, &entry);
    let question = cx.words.say(
        "cli.undo.of_another",
        &[("group", &group.0), ("who", &entry.author.name), ("what", &what), ("n", &entry.changes)],
    );
    ask::agreed(cx, yes, &question)
}

/// Puts back what was taken back last.
pub fn redo(cx: &Context) -> Outcome {
    let store = cx.open_for_writing()?;
    let entry = cx
        .cautiously(&*store, || store.redo(cx.author(), cx.now.wall.timestamp()))
        .map_err(|error| cx.store_failure(&error))?;
    cx.say(&cx.words.say("cli.redo.done", &[("n", &entry.changes), ("of", &of(&entry))]));
    leftovers(cx, &entry);
    Ok(Exit::Ok)
}

/// What an undo or redo did not touch, and why.
fn leftovers(cx: &Context, entry: &Entry) {
    if entry.kept > 0 {
        cx.say(&cx.words.say("cli.undo.kept", &[("n", &entry.kept)]));
    }
    if entry.skipped > 0 {
        cx.say(&cx.words.say("cli.undo.skipped", &[("n", &entry.skipped)]));
    }
}

fn of(entry: &Entry) -> u64 {
    entry.of.unwrap_or(entry.group).0
}
