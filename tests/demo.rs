//! The demo city (`fixtures/demo`): complete, consistent, plainly fictional, and as old as it says on any day.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use jiff::civil::{Date, date};
use jiff::{ToSpan, Unit};
use renkei::domain::facility::{Coordinates, SourceKey, capability, kind};
use renkei::domain::phone::PhoneFlag;
use renkei::domain::{Facility, Phone, text};
use renkei::exchange::demo::{self, Demo};

/// `base_day` of `fixtures/demo/city.toml`.
const BASE: Date = date(2026, 11, 22);

fn city() -> Demo {
    demo::city(BASE)
}

fn lines() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo/facilities.jsonl");
    std::fs::read_to_string(path).expect("fixtures/demo/facilities.jsonl").lines().map(str::to_owned).collect()
}

fn dates(facility: &Facility) -> Vec<Date> {
    let local = &facility.local;
    let published = facility.listings.iter().flat_map(|l| [Some(l.as_of), l.gone]);
    let confirmed = [
        local.identity.confirmed_on,
        local.desk.confirmed_on,
        local.hours.confirmed_on,
        local.capabilities.confirmed_on,
        local.vacancy.confirmed_on,
        local.note.confirmed_on,
    ];
    published.chain(confirmed).flatten().collect()
}

/// Every phone and FAX number of a facility, whoever gave it.
fn numbers(facility: &Facility) -> Vec<&Phone> {
    let (identity, desk) = (&facility.local.identity.facts, &facility.local.desk.facts);
    let local = [&identity.phone, &identity.fax, &desk.direct_phone, &desk.night_phone];
    let published = facility.listings.iter().flat_map(|l| [&l.phone, &l.fax]);
    local.into_iter().chain(published).filter_map(Option::as_ref).collect()
}

fn of_kind(demo: &Demo, code: &str) -> usize {
    demo.facilities.iter().filter(|f| f.kinds().iter().any(|k| k.code() == code)).count()
}

#[test]
fn it_is_as_large_as_the_centre_it_stands_for() {
    let demo = city();
    assert!((635..=665).contains(&demo.facilities.len()), "{}", demo.facilities.len());
    assert_eq!(demo.facilities.iter().filter(|f| f.local.identity.facts.partner).count(), 262);
    assert_eq!(of_kind(&demo, "local:health_class"), 21);
    assert_eq!(of_kind(&demo, "local:salon"), 96);
    for (code, least) in [
        ("medical:hospital", 5),
        ("medical:clinic", 70),
        ("medical:dental", 50),
        ("medical:pharmacy", 55),
        ("care:130", 20),
        ("care:430", 40),
        ("care:460", 4),
        ("care:760", 3),
        ("local:office", 8),
        ("local:fire", 4),
        ("local:association", 8),
    ] {
        assert!(of_kind(&demo, code) >= least, "{code}: {}", of_kind(&demo, code));
    }
}

#[test]
fn every_record_is_complete_and_known() {
    let demo = city();
    let codes: HashSet<&str> = kind::table().iter().map(|k| k.code).collect();
    let areas: HashSet<&str> = demo.areas.iter().map(String::as_str).collect();
    let mut placed = 0;
    for facility in &demo.facilities {
        let name = facility.name();
        assert!(!name.is_empty(), "{} has no name", facility.id);
        assert!(facility.kana().is_some(), "{name} has no kana");
        assert!(facility.address().is_some(), "{name} has no address");
        assert!(!facility.kinds().is_empty(), "{name} has no kind");
        assert_eq!(facility.municipality(), Some(demo.municipality.as_str()), "{name}");
        for kind in facility.kinds() {
            assert!(codes.contains(kind.code()), "{name}: {} is not in kind.tsv", kind.code());
        }
        for code in facility.published_capabilities() {
            assert!(capability::info(code).is_some_and(|c| c.published), "{name}: {code}");
        }
        for code in facility.local.capabilities.facts.0.keys() {
            assert!(capability::info(code).is_some_and(|c| !c.published), "{name}: {code}");
        }
        let area = facility.local.identity.facts.area.as_deref();
        assert!(area.is_some_and(|a| areas.contains(a)), "{name}: area {area:?}");
        if let Some(here) = facility.coordinates() {
            placed += 1;
            let Coordinates { latitude, longitude } = here.value;
            assert!(Coordinates::in_japan(latitude, longitude).is_some(), "{name}: {latitude},{longitude}");
            let metres = here.value.distance_to(demo.reference_point.coordinates);
            assert!(metres < 12_000.0, "{name} is {metres} m away");
        }
    }
    assert!(placed * 100 >= demo.facilities.len() * 95, "{placed} have coordinates");
}

#[test]
fn kana_is_katakana_and_texts_are_clean() {
    let is_kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | '\u{3000}');
    for facility in city().facilities {
        let local = (facility.local.identity.facts.name.clone(), facility.local.identity.facts.kana.clone());
        let listed = facility.listings.iter().map(|l| (Some(l.name.clone()), l.kana.clone()));
        for (name, kana) in listed.chain([local]) {
            if let Some(name) = name {
                assert_eq!(text::clean_line(&name), name);
            }
            if let Some(kana) = kana {
                assert!(!kana.is_empty() && kana.chars().all(is_kana), "{kana}");
            }
        }
    }
}

