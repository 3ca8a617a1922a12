//! What the fees ask of talks with a hospital: data with their validity, nothing of it in code (domain.md 2.2).

mod fee;
mod needs;
mod profession;

pub use fee::{Amount, Class, Counterpart, DischargeTalks, TalkFees, Validity};
pub use needs::{Missing, Needs};
pub use profession::{Odd, Presence, Profession, Professions};
