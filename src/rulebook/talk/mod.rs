//! Professions and the fees of talks.

mod fault;
mod fees;
mod professions;
mod source;

pub use fault::{FaultKind, TalkFault, Wanted};

use crate::domain::talk_fee::{Professions, TalkFees};

/// The built-in professions.
pub const PROFESSIONS: &str = include_str!("../professions.toml");
/// The built-in fees.
pub const TALK_FEES: &str = include_str!("../talk-fees.toml");

/// Reads professions, or says every fault.
pub fn professions(text: &str) -> Result<Professions, Vec<TalkFault>> {
    professions::read(text)
}

/// Reads fees, or says every fault.
pub fn fees(text: &str) -> Result<TalkFees, Vec<TalkFault>> {
    fees::read(text)
}

#[cfg(test)]
mod tests;
