//! What was added just now: one goes on with it. The record and the word that it was saved come in either order.

use super::App;
use crate::domain::{EpisodeId, FacilityId, MeetingId, ServiceActId};
use crate::form::{Draft, Subject};
use crate::pane::publication::Entry;
use crate::port::Record;

/// A record that is not listed yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fresh {
    Facility(FacilityId),
    /// Somebody was admitted: the checklist is opened.
    Stay(EpisodeId),
    Meeting(MeetingId),
    /// A publication, or a worry.
    Entry(Entry),
    Closing(ServiceActId),
}

impl Fresh {
    /// What a form has added, where it is something that one goes on with.
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        match (draft.subject(), draft.base()) {
            (_, Record::Facility(facility)) if draft.is_adding() => Some(Self::Facility(facility.id)),
            (Subject::Admission(_), Record::Episode(stay)) => Some(Self::Stay(stay.id)),
            (_, Record::Meeting(meeting)) if draft.is_adding() => Some(Self::Meeting(meeting.id)),
            (_, Record::Publication(one)) if draft.is_adding() => Some(Self::Entry(Entry::Publication(one.id))),
            (_, Record::Guide(guide)) if draft.is_adding() => Some(Self::Entry(Entry::Guide(guide.id))),
            (Subject::Closing, Record::ServiceAct(act)) if draft.is_adding() => Some(Self::Closing(act.id)),
            (_, _) => None,
        }
    }
}

impl App {
    /// Goes on with what was added, as soon as it is there.
    pub(super) fn go_to_fresh(&mut self) {
        let Some(fresh) = self.fresh else { return };
        match fresh {
            Fresh::Facility(id) if self.world.registry.row(id).is_some() => {
                self.pane.select(id);
                self.follow_on_map();
            }
            Fresh::Stay(id) if self.world.casebook.stay(id).is_some() => self.open_stay(id, None),
            Fresh::Meeting(id) if self.world.casebook.logbook().meeting(id).is_some() => self.open_meeting(id),
            Fresh::Entry(entry) if self.has_entry(entry) => self.open_entry(entry),
            Fresh::Closing(act) if self.has_act(act) => self.select_closing(act),
            Fresh::Facility(_) | Fresh::Stay(_) | Fresh::Meeting(_) | Fresh::Entry(_) | Fresh::Closing(_) => return,
        }
        self.fresh = None;
    }
}
