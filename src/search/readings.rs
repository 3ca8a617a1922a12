//! How places are read, learnt from postal tables and from names: so that `たど` and `tado` find addresses in 多度.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::fold::fold;
use super::learnt::Learnt;
use super::respell::Respell;
use crate::domain::place::Reading;
use crate::domain::{Facility, PlaceTable};

/// Readings of municipalities and their towns. Empty where no postal table was imported: everything works without.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    municipalities: Vec<Municipality>,
    by_code: HashMap<String, usize>,
    /// Of all municipalities, folded.
    prefectures: HashSet<String>,
}

#[derive(Clone, Debug)]
struct Municipality {
    /// Names folded: `三重県`, `桑名市`; the second without a 郡 before it.
    prefecture: String,
    name: String,
    /// `みえけん くわなし`, to show and to search; only `くわなし` where names told it.
    kana: String,
    /// The municipality first, then its towns, as the table has them.
    places: Vec<Reading>,
    /// Made when it is first asked for: a single query asks of few municipalities.
    folded: OnceLock<Towns>,
}

/// The places of a municipality, ready to be looked for.
#[derive(Clone, Debug)]
struct Towns {
    /// Names folded and the places they belong to, longest name first.
    by_name: Vec<(String, Reading)>,
    /// Bare names to their readings (`桑名`, `くわな`), longest name first, to respell names of facilities with.
    in_kana: Respell,
    /// Readings to the names.
    in_kanji: Respell,
}

impl Municipality {
    fn towns(&self) -> &Towns {
        self.folded.get_or_init(|| Towns::of(&self.places))
    }
}

impl Towns {
    fn of(places: &[Reading]) -> Self {
        let Some((municipality, towns)) = places.split_first() else {
            return Self { by_name: Vec::new(), in_kana: Respell::default(), in_kanji: Respell::default() };
        };
        let mut by_name: Vec<(String, Reading)> =
            towns.iter().map(|town| (fold(&town.name).replace(' ', ""), town.clone())).collect();
        by_name.retain(|(folded, town)| !folded.is_empty() && !town.kana.is_empty());
        by_name.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let (in_kana, in_kanji) = respells(bare_names(municipality, &by_name));
        Self { by_name, in_kana, in_kanji }
    }
}

/// What is known of an address.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Located {
    /// Prefecture and municipality: `みえけん くわなし`.
    pub municipality_kana: Option<String>,
    pub town: Option<Reading>,
}

