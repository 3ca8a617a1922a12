//! What the person wants to be done, and whether the paper for it is there (domain.md 4.1, 4.2).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::Phone;
use crate::domain::person::Supporter;

/// 意向. What a card says is no order to an ambulance: it saves and carries, whatever stands here, unless its own rules are met.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// 希望搬送先: asked for, never promised.
    #[serde(skip_serializing_if = "Supporter::is_empty")]
    pub hospital: Supporter,
    /// 救急時の治療への要望
    #[serde(skip_serializing_if = "String::is_empty")]
    pub treatment: String,
    /// 心肺蘇生; `None` where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resuscitation: Option<Resuscitation>,
    /// 書面
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<WishDocument>,
    /// A number of the doctor that is answered day and night, where it is not the one of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doctor_phone: Option<Phone>,
    /// 意思表示できない時の要望
    #[serde(skip_serializing_if = "String::is_empty")]
    pub if_unable: String,
}

/// 心肺蘇生を望むか
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
pub enum Resuscitation {
    /// 望む
    Wanted,
    /// 望まない
    NotWanted,
    /// 話合い中
    Talking,
}

/// The paper that says so.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WishDocument {
    /// 作成日
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_on: Option<Date>,
    /// Signed by the person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub signed_by_person: bool,
    /// The doctor who signed it; empty: none did.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doctor: String,
    /// 保管場所
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// What lacks for a wish against resuscitation to be heeded anywhere.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, strum::Display, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Condition {
    /// No paper with its day and the person's signature.
    Document,
    /// No doctor has signed it.
    Doctor,
    /// The doctor cannot be asked by day and by night.
    NightNumber,
}

impl Wishes {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What lacks where resuscitation is not wanted; `is_reachable`: the register has a number of the doctor for the night. Nothing
    /// lacks where no such wish is on the card.
    pub fn missing(&self, is_reachable: bool) -> Vec<Condition> {
        if self.resuscitation != Some(Resuscitation::NotWanted) {
            return Vec::new();
        }
        let document = self.document.as_ref();
        let has_document = document.is_some_and(|paper| paper.written_on.is_some() && paper.signed_by_person);
        let has_doctor = document.is_some_and(|paper| !paper.doctor.trim().is_empty());
        let has_number = is_reachable || self.doctor_phone.is_some();
        [(has_document, Condition::Document), (has_doctor, Condition::Doctor), (has_number, Condition::NightNumber)]
            .into_iter()
            .filter_map(|(is_there, condition)| (!is_there).then_some(condition))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_wish_against_resuscitation_is_never_a_bare_tick() {
        let mut wishes = Wishes { resuscitation: Some(Resuscitation::NotWanted), ..Wishes::default() };
        assert_eq!(wishes.missing(false), [Condition::Document, Condition::Doctor, Condition::NightNumber]);
        assert_eq!(wishes.missing(true), [Condition::Document, Condition::Doctor]);
        wishes.document = Some(WishDocument { written_on: Some(date(2026, 5, 12)), ..WishDocument::default() });
        assert_eq!(wishes.missing(true), [Condition::Document, Condition::Doctor], "nobody has signed it");
        let signed = WishDocument {
            written_on: Some(date(2026, 5, 12)),
            signed_by_person: true,
            doctor: "架空 医師".to_owned(),
            place: String::new(),
        };
        wishes.document = Some(signed);
        assert_eq!(wishes.missing(true), []);
        assert_eq!(wishes.missing(false), [Condition::NightNumber]);
        for other in [None, Some(Resuscitation::Wanted), Some(Resuscitation::Talking)] {
            let wishes = Wishes { resuscitation: other, ..Wishes::default() };
            assert_eq!(wishes.missing(false), []);
        }
    }
}
