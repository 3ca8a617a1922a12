//! `renkei compact`: the data file is rewritten, so that nothing that was erased is left in its free pages. Nobody else may have it open.

use serde_json::json;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::progress::Progress;
use super::{out, unlock};
use crate::domain::permission::Area;
use crate::domain::text::clean_line;
use crate::port::StoreError;
use crate::port::store::Store;
use crate::store::privilege::raised;
use crate::store::{Options, RedbStore};

/// Says who is there where it cannot be done.
pub fn run(cx: &Context, args: &args::Compact) -> Outcome {
    cx.may_write()?;
    let file = RedbStore::file_in(&cx.paths.data_dir);
    if matches!(raised(|| file.try_exists()), Ok(false)) {
        let sentence = cx.words.say("cli.backup.nothing", &[("path", &cx.paths.data_dir.display())]);
        return Err(Failure::new(Exit::NotFound, sentence));
    }
    // Open only to find out who asks and who is there: while this program has it open itself, nothing can be rewritten.
    let store = cx.open_for_writing()?;
    cx.admit(&*store, Area::ForEver)?;
    let there = there(cx, &*store)?;
    drop(store);
    cx.say(cx.words.get("cli.compact.begins"));
    let progress = Progress::new(cx.words, cx.options.quiet);
    let options = Options { key: Some(unlock::source(cx)), ..Options::default() };
    let told = |done, of| progress.at("cli.compact.writing", done, Some(of));
    let done = RedbStore::compact(&cx.paths.data_dir, &options, cx.author(), cx.now.wall.timestamp(), &told);
    progress.done();
    let done = done.map_err(|error| {
        let failure = cx.store_failure(&error);
        match (error, there.is_empty()) {
            (StoreError::InUse, false) => {
                let who = cx.words.say("cli.compact.there", &[("who", &there.join(", "))]);
                Failure { sentence: format!("{} {who}", failure.sentence), ..failure }
            }
            _ => failure,
        }
    })?;
    if args.json {
        let item = json!({ "bytes_before": done.before, "bytes_after": done.after, "old_bytes_cleared": done.cleared });
        out::json(cx.words, &json!({ "schema": 1, "items": [item] }))?;
        return Ok(Exit::Ok);
    }
    let (before, after) = (done.before / 1024, done.after / 1024);
    cx.say(&cx.words.say("cli.compact.done", &[("before", &before), ("after", &after)]));
    if !done.cleared {
        cx.say(cx.words.get("cli.compact.linked"));
    }
    Ok(Exit::Ok)
}

/// The names of those who have a form open.
fn there(cx: &Context, store: &dyn Store) -> Result<Vec<String>, Failure> {
    let present = store.present(cx.now.wall.timestamp()).map_err(|error| cx.store_failure(&error))?;
    let mut names: Vec<String> = present.iter().map(|one| clean_line(&one.author.name)).collect();
    names.sort();
    names.dedup();
    Ok(names)
}
