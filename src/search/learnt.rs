//! Readings of municipalities, learnt from the kana columns of imports where no postal table tells them.
//!
//! `ハーモニーハウス花川` read `ハーモニーハウスハナカワ` tells that 花川 is はなかわ: what stands around the place is kana on both sides, so
//! what remains of the reading is the place's. With that, names without a reading of their own are found by it too.

use std::collections::{BTreeMap, HashMap};

use super::fold::fold;
use super::readings::without_county;
use crate::domain::municipality::{Municipality, table};

/// Kana that anchor a reading; fewer stand in too many words.
const ANCHOR: usize = 2;
/// Kana that a kanji of a place is read with at most: 志 し, 東 ひがし.
const LONGEST: usize = 4;

/// Votes for the reading of each municipality's bare name.
#[derive(Default)]
pub(super) struct Learnt {
    votes: HashMap<&'static str, BTreeMap<String, usize>>,
    stems: HashMap<&'static str, &'static str>,
}

impl Learnt {
    pub(super) fn new() -> Self {
        let stems = table().iter().filter_map(|place| Some((place.code, stem(place.name)?))).collect();
        Self { votes: HashMap::new(), stems }
    }

    /// What a name and its reading tell of the municipality that the institution lies in.
    pub(super) fn hear(&mut self, code: &str, name: &str, kana: &str) {
        let Some((code, stem)) = self.stems.get_key_value(code) else { return };
        // Most names hold no place: that is found without folding.
        if !name.contains(stem) {
            return;
        }
        if let Some(reading) = reading(&squeezed(name), &squeezed(kana), &fold(stem)) {
            *self.votes.entry(code).or_default().entry(reading).or_default() += 1;
        }
    }

    /// The municipalities whose reading is known now, with their bare names and the readings that most names tell.
    pub(super) fn into_known(self) -> Vec<(&'static Municipality, &'static str, String)> {
        let Self { votes, stems } = self;
        let mut known: Vec<_> = votes
            .into_iter()
            .filter_map(|(code, votes)| {
                // Of equally many votes the first in the order of kana: the same whatever the order of the records.
                let best = votes.values().copied().max()?;
                let reading = votes.into_iter().find(|(_, n)| *n == best)?.0;
                Some((Municipality::by_code(code)?, *stems.get(code)?, reading))
            })
            .collect();
        known.sort_by_key(|(place, _, _)| place.code);
        known
    }
}

/// The name without its ending: 花川市 花川, 星野郡白浜町 白浜, a ward the name of its city. `None` where a single character is left.
fn stem(name: &'static str) -> Option<&'static str> {
    let bare = match name.split_once('市') {
        Some((city, ward)) if ward.ends_with('区') => city,
        _ => without_county(name),
    };
    let stem = bare.strip_suffix(['市', '区', '町', '村']).unwrap_or(bare);
    (stem.chars().count() >= 2).then_some(stem)
}

fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// The reading of `stem` in `name`, all folded, where kana (or an end) on both sides of it show where it begins and ends.
fn reading(name: &str, kana: &str, stem: &str) -> Option<String> {
    let (before, behind) = name.split_once(stem)?;
    let anchor_before: String = {
        let run: Vec<char> = before.chars().rev().take_while(|c| is_kana(*c)).collect();
        run.into_iter().rev().collect()
    };
    let anchor_behind: String = behind.chars().take_while(|c| is_kana(*c)).collect();
    let start = match anchor_before.as_str() {
        _ if before.is_empty() => 0,
        anchor => only(kana, anchor)? + anchor.len(),
    };
    let end = match anchor_behind.as_str() {
        _ if behind.is_empty() => kana.len(),
        anchor => only(kana, anchor)?,
    };
    let reading = kana.get(start..end)?;
    let length = reading.chars().count();
    let fits = (stem.chars().count()..=stem.chars().count() * LONGEST).contains(&length);
    (fits && reading.chars().all(|c| ('ぁ'..='ゖ').contains(&c))).then(|| reading.to_owned())
}

/// Where an anchor stands, if it stands there once.
fn only(kana: &str, anchor: &str) -> Option<usize> {
    let at = kana.find(anchor).filter(|at| kana.rfind(anchor) == Some(*at))?;
    (anchor.chars().count() >= ANCHOR).then_some(at)
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ー' | '・' | '-')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ハーモニーハウス花川", "ハーモニーハウスハナカワ", Some("はなかわ"))]
    #[case("花川ひだまりの家", "ハナカワヒダマリノイエ", Some("はなかわ"))]
    #[case("デイ花川さくら", "デイ　ハナカワ　サクラ", Some("はなかわ"))]
    #[case("花川", "ハナカワ", Some("はなかわ"))]
    // Kanji beside it: nobody can tell where the place ends.
    #[case("花川病院", "ハナカワビョウイン", None)]
    #[case("老健花川", "ロウケンハナカワ", None)]
    // The reading is of something else, or the anchor stands twice.
    #[case("サンホーム花川", "ヒマワリホーム", None)]
    #[case("さくら花川さくら", "サクラハナカワサクラ", None)]
    #[case("デイ花川", "デイ", None)]
    fn a_reading_is_learnt_where_kana_show_it(#[case] name: &str, #[case] kana: &str, #[case] told: Option<&str>) {
        assert_eq!(reading(&squeezed(name), &squeezed(kana), "花川").as_deref(), told);
    }

    #[rstest]
    #[case("桑名市", Some("桑名"))]
    #[case("四日市市", Some("四日市"))]
    #[case("札幌市中央区", Some("札幌"))]
    #[case("桑名郡木曽岬町", Some("木曽岬"))]
    #[case("津市", None)]
    #[case("郡山市", Some("郡山"))]
    #[case("蒲郡市", Some("蒲郡"))]
    #[case("大和郡山市", Some("大和郡山"))]
    fn places_are_named_without_their_endings(#[case] name: &'static str, #[case] bare: Option<&str>) {
        assert_eq!(stem(name), bare);
    }
}
