//! Addresses compared: municipality, town and lot (rule R3), whatever way they are written.

use super::fold::fold_name;
use crate::domain::Municipality;
use crate::domain::municipality::split_prefecture;

/// An address as far as two spellings of one place agree: `桑名市大字東方字尾弓田3038番地` is (24205, 東方尾弓田, 3038).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Lot {
    pub municipality: Option<&'static str>,
    /// Folded, without 大字 and 字.
    pub town: String,
    /// Numbers joined with `-`; empty where there are none.
    pub lot: String,
}

impl Lot {
    /// `municipality` is what the row says of itself (a code); it stands in where the address does not begin with one.
    pub fn of(address: &str, municipality: Option<&str>) -> Self {
        let known = municipality.and_then(Municipality::by_code);
        let address = without_spaces(address);
        let (found, rest) = match Municipality::at_start(&address, known.map(|m| m.prefecture)) {
            Some((m, rest)) => (Some(m), rest),
            None => (known, split_prefecture(&address).1),
        };
        // A ward says more than its city, and the row's own code more than a shorter name.
        let municipality = match (known, found) {
            (Some(k), Some(f)) if f.covers(k.code) => Some(k.code),
            (k, f) => f.or(k).map(|m| m.code),
        };
        let rest = fold_name(rest);
        let (town, numbers) = split_town(&rest);
        Self { municipality, town: plain_town(town), lot: lot(numbers) }
    }

    /// Is there enough of it to tell one place from another?
    pub fn is_exact(&self) -> bool {
        self.municipality.is_some() && !self.lot.is_empty()
    }

    /// One text for maps.
    pub fn key(&self) -> String {
        format!("{}|{}|{}", self.municipality.unwrap_or(""), self.town, self.lot)
    }
}

/// A space between two numbers parts the lot from a room, every other one means nothing.
fn without_spaces(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut parts = address.split_whitespace();
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        if out.ends_with(char::is_numeric) && part.starts_with(char::is_numeric) {
            out.push('/');
        }
        out.push_str(part);
    }
    out
}

/// Cuts at the first digit, or at the kanji number of a 丁目.
fn split_town(text: &str) -> (&str, &str) {
    let digit = text.find(|c: char| c.is_ascii_digit());
    let block = text.find("丁目").map(|at| {
        let start = text[..at].trim_end_matches(kanji_digit).len();
        if start == at { at } else { start }
    });
    let at = match (digit, block) {
        (Some(d), Some(b)) => d.min(b),
        (d, b) => d.or(b).unwrap_or(text.len()),
    };
    text.split_at(at)
}

fn plain_town(town: &str) -> String {
    let town = town.replace("大字", "");
    // 字 is a word of its own only between names (東方字尾弓田), not in a name such as 十文字.
    let town = match town.split_once('字') {
        Some((before, after)) if !before.is_empty() && !after.is_empty() && !before.ends_with(['文', '十']) => {
            format!("{before}{after}")
        }
        _ => town,
    };
    town.trim_matches('-').to_owned()
}

fn kanji_digit(c: char) -> bool {
    "〇一二三四五六七八九十".contains(c)
}

/// `4丁目14番地の2くわなビル3階` is `4-14-2`: numbers as long as only words for lots stand between them.
fn lot(text: &str) -> String {
    let mut numbers: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            numbers.push(rest[..digits].trim_start_matches('0').to_owned());
            rest = &rest[digits..];
        } else {
            let kanji = rest.len() - rest.trim_start_matches(kanji_digit).len();
            if kanji == 0 || !rest[kanji..].starts_with(['丁', '番']) {
                break;
            }
            numbers.push(kanji_number(&rest[..kanji]).to_string());
            rest = &rest[kanji..];
        }
        let before = rest.len();
        for word in ["丁目", "番地", "番", "号", "丁", "の", "ノ", "-", "ー", "~"] {
            rest = rest.strip_prefix(word).unwrap_or(rest);
        }
        if rest.len() == before {
            break;
        }
    }
    numbers.join("-")
}

fn kanji_number(text: &str) -> u32 {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).map_or(0, |n| n as u32);
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = tens.chars().next().map_or(1, digit);
            tens * 10 + ones.chars().next().map_or(0, digit)
        }
        None => text.chars().fold(0, |sum, c| sum.saturating_mul(10).saturating_add(digit(c))),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("三重県桑名市新西方4丁目14番地くわなWAC", "24205|新西方|4-14")]
    #[case("桑名市新西方四丁目１４", "24205|新西方|4-14")]
    #[case("桑名市内堀28番地の1", "24205|内堀|28-1")]
    #[case("内堀２８－１", "24205|内堀|28-1")]
    #[case("桑名市大仲新田３２７ー２９", "24205|大仲新田|327-29")]
    #[case("桑名市大字東方字尾弓田3038番地", "24205|東方尾弓田|3038")]
    #[case("多度町小山1325－1", "24205|多度町小山|1325-1")]
    #[case("桑名市 中央町 3丁目 5-1 101号", "24205|中央町|3-5-1")]
    #[case("桑名市", "24205||")]
    fn spellings_of_one_place_agree(#[case] address: &str, #[case] key: &str) {
        assert_eq!(Lot::of(address, Some("24205")).key(), key);
    }
}
