//! A pair of facilities that may be one institution: listed, counted, decided by a person, never merged silently (R3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DoubtId, FacilityId};

/// Two facilities that look like one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Doubt {
    pub id: DoubtId,
    #[serde(default)]
    pub rev: u64,
    /// The smaller id first, so that a pair is found again whichever way it is met.
    pub a: FacilityId,
    pub b: FacilityId,
    pub reason: DoubtReason,
    /// Day of the import that met it.
    pub found_on: Date,
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

/// Which part of rule R3 met the pair.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DoubtReason {
    /// Same core name, town and lot, at least one of them with a medical number.
    NameAndLot,
    /// Same phone and lot, one medical and one not.
    PhoneAndLot,
    /// A row without a number matched in part.
    PartMatch,
    /// A row without a number matched more than one facility.
    ManyMatches,
}

/// What the person said. A pair that was decided is not asked again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Same,
    Different,
}
