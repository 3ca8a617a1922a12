//! `renkei trim`: takes off the journal what lies before the window of undo.

use serde_json::json;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::Outcome;
use super::out;
use crate::domain::permission::Area;

/// As the screen does once a day by itself.
pub fn run(cx: &Context, args: &args::Trim) -> Outcome {
    let store = cx.open_for_writing()?;
    cx.admit(&*store, Area::Place)?;
    let trimmed =
        store.trim(cx.now.wall.timestamp(), cx.config.undo_window()).map_err(|error| cx.store_failure(&error))?;
    if trimmed.groups > 0 {
        cx.witness(&*store, "trim", Vec::new(), trimmed.groups, String::new())?;
    }
    if args.json {
        out::json(cx.words, &json!({ "schema": 1, "groups": trimmed.groups, "rows": trimmed.rows }))?;
    } else {
        let days = cx.config.undo_window().as_secs() / (24 * 60 * 60);
        let numbers = [("groups", &trimmed.groups as &dyn std::fmt::Display), ("rows", &trimmed.rows), ("days", &days)];
        cx.say(&cx.words.say("cli.trim.done", &numbers));
    }
    Ok(Exit::Ok)
}
