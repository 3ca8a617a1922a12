//! The day that a limit is counted from.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day of the stay, the day of another item, or a fixed one (domain.md 2.3).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Anchor {
    /// 入院日
    Admission,
    /// 退院方針(見込み)決定日
    Decided,
    /// 退院予定日; the real day once there is one.
    Discharge,
    /// The last day of the month of the discharge.
    DischargeMonthEnd,
    /// 必要と判断した日
    Need,
    /// 要介護認定の申請日
    Applied,
    /// 最終確認日
    Review,
    /// The last exchange with the hospital in the rear (在宅療養後方支援病院).
    Exchange,
    /// 初回提供日
    FirstSend,
    /// The day of 入院時情報連携加算 (I), by the fee's rule.
    SendingOne,
    /// The same of (II).
    SendingTwo,
    /// 転院日
    Transfer,
    /// The day on which another item was done, by its code.
    Done(String),
    /// A day of the calendar.
    On(Date),
}

const NAMES: [(&str, Anchor); 12] = [
    ("ADM", Anchor::Admission),
    ("DCDEC", Anchor::Decided),
    ("DC", Anchor::Discharge),
    ("DC_MONTH_END", Anchor::DischargeMonthEnd),
    ("NEED", Anchor::Need),
    ("APPLIED", Anchor::Applied),
    ("REVIEW", Anchor::Review),
    ("EXCHANGE", Anchor::Exchange),
    ("FIRST_SEND", Anchor::FirstSend),
    ("ADM_RULE_I", Anchor::SendingOne),
    ("ADM_RULE_II", Anchor::SendingTwo),
    ("TRANSFER", Anchor::Transfer),
];

/// What the name of another item's done day ends with: `A03_DONE`.
const DONE: &str = "_DONE";

impl Anchor {
    /// The names that can be written, but for `<code>_DONE` and a day.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(code) => write!(f, "{code}{DONE}"),
            Self::On(day) => day.fmt(f),
            named => f.write_str(NAMES.iter().find(|(_, anchor)| anchor == named).map_or("", |(name, _)| name)),
        }
    }
}

/// No anchor has that name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no anchor of that name")]
pub struct UnknownAnchor;

impl FromStr for Anchor {
    type Err = UnknownAnchor;

    fn from_str(text: &str) -> Result<Self, UnknownAnchor> {
        if let Some((_, anchor)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(anchor.clone());
        }
        if let Some(code) = text.strip_suffix(DONE).filter(|code| !code.is_empty()) {
            return Ok(Self::Done(code.to_owned()));
        }
        text.parse().map(Self::On).map_err(|_| UnknownAnchor)
    }
}

impl From<Anchor> for String {
    fn from(anchor: Anchor) -> Self {
        anchor.to_string()
    }
}

impl TryFrom<String> for Anchor {
    type Error = UnknownAnchor;

    fn try_from(text: String) -> Result<Self, UnknownAnchor> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_anchor_is_read_as_it_is_written() {
        for name in Anchor::names().chain(["A03_DONE", "2026-07-01"]) {
            assert_eq!(name.parse::<Anchor>().map(|anchor| anchor.to_string()).as_deref(), Ok(name));
        }
        assert_eq!("_DONE".parse::<Anchor>(), Err(UnknownAnchor));
        assert_eq!("DCC".parse::<Anchor>(), Err(UnknownAnchor));
    }
}
