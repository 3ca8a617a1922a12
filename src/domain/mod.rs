//! Pure types and rules. No clock, no I/O, no terminal, no database.

pub mod acp;
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
pub mod id;
pub mod member;
pub mod municipality;
pub mod permission;
pub mod person;
pub mod phone;
pub mod place;
pub mod retention;
pub mod rulebook;
pub mod sheet;
pub mod talk_fee;
pub mod task;
pub mod text;

pub use acp::AcpTalk;
pub use author::Author;
pub use care_level::CareLevel;
pub use checklist::Template;
pub use conference::Conference;
pub use disclosure::Disclosure;
pub use doubt::{Doubt, DoubtReason, Verdict};
pub use episode::Episode;
pub use facility::{Facility, Kind, Listing, Source};
pub use id::{
    AcpTalkId, ConferenceId, DisclosureId, DoubtId, DraftId, EpisodeId, FacilityId, MemberId, PersonId, SessionId,
    SheetId, TaskId, TemplateId,
};
pub use member::{Member, Role};
pub use municipality::Municipality;
pub use person::Person;
pub use phone::Phone;
pub use place::PlaceTable;
pub use rulebook::Rulebook;
pub use sheet::Sheet;
pub use task::Task;