impl Readings {
    /// Learns from postal tables; a later table of the same municipality replaces an earlier one.
    pub fn of<'a>(tables: impl IntoIterator<Item = &'a PlaceTable>) -> Self {
        let mut readings = Self::default();
        for table in tables {
            readings.learn(table);
        }
        readings
    }

    /// Learns the municipalities that no table told of from the names of facilities and their readings.
    pub fn learn_names<'a>(&mut self, facilities: impl IntoIterator<Item = &'a Facility>) {
        let mut learnt = Learnt::new();
        for facility in facilities {
            for listing in &facility.listings {
                if let (Some(code), Some(kana)) = (listing.municipality.as_deref(), listing.kana.as_deref())
                    && !self.by_code.contains_key(code)
                {
                    learnt.hear(code, &listing.name, kana);
                }
            }
        }
        for (place, stem, kana) in learnt.into_known() {
            let name = fold(place.name).replace(' ', "");
            let ending = if place.name.ends_with('市') { "し" } else { "" };
            let (in_kana, in_kanji) = respells(vec![(fold(stem), kana.clone())]);
            self.by_code.insert(place.code.to_owned(), self.municipalities.len());
            let prefecture = fold(place.prefecture);
            self.prefectures.insert(prefecture.clone());
            self.municipalities.push(Municipality {
                prefecture,
                name: without_county(&name).to_owned(),
                places: vec![Reading { name: place.name.to_owned(), kana: kana.clone() }],
                kana: format!("{kana}{ending}"),
                folded: OnceLock::from(Towns { by_name: Vec::new(), in_kana, in_kanji }),
            });
        }
    }

    /// Learns one table more.
    pub fn learn(&mut self, table: &PlaceTable) {
        let name = fold(&table.municipality.name).replace(' ', "");
        let entry = Municipality {
            prefecture: fold(&table.prefecture.name),
            name: without_county(&name).to_owned(),
            kana: format!("{} {}", table.prefecture.kana, table.municipality.kana),
            places: std::iter::once(&table.municipality).chain(&table.towns).cloned().collect(),
            folded: OnceLock::new(),
        };
        self.prefectures.insert(entry.prefecture.clone());
        if let Some(&at) = self.by_code.get(&table.code) {
            self.municipalities[at] = entry;
        } else {
            self.by_code.insert(table.code.clone(), self.municipalities.len());
            self.municipalities.push(entry);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.municipalities.is_empty()
    }

    /// Finds the municipality (by its code, else by its name in the address) and the town of an address.
    pub fn locate(&self, address: &str, code: Option<&str>) -> Located {
        if self.is_empty() {
            return Located::default();
        }
        let folded = fold(address).replace(' ', "");
        let Some(place) = self.by_code(code).or_else(|| self.by_address(&folded)) else { return Located::default() };
        let rest = folded.find(&place.name).map_or(folded.as_str(), |at| &folded[at + place.name.len()..]);
        let rest = rest.trim_start_matches("大字").trim_start_matches('字');
        let town = place
            .towns()
            .by_name
            .iter()
            .find(|(name, _)| rest.starts_with(name.as_str()))
            .map(|(_, town)| town.clone());
        Located { municipality_kana: Some(place.kana.clone()), town }
    }

    /// The name with its known places written in kana, and with its known readings written in kanji; only those that differ.
    ///
    /// The result is folded. Only places of the facility's own municipality count, since elsewhere they are read otherwise.
    pub fn respell(&self, name: &str, address: &str, code: Option<&str>) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let place = self.by_code(code).or_else(|| self.by_address(&fold(address).replace(' ', "")));
        let Some(place) = place else { return Vec::new() };
        let folded = fold(name);
        let Towns { in_kana, in_kanji, .. } = place.towns();
        [in_kana, in_kanji].into_iter().filter_map(|respell| respell.of(&folded)).collect()
    }

    /// For each municipality the names and readings it may add to a record.
    pub(super) fn places(&self) -> impl Iterator<Item = impl Iterator<Item = (&str, &str)>> {
        self.municipalities.iter().map(|municipality| {
            let towns = municipality.places.iter().map(|place| (place.name.as_str(), place.kana.as_str()));
            std::iter::once((municipality.name.as_str(), municipality.kana.as_str())).chain(towns)
        })
    }

    /// Which of [`places`](Self::places) an address lies in.
    pub(super) fn place_number(&self, address: &str, code: Option<&str>) -> Option<usize> {
        if let Some(number) = code.and_then(|code| self.by_code.get(code)) {
            return Some(*number);
        }
        let place = self.by_address(&fold(address).replace(' ', ""))?;
        self.municipalities.iter().position(|other| std::ptr::eq(other, place))
    }

    /// Is anything known of the municipality of that code?
    pub(super) fn knows(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    fn by_code(&self, code: Option<&str>) -> Option<&Municipality> {
        Some(&self.municipalities[*self.by_code.get(code?)?])
    }

    fn by_address(&self, folded_address: &str) -> Option<&Municipality> {
        // Most are told apart by the first character of what may be their name.
        let mut firsts = [None; 3];
        let bare = self.prefectures.iter().find_map(|prefecture| folded_address.strip_prefix(prefecture.as_str()));
        let town = folded_address.split_once('郡').map(|(_, town)| town);
        for (first, text) in firsts.iter_mut().zip([Some(folded_address), bare, town]) {
            *first = text.and_then(|text| text.chars().next());
        }
        self.municipalities.iter().find(|place| {
            let name = place.name.as_str();
            if !firsts.contains(&name.chars().next()) {
                return false;
            }
            let rest = folded_address.strip_prefix(place.prefecture.as_str()).unwrap_or(folded_address);
            rest.starts_with(name) || rest.split_once('郡').is_some_and(|(_, town)| town.starts_with(name))
        })
    }
}

/// A town or village without its county (郡); cities such as 郡山市 keep theirs.
pub(super) fn without_county(name: &str) -> &str {
    match name.split_once('郡') {
        Some((county, town)) if !county.is_empty() && town.ends_with(['町', '村']) => town,
        _ => name,
    }
}

