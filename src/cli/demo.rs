//! `renkei demo`: a fictional city on a throw-away store, or, with `--load`, in an empty data folder.

use std::sync::Arc;

use super::args;
use super::context::Context;
use super::exit::Exit;
use super::failure::{Failure, Outcome};
use crate::domain::Author;
use crate::exchange::demo::{self, Demo};
use crate::port::store::{EntityKind, Label, Record, Store};
use crate::port::{Put, Transaction};
use crate::store::{Options, RedbStore};

/// Opens the screen on the demo city, or writes it into the data folder.
pub fn run(cx: &Context, args: &args::Demo) -> Outcome {
    if args.history {
        return history(cx, args.load);
    }
    let city = demo::city(cx.now.today());
    if args.load {
        return load(cx, city);
    }
    let centre = city.centre.name.clone();
    let store = RedbStore::in_memory(Options::default()).map_err(|error| cx.store_failure(&error))?;
    fill(cx, &store, city)?;
    super::screen::open(cx, Arc::new(store), super::screen::Place::Demo { centre })
}

/// A store with the history alone: no city, no persons.
fn history(cx: &Context, load: bool) -> Outcome {
    let records = demo::history();
    let count = records.len();
    let detail = cx.words.get("cli.demo.history_name").to_owned();
    if !load {
        let store = RedbStore::in_memory(Options::default()).map_err(|error| cx.store_failure(&error))?;
        write(cx, &store, detail.clone(), records)?;
        return super::screen::open(cx, Arc::new(store), super::screen::Place::Demo { centre: detail });
    }
    let store = cx.open_for_writing()?;
    let held = [EntityKind::Facility, EntityKind::Meeting, EntityKind::Publication, EntityKind::Person];
    for kind in held {
        if store.count(kind).map_err(|error| cx.store_failure(&error))? > 0 {
            return Err(Failure::new(Exit::Failed, cx.words.get("cli.demo.not_empty")));
        }
    }
    write(cx, &*store, detail, records)?;
    cx.say(&cx.words.say("cli.demo.history_loaded", &[("n", &count)]));
    Ok(Exit::Ok)
}

fn load(cx: &Context, city: Demo) -> Outcome {
    let store = cx.open_for_writing()?;
    if store.count(EntityKind::Facility).map_err(|error| cx.store_failure(&error))? > 0 {
        return Err(Failure::new(Exit::Failed, cx.words.get("cli.demo.not_empty")));
    }
    let count = city.facilities.len();
    fill(cx, &*store, city)?;
    cx.say(&cx.words.say("cli.demo.loaded", &[("n", &count)]));
    Ok(Exit::Ok)
}

fn fill(cx: &Context, store: &dyn Store, city: Demo) -> Result<(), Failure> {
    let (today, rulebook) = (cx.now.today(), cx.rulebook());
    let log = demo::surveys(today, &rulebook, &city.facilities).into_iter().chain(demo::closings(today));
    let log: Vec<Record> = log.chain(demo::desks(&city, today)).chain(demo::meetings(today)).collect();
    let facilities = city.facilities.into_iter().map(Record::Facility);
    let places = city.places.into_iter().map(Record::PlaceTable);
    let care = demo::care(today, &rulebook);
    write(cx, store, city.name, facilities.chain(places).chain(care).chain(log).collect())
}

/// Under an author of its own, so that undo never takes the whole away.
fn write(cx: &Context, store: &dyn Store, detail: String, records: Vec<Record>) -> Result<(), Failure> {
    let transaction = Transaction {
        author: Author::account(u32::MAX, "demo"),
        at: cx.now.wall.timestamp(),
        label: Label { action: "demo".to_owned(), detail },
        puts: records.into_iter().map(Put::Save).collect(),
        patience: None,
    };
    store.write(transaction).map(|_| ()).map_err(|error| cx.store_failure(&error))
}
