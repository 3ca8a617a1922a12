//! A person whom the centre accompanies, with the emergency card.

mod around;
mod consent;
mod course;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use around::{KeyPerson, Supporter};
pub use consent::{Consent, ConsentWay};
pub use course::{Happened, Turn, course};

use super::card::Card;
use super::checklist::Base;
use super::{CareLevel, PersonId, Phone};

/// Somebody who lives here. Everything in it is personal data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    #[serde(default)]
    pub rev: u64,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kana: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub care_level: CareLevel,
    /// The day until which the certificate holds (認定の有効期間).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_until: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The care manager, or the community centre's worker for 要支援.
    #[serde(default, skip_serializing_if = "Supporter::is_empty")]
    pub care_manager: Supporter,
    /// かかりつけ医
    #[serde(default, skip_serializing_if = "Supporter::is_empty")]
    pub doctor: Supporter,
    #[serde(default, skip_serializing_if = "KeyPerson::is_empty")]
    pub key_person: KeyPerson,
    /// To give information to those who take part in care; `None`: nobody asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The day on which somebody last looked this over (the anchor REVIEW).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    #[serde(default)]
    pub note: String,
    /// 緊急時情報連絡票
    #[serde(default, skip_serializing_if = "Card::is_empty")]
    pub card: Box<Card>,
    /// One of the demo's, who does not exist: said wherever the name is shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fictional: bool,
}

/// As the forms ask for it.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sex {
    Female,
    Male,
    Other,
}

impl Person {
    /// Somebody of whom only the name is known.
    pub fn new(id: PersonId, name: String) -> Self {
        Self {
            id,
            rev: 0,
            name,
            kana: None,
            birth_date: None,
            sex: None,
            care_level: CareLevel::Unknown,
            certified_until: None,
            address: None,
            phone: None,
            care_manager: Supporter::default(),
            doctor: Supporter::default(),
            key_person: KeyPerson::default(),
            consent: None,
            reviewed_on: None,
            note: String::new(),
            card: Box::default(),
            fictional: false,
        }
    }

    /// The checklist that a stay begins with where nobody says another: who has no care level has no care manager.
    pub fn usual_base(&self, admitted_on: Date) -> Base {
        if self.care_level.is_care() || self.care_level.is_support() {
            return Base::Cm;
        }
        if self.age_on(admitted_on).is_some_and(|years| years < 65) { Base::New40 } else { Base::New65 }
    }

    /// Whole years on a day; `None` where the birth date is not known, or lies after it.
    pub fn age_on(&self, day: Date) -> Option<i16> {
        let born = self.birth_date.filter(|born| *born <= day)?;
        let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
        Some(day.year() - born.year() - i16::from(!had_birthday))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_is_full_on_the_birthday() {
        let mut person = Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned());
        assert_eq!(person.age_on(date(2026, 6, 12)), None);
        person.birth_date = Some(date(1948, 6, 12));
        let ages = [date(2026, 6, 11), date(2026, 6, 12), date(1948, 6, 12), date(1948, 6, 11)];
        assert_eq!(ages.map(|day| person.age_on(day)), [Some(77), Some(78), Some(0), None]);
    }

    #[test]
    fn who_has_no_care_level_begins_without_a_care_manager() {
        let mut person = Person::new(PersonId::from_bytes([1; 16]), "架空 花子".to_owned());
        let on = date(2026, 6, 12);
        assert_eq!(person.usual_base(on), Base::New65);
        person.birth_date = Some(date(1970, 1, 1));
        assert_eq!(person.usual_base(on), Base::New40);
        person.care_level = CareLevel::Support1;
        assert_eq!(person.usual_base(on), Base::Cm);
    }
}
