//! To whom a card is given, which parts of it, and on whose consent: data in `receiver.tsv`, never code.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::domain::person::{ConsentWay, Person};

/// A part of a card, in the order in which it is read out (domain.md 4.3).
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum CardPart {
    /// Who it is, and where.
    Identity,
    Contacts,
    /// アレルギー・機器: what decides before anything is done.
    Alerts,
    Medical,
    Wishes,
    /// Doctor, care manager and the other institutions.
    Supporters,
    /// How one gets into the house.
    Home,
    Insurance,
    Kit,
}

/// One line of `receiver.tsv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receiver {
    /// A stable word.
    pub code: &'static str,
    pub parts: Vec<CardPart>,
    /// Is the consent that the ambulance and the hospital are told enough?
    pub emergency: bool,
    pub ja: &'static str,
    pub en: &'static str,
}

/// A consent that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Granted {
    pub on: Date,
    /// `None`: nobody wrote down how.
    pub way: Option<ConsentWay>,
}

/// Every receiver, in the order of the data file: that of the digits.
pub fn receivers() -> &'static [Receiver] {
    static TABLE: OnceLock<Vec<Receiver>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("receiver.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(Receiver::read).collect()
    })
}

/// The line of a receiver's code, where it is known.
pub fn receiver(code: &str) -> Option<&'static Receiver> {
    receivers().iter().find(|receiver| receiver.code == code)
}

impl Receiver {
    fn read(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        let (code, parts, consent) = (columns.next()?, columns.next()?, columns.next()?);
        let (ja, en) = (columns.next()?, columns.next()?);
        let parts = match parts {
            "*" => <CardPart as strum::IntoEnumIterator>::iter().collect(),
            some => some.split(',').filter_map(|part| part.parse().ok()).collect(),
        };
        Some(Self { code, parts, emergency: consent == "emergency", ja, en })
    }

    /// The consent on which the person's card may be given to them on a day. That the ambulance and the hospital are told stands beside
    /// the general consent, unless that one was withdrawn later.
    pub fn consent(&self, person: &Person, today: Date) -> Option<Granted> {
        let general = person.consent.as_ref();
        if let Some(consent) = general.filter(|consent| consent.holds_on(today)) {
            return Some(Granted { on: consent.on, way: Some(consent.way) });
        }
        let withdrawn = general.and_then(|consent| consent.withdrawn_on).filter(|day| *day <= today);
        let on = person.card.emergency_consent_on.filter(|on| *on <= today);
        let on = on.filter(|on| self.emergency && withdrawn.is_none_or(|end| end < *on));
        on.map(|on| Granted { on, way: None })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::PersonId;
    use crate::domain::person::Consent;

    #[test]
    fn every_line_is_read_and_every_part_is_known() {
        let text = include_str!("receiver.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(receivers().len(), lines);
        for (receiver, line) in receivers().iter().zip(text.lines().filter(|line| !line.starts_with('#'))) {
            let parts = line.split('\t').nth(1).unwrap();
            assert!(parts == "*" || parts.split(',').count() == receiver.parts.len(), "{}", receiver.code);
            assert!(receiver.parts.contains(&CardPart::Identity), "{}", receiver.code);
        }
    }

    #[test]
    fn a_consent_for_emergencies_is_for_the_ambulance_and_the_hospital_and_ends_with_a_withdrawal() {
        let mut person = Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned());
        let today = date(2026, 6, 12);
        let given = |person: &Person, code| receiver(code).unwrap().consent(person, today).map(|granted| granted.on);
        person.card.emergency_consent_on = Some(date(2026, 5, 12));
        assert_eq!(given(&person, "ambulance"), Some(date(2026, 5, 12)));
        assert_eq!(given(&person, "provider"), None);
        let consent = Consent {
            on: date(2026, 4, 1),
            way: ConsentWay::Written,
            scope: String::new(),
            withdrawn_on: Some(date(2026, 6, 1)),
        };
        person.consent = Some(consent.clone());
        assert_eq!(given(&person, "ambulance"), None, "withdrawn after it");
        person.card.emergency_consent_on = Some(date(2026, 6, 2));
        assert_eq!(given(&person, "hospital"), Some(date(2026, 6, 2)), "given anew");
        person.consent = Some(Consent { withdrawn_on: None, ..consent });
        assert_eq!(given(&person, "provider"), Some(date(2026, 4, 1)));
    }
}
