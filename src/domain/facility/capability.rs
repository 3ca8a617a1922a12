//! What a place can take on: data in `capability.tsv`, never code.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// 可 談 否. "Not asked yet" is the absence of an answer.
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
    strum::EnumIter,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Ability {
    Yes,
    Ask,
    No,
}

impl Ability {
    /// The kanji that stands for the answer, in every language: two cells everywhere.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Yes => "可",
            Self::Ask => "談",
            Self::No => "否",
        }
    }

    /// Reads 可 談 否, ○ △ ×, or the English word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "可" | "○" | "〇" | "◯" | "yes" => Some(Self::Yes),
            "談" | "△" | "要相談" | "ask" => Some(Self::Ask),
            "否" | "×" | "✕" | "不可" | "no" => Some(Self::No),
            _ => None,
        }
    }
}

/// One line of `capability.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct CapabilityInfo {
    pub code: &'static str,
    /// Does it come from accepted notifications (published), or is it asked by coordinators (local)?
    pub published: bool,
    pub ja: &'static str,
    pub en: &'static str,
}

/// All known capabilities in the order of the data file.
pub fn table() -> &'static [CapabilityInfo] {
    static TABLE: OnceLock<Vec<CapabilityInfo>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("capability.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(CapabilityInfo {
                    code: cells.next()?,
                    published: cells.next()? == "notice",
                    ja: cells.next()?,
                    en: cells.next()?,
                })
            })
            .collect()
    })
}

/// The line of a code, where it is known.
pub fn info(code: &str) -> Option<&'static CapabilityInfo> {
    table().iter().find(|info| info.code == code)
}
