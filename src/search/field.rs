//! What of a facility can be searched, and in which order it counts.

use serde::{Deserialize, Serialize};

use super::fold::fold;

/// A searched field. `Display` gives the stable code (`short_name`), for `find --json`.
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
    strum::FromRepr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum Field {
    /// A name: the display name first, then those of single services.
    Name,
    /// The reading of a name: from a source, or made by [`Readings`](super::Readings) from known places.
    Kana,
    ShortName,
    /// The town within the municipality: `多度町小山`.
    Town,
    /// Its reading.
    TownKana,
    /// The whole address, with the building.
    Address,
    /// The reading of prefecture and municipality.
    AddressKana,
    /// 日常生活圏域 or other division of the city.
    Area,
    Phone,
    Fax,
    /// 事業所番号, 医療機関番号, ID of 医療情報ネット, 法人番号.
    Number,
    PostalCode,
    /// A kind of service by one of its names.
    Kind,
    /// Something it can take on (可, 談, or notified), by its name.
    Capability,
    /// 空き有 or 満床.
    Vacancy,
    Corporation,
    /// Whom to ask for, the department and profession.
    Person,
    /// Notes and remarks of any kind.
    Note,
    /// Codes that conditions are answered from: `care:510`, `can:dialysis`, `vacancy:open`. Never searched by plain words.
    Code,
}

/// Fields that are searched together and stand in one tier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub(super) enum Room {
    Name,
    Town,
    Address,
    Phone,
    Other,
    Code,
}

impl Field {
    pub(super) const fn room(self) -> Room {
        match self {
            Self::Name | Self::Kana | Self::ShortName => Room::Name,
            Self::Town | Self::TownKana => Room::Town,
            Self::Address | Self::AddressKana | Self::Area => Room::Address,
            Self::Phone | Self::Fax | Self::Number | Self::PostalCode => Room::Phone,
            Self::Kind | Self::Capability | Self::Vacancy | Self::Corporation | Self::Person | Self::Note => {
                Room::Other
            }
            Self::Code => Room::Code,
        }
    }

    /// Compared by digits only?
    pub(super) const fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::Fax | Self::PostalCode)
    }

    /// May people leave out its spaces?
    pub(super) const fn has_loose_spaces(self) -> bool {
        matches!(self.room(), Room::Name | Room::Town | Room::Address)
    }

    /// Is it how something is read, not how it is written?
    pub(super) const fn is_reading(self) -> bool {
        matches!(self, Self::Kana | Self::TownKana | Self::AddressKana)
    }
}

/// A set of fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Fields(u32);

impl Fields {
    pub(super) fn of(fields: impl IntoIterator<Item = Field>) -> Self {
        Self(fields.into_iter().fold(0, |set, field| set | 1 << field as u8))
    }

    /// The set with one more.
    pub(super) const fn and(self, field: Field) -> Self {
        Self(self.0 | 1 << field as u8)
    }

    pub(super) const fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u8) != 0
    }

    pub(super) fn touches(self, room: Room) -> bool {
        use strum::IntoEnumIterator;
        Field::iter().any(|field| field.room() == room && self.has(field))
    }
}

/// The fields that a condition's word (`種別`, `kind`) stands for, from `field.tsv`. `word` is folded.
pub(super) fn condition(word: &str) -> Option<Fields> {
    let line = include_str!("field.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .find(|(name, _)| fold(name) == word)?;
    Some(Fields::of(line.1.split(' ').filter_map(|code| code.parse::<Field>().ok())))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_line_of_the_table_names_known_fields() {
        for line in include_str!("field.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (name, codes) = line.split_once('\t').expect("two cells");
            assert!(codes.split(' ').all(|code| code.parse::<Field>().is_ok()), "{line}");
            assert!(condition(&fold(name)).is_some());
        }
        assert!(Field::iter().count() <= 32, "Fields is a u32");
    }
}
