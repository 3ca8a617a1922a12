//! What a line of the map may be: data in `line_kind.tsv`.

use std::sync::OnceLock;

use crate::domain::text::table_rows;

/// One line of `line_kind.tsv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineKind {
    pub code: &'static str,
    pub ja: &'static str,
    pub en: &'static str,
    /// Of so many dots one is drawn: 1 is a whole line. So the kinds differ without colour, too.
    pub dots: usize,
    /// What files call it beside its code.
    pub names: Vec<&'static str>,
}

/// Every kind, in the order of the data file; the first is what the edge of an area is.
pub fn line_kinds() -> &'static [LineKind] {
    static TABLE: OnceLock<Vec<LineKind>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |cells: Vec<&'static str>| {
            let [code, ja, en, dots, names, ..] = *cells else { return None };
            Some(LineKind { code, ja, en, dots: dots.parse().ok()?, names: names.split(',').collect() })
        };
        table_rows(include_str!("line_kind.tsv")).filter_map(read).collect()
    })
}

/// The kind that a file calls by this name, whatever its case.
pub fn line_kind(name: &str) -> Option<&'static LineKind> {
    let name = name.trim().to_lowercase();
    line_kinds().iter().find(|kind| kind.code == name || kind.ja == name || kind.names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_code_and_by_what_files_call_it() {
        assert!(line_kinds().len() >= 3);
        assert_eq!(line_kinds()[0].code, "boundary");
        for (name, code) in [("river", "river"), ("Waterway", "river"), ("川", "river"), ("admin", "boundary")] {
            assert_eq!(line_kind(name).map(|kind| kind.code), Some(code), "{name}");
        }
        assert_eq!(line_kind("cable"), None);
        assert!(line_kinds().iter().all(|kind| kind.dots >= 1 && !kind.ja.is_empty() && !kind.en.is_empty()));
    }
}
