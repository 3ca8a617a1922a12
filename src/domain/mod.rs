//! Pure types and rules. No clock, no I/O, no terminal, no database.

pub mod acp;
pub mod anonymity;
pub mod author;
pub mod calendar;
pub mod card;
pub mod care_level;
pub mod checklist;
pub mod conference;
pub mod deadline;
pub mod disclosure;
pub mod doubt;
pub mod episode;
pub mod era;
pub mod erasure;
pub mod facility;
pub mod figures;
pub mod guide;
pub mod id;
pub mod meeting;
pub mod member;
pub mod municipality;
pub mod permission;
pub mod person;
pub mod phone;
pub mod place;
pub mod publication;
pub mod publicity;
pub mod report;
pub mod retention;
pub mod rulebook;
pub mod service;
pub mod sheet;
pub mod spelling;
pub mod survey;
pub mod talk_fee;
pub mod task;
pub mod text;
pub mod vague;

pub use acp::AcpTalk;
pub use author::Author;
pub use care_level::CareLevel;
pub use checklist::Template;
pub use conference::Conference;
pub use disclosure::Disclosure;
pub use doubt::{Doubt, DoubtReason, Verdict};
pub use episode::Episode;
pub use facility::{Facility, Kind, Listing, Source};
pub use guide::Guide;
pub use id::{
    AcpTalkId, AnswerId, ConferenceId, DisclosureId, DoubtId, DraftId, EpisodeId, FacilityId, GuideId, MeetingId,
    MemberId, PersonId, PublicationId, ServiceActId, SessionId, SheetId, SurveyId, TaskId, TemplateId,
};
pub use meeting::Meeting;
pub use member::{Member, Role};
pub use municipality::Municipality;
pub use person::Person;
pub use phone::Phone;
pub use place::PlaceTable;
pub use publication::Publication;
pub use publicity::Publicity;
pub use rulebook::Rulebook;
pub use service::ServiceAct;
pub use sheet::Sheet;
pub use survey::{Answer, Survey};
pub use task::Task;
pub use vague::Vague;
