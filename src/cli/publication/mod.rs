//! `renkei publication`: what is published, where, and what was asked before.

mod ask;
mod import;
mod ledger;
mod release;

use crate::domain::Publication;
use crate::domain::PublicationId;
use crate::model::casebook::Casebook;
use crate::port::store::{EntityKind, Store};

use super::args::{self, PublicationSub};
use super::context::Context;
use super::failure::{Failure, Outcome};

pub fn run(cx: &Context, args: &args::Publication) -> Outcome {
    match &args.sub {
        PublicationSub::List(args) => ledger::list(cx, args),
        PublicationSub::Add(args) => ledger::add(cx, args),
        PublicationSub::Answer(args) => ledger::answer(cx, args),
        PublicationSub::Paste(args) => release::paste(cx, args),
        PublicationSub::Post(args) => release::post(cx, args),
        PublicationSub::Import(args) => import::run(cx, args),
        PublicationSub::Ask(args) => ask::run(cx, args),
    }
}

/// The publication that an argument names.
fn find(cx: &Context, store: &dyn Store, book: &Casebook, argument: &str) -> Result<Publication, Failure> {
    let id = PublicationId::from_bytes(cx.record_id(store, EntityKind::Publication, argument)?);
    let found = book.logbook().publication(id).cloned();
    found.ok_or_else(|| cx.no_record(EntityKind::Publication, argument))
}
