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
    let city = demo::city(cx.now.today());
    if args.load {
        return load(cx, city);
    }
    let centre = city.centre.name.clone();
    let store = RedbStore::in_memory(Options::default()).map_err(|error| cx.store_failure(&error))?;
    fill(cx, &store, city)?;
    super::screen::open(cx, Arc::new(store), super::screen::Place::Demo { centre })
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

/// Writes the city under an author of its own, so that undo never takes the city away.
fn fill(cx: &Context, store: &dyn Store, city: Demo) -> Result<(), Failure> {
    let (today, rulebook) = (cx.now.today(), cx.rulebook());
    let log = demo::surveys(today, &rulebook, &city.facilities).into_iter().chain(demo::closings(today));
    let facilities = city.facilities.into_iter().map(Record::Facility);
    let places = city.places.into_iter().map(Record::PlaceTable);
    let care = demo::care(today, &rulebook);
    let transaction = Transaction {
        author: Author::account(u32::MAX, "demo"),
        at: cx.now.wall.timestamp(),
        label: Label { action: "demo".to_owned(), detail: city.name },
        puts: facilities.chain(places).chain(care).chain(log).map(Put::Save).collect(),
        patience: None,
    };
    store.write(transaction).map(|_| ()).map_err(|error| cx.store_failure(&error))
}
