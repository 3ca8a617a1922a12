//! Kinds of service: data in `kind.tsv`, never code.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A kind of service by its stable code: `care:120` (the number in the official file name), `medical:hospital`, `local:salon`.
///
/// An unknown code is kept as it is, so that a newer file does not lose its services.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(String);

/// What is known of a kind, one line of `kind.tsv`.
#[derive(Clone, Debug)]
pub struct KindInfo {
    pub code: &'static str,
    /// One kanji that stands for it in lists.
    pub mark: &'static str,
    pub group: KindGroup,
    /// Whose name is shown when services carry different ones (R7); smaller first.
    pub rank: u8,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
    pub short_en: &'static str,
}

/// Kinds that are filtered together.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumString,
    strum::Display,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum KindGroup {
    Medical,
    Residential,
    Community,
    Day,
    Visiting,
    Support,
    ShortStay,
    Equipment,
    Local,
    Other,
}

impl Kind {
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The kind of a care service by its number in the official file name: `120`.
    pub fn care(service_code: &str) -> Self {
        Self(format!("care:{service_code}"))
    }

    pub fn code(&self) -> &str {
        &self.0
    }

    /// Is this a medical institution's own kind (not a care service run by one)?
    pub fn is_medical(&self) -> bool {
        self.0.starts_with("medical:")
    }

    /// What is known of it; an unknown code gets the line of `care:other`, `medical:other` or `local:other`.
    pub fn info(&self) -> &'static KindInfo {
        let table = table();
        let find = |code: &str| table.iter().find(|info| info.code == code);
        find(&self.0)
            .or_else(|| self.0.split_once(':').and_then(|(family, _)| find(&format!("{family}:other"))))
            .unwrap_or_else(|| &table[table.len() - 1])
    }
}

/// All known kinds in the order of the data file.
pub fn table() -> &'static [KindInfo] {
    static TABLE: OnceLock<Vec<KindInfo>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("kind.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(parse)
            .collect()
    })
}

fn parse(line: &'static str) -> Option<KindInfo> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    Some(KindInfo {
        code: next()?,
        mark: next()?,
        group: next()?.parse().ok()?,
        rank: next()?.parse().ok()?,
        ja: next()?,
        short_ja: next()?,
        en: next()?,
        short_en: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("kind.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).count();
        assert_eq!(table().len(), lines);
    }

    #[test]
    fn unknown_codes_keep_their_family() {
        assert_eq!(Kind::care("999").info().code, "care:other");
        assert_eq!(Kind::new("nonsense").info().code, "local:other");
    }
}
