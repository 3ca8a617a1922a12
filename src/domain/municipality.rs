//! The municipalities of Japan by name and code (JIS X 0402): data in `municipality.tsv`, never code.

use std::collections::HashMap;
use std::sync::OnceLock;

/// One municipality, special ward, or ward of a designated city.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Municipality {
    /// JIS X 0402 without the check digit: `24205`.
    pub code: &'static str,
    pub prefecture: &'static str,
    /// A ward of a designated city carries the city's name before its own: `札幌市北区`.
    pub name: &'static str,
}

/// Every municipality, sorted by code.
pub fn table() -> &'static [Municipality] {
    static TABLE: OnceLock<Vec<Municipality>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("municipality.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                Some(Municipality { code: cells.next()?, prefecture: cells.next()?, name: cells.next()? })
            })
            .collect()
    })
}

impl Municipality {
    /// By the code of five digits, or of six with a right check digit.
    pub fn by_code(code: &str) -> Option<&'static Self> {
        let five = match code.len() {
            5 => code,
            6 if code.is_ascii() && check_digit(&code[..5]) == code[5..].chars().next() => &code[..5],
            _ => return None,
        };
        let table = table();
        table.binary_search_by_key(&five, |m| m.code).ok().map(|at| &table[at])
    }

    /// The municipality of that very name in a prefecture (its name, or its two digits); ヶ and ケ are one letter.
    pub fn named(name: &str, prefecture: Option<&str>) -> Vec<&'static Self> {
        let name = one_ke(name);
        by_first_char(&name)
            .iter()
            .filter(|m| one_ke(m.name) == name && prefecture.is_none_or(|p| m.is_in(p)))
            .copied()
            .collect()
    }

    /// What a person may mean by a name or a code: no, one or several municipalities (府中市 is two).
    ///
    /// Takes `桑名市`, `三重県桑名市`, `24205`, `242055`. A ward's own name alone (`北区`) gives the special ward of that
    /// name and the wards of all cities.
    pub fn parse(text: &str) -> Vec<&'static Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(ascii_digit).collect();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return Self::by_code(&text).into_iter().collect();
        }
        let (prefecture, name) = split_prefecture(&text);
        let exact = Self::named(name, prefecture);
        if !name.ends_with('区') || name.contains('市') || name.is_empty() {
            return exact;
        }
        let name = one_ke(name);
        table()
            .iter()
            .filter(|m| prefecture.is_none_or(|p| m.is_in(p)))
            .filter(|m| one_ke(m.name.rsplit_once('市').map_or(m.name, |(_, ward)| ward)) == name)
            .collect()
    }

    /// The longest name that an address starts with, and the rest of the address: after an optional prefecture, or in the
    /// prefecture given (its name or its two digits). `None` where there is none, or where the name stands in several
    /// prefectures and none is given (府中市, 伊達市, 池田町).
    pub fn at_start<'a>(address: &'a str, prefecture: Option<&str>) -> Option<(&'static Self, &'a str)> {
        let (written, rest) = split_prefecture(address);
        let prefecture = written.or(prefecture);
        longest(rest, prefecture).or_else(|| {
            // 桑名郡木曽岬町: the county stands before towns and villages only.
            let at = rest.char_indices().take(7).find(|(at, c)| *c == '郡' && *at > 0)?.0;
            let (found, rest) = longest(&rest[at + '郡'.len_utf8()..], prefecture)?;
            found.name.ends_with(['町', '村']).then_some((found, rest))
        })
    }

    /// Does a `--city` filter for this one take in a row of that code? A designated city takes in its wards.
    pub fn covers(&self, code: &str) -> bool {
        code == self.code
            || (self.name.ends_with('市')
                && Self::by_code(code).is_some_and(|m| {
                    m.prefecture == self.prefecture && m.name.len() > self.name.len() && m.name.starts_with(self.name)
                }))
    }

    /// `prefecture` is a name or the two digits of its code.
    pub fn is_in(&self, prefecture: &str) -> bool {
        self.prefecture == prefecture || (prefecture.len() == 2 && self.code.starts_with(prefecture))
    }

    /// The code with its check digit: `242055`.
    pub fn code6(&self) -> String {
        let mut code = self.code.to_owned();
        code.extend(check_digit(self.code));
        code
    }
}

/// The check digit of a five-digit code: weights 6 5 4 3 2, modulo 11.
fn check_digit(five: &str) -> Option<char> {
    let sum: u32 =
        five.chars().zip([6, 5, 4, 3, 2]).map(|(c, w)| c.to_digit(10).map(|d| d * w)).sum::<Option<u32>>()?;
    char::from_digit((11 - sum % 11) % 10, 10)
}

