//! 人生会議 (advance care planning): one talk about what the person wants. Talks are a history: a later one does not replace an earlier one, and not
//! wanting to think of it is an answer too (domain.md 5).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AcpTalkId, PersonId};

/// A talk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AcpTalk {
    pub id: AcpTalkId,
    #[serde(default)]
    pub rev: u64,
    pub person: PersonId,
    pub on: Date,
    #[serde(default)]
    pub place: String,
    /// Who took part: the person, the family, professions; one a line.
    #[serde(default)]
    pub participants: String,
    /// きっかけ
    #[serde(default)]
    pub occasion: String,
    /// 本人の判断能力の状況
    #[serde(default)]
    pub capacity: String,
    /// 大切にしている事
    #[serde(default)]
    pub values: String,
    #[serde(default)]
    pub wanted: String,
    #[serde(default)]
    pub unwanted: String,
    /// Where to live with the illness, first and second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_place: Option<CarePlace>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_place_second: Option<CarePlace>,
    /// Where to die, first and second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_place: Option<CarePlace>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_place_second: Option<CarePlace>,
    /// What was said of a treatment; of what is absent nothing was.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub treatments: BTreeMap<Treatment, Stance>,
    /// When to call 119: at once, after asking the doctor, or the doctor instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling: Option<Calling>,
    /// 状況が変われば
    #[serde(default)]
    pub if_changed: String,
    /// 告知の希望
    #[serde(default)]
    pub telling: String,
    /// 代理決定者
    #[serde(default)]
    pub proxy_name: String,
    #[serde(default)]
    pub proxy_relation: String,
    /// Named by the person.
    #[serde(default)]
    pub proxy_named: bool,
    /// 家族の受け止め
    #[serde(default)]
    pub family: String,
    /// 事前指示書・リビングウィル等と場所
    #[serde(default)]
    pub documents: String,
    /// 共有先
    #[serde(default)]
    pub shared_with: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review_on: Option<Date>,
    /// Why it is another than before.
    #[serde(default)]
    pub change_reason: String,
    /// What was said is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<Date>,
    /// 考えたくない・話したくない
    #[serde(default)]
    pub would_rather_not: bool,
}

/// A place to live or to die.
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
pub enum CarePlace {
    Home,
    /// 家族の家
    FamilyHome,
    /// 介護施設・老人ホーム
    Facility,
    Hospital,
    /// 緩和ケア病棟
    Hospice,
    Other,
    /// まだ決められない
    Undecided,
}

/// A treatment that is talked about.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
pub enum Treatment {
    Resuscitation,
    Ventilator,
    /// 胃ろう・経管
    TubeFeeding,
    /// 点滴
    Drip,
    Transfusion,
    /// 入院
    Hospital,
    /// 救急搬送
    Ambulance,
}

/// What was said of it.
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
pub enum Stance {
    Wanted,
    NotWanted,
    Undecided,
}

/// 救急要請の時期の考え方.
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
pub enum Calling {
    /// すぐ119番
    AtOnce,
    /// まず在宅医に相談
    AskDoctorFirst,
    /// 119番は呼ばず在宅医・訪問看護へ
    DoctorOnly,
}

impl AcpTalk {
    /// Of which only the person and the day are known.
    pub fn new(id: AcpTalkId, person: PersonId, on: Date) -> Self {
        Self {
            id,
            rev: 0,
            person,
            on,
            place: String::new(),
            participants: String::new(),
            occasion: String::new(),
            capacity: String::new(),
            values: String::new(),
            wanted: String::new(),
            unwanted: String::new(),
            care_place: None,
            care_place_second: None,
            last_place: None,
            last_place_second: None,
            treatments: BTreeMap::new(),
            calling: None,
            if_changed: String::new(),
            telling: String::new(),
            proxy_name: String::new(),
            proxy_relation: String::new(),
            proxy_named: false,
            family: String::new(),
            documents: String::new(),
            shared_with: String::new(),
            next_review_on: None,
            change_reason: String::new(),
            withdrawn_on: None,
            would_rather_not: false,
        }
    }

    /// Does it still say what the person wants?
    pub const fn holds(&self) -> bool {
        self.withdrawn_on.is_none()
    }
}

/// What was wished last about where to die, beside what came: `None` while nothing of it is known.
pub fn wish_met(talks: &[&AcpTalk], actual: Option<CarePlace>) -> Option<bool> {
    let wished = talks.iter().filter(|talk| talk.holds()).max_by_key(|talk| talk.on);
    let wished = wished.and_then(|talk| talk.last_place).filter(|place| *place != CarePlace::Undecided)?;
    actual.map(|place| place == wished)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_wish_that_still_holds_counts() {
        let talk = |n: u8, day, place| {
            let mut talk = AcpTalk::new(AcpTalkId::from_bytes([n; 16]), PersonId::from_bytes([1; 16]), day);
            talk.last_place = Some(place);
            talk
        };
        let home = talk(1, date(2026, 1, 1), CarePlace::Home);
        let mut hospital = talk(2, date(2026, 3, 1), CarePlace::Hospital);
        assert_eq!(wish_met(&[&hospital, &home], Some(CarePlace::Home)), Some(false));
        assert_eq!(wish_met(&[&hospital, &home], None), None);
        hospital.withdrawn_on = Some(date(2026, 4, 1));
        assert_eq!(wish_met(&[&hospital, &home], Some(CarePlace::Home)), Some(true));
        let undecided = talk(3, date(2026, 5, 1), CarePlace::Undecided);
        assert_eq!(wish_met(&[&undecided, &home], Some(CarePlace::Home)), None);
    }
}
