//! What a list can be narrowed by.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::{Row, Status};
use crate::domain::facility::{Ability, capability};
use crate::words::Language;

/// A side of a facility that conditions and the filter menu know.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Facet {
    Kind,
    Area,
    Capability,
    Vacancy,
    Open,
    Partner,
}

struct Names {
    facet: Facet,
    ja: Vec<&'static str>,
    en: Vec<&'static str>,
}

fn table() -> &'static [Names] {
    static TABLE: OnceLock<Vec<Names>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("facet.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let facet = cells.next()?.parse().ok()?;
                let ja = cells.next()?.split(',').collect();
                let en = cells.next()?.split(',').collect();
                Some(Names { facet, ja, en })
            })
            .collect()
    })
}

impl Facet {
    /// The facet of a condition's name in either language.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let known = |n: &&Names| n.ja.contains(&name.as_str()) || n.en.contains(&name.as_str());
        table().iter().find(known).map(|n| n.facet)
    }

    /// The name that the menu writes into the filter.
    pub fn name(self, language: Language) -> &'static str {
        let names = table().iter().find(|n| n.facet == self);
        names
            .and_then(|n| match language {
                Language::Ja => n.ja.first(),
                Language::En => n.en.first(),
            })
            .copied()
            .unwrap_or_else(|| self.into())
    }
}

/// The values of a facet that a row stands under, as a condition would say them.
pub(super) fn values_of<'a>(row: &'a Row, facet: Facet, today: Date, visit: &mut dyn FnMut(&'a str)) {
    match facet {
        Facet::Kind => row.kinds.iter().for_each(|info| visit(info.code)),
        Facet::Area => {
            if !row.area.is_empty() {
                visit(&row.area);
            }
        }
        Facet::Capability => {
            for (at, info) in capability::table().iter().enumerate() {
                if matches!(row.capabilities.at(at), Some(Ability::Yes | Ability::Ask)) {
                    visit(info.code);
                }
            }
        }
        Facet::Vacancy => {
            if matches!(row.status, Status::Free(_) | Status::Intake(Ability::Yes)) {
                visit("有");
            }
        }
        Facet::Open => {
            if row.open_on(today) {
                visit("今日");
            }
        }
        Facet::Partner => {
            if row.partner {
                visit("可");
            }
        }
    }
}
