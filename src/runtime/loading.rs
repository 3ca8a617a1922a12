//! Reading everything that the screen holds in memory.

use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::rulebook::Rulebook;
use crate::domain::{Doubt, Facility, PlaceTable};
use crate::model::{Casebook, Registry};
use crate::port::store::Seq;
use crate::port::{EntityKind, Record, Store};

/// See [`crate::message::Loaded`].
pub(super) struct Everything {
    pub registry: Registry,
    pub casebook: Casebook,
    pub doubts: Vec<Doubt>,
    pub places: Vec<PlaceTable>,
    pub seq: Seq,
}

/// Every record of a store, under the rules in force.
pub(super) fn load(store: &dyn Store, rulebook: Arc<Rulebook>, today: Date) -> crate::port::store::Result<Everything> {
    // The number first: a change that comes between is applied twice, which is harmless; the other way round it would be lost.
    let seq = store.last_seq()?;
    let (mut facilities, mut doubts, mut places) = (Vec::<Facility>::new(), Vec::new(), Vec::new());
    let mut care = Vec::new();
    for kind in <EntityKind as strum::IntoEnumIterator>::iter().filter(|kind| *kind != EntityKind::Member) {
        store.scan(kind, &mut |record| match record {
            Record::Facility(facility) => facilities.push(facility),
            Record::Doubt(doubt) => doubts.push(doubt),
            Record::PlaceTable(place) => places.push(place),
            Record::Member(_)
            | Record::Person(_)
            | Record::Episode(_)
            | Record::Task(_)
            | Record::Template(_)
            | Record::Disclosure(_)
            | Record::Conference(_)
            | Record::Sheet(_)
            | Record::AcpTalk(_)
            | Record::Meeting(_)
            | Record::Publication(_)
            | Record::Guide(_)
            | Record::Survey(_)
            | Record::Answer(_)
            | Record::ServiceAct(_) => care.push(record),
        })?;
    }
    let registry = Registry::build(facilities, &places);
    let casebook = Casebook::build(rulebook, today, care);
    Ok(Everything { registry, casebook, doubts, places, seq })
}
