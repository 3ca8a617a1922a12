//! Kinds of publication and the places where they are made public: data in `kind.tsv` and `place.tsv`.

use std::sync::OnceLock;

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
            let [code, ja, en, publicity, cells, short, ..] = *cells else { return None };
            let cells = if cells.is_empty() { None } else { Some(cells.parse().ok()?) };
            Some(Place { code, ja, en, publicity: publicity.parse().ok()?, cells, is_short: short == "yes" })
        };
        table_rows(include_str!("place.tsv")).filter_map(read).collect()
    })
}

/// The line of a place's code, where it is known.
pub fn place(code: &str) -> Option<&'static Place> {
    places().iter().find(|place| place.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(kinds().len(), table_rows(include_str!("kind.tsv")).count());
        assert_eq!(places().len(), table_rows(include_str!("place.tsv")).count());
        assert!(place("city_site").is_some_and(|place| place.publicity == Publicity::Open));
        assert!(place("yumehama").is_some_and(|place| place.cells == Some(80) && !place.is_short));
    }
}
