//! Erasing by two: one admin asks, another approves. The request stands in the store and in the audit; no name is in it.

use std::fmt::Display;

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::out;
use crate::domain::erasure::ErasureReason;
use crate::domain::text::clean_line;
use crate::port::audit::id_of;
use crate::port::erase::Asked;
use crate::port::store::{EntityKind, Key, Store};

/// `--asked`: what waits for somebody's approval.
pub(super) fn list(cx: &Context, store: &dyn Store, args: &args::Erase) -> Outcome {
    let asked = all(cx, store)?;
    if asked.is_empty() {
        cx.say(cx.words.get("cli.erase.none_asked"));
    }
    show(cx, args, &asked)?;
    Ok(if asked.is_empty() { Exit::NotFound } else { Exit::Ok })
}

/// Keeps the request; where another admin has asked already, says how it is approved.
pub(super) fn ask(cx: &Context, store: &dyn Store, args: &args::Erase, asked: Asked) -> Outcome {
    if let Some(other) = of(cx, store, asked.key)?
        && asked.author.is_surely_another(&other.author)
    {
        let values: &[(&str, &dyn Display)] = &[("who", &clean_line(&other.author.name)), ("id", &id_of(asked.key))];
        return Err(Failure::new(Exit::InUse, cx.words.say("cli.erase.asked_already", values)));
    }
    store.ask_erasure(&asked).map_err(|error| cx.store_failure(&error))?;
    cx.say(&cx.words.say("cli.erase.asked_now", &[("id", &id_of(asked.key))]));
    if args.json {
        show(cx, args, &[asked])?;
    }
    Ok(Exit::Ok)
}

/// What was asked for is to be done; the reason is the one that was given then.
pub(super) fn approved(cx: &Context, store: &dyn Store, key: Key) -> Result<(ErasureReason, bool), Failure> {
    let Some(asked) = of(cx, store, key)? else {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.erase.not_asked").to_owned()));
    };
    if !asked.author.is_surely_another(cx.author()) {
        return Err(Failure::new(Exit::InUse, cx.words.get("cli.erase.own_request").to_owned()));
    }
    Ok((asked.reason, asked.early))
}

/// `--withdraw`
pub(super) fn withdraw(cx: &Context, store: &dyn Store, args: &args::Erase, key: Key) -> Outcome {
    let withdrawn =
        store.withdraw_erasure(key, cx.author(), cx.now.wall.timestamp()).map_err(|error| cx.store_failure(&error))?;
    let Some(asked) = withdrawn else {
        return Err(Failure::new(Exit::NotFound, cx.words.get("cli.erase.not_asked").to_owned()));
    };
    cx.say(&cx.words.say("cli.erase.withdrawn", &[("id", &id_of(key))]));
    if args.json {
        show(cx, args, &[asked])?;
    }
    Ok(Exit::Ok)
}

/// The key of a request that an argument begins: what was asked for may be gone, and the request is there all the same.
pub(super) fn target(cx: &Context, store: &dyn Store, argument: &str) -> Result<Option<(EntityKind, Key)>, Failure> {
    let prefix = argument.to_ascii_lowercase();
    let mut found = all(cx, store)?;
    found.retain(|asked| id_of(asked.key).starts_with(&prefix));
    Ok(match found.as_slice() {
        [one] => Some((one.kind, one.key)),
        [] | [_, _, ..] => None,
    })
}

fn all(cx: &Context, store: &dyn Store) -> Result<Vec<Asked>, Failure> {
    let mut asked = store.erasures_asked().map_err(|error| cx.store_failure(&error))?;
    asked.sort_by_key(|asked| (asked.at, asked.key));
    Ok(asked)
}

fn of(cx: &Context, store: &dyn Store, key: Key) -> Result<Option<Asked>, Failure> {
    Ok(all(cx, store)?.into_iter().find(|asked| asked.key == key))
}

fn show(cx: &Context, args: &args::Erase, asked: &[Asked]) -> Result<(), Failure> {
    let at = |asked: &Asked| asked.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let who = |asked: &Asked| clean_line(&asked.author.name);
    if args.json {
        let item = |asked: &Asked| {
            json!({ "kind": asked.kind.to_string(), "id": id_of(asked.key), "reason": asked.reason.to_string(),
                    "early": asked.early, "asked_by": who(asked), "asked_at": at(asked) })
        };
        return out::json(cx.words, &json!({ "schema": 1, "items": asked.iter().map(item).collect::<Vec<Value>>() }));
    }
    let line = |asked: &Asked| {
        let kind = cx.words.get(&format!("kind_of_record.{}", asked.kind)).to_owned();
        format!("{}  {}  {kind}  {}  {}\n", id_of(asked.key), at(asked), asked.reason, who(asked))
    };
    out::text(cx.words, &asked.iter().map(line).collect::<String>())
}
