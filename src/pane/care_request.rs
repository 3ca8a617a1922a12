//! What can be asked of persons and stays. The app makes the form or the page of it.

use super::meeting::MeetingCopy;
use super::publication::LedgerRequest;
use super::service::ServiceRequest;
use super::survey::SurveyRequest;
use crate::domain::permission::Area;
use crate::domain::{AcpTalkId, EpisodeId, MeetingId, PersonId, TaskId};

/// Something to be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CareRequest {
    /// What proves that a duty is done.
    Evidence(TaskId),
    /// Who does it, and a note.
    Assign(TaskId),
    /// Somebody was admitted: a person who is known, or another.
    Admission(Option<PersonId>),
    /// The person of this stay is in hospital again.
    Readmission(EpisodeId),
    Stay(EpisodeId),
    /// The person of the stay.
    Person(EpisodeId),
    /// Something to do that stands in no checklist.
    HandTask(EpisodeId),
    /// A talk or a conference.
    Talk(EpisodeId),
    /// What the talks come to for the fees.
    Check(EpisodeId),
    /// A sheet of the stay, by its form's name.
    Sheet(EpisodeId, String),
    /// The draft of that sheet for the person of the stay, kept in calm times and taken over at the next admission.
    Draft(EpisodeId, String),
    /// The record of a sending of that sheet.
    Send(EpisodeId, String),
    /// That what was sent was received.
    Receipt(EpisodeId),
    End(EpisodeId),
    /// The emergency card of somebody, to edit; or of somebody new.
    EditCard(Option<PersonId>),
    /// A talk about what the person wants, to write down.
    AddAcpTalk(PersonId),
    /// One that was written down.
    EditAcpTalk(AcpTalkId),
    /// What is known only when 119 is called.
    WriteCall(PersonId),
    /// Find somebody's card, with the text typed so far.
    FindCard(String),
    /// A new meeting of a kind, by its code.
    AddMeeting(&'static str),
    EditMeeting(MeetingId),
    /// A meeting into the clipboard.
    CopyMeeting(MeetingId, MeetingCopy),
    /// Find a meeting, with the text typed so far.
    FindMeeting(String),
    /// What is asked of surveys.
    Survey(SurveyRequest),
    /// Find a person, with the text typed so far.
    People(String),
    Figures,
    /// What the centre publishes, and where to ask.
    Ledger(LedgerRequest),
    /// Who is closed, and who can take over.
    Service(ServiceRequest),
}

impl CareRequest {
    /// What has to be allowed for it; `None` where it only looks.
    pub const fn area(&self) -> Option<Area> {
        match self {
            Self::FindCard(_) | Self::FindMeeting(_) | Self::People(_) => None,
            Self::Figures | Self::Check(_) | Self::CopyMeeting(..) => None,
            Self::Survey(wanted) => wanted.area(),
            Self::Ledger(LedgerRequest::Ask(_) | LedgerRequest::Paste(_)) => None,
            Self::Ledger(
                LedgerRequest::Add(_)
                | LedgerRequest::Question
                | LedgerRequest::Answer(..)
                | LedgerRequest::AddGuide
                | LedgerRequest::Edit(_)
                | LedgerRequest::Post(_),
            ) => Some(Area::Log),
            Self::Service(ServiceRequest::Close | ServiceRequest::Reopen(_) | ServiceRequest::Edit(_)) => {
                Some(Area::Register)
            }
            // Whose task it is, the form knows.
            Self::Evidence(_) | Self::Assign(_) => None,
            Self::AddMeeting(_) | Self::EditMeeting(_) => Some(Area::Log),
            Self::Admission(_) | Self::Readmission(_) => Some(Area::Persons),
            Self::Stay(_) | Self::Person(_) | Self::HandTask(_) | Self::Talk(_) | Self::Sheet(..) => {
                Some(Area::Persons)
            }
            Self::Draft(..) | Self::Send(..) | Self::Receipt(_) | Self::End(_) => Some(Area::Persons),
            Self::EditCard(_) | Self::AddAcpTalk(_) | Self::EditAcpTalk(_) | Self::WriteCall(_) => Some(Area::Persons),
        }
    }
}
