//! Which column of a list of persons is which field of the card.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use csv::StringRecord;

use super::super::error::ReadCause;
use super::super::fold::fold_header;
use crate::domain::text::clean_line;

/// Whose row it is, where the list says so itself.
pub const ID: &str = "id";
/// A column that is known and read by nobody, such as the reasons of a list of rejected rows.
const NOBODY: &str = "-";

/// The columns of one list by field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardColumns {
    /// The header as written, sanitised.
    pub header: Vec<String>,
    /// The field of a column, by its place; `None` where no field is known for it.
    fields: Vec<Option<String>>,
}

/// A line of `card_columns.tsv`.
struct Known {
    field: &'static str,
    /// Folded.
    headings: Vec<String>,
}

fn known() -> &'static [Known] {
    static TABLE: OnceLock<Vec<Known>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("card_columns.tsv").lines().filter(|line| !line.starts_with('#'));
        let known = lines.filter_map(|line| {
            let (field, headings) = line.split_once('\t')?;
            let own = if field == NOBODY { None } else { Some(fold_header(field)) };
            Some(Known { field, headings: headings.split(',').map(fold_header).chain(own).collect() })
        });
        known.collect()
    })
}

/// Every field that a list can say something of; `#` for the place in a list. For documents and tests.
pub fn card_fields() -> impl Iterator<Item = &'static str> {
    known().iter().map(|known| known.field).filter(|field| ![ID, NOBODY].contains(field))
}

impl CardColumns {
    /// By what the header says, and by a mapping `(field, heading)` of one's own, which goes first.
    ///
    /// # Errors
    ///
    /// [`ReadCause::NoColumn`] for a heading of the mapping that the header has not.
    pub fn of(header: &StringRecord, map: &[(String, String)]) -> Result<Self, ReadCause> {
        let folded: Vec<String> = header.iter().map(fold_header).collect();
        let mut columns = Self { header: header.iter().map(clean_line).collect(), fields: vec![None; folded.len()] };
        let mut taken = BTreeSet::new();
        for (field, heading) in map {
            let wanted = fold_header(heading);
            let Some(at) = folded.iter().position(|cell| *cell == wanted) else {
                return Err(ReadCause::NoColumn { column: clean_line(heading), header: columns.header });
            };
            columns.fields[at] = Some(field.clone());
            taken.insert(field.clone());
        }
        for (at, cell) in folded.iter().enumerate() {
            if columns.fields[at].is_some() {
                continue;
            }
            let field = known().iter().find_map(|known| {
                let n = known.headings.iter().find_map(|heading| place(heading, cell))?;
                Some(known.field.replace('#', &n))
            });
            // Of two columns for one field the first counts, and the other is told as not read.
            columns.fields[at] = field.filter(|field| field == NOBODY || taken.insert(field.clone()));
        }
        Ok(columns)
    }

    /// `(field, heading)` of what is read, in the order of the list.
    pub fn read(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        let pairs = self.fields.iter().zip(&self.header).enumerate();
        pairs
            .filter_map(|(at, (field, heading))| Some((at, field.as_deref()?, heading.as_str())))
            .filter(|(_, field, _)| *field != NOBODY)
    }

    /// The headings of what is not read.
    pub fn unread(&self) -> Vec<String> {
        let pairs = self.fields.iter().zip(&self.header);
        pairs
            .filter(|(field, heading)| field.is_none() && !heading.is_empty())
            .map(|(_, heading)| heading.clone())
            .collect()
    }

    /// Whether a name can be found at all.
    pub fn has(&self, wanted: &str) -> bool {
        self.fields.iter().flatten().any(|field| field == wanted)
    }
}

/// The place in the list that a heading says; empty where it speaks of none. `None` where it is another heading. `連絡先氏名` is the first's.
fn place(heading: &str, cell: &str) -> Option<String> {
    let Some((before, after)) = heading.split_once('#') else { return (heading == cell).then(String::new) };
    let between = cell.strip_prefix(before)?.strip_suffix(after)?;
    if between.is_empty() {
        return Some("1".to_owned());
    }
    let n: usize = between.parse().ok().filter(|_| between.bytes().all(|b| b.is_ascii_digit()))?;
    Some(n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &[&str], map: &[(&str, &str)]) -> Result<(Vec<String>, Vec<String>), ReadCause> {
        let map: Vec<_> = map.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let columns = CardColumns::of(&StringRecord::from(header.to_vec()), &map)?;
        Ok((columns.read().map(|(_, field, _)| field.to_owned()).collect(), columns.unread()))
    }

    #[test]
    fn headings_are_known_by_name_in_any_width_and_by_their_place() {
        let header = ["氏 名", "連絡先２氏名", "緊急連絡先①電話", "連絡先氏名", "contact3.home", "好きな色", "理由"];
        let (fields, unread) = read(&header, &[]).unwrap();
        assert_eq!(fields, ["name", "contact2.name", "contact1.mobile", "contact1.name", "contact3.home"]);
        assert_eq!(unread, ["好きな色"]);
    }

    #[test]
    fn a_mapping_of_ones_own_goes_first_and_names_a_heading_that_is_there() {
        let (fields, unread) = read(&["呼び名", "氏名"], &[("name", "呼び名")]).unwrap();
        assert_eq!((fields, unread), (vec!["name".to_owned()], vec!["氏名".to_owned()]));
        assert!(matches!(read(&["氏名"], &[("name", "無い")]), Err(ReadCause::NoColumn { .. })));
    }

    #[test]
    fn no_heading_speaks_of_two_fields() {
        let mut seen = std::collections::BTreeMap::new();
        for known in known() {
            for heading in &known.headings {
                assert_eq!(seen.insert(heading.clone(), known.field), None, "{heading}");
            }
        }
        assert!(seen.len() > 150);
    }
}
