//! What a list shows: its order and its filter.

use super::Sort;
use crate::domain::FacilityId;
use crate::domain::facility::Coordinates;

/// How the registry is to be listed.
#[derive(Clone, Debug, Default)]
pub struct View<'a> {
    pub sort: Sort,
    /// In the query language of the search; see [`Filter`](super::Filter).
    pub filter: &'a str,
    pub reference_point: Option<Coordinates>,
    /// Stand first, in this order, whatever the order of the rest; the filter holds for them too.
    pub pinned: &'a [FacilityId],
    /// Stand behind the pinned ones.
    pub recent: &'a [FacilityId],
}
