//! Kinds of publication and the places where they are made public: data in `kind.tsv` and `place.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

use crate::domain::publicity::Publicity;
use crate::domain::text::table_rows;

/// One line of `kind.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicationKind {
    pub code: &'static str,
    pub ja: &'static str,
    pub short_ja: &'static str,
    pub en: &'static str,
    pub short_en: &'static str,
    /// Has it a running number in its series?
    pub numbered: bool,
    /// Are copies handed out?
    pub distributed: bool,
}

/// One line of `place.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub code: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
    /// Who reads there: what is for fewer people must not go there.
    pub publicity: Publicity,
    /// Lines are broken after so many cells.
    pub cells: Option<usize>,
    /// There is room for the beginning only.
    pub is_short: bool,
    /// A code that older records have.
    formerly: Option<&'static str>,
}

/// How the centre calls its places, by their codes: what the settings say.
pub type PlaceNames = BTreeMap<String, String>;

impl Place {
    /// As the centre calls it, else by its name in the table.
    pub fn called<'a>(&'a self, names: &'a PlaceNames, japanese: bool) -> &'a str {
        names.get(self.code).map_or(if japanese { self.ja } else { self.en }, String::as_str)
    }
}

/// Every kind, in the order of the data file.
pub fn kinds() -> &'static [PublicationKind] {
    static TABLE: OnceLock<Vec<PublicationKind>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, short_ja, en, short_en, numbered, distributed, ..] = *cells else { return None };
            let (numbered, distributed) = (numbered == "yes", distributed == "yes");
            Some(PublicationKind { code, ja, short_ja, en, short_en, numbered, distributed })
        };
        table_rows(include_str!("kind.tsv")).filter_map(read).collect()
    })
}

/// The line of a kind's code, where it is known.
pub fn kind(code: &str) -> Option<&'static PublicationKind> {
    kinds().iter().find(|kind| kind.code == code)
}

/// Every place, in the order of the data file.
pub fn places() -> &'static [Place] {
    static TABLE: OnceLock<Vec<Place>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, en, publicity, cells, short, _, ref formerly @ ..] = *cells else { return None };
            let formerly = formerly.first().copied().filter(|code| !code.is_empty());
            let cells = if cells.is_empty() { None } else { Some(cells.parse().ok()?) };
            let is_short = short == "yes";
            Some(Place { code, ja, en, publicity: publicity.parse().ok()?, cells, is_short, formerly })
        };
        table_rows(include_str!("place.tsv")).filter_map(read).collect()
    })
}

/// The line of a place's code, or of one that it had before, where it is known.
pub fn place(code: &str) -> Option<&'static Place> {
    places().iter().find(|place| place.code == code || place.formerly == Some(code))
}

/// Reads a place's code; one of an older record becomes the one that it has now.
pub(super) fn current<'de, D: Deserializer<'de>>(reader: D) -> Result<String, D::Error> {
    let code = String::deserialize(reader)?;
    Ok(place(&code).map_or(code, |place| place.code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(kinds().len(), table_rows(include_str!("kind.tsv")).count());
        assert_eq!(places().len(), table_rows(include_str!("place.tsv")).count());
        assert!(place("city_site").is_some_and(|place| place.publicity == Publicity::Open));
        assert!(place("network").is_some_and(|place| place.cells == Some(80) && !place.is_short));
    }

    #[test]
    fn a_place_is_called_as_the_centre_calls_it() {
        let network = place("network").expect("in the table");
        let names = PlaceNames::from([("network".to_owned(), "しおなぎネット".to_owned())]);
        assert_eq!(network.called(&names, true), "しおなぎネット");
        assert_eq!(network.called(&PlaceNames::new(), false), "Information network");
        assert_eq!(place("yumehama").map(|place| place.code), Some("network"), "what older records call it");
    }
}
