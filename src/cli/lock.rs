//! `renkei lock`: the passphrase that opens one's locked screen.

use serde_json::json;

use super::args::{self, LockVerb};
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::unlock::{self, New};
use super::who::Intent;
use crate::message::sentence;
use crate::port::audit::Witness;
use crate::runtime::lock::{LockKeeper, LockPlace};
use crate::store::keys::Secret;

/// Sets it, or says whether there is one.
pub fn run(cx: &Context, args: &args::Lock) -> Outcome {
    let store = cx.look()?;
    cx.identify(&*store, Intent::Reading)?;
    let mut keeper = LockKeeper::new(LockPlace(Some(cx.paths.state_dir.clone())));
    keeper.work_as(cx.author().member);
    match &args.verb {
        LockVerb::Set(args) => {
            // A locked screen is opened with what it was locked with.
            if keeper.is_marked() {
                return Err(Failure::new(Exit::InUse, cx.words.get("cli.lock.locked")));
            }
            let new = New { key_file: None, passphrase_file: args.new_passphrase_file.as_ref() };
            if let Secret::Passphrase(text) = unlock::new_secret(cx, new, false)?.secret {
                keeper.set(&crate::port::Secret::new(&text)).map_err(|error| failure(cx, &error))?;
            }
            let (author, at) = (cx.author().clone(), cx.now.wall.timestamp());
            let line = Witness { author, at, action: "lock_set", records: Vec::new(), count: 0, note: String::new() };
            if let Err(error) = store.witness(line) {
                // One's own screen can be locked where nothing can be written, too.
                tracing::warn!(%error, "the audit has no line of the new passphrase");
            }
            cx.say(cx.words.get("cli.lock.kept"));
        }
        LockVerb::Status(args) => {
            let (set, minutes) =
                (keeper.has_passphrase().map_err(|error| failure(cx, &error))?, cx.config.lock_after());
            let minutes = minutes.map_or(0, |after| after.as_secs() / 60);
            if args.json {
                out::json(
                    cx.words,
                    &json!({ "schema": 1, "passphrase": set, "locked": keeper.is_marked(), "after_minutes": minutes }),
                )?;
            } else {
                let key = if set { "cli.lock.there" } else { "cli.lock.none" };
                out::text(cx.words, &format!("{}\n", cx.words.say(key, &[("minutes", &minutes)])))?;
            }
        }
    }
    Ok(Exit::Ok)
}

fn failure(cx: &Context, error: &std::io::Error) -> Failure {
    let cause = sentence::cause(cx.words, error);
    let path = cx.paths.state_dir.display();
    Failure::new(Exit::Failed, cx.words.say("lock.unreadable", &[("path", &path), ("cause", &cause)]))
}