/// Endings that a place is named without, with their readings.
const ENDINGS: [(char, &[&str]); 6] = [
    ('市', &["し"]),
    ('区', &["く"]),
    ('町', &["ちょう", "まち"]),
    ('村', &["むら", "そん"]),
    ('郡', &["ぐん"]),
    ('台', &["だい"]),
];

/// For replacing names by their readings, and the other way round.
fn respells(bare: Vec<(String, String)>) -> (Respell, Respell) {
    // Two kana are met by chance in too many words.
    let tell = bare.iter().filter(|(_, kana)| kana.chars().count() >= 3);
    let in_kanji = tell.map(|(kanji, kana)| (kana.clone(), kanji.clone())).collect();
    (Respell::new(bare), Respell::new(in_kanji))
}

fn bare_names(municipality: &Reading, towns: &[(String, Reading)]) -> Vec<(String, String)> {
    let all = std::iter::once((fold(&municipality.name), fold(&municipality.kana)))
        .chain(towns.iter().map(|(name, town)| (name.clone(), fold(&town.kana))));
    let mut bare: Vec<(String, String)> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for (name, kana) in all {
        let mut name = name.as_str();
        let mut kana = kana.as_str();
        if without_county(name) != name {
            name = without_county(name);
            kana = kana.split_once("ぐん").map_or(kana, |(_, town)| town);
        }
        // 多度町小山: the old town 多度 too.
        if let Some((stem, _)) =
            name.split_once('町').filter(|(stem, rest)| stem.chars().count() >= 2 && !rest.is_empty())
            && let Some((read, _)) = kana.split_once("ちょう").or_else(|| kana.split_once("まち"))
            && known.insert(stem.to_owned())
        {
            bare.push((stem.to_owned(), read.to_owned()));
        }
        for (ending, readings) in ENDINGS {
            if let Some(stem) = name.strip_suffix(ending)
                && let Some(read) = readings.iter().find_map(|reading| kana.strip_suffix(reading))
                && stem.chars().count() >= 2
            {
                (name, kana) = (stem, read);
                break;
            }
        }
        if name.chars().count() >= 2 && known.insert(name.to_owned()) {
            bare.push((name.to_owned(), kana.to_owned()));
        }
    }
    bare.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(name: &str, kana: &str) -> Reading {
        Reading { name: name.to_owned(), kana: kana.to_owned() }
    }

    fn city() -> Readings {
        let table = |code: &str, municipality: Reading, towns: Vec<Reading>| PlaceTable {
            rev: 0,
            code: code.to_owned(),
            prefecture: reading("風見県", "かざみけん"),
            municipality,
            towns,
            as_of: jiff::civil::date(2026, 1, 1),
        };
        Readings::of(&[
            table(
                "99201",
                reading("花川市", "はなかわし"),
                vec![reading("月見町小山", "つきみちょうおやま"), reading("月見町", "つきみちょう")],
            ),
            table("99301", reading("星野郡白浜町", "ほしのぐんしらはまちょう"), vec![reading("中里", "なかざと")]),
            table("99202", reading("郡山市", "こおりやまし"), vec![]),
        ])
    }

    #[test]
    fn addresses_are_located_with_and_without_prefecture_county_or_code() {
        let town = |address: &str, code| city().locate(address, code).town.map(|town| town.kana);
        assert_eq!(town("風見県花川市月見町小山１－２", None).as_deref(), Some("つきみちょうおやま"));
        assert_eq!(town("花川市大字月見町3", None).as_deref(), Some("つきみちょう"));
        assert_eq!(town("月見町小山3", Some("99201")).as_deref(), Some("つきみちょうおやま"));
        assert_eq!(town("風見県星野郡白浜町中里5", None).as_deref(), Some("なかざと"));
        assert_eq!(town("白浜町中里5", None).as_deref(), Some("なかざと"));
        assert_eq!(city().locate("郡山市1", None).municipality_kana.as_deref(), Some("かざみけん こおりやまし"));
        assert_eq!(city().locate("別の市1", None), Located::default());
    }

    #[test]
    fn names_are_respelled_by_the_places_of_their_own_municipality() {
        assert_eq!(city().respell("花川病院", "花川市1", None), ["はなかわ病院"]);
        assert_eq!(city().respell("デイはなかわ", "花川市1", None), ["でい花川"]);
        assert_eq!(city().respell("花川病院", "郡山市1", None), Vec::<String>::new());
        assert_eq!(city().respell("月見の家", "花川市1", None), ["つきみの家"]);
    }
}
