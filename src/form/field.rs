//! The fields of a facility's local layer.

use super::FieldKind;
use crate::domain::facility::capability;

/// Facts that are confirmed together: the groups of [`Local`](crate::domain::facility::Local).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Section {
    Identity,
    Desk,
    Hours,
    Capabilities,
    Vacancy,
    Note,
}

impl Section {
    pub fn all() -> Vec<Self> {
        <Self as strum::IntoEnumIterator>::iter().collect()
    }

    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A local fact.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Field {
    Name,
    Kana,
    Kinds,
    PostalCode,
    Address,
    Area,
    Coordinates,
    Phone,
    Fax,
    Email,
    Url,
    Partner,
    Department,
    Person,
    Profession,
    DirectPhone,
    NightPhone,
    Way,
    CareManagerHours,
    BusinessHours,
    Closed,
    /// By its code in `capability.tsv`; only those that coordinators ask.
    Capability(&'static str),
    Vacancy,
    Waiting,
    Remark,
    Note,
    /// The day on which somebody last said that the facts of a group hold.
    Confirmed(Section),
}

impl Field {
    /// In the order of the form: group by group, the day of confirmation last.
    pub fn all() -> Vec<Self> {
        Section::all().into_iter().flat_map(Self::of).collect()
    }

    /// The fields of a group.
    pub fn of(section: Section) -> Vec<Self> {
        let mut fields = match section {
            Section::Identity => vec![
                Self::Name,
                Self::Kana,
                Self::Kinds,
                Self::PostalCode,
                Self::Address,
                Self::Area,
                Self::Coordinates,
                Self::Phone,
                Self::Fax,
                Self::Email,
                Self::Url,
                Self::Partner,
            ],
            Section::Desk => {
                vec![Self::Department, Self::Person, Self::Profession, Self::DirectPhone, Self::NightPhone, Self::Way]
            }
            Section::Hours => vec![Self::CareManagerHours, Self::BusinessHours, Self::Closed],
            Section::Capabilities => capability::table()
                .iter()
                .filter(|info| !info.published)
                .map(|info| Self::Capability(info.code))
                .collect(),
            Section::Vacancy => vec![Self::Vacancy, Self::Waiting, Self::Remark],
            Section::Note => vec![Self::Note],
        };
        fields.push(Self::Confirmed(section));
        fields
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|field| field.name() == name)
    }

    /// The stable name, as in `renkei set`.
    pub fn name(self) -> String {
        let name = match self {
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Kinds => "kinds",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Area => "area",
            Self::Coordinates => "coordinates",
            Self::Phone => "phone",
            Self::Fax => "fax",
            Self::Email => "email",
            Self::Url => "url",
            Self::Partner => "partner",
            Self::Department => "desk",
            Self::Person => "person",
            Self::Profession => "profession",
            Self::DirectPhone => "direct_phone",
            Self::NightPhone => "night_phone",
            Self::Way => "way",
            Self::CareManagerHours => "care_manager_hours",
            Self::BusinessHours => "business_hours",
            Self::Closed => "closed",
            Self::Capability(code) => return format!("capability.{code}"),
            Self::Vacancy => "vacancy",
            Self::Waiting => "waiting",
            Self::Remark => "remark",
            Self::Note => "note",
            Self::Confirmed(section) => return format!("confirmed.{}", section.name()),
        };
        name.to_owned()
    }

    pub const fn kind(self) -> FieldKind {
        match self {
            Self::Name | Self::Kana | Self::PostalCode | Self::Address | Self::Area | Self::Email | Self::Url => {
                FieldKind::Line
            }
            Self::Department | Self::Person | Self::Profession | Self::Way => FieldKind::Line,
            Self::CareManagerHours | Self::BusinessHours | Self::Closed | Self::Remark => FieldKind::Line,
            Self::Phone | Self::Fax | Self::DirectPhone | Self::NightPhone => FieldKind::Phone,
            Self::Vacancy | Self::Waiting => FieldKind::Number,
            Self::Kinds => FieldKind::Kinds,
            Self::Coordinates => FieldKind::Coordinates,
            Self::Partner => FieldKind::YesNo,
            Self::Capability(_) => FieldKind::Ability,
            Self::Note => FieldKind::Text,
            Self::Confirmed(_) => FieldKind::Date,
        }
    }

    pub const fn section(self) -> Section {
        match self {
            Self::Name | Self::Kana | Self::Kinds | Self::PostalCode | Self::Address | Self::Area => Section::Identity,
            Self::Coordinates | Self::Phone | Self::Fax | Self::Email | Self::Url | Self::Partner => Section::Identity,
            Self::Department | Self::Person | Self::Profession => Section::Desk,
            Self::DirectPhone | Self::NightPhone | Self::Way => Section::Desk,
            Self::CareManagerHours | Self::BusinessHours | Self::Closed => Section::Hours,
            Self::Capability(_) => Section::Capabilities,
            Self::Vacancy | Self::Waiting | Self::Remark => Section::Vacancy,
            Self::Note => Section::Note,
            Self::Confirmed(section) => section,
        }
    }
}
