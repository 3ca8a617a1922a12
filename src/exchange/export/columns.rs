//! The columns of tables.

use strum::IntoEnumIterator;

use super::{Options, facts};
use crate::domain::facility::Ability;
use crate::domain::text::{clean_line, clean_text};
use crate::domain::{Facility, Phone};
use crate::words::Words;

/// Which columns a table has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Columns {
    /// A contact list to paste: what one needs to reach them.
    Contact,
    All,
}

/// A column; its header is the word `export.<name>`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Column {
    Id,
    Name,
    Kana,
    Kinds,
    Phone,
    Fax,
    PostalCode,
    Address,
    Area,
    Department,
    Person,
    Profession,
    DirectPhone,
    NightPhone,
    Way,
    CareManagerHours,
    BusinessHours,
    Closed,
    Vacancy,
    Waiting,
    Remark,
    Can,
    Ask,
    Cannot,
    Notices,
    Partner,
    Note,
    Email,
    Url,
    Latitude,
    Longitude,
    Sources,
    Confirmed,
    MaybeClosedSince,
}

impl Columns {
    pub fn list(self) -> Vec<Column> {
        use Column as C;
        match self {
            Self::Contact => vec![
                C::Name,
                C::Kinds,
                C::Phone,
                C::Fax,
                C::Department,
                C::Person,
                C::DirectPhone,
                C::CareManagerHours,
                C::PostalCode,
                C::Address,
                C::Note,
                C::Confirmed,
            ],
            Self::All => Column::iter().collect(),
        }
    }
}

impl Column {
    pub fn header(self, words: &Words) -> String {
        let name: &'static str = self.into();
        words.get(&format!("export.{name}")).to_owned()
    }

    /// The cell: sanitised, not yet guarded or quoted. Only the note may have several lines. Dates are ISO 8601.
    pub fn cell(self, facility: &Facility, options: &Options) -> String {
        let words = options.words;
        let local = &facility.local;
        let number = |number: Option<&Phone>| number.map(|p| facts::phone(p, words)).unwrap_or_default();
        let many = |names: Vec<String>| names.join(", ");
        match self {
            Self::Id => facility.id.to_string(),
            Self::Name => facts::name(facility),
            Self::Kana => facts::kana(facility),
            Self::Kinds => facts::kinds(facility, words).join(", "),
            Self::Phone => number(facility.phone().map(|s| s.value)),
            Self::Fax => number(facility.fax().map(|s| s.value)),
            Self::PostalCode => facts::postal_code(facility),
            Self::Address => facts::address(facility),
            Self::Area => facts::optional(local.identity.facts.area.as_deref()),
            Self::Department => facts::optional(local.desk.facts.department.as_deref()),
            Self::Person => facts::optional(local.desk.facts.person.as_deref()),
            Self::Profession => facts::optional(local.desk.facts.profession.as_deref()),
            Self::DirectPhone => number(local.desk.facts.direct_phone.as_ref()),
            Self::NightPhone => number(local.desk.facts.night_phone.as_ref()),
            Self::Way => facts::optional(local.desk.facts.preferred_way.as_deref()),
            Self::CareManagerHours => facts::optional(local.hours.facts.care_manager.as_deref()),
            Self::BusinessHours => facts::optional(local.hours.facts.business.as_deref()),
            Self::Closed => facts::optional(local.hours.facts.closed.as_deref()),
            Self::Vacancy => local.vacancy.facts.places.map(|n| n.to_string()).unwrap_or_default(),
            Self::Waiting => local.vacancy.facts.waiting.map(|n| n.to_string()).unwrap_or_default(),
            Self::Remark => facts::optional(local.vacancy.facts.remark.as_deref()),
            Self::Can => many(facts::abilities(facility, Ability::Yes, words)),
            Self::Ask => many(facts::abilities(facility, Ability::Ask, words)),
            Self::Cannot => many(facts::abilities(facility, Ability::No, words)),
            Self::Notices => many(facts::notices(facility, words)),
            Self::Partner => {
                if local.identity.facts.partner {
                    words.get("export.yes").to_owned()
                } else {
                    String::new()
                }
            }
            Self::Note => clean_text(&local.note.facts),
            Self::Email => facts::optional(local.identity.facts.email.as_deref()),
            Self::Url => facility.url().map(|s| clean_line(s.value)).unwrap_or_default(),
            Self::Latitude => facility.coordinates().map(|s| s.value.latitude.to_string()).unwrap_or_default(),
            Self::Longitude => facility.coordinates().map(|s| s.value.longitude.to_string()).unwrap_or_default(),
            Self::Sources => many(
                facts::sources(facility)
                    .into_iter()
                    .map(|(source, as_of)| format!("{} {as_of}", facts::source_name(source, words)))
                    .collect(),
            ),
            Self::Confirmed => facility.confirmed_on().map(|day| day.to_string()).unwrap_or_default(),
            Self::MaybeClosedSince => facility.maybe_closed().map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}
