//! Which area of the data a request would write in: whose role goes so far opens it.

use crate::domain::permission::Area;
use crate::pane::{CareRequest, FormFor};
use crate::port::EntityKind;

/// What is asked for beside the register: the log, or else persons.
pub(super) const fn of_care(request: &CareRequest) -> Area {
    match request {
        CareRequest::AddMeeting(_) | CareRequest::EditMeeting(_) | CareRequest::CopyMeeting(..) => Area::Log,
        CareRequest::Ledger(_) | CareRequest::Service(_) => Area::Log,
        _ => Area::Persons,
    }
}

pub(super) const fn of_form(form: &FormFor) -> Area {
    match form {
        FormFor::Meeting(_) | FormFor::Publication(_) | FormFor::Posting(..) | FormFor::Guide(_) => Area::Log,
        FormFor::ServiceAct(_) => Area::Log,
        FormFor::Facility(_) => Area::Register,
        _ => Area::Persons,
    }
}

/// Of what a draft was begun of.
pub(super) const fn of_kind(kind: EntityKind) -> Area {
    match kind {
        EntityKind::Facility | EntityKind::Doubt | EntityKind::PlaceTable => Area::Register,
        EntityKind::Meeting
        | EntityKind::Publication
        | EntityKind::Guide
        | EntityKind::Survey
        | EntityKind::Answer
        | EntityKind::ServiceAct => Area::Log,
        EntityKind::Member => Area::Members,
        EntityKind::Person | EntityKind::Episode | EntityKind::Task | EntityKind::Template => Area::Persons,
        EntityKind::Disclosure | EntityKind::Conference | EntityKind::Sheet | EntityKind::AcpTalk => Area::Persons,
    }
}
