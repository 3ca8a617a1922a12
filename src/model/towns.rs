//! The town of an address: what stands behind the municipality.

use std::collections::HashMap;

use crate::domain::PlaceTable;

/// Town names by municipality, the longer names first.
#[derive(Debug, Default)]
pub struct Towns {
    by_code: HashMap<String, Municipality>,
}

#[derive(Debug)]
struct Municipality {
    prefecture: String,
    name: String,
    towns: Vec<String>,
}

impl Towns {
    pub fn of(places: &[PlaceTable]) -> Self {
        let by_code = places
            .iter()
            .map(|place| {
                let mut towns: Vec<String> = place.towns.iter().map(|t| t.name.clone()).collect();
                towns.sort_by_key(|name| std::cmp::Reverse(name.len()));
                let municipality = Municipality {
                    prefecture: place.prefecture.name.clone(),
                    name: place.municipality.name.clone(),
                    towns,
                };
                (place.code.clone(), municipality)
            })
            .collect();
        Self { by_code }
    }

    /// The town in an address, by the postal table where there is one, else by the shape of Japanese addresses.
    pub fn town_of<'a>(&self, code: Option<&str>, address: &'a str) -> &'a str {
        let known = code.and_then(|code| self.by_code.get(code));
        let rest = match known {
            Some(place) => {
                let rest = address.strip_prefix(place.prefecture.as_str()).unwrap_or(address);
                rest.strip_prefix(place.name.as_str()).unwrap_or_else(|| behind_municipality(rest))
            }
            None => behind_municipality(address),
        };
        let rest = rest.trim_start();
        if let Some(town) = known.and_then(|place| place.towns.iter().find(|town| rest.starts_with(town.as_str()))) {
            return &rest[..town.len()];
        }
        let end = rest.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '番' || c == ' ');
        rest[..end.unwrap_or(rest.len())].trim_end_matches("大字")
    }
}

/// Behind prefecture, then behind the first 市, or 郡 with its 町 or 村, or ward.
fn behind_municipality(address: &str) -> &str {
    let prefecture = ["都", "道", "府", "県"]
        .iter()
        .filter_map(|end| address.find(end).map(|at| at + end.len()))
        .filter(|&end| (3 * 3..=4 * 3).contains(&end))
        .min();
    let rest = prefecture.map_or(address, |end| &address[end..]);
    // A municipality's name has at most 7 characters before its ending; a town further on may end in 市 too.
    let window = rest.char_indices().nth(9).map_or(rest.len(), |(at, _)| at);
    let county = rest[..window].find('郡').map_or(0, |at| at + '郡'.len_utf8());
    let window = rest[county..].char_indices().nth(9).map_or(rest.len(), |(at, _)| county + at);
    let endings: &[char] = if county > 0 { &['町', '村'] } else { &['市', '区', '町', '村'] };
    rest[county..window].find(endings).map_or(rest, |at| {
        let end = county + at;
        let wide = rest[end..].chars().next().map_or(0, char::len_utf8);
        &rest[end + wide..]
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::place::Reading;

    fn reading(name: &str) -> Reading {
        Reading { name: name.into(), kana: String::new() }
    }

    #[test]
    fn the_postal_table_says_where_a_town_ends() {
        let table = PlaceTable {
            rev: 0,
            code: "99201".into(),
            prefecture: reading("空県"),
            municipality: reading("みどり市"),
            towns: vec![reading("北町"), reading("北町一の坪")],
            as_of: date(2026, 1, 1),
        };
        let towns = Towns::of(&[table]);
        assert_eq!(towns.town_of(Some("99201"), "空県みどり市北町一の坪12-3"), "北町一の坪");
        assert_eq!(towns.town_of(Some("99201"), "みどり市北町2-3-1"), "北町");
    }

    #[test]
    fn without_a_table_the_shape_of_the_address_says_it() {
        let towns = Towns::default();
        assert_eq!(towns.town_of(None, "みどり市北町2-3-1"), "北町");
        assert_eq!(towns.town_of(None, "三重県桑名市中央町３丁目"), "中央町");
        assert_eq!(towns.town_of(None, "三重県桑名郡木曽岬町大字西対海地250"), "大字西対海地");
        assert_eq!(towns.town_of(None, ""), "");
    }
}