/// The parts of a name that are written in kana are read as they are written.
#[test]
fn the_kana_in_a_name_stands_in_its_reading() {
    use unicode_normalization::UnicodeNormalization as _;
    let katakana = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        other => other,
    };
    for facility in city().facilities {
        let Some(kana) = facility.kana() else { panic!("{} has no kana", facility.name()) };
        let name: String = facility.name().nfkc().map(katakana).collect();
        let mut rest = kana.value;
        for part in name.split(|c: char| !matches!(c, 'ァ'..='ヴ' | 'ー')).filter(|p| !p.is_empty()) {
            let at = rest.find(part).unwrap_or_else(|| panic!("{}: {part} is not in {}", facility.name(), kana.value));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn the_hard_spellings_are_there() {
    let demo = city();
    let names: Vec<&str> = demo
        .facilities
        .iter()
        .flat_map(|f| f.listings.iter().map(|l| l.name.as_str()).chain(std::iter::once(f.name())))
        .collect();
    for hard in ["髙", "﨑", "邊", "濵", "𠮷", "葛\u{E0100}", "ヴ", "を", "①", "ｺｽﾓｽ", "Ｗｅｌｌ", "ALPHA", "\u{3000}"]
    {
        assert!(names.iter().any(|n| n.contains(hard)), "no name holds {hard}");
    }
    assert!(names.iter().any(|n| n.chars().count() >= 30), "no long name");
    let mut seen: HashMap<&str, usize> = HashMap::new();
    demo.facilities.iter().for_each(|f| *seen.entry(f.name()).or_default() += 1);
    let doubles: Vec<&str> = seen.iter().filter(|(_, n)| **n > 1).map(|(name, _)| *name).collect();
    assert_eq!(doubles, ["さくら歯科"], "one pair of the same name, in two towns");
}

#[test]
fn ids_are_unique_sorted_and_of_version_7() {
    let demo = city();
    let ids: BTreeSet<[u8; 16]> = demo.facilities.iter().map(|f| f.id.to_bytes()).collect();
    assert_eq!(ids.len(), demo.facilities.len());
    assert!(demo.facilities.iter().map(|f| f.id.to_bytes()).eq(ids.iter().copied()), "in the order of their ids");
    for id in ids {
        assert_eq!((id[6] >> 4, id[8] >> 6), (7, 2), "{id:02x?}");
    }
}

#[test]
fn no_number_can_ring_anywhere_and_none_belongs_to_two_places() {
    let mut owner: BTreeMap<String, String> = BTreeMap::new();
    let (mut impossible, mut missing) = (0, 0);
    for facility in city().facilities {
        let name = facility.name().to_owned();
        missing += usize::from(facility.phone().is_none());
        for phone in numbers(&facility) {
            assert_eq!(Phone::parse(phone.original()).as_ref(), Some(phone), "{name}: read again");
            let digits = phone.digits();
            let exchange_starts_with_zero = digits.starts_with("030") || digits.is_empty();
            assert!(exchange_starts_with_zero, "{name}: {}", phone.display());
            if phone.flag() == Some(PhoneFlag::Impossible) {
                impossible += 1;
                continue;
            }
            assert_eq!(digits.len(), 10, "{name}: {}", phone.display());
            let first = owner.entry(digits).or_insert_with(|| name.clone());
            assert_eq!(*first, name, "{} stands at both", phone.display());
        }
    }
    assert!((1..=15).contains(&impossible), "{impossible} impossible numbers");
    assert!(missing > 0, "somebody has no phone");
}

#[test]
fn official_numbers_are_outside_every_prefecture() {
    for facility in city().facilities {
        for listing in &facility.listings {
            assert!(listing.key.as_str().starts_with("99"), "{}: {}", listing.name, listing.key.as_str());
            if let SourceKey::Number(number) = &listing.key {
                assert_eq!(number.chars().count(), 10, "{}", listing.name);
            }
            // A real corporate number never starts with 0, a real postal code never with 000.
            assert!(listing.corporation_number.as_deref().is_none_or(|n| n.len() == 13 && n.starts_with('0')));
            assert!(listing.postal_code.as_deref().is_none_or(|p| p.starts_with("000-")));
            assert!(listing.url.as_deref().is_none_or(|u| u.ends_with(".example/")), "{:?}", listing.url);
        }
    }
}

#[test]
fn facts_of_every_age_and_some_places_that_may_have_closed() {
    let demo = city();
    let age = |f: &Facility| f.confirmed_on().and_then(|d| d.until((Unit::Day, BASE)).ok()).map(|s| s.get_days());
    for range in [0..31, 31..91, 91..181, 181..366, 366..1000] {
        let found = demo.facilities.iter().filter_map(age).filter(|days| range.contains(days)).count();
        assert!(found >= 5, "{found} facilities were last confirmed {range:?} days ago");
    }
    assert!(demo.facilities.iter().any(|f| f.confirmed_on().is_none()));
    assert!((3..=10).contains(&demo.facilities.iter().filter(|f| f.maybe_closed().is_some()).count()));
    assert!(demo.facilities.iter().any(|f| f.local.vacancy.facts.places == Some(0)));
    assert!(demo.facilities.iter().any(|f| f.listings.len() >= 4));
}

#[test]
fn no_date_lies_ahead() {
    for facility in city().facilities {
        assert!(dates(&facility).iter().all(|d| *d <= BASE), "{}", facility.name());
    }
}

#[test]
fn the_city_is_as_old_on_any_other_day() {
    let base = city();
    for days in [-400_i64, 1, 100, 3_000] {
        let moved = demo::city(BASE + days.days());
        assert_eq!(moved.places[0].as_of, base.places[0].as_of + days.days());
        for (then, now) in base.facilities.iter().zip(&moved.facilities) {
            let expected: Vec<Date> = dates(then).into_iter().map(|d| d + days.days()).collect();
            assert_eq!(dates(now), expected, "{}", then.name());
            assert_eq!(then.name(), now.name());
        }
    }
}

#[test]
fn the_file_holds_nothing_the_program_would_lose() {
    let demo = city();
    let lines = lines();
    assert_eq!(lines.len(), demo.facilities.len());
    for (line, facility) in lines.iter().zip(&demo.facilities) {
        let again: Facility = serde_json::from_str(&serde_json::to_string(facility).expect("a facility is JSON"))
            .expect("a facility is read back");
        assert_eq!(again, *facility);
        // Every key of the file is a key the program writes, with the same value (as of the base day).
        let file: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let written = serde_json::to_value(facility).expect("a facility is JSON");
        assert_contains(&written, &file, facility.name());
    }
}

fn assert_contains(whole: &serde_json::Value, part: &serde_json::Value, place: &str) {
    match (whole, part) {
        (serde_json::Value::Object(whole), serde_json::Value::Object(part)) => {
            for (key, value) in part {
                let found = whole.get(key).unwrap_or_else(|| panic!("{place}: the program drops `{key}`"));
                assert_contains(found, value, &format!("{place}.{key}"));
            }
        }
        (serde_json::Value::Array(whole), serde_json::Value::Array(part)) => {
            assert_eq!(whole.len(), part.len(), "{place}");
            whole.iter().zip(part).for_each(|(w, p)| assert_contains(w, p, place));
        }
        (whole, part) => assert_eq!(whole, part, "{place}"),
    }
}

#[test]
fn the_city_is_in_no_list_of_real_municipalities() {
    let demo = city();
    let real = include_str!("../src/domain/municipality.tsv");
    let prefecture = demo.prefecture.trim_end_matches('県');
    let city = demo.name.trim_end_matches('市');
    assert!(!real.contains(prefecture) && !real.contains(city), "{} {} exists", demo.prefecture, demo.name);
    assert!(!real.lines().any(|line| line.starts_with("99")), "a real municipality has a code that starts with 99");
    let [place] = demo.places.as_slice() else { panic!("{} place tables", demo.places.len()) };
    assert_eq!((&place.code, &place.municipality.name), (&demo.municipality, &demo.name));
    assert_eq!((&place.prefecture.name, &place.prefecture.kana), (&demo.prefecture, &demo.prefecture_kana));
    assert!(Phone::parse(&demo.centre.phone).is_some_and(|p| p.digits().starts_with("030")));
    for town in &place.towns {
        assert!(town.kana.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')), "{}", town.kana);
        assert!(
            !real.lines().flat_map(|line| line.split('\t')).any(|cell| cell == town.name),
            "{} is a real municipality",
            town.name
        );
    }
}

#[test]
fn no_real_address_lies_in_one_of_its_towns() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !data.is_dir() {
        eprintln!("SKIPPED: no_real_address_lies_in_one_of_its_towns: {} is absent", data.display());
        return;
    }
    let mut real = String::new();
    for file in std::fs::read_dir(data.join("kaigo_202512")).expect("kaigo_202512").flatten() {
        real.push_str(&String::from_utf8_lossy(&std::fs::read(file.path()).expect("an open-data file")));
    }
    for file in ["kaigo_202512_kuwana_area.csv", "all_med_inst_cd_202409_mie.csv"] {
        real.push_str(&String::from_utf8_lossy(&std::fs::read(data.join(file)).expect("an open-data file")));
    }
    let postal = std::fs::read(data.join("KEN_ALL_24mie.cp932.csv")).expect("the postal table");
    real.push_str(&encoding_rs::SHIFT_JIS.decode(&postal).0);
    assert!(real.contains("桑名市"), "the files were read");
    let demo = city();
    assert!(!real.contains(&demo.name) && !real.contains(&demo.prefecture));
    for town in &demo.places[0].towns {
        assert!(!real.contains(&town.name), "{} exists", town.name);
    }
}
