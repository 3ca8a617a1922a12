//! The order of the meetings, kept while records come and go: nobody sorts 20 years of them for one frame.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use jiff::civil::{Date, Time};

use crate::domain::{Meeting, MeetingId, Vague};

/// The newest first; those whose day nobody knows last, in the order that they are said to have.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Place {
    is_unknown: bool,
    last: Reverse<Option<Date>>,
    from: Reverse<Option<Time>>,
    sequence: Reverse<u32>,
    number: Reverse<Option<u32>>,
    id: MeetingId,
}

impl Place {
    fn of(meeting: &Meeting) -> Self {
        Self {
            is_unknown: meeting.on == Vague::Unknown,
            last: Reverse(meeting.on.last()),
            from: Reverse(meeting.from),
            sequence: Reverse(meeting.sequence),
            number: Reverse(meeting.number),
            id: meeting.id,
        }
    }
}

/// All meetings in order, and those of each kind.
#[derive(Debug, Default)]
pub(super) struct Order {
    all: BTreeSet<Place>,
    of_kind: HashMap<String, BTreeSet<Place>>,
}

impl Order {
    pub fn put(&mut self, meeting: &Meeting) {
        let place = Place::of(meeting);
        self.all.insert(place);
        self.of_kind.entry(meeting.kind.clone()).or_default().insert(place);
    }

    /// Takes out a meeting as it was put in.
    pub fn take(&mut self, meeting: &Meeting) {
        let place = Place::of(meeting);
        self.all.remove(&place);
        if let Some(of_kind) = self.of_kind.get_mut(&meeting.kind) {
            of_kind.remove(&place);
        }
    }

    pub fn all(&self) -> impl Iterator<Item = MeetingId> {
        self.all.iter().map(|place| place.id)
    }

    /// Those of a kind that come after a meeting of any kind, which are older; `None`: all of the kind.
    pub fn of_kind(&self, kind: &str, after: Option<&Meeting>) -> impl Iterator<Item = MeetingId> {
        let after = after.map(Place::of).filter(|place| self.all.contains(place));
        let found = self.of_kind.get(kind).into_iter().flat_map(move |places| match after {
            Some(place) => places.range((std::ops::Bound::Excluded(place), std::ops::Bound::Unbounded)),
            None => places.range::<Place, _>(..),
        });
        found.map(|place| place.id)
    }
}
