//! Who takes part in a talk, and as what the fees count them.

use std::collections::BTreeSet;

use crate::domain::conference::{Conference, Side};

/// A profession at a place: a nurse of a ward and one of a visiting station are two of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profession {
    /// Stable ASCII (`home_doctor`).
    pub code: String,
    pub label_ja: String,
    pub label_en: String,
    /// Where it belongs. A participant who is noted on another side counts as nothing, and is told.
    pub side: Side,
    /// Which of the outside parties of the fee, counted from 1; `None`: takes part, and is none of them.
    pub party: Option<u8>,
    /// Of the hospital: one of those who must hold the conference there.
    pub leads: bool,
}

/// All professions, in the order in which a form offers them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Professions(pub Vec<Profession>);

impl Professions {
    pub fn get(&self, code: &str) -> Option<&Profession> {
        self.0.iter().find(|profession| profession.code == code)
    }

    /// Who belongs to a party.
    pub fn of_party(&self, party: u8) -> impl Iterator<Item = &Profession> {
        self.0.iter().filter(move |profession| profession.party == Some(party))
    }
}

/// A participant who counts as nothing though somebody meant something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Odd {
    /// A code that the data do not know.
    Unknown(String),
    /// A profession of one side, noted on another.
    OtherSide(String),
}

/// Who was there, as the fees see it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Presence {
    /// The distinct outside parties.
    pub parties: BTreeSet<u8>,
    /// Anybody of the hospital.
    pub hospital: bool,
    /// One of those of the hospital who must be there.
    pub lead: bool,
    /// In the order of the list of participants.
    pub odd: Vec<Odd>,
}

impl Presence {
    pub fn of(talk: &Conference, professions: &Professions) -> Self {
        let mut presence = Self::default();
        for participant in &talk.participants {
            let code = &participant.profession;
            let Some(profession) = professions.get(code) else {
                presence.odd.push(Odd::Unknown(code.clone()));
                continue;
            };
            if profession.side != participant.side {
                presence.odd.push(Odd::OtherSide(code.clone()));
                continue;
            }
            match participant.side {
                Side::Hospital => {
                    presence.hospital = true;
                    presence.lead |= profession.leads;
                }
                Side::Home => presence.parties.extend(profession.party),
                Side::Family => {}
            }
        }
        presence
    }
}
