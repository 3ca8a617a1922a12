//! Reading everything that the screen holds in memory.

use crate::domain::{Doubt, Facility, PlaceTable};
use crate::model::Registry;
use crate::port::store::Seq;
use crate::port::{EntityKind, Record, Store};

pub(super) type Everything = (Registry, Vec<Doubt>, Vec<PlaceTable>, Seq);

/// See [`crate::message::Loaded`].
pub(super) fn load(store: &dyn Store) -> crate::port::store::Result<Everything> {
    // The number first: a change that comes between is applied twice, which is harmless; the other way round it would be lost.
    let seq = store.last_seq()?;
    let (mut facilities, mut doubts, mut places) = (Vec::<Facility>::new(), Vec::new(), Vec::new());
    for kind in [EntityKind::Facility, EntityKind::Doubt, EntityKind::PlaceTable] {
        store.scan(kind, &mut |record| match record {
            Record::Facility(facility) => facilities.push(facility),
            Record::Doubt(doubt) => doubts.push(doubt),
            Record::PlaceTable(place) => places.push(place),
            // Not asked for.
            Record::Member(_)
            | Record::Person(_)
            | Record::Episode(_)
            | Record::Task(_)
            | Record::Template(_)
            | Record::Disclosure(_)
            | Record::Conference(_)
            | Record::Sheet(_) => {}
        })?;
    }
    let registry = Registry::build(facilities, &places);
    Ok((registry, doubts, places, seq))
}
