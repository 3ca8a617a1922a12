//! Who was given what about whom: one line that is the record of the fee (入院時情報連携加算) and the record of the
//! disclosure that the privacy law asks for (個人情報保護法 29条; domain.md 9.7).

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{DisclosureId, EpisodeId, FacilityId, PersonId, Phone, SheetId};

/// Something about a person that was given to somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Disclosure {
    pub id: DisclosureId,
    #[serde(default)]
    pub rev: u64,
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<EpisodeId>,
    /// In the time zone of the centre.
    pub at: DateTime,
    /// The document's kind: a stable word (`admission_sheet`, `discharge_record`, `conference_record`, `other`; of a
    /// card: `emergency_card`, `wallet_card`, `kit_sheet`, `visit_list`, `disaster_list`).
    pub document: String,
    /// The sheet as it was then is found in its history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SheetId>,
    /// Which parts (項目), in words.
    pub contents: String,
    /// To whom, in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<FacilityId>,
    /// The receiver's name and address as they were then: the law asks for both.
    pub to_name: String,
    #[serde(default)]
    pub to_address: String,
    /// Desk or person there.
    #[serde(default)]
    pub to_desk: String,
    pub way: Way,
    /// The number that was dialled, for FAX.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Phone>,
    /// The number was read back before sending.
    #[serde(default)]
    pub read_back: bool,
    /// Where, if somebody went there.
    #[serde(default)]
    pub place: String,
    /// That they have it: required for FAX, mail and post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    pub ground: Ground,
    /// Who of us gave it.
    pub by: String,
}

/// By which way.
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
pub enum Way {
    Fax,
    /// 電子メール
    Mail,
    /// 郵送
    Post,
    /// 手渡し
    Handed,
    /// 電話 (the insurer decides whether that is enough for the fee)
    Phone,
    /// ICT の情報共有網
    Network,
    /// 写し: taken through the clipboard into another program, or shown to be copied by hand.
    Copied,
    /// 印刷・ファイル: written out, to be printed or given as a file.
    Printed,
    /// 画面: shown to be read by a camera.
    Shown,
}

impl Way {
    /// Must the receipt be confirmed and recorded (FAX・メール・郵送)?
    pub const fn needs_receipt(self) -> bool {
        matches!(self, Self::Fax | Self::Mail | Self::Post)
    }
}

/// That it arrived.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub at: DateTime,
    /// Who confirmed it there.
    pub by: String,
}

/// Why it was allowed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 本人同意, of that day.
    Consent(Date),
    /// Without: the reason in words (27条1項 各号).
    Reason(String),
}

impl Disclosure {
    /// Does nothing lack for the fee: sent, and received where that must be confirmed?
    pub const fn is_complete(&self) -> bool {
        !self.way.needs_receipt() || self.receipt.is_some()
    }
}
