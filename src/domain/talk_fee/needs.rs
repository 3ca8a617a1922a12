//! What must be true of a talk to count, and what of it is not.

use super::Presence;
use crate::domain::conference::{Conference, TalkKind};

/// The conditions of one fee on one talk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// It was a conference, not an interview.
    pub conference: bool,
    /// At least so many distinct outside parties.
    pub parties: usize,
    /// At least one of these parties; empty: of any.
    pub one_of: Vec<u8>,
    /// Somebody of the hospital was there.
    pub hospital: bool,
    /// One of those of the hospital who must hold it.
    pub lead: bool,
    /// The four recorded facts: 日時, 場所, 出席者, 要点.
    pub record: bool,
    /// A copy of the document that person or family were given.
    pub document: bool,
    /// Person or family agreed.
    pub consent: bool,
}

/// One thing that a talk lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// It is noted as an interview.
    Conference,
    /// Too few outside parties.
    Parties {
        present: usize,
        needed: usize,
    },
    /// None of these parties was there.
    OneOf(Vec<u8>),
    Hospital,
    Lead,
    /// 日時: the day is always there, the time is not.
    Time,
    Place,
    Participants,
    Points,
    Document,
    Consent,
}

impl Missing {
    /// A short stable word, for machines and for the key of its sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Conference => "conference",
            Self::Parties { .. } => "parties",
            Self::OneOf(_) => "one_of",
            Self::Hospital => "hospital",
            Self::Lead => "lead",
            Self::Time => "time",
            Self::Place => "place",
            Self::Participants => "participants",
            Self::Points => "points",
            Self::Document => "document",
            Self::Consent => "consent",
        }
    }
}

impl Needs {
    /// Everything that is missing, in the order in which one would look for it.
    pub fn missing(&self, talk: &Conference, presence: &Presence) -> Vec<Missing> {
        let present = presence.parties.len();
        let one_of = self.one_of.is_empty() || self.one_of.iter().any(|party| presence.parties.contains(party));
        let blank = |text: &str| text.trim().is_empty();
        let found = [
            (self.conference && talk.kind == TalkKind::Interview, Missing::Conference),
            (present < self.parties, Missing::Parties { present, needed: self.parties }),
            (!one_of, Missing::OneOf(self.one_of.clone())),
            // Where a certain profession of the hospital is missing, that says more than that nobody was there.
            (self.lead && !presence.lead, Missing::Lead),
            (self.hospital && !self.lead && !presence.hospital, Missing::Hospital),
            (self.record && talk.from.is_none(), Missing::Time),
            (self.record && blank(&talk.place) && !talk.by_video, Missing::Place),
            (self.record && talk.participants.is_empty(), Missing::Participants),
            (self.record && blank(&talk.points), Missing::Points),
            (self.document && !talk.document_copied, Missing::Document),
            (self.consent && !talk.consented, Missing::Consent),
        ];
        found.into_iter().filter(|(missing, _)| *missing).map(|(_, what)| what).collect()
    }
}
