//! Pure types and rules. No clock, no I/O, no terminal, no database.

pub mod author;
pub mod doubt;
pub mod facility;
pub mod id;
pub mod member;
pub mod municipality;
pub mod permission;
pub mod phone;
pub mod place;
pub mod text;

pub use author::Author;
pub use doubt::{Doubt, DoubtReason, Verdict};
pub use facility::{Facility, Kind, Listing, Source};
pub use id::{DoubtId, DraftId, FacilityId, MemberId, SessionId};
pub use member::{Member, Role};
pub use municipality::Municipality;
pub use phone::Phone;
pub use place::PlaceTable;
