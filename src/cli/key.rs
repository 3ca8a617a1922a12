//! `renkei key`: who and what can open an encrypted store.

use std::sync::Arc;

use serde_json::json;

use super::args::{self, KeyVerb};
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use super::unlock::{self, New};
use crate::domain::permission::Area;
use crate::port::KeyError;
use crate::port::audit::Witness;
use crate::port::store::{Result as StoreResult, Store};
use crate::store::keys::{DataKey, KeyRing, Secret, SlotKind};

/// Lists, adds, changes or removes keys. None of it writes the data anew.
pub fn run(cx: &Context, args: &args::Key) -> Outcome {
    match &args.verb {
        KeyVerb::List(args) => list(cx, args),
        KeyVerb::Add(args) => {
            let new = New { key_file: args.new_key_file.as_ref(), passphrase_file: args.new_passphrase_file.as_ref() };
            let label = unlock::label(cx, args.label.as_deref(), args.new_key_file.as_deref())?;
            if ring(cx)?.slots().any(|(known, _)| known == label) {
                return Err(cx.store_failure(&KeyError::SlotTaken { label }.into()));
            }
            let (key, store) = unlocked(cx)?;
            let add = |secret: &Secret| KeyRing::add(&cx.paths.data_dir, &key, &label, secret);
            put(cx, &*store, &label, new, "key-add", add)?;
            cx.say(&cx.words.say("cli.key.added", &[("label", &label)]));
            Ok(Exit::Ok)
        }
        KeyVerb::Change(args) => {
            let new = New { key_file: args.new_key_file.as_ref(), passphrase_file: args.new_passphrase_file.as_ref() };
            let label = known(cx, &args.label)?;
            let (key, store) = unlocked(cx)?;
            let change = |secret: &Secret| KeyRing::change(&cx.paths.data_dir, &key, &label, secret);
            put(cx, &*store, &label, new, "key-change", change)?;
            cx.say(&cx.words.say("cli.key.changed", &[("label", &label)]));
            Ok(Exit::Ok)
        }
        KeyVerb::Remove(args) => {
            let label = known(cx, &args.label)?;
            // Who cannot open the data may not shut others out.
            let (_, store) = unlocked(cx)?;
            KeyRing::remove(&cx.paths.data_dir, &label).map_err(|error| cx.store_failure(&error))?;
            witness(cx, &*store, "key-remove", &label);
            cx.say(&cx.words.say("cli.key.removed", &[("label", &label)]));
            Ok(Exit::Ok)
        }
    }
}

fn ring(cx: &Context) -> Result<KeyRing, Failure> {
    let ring = KeyRing::read(&cx.paths.data_dir).map_err(|error| cx.store_failure(&error))?;
    ring.ok_or_else(|| cx.store_failure(&KeyError::Plain.into()))
}

fn known(cx: &Context, label: &str) -> Result<String, Failure> {
    if ring(cx)?.slots().any(|(known, _)| known == label) {
        return Ok(label.to_owned());
    }
    let label = crate::domain::text::clean_line(label);
    Err(cx.store_failure(&KeyError::NoSuchSlot { label }.into()))
}

fn list(cx: &Context, args: &args::KeyList) -> Outcome {
    let ring = ring(cx)?;
    let slots = ring.slots().map(|(label, kind)| (label, <&str>::from(kind), kind));
    if args.json {
        let items: Vec<_> = slots.map(|(label, kind, _)| json!({ "label": label, "kind": kind })).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let mut lines = String::new();
        for (label, _, kind) in slots {
            let kind = match kind {
                SlotKind::Passphrase => cx.words.get("cli.key.passphrase"),
                SlotKind::KeyFile => cx.words.get("cli.key.key_file"),
            };
            lines += &format!("{label}\t{kind}\n");
        }
        out::text(cx.words, &lines)?;
    }
    Ok(Exit::Ok)
}

/// The data key, by a key that opens the store already, for whoever may change its keys.
fn unlocked(cx: &Context) -> Result<(DataKey, Arc<dyn Store>), Failure> {
    cx.may_write()?;
    let key = ring(cx)?.unlock(&unlock::source(cx)).map_err(|error| cx.store_failure(&error))?;
    // Opened before the keys change: the key that was given may open nothing afterwards.
    let store = cx.open()?;
    cx.admit(&*store, Area::Place)?;
    Ok((key, store))
}

fn put(
    cx: &Context,
    store: &dyn Store,
    label: &str,
    new: New<'_>,
    action: &'static str,
    write: impl FnOnce(&Secret) -> StoreResult<()>,
) -> Result<(), Failure> {
    let made = unlock::new_secret(cx, new, false)?;
    if let Err(error) = write(&made.secret) {
        made.discard();
        return Err(cx.store_failure(&error));
    }
    witness(cx, store, action, label);
    Ok(())
}

/// A line in the audit: which key, never what it is. The key has been changed: that the audit has no line of it is said, but
/// undoes nothing.
fn witness(cx: &Context, store: &dyn Store, action: &'static str, label: &str) {
    let line = Witness {
        author: cx.author().clone(),
        at: cx.now.wall.timestamp(),
        action,
        records: Vec::new(),
        count: 1,
        note: label.to_owned(),
    };
    if let Err(error) = store.witness(line) {
        cx.say(&cx.store_failure(&error).sentence);
    }
}
