//! `renkei remove`, `renkei trash`.

use std::collections::BTreeSet;

use serde_json::json;

use super::args::{self, TrashSub};
use super::ask;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use super::out;
use crate::domain::FacilityId;
use crate::form;
use crate::port::audit::AuditRecord;
use crate::port::{EntityKind, Put, Trashed};

/// Moves a facility that was added by hand to the trash; what a source lists would only come back with the next import.
pub fn remove(cx: &Context, args: &args::Remove) -> Outcome {
    let store = cx.open_for_writing()?;
    let facility = cx.facility(&*store, &args.id)?;
    if !facility.listings.is_empty() {
        return Err(Failure::new(Exit::Failed, cx.words.get("cli.remove.published")));
    }
    let put = Put::Trash { kind: EntityKind::Facility, key: facility.id.to_bytes(), rev: facility.rev };
    cx.write(&*store, "trash", String::new(), vec![put])?;
    cx.say(cx.words.get("cli.remove.done"));
    Ok(Exit::Ok)
}

pub fn run(cx: &Context, args: &args::Trash) -> Outcome {
    match &args.sub {
        TrashSub::List(args) => list(cx, args),
        TrashSub::Restore(args) => restore(cx, args),
        TrashSub::Purge(args) => {
            let store = cx.open_for_writing()?;
            let thrown = cx.thrown(&*store, &args.id)?;
            purge(cx, args.yes, vec![thrown])
        }
        TrashSub::Empty(args) => {
            let store = cx.open_for_writing()?;
            let all = store.trash(usize::MAX).map_err(|error| cx.store_failure(&error))?;
            purge(cx, args.yes, all)
        }
    }
}

fn list(cx: &Context, args: &args::TrashList) -> Outcome {
    let store = cx.look()?;
    let all = store.trash(usize::MAX).map_err(|error| cx.store_failure(&error))?;
    // Who lies in the trash is named as in any list of persons.
    let named: BTreeSet<_> = all.iter().filter_map(|thrown| thrown.record.person()).collect();
    if !named.is_empty() {
        let seen = named.into_iter().map(|id| AuditRecord::seen(EntityKind::Person, id.to_bytes())).collect();
        cx.viewed(&*store, seen, "trash list")?;
    }
    if args.json {
        let items: Vec<_> = all.iter().map(item).collect();
        out::json(cx.words, &json!({ "schema": 1, "items": items }))?;
    } else {
        let mut text = String::new();
        for thrown in &all {
            let at = thrown.at.to_zoned(cx.now.wall.time_zone().clone()).strftime("%Y-%m-%d %H:%M");
            let name = form::name(&thrown.record);
            text += &format!("{}  {at}  {}  {name}\n", FacilityId::from_bytes(thrown.key), thrown.author.name);
        }
        out::text(cx.words, &text)?;
    }
    Ok(if all.is_empty() { Exit::NotFound } else { Exit::Ok })
}

fn item(thrown: &Trashed) -> serde_json::Value {
    json!({
        "id": FacilityId::from_bytes(thrown.key).to_string(),
        "kind": thrown.kind.to_string(),
        "name": form::name(&thrown.record),
        "at": thrown.at.to_string(),
        "uid": thrown.author.uid,
        "who": thrown.author.name,
        "group": thrown.group.0,
    })
}

fn restore(cx: &Context, args: &args::Remove) -> Outcome {
    let store = cx.open_for_writing()?;
    let thrown = cx.thrown(&*store, &args.id)?;
    cx.write(&*store, "restore", String::new(), vec![Put::Restore { kind: thrown.kind, key: thrown.key }])?;
    cx.say(cx.words.get("cli.trash.restored"));
    Ok(Exit::Ok)
}

/// Deletes for ever, after a word was typed in full.
fn purge(cx: &Context, yes: bool, all: Vec<Trashed>) -> Outcome {
    if all.is_empty() {
        cx.say(cx.words.get("cli.trash.is_empty"));
        return Ok(Exit::NotFound);
    }
    let n = all.len();
    if !ask::typed(cx, yes, &cx.words.say("cli.trash.sure", &[("n", &n)]))? {
        cx.say(cx.words.get("cli.ask.not_done"));
        return Ok(Exit::Ok);
    }
    let store = cx.open_for_writing()?;
    let puts = all.into_iter().map(|thrown| Put::Purge { kind: thrown.kind, key: thrown.key }).collect();
    cx.write(&*store, "purge", String::new(), puts)?;
    cx.say(&cx.words.say("cli.trash.purged", &[("n", &n)]));
    Ok(Exit::Ok)
}