/// The prefecture that a text starts with, and the rest.
pub fn split_prefecture(text: &str) -> (Option<&'static str>, &str) {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names: Vec<&str> = table().iter().map(|m| m.prefecture).collect();
        names.dedup();
        names
    });
    for name in names {
        if let Some(rest) = text.strip_prefix(name) {
            return (Some(name), rest);
        }
    }
    (None, text)
}

/// The two digits of a prefecture's code by its name.
pub fn prefecture_code(name: &str) -> Option<&'static str> {
    table().iter().find(|m| m.prefecture == name).map(|m| &m.code[..2])
}

fn longest<'a>(rest: &'a str, prefecture: Option<&str>) -> Option<(&'static Municipality, &'a str)> {
    let mut best: Option<(&'static Municipality, &'a str)> = None;
    let mut rivals = 0;
    for m in by_first_char(rest) {
        if !prefecture.is_none_or(|p| m.is_in(p)) {
            continue;
        }
        let Some(behind) = strip_name(rest, m.name) else { continue };
        match best {
            Some((held, _)) if held.name.chars().count() > m.name.chars().count() => {}
            Some((held, _)) if one_ke(held.name) == one_ke(m.name) => rivals += 1,
            Some(_) | None => {
                best = Some((m, behind));
                rivals = 0;
            }
        }
    }
    best.filter(|_| rivals == 0)
}

/// What stands behind `name`, where `text` starts with it; ヶ and ケ are one letter.
fn strip_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut chars = text.chars();
    for wanted in name.chars() {
        if ke(chars.next()?) != ke(wanted) {
            return None;
        }
    }
    Some(chars.as_str())
}

fn by_first_char(text: &str) -> &'static [&'static Municipality] {
    static INDEX: OnceLock<HashMap<char, Vec<&'static Municipality>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: HashMap<char, Vec<&'static Municipality>> = HashMap::new();
        for m in table() {
            if let Some(first) = m.name.chars().next() {
                index.entry(ke(first)).or_default().push(m);
            }
        }
        index
    });
    text.chars().next().and_then(|first| index.get(&ke(first))).map_or(&[], Vec::as_slice)
}

const fn ke(c: char) -> char {
    match c {
        'ヶ' | 'ｹ' => 'ケ',
        c => c,
    }
}

fn one_ke(name: &str) -> String {
    name.chars().map(ke).collect()
}

fn ascii_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn codes(found: &[&Municipality]) -> Vec<&'static str> {
        found.iter().map(|m| m.code).collect()
    }

    #[test]
    fn the_table_is_whole_and_sorted() {
        assert_eq!(table().len(), 1912);
        assert!(table().windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[rstest]
    #[case("桑名市", &["24205"])]
    #[case("24205", &["24205"])]
    #[case("２４２０５５", &["24205"])]
    #[case("242056", &[])]
    #[case("三重県桑名市", &["24205"])]
    #[case("府中市", &["13206", "34208"])]
    #[case("伊達市", &["01233", "07213"])]
    #[case("東京都府中市", &["13206"])]
    #[case("龍ケ崎市", &["08208"])]
    #[case("無い市", &[])]
    fn names_and_codes_are_read(#[case] text: &str, #[case] expected: &[&str]) {
        assert_eq!(codes(&Municipality::parse(text)), expected);
    }

    #[rstest]
    #[case("四日市市水沢町６３８", None, Some(("24202", "水沢町６３８")))]
    #[case("三重県四日市市水沢町", None, Some(("24202", "水沢町")))]
    #[case("桑名郡木曽岬町大字小和泉", Some("24"), Some(("24303", "大字小和泉")))]
    #[case("木曽岬町大字小和泉", None, Some(("24303", "大字小和泉")))]
    #[case("多度町小山1325－1", None, None)]
    #[case("府中市緑町", None, None)]
    #[case("府中市緑町", Some("34"), Some(("34208", "緑町")))]
    #[case("府中市緑町", Some("東京都"), Some(("13206", "緑町")))]
    #[case("札幌市北区麻生町６丁目", None, Some(("01102", "麻生町６丁目")))]
    #[case("東京都北区王子", None, Some(("13117", "王子")))]
    #[case("郡山市朝日", None, Some(("07203", "朝日")))]
    fn addresses_start_with_the_longest_name(
        #[case] address: &str,
        #[case] prefecture: Option<&str>,
        #[case] expected: Option<(&str, &str)>,
    ) {
        assert_eq!(Municipality::at_start(address, prefecture).map(|(m, rest)| (m.code, rest)), expected);
    }

    #[test]
    fn a_designated_city_covers_its_wards() {
        let sapporo = Municipality::by_code("01100").unwrap();
        assert!(sapporo.covers("01102") && sapporo.covers("01100") && !sapporo.covers("24205"));
        assert_eq!(sapporo.code6(), "011002");
    }
}
