//! Reading through answers what an index answers: the same records in the same order for the same reasons.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use renkei::domain::{Facility, FacilityId, PlaceTable};
use renkei::exchange::import::{PlanOptions, Present, ReadOptions, plan, read_files};
use renkei::port::{Put, Record};
use renkei::search::{Document, Field, Hits, Index, Query, Readings, Scan};

/// What people type: names, kana, romaji finished and not, phones and parts of them, lots, several words, conditions, exclusions,
/// letters with gaps, nothing at all.
const QUERIES: [&str; 64] = [
    "",
    " ",
    "-病院",
    "-病院 -薬局",
    "病院",
    "桑名",
    "くわな",
    "クワナ",
    "ｸﾜﾅ",
    "kuwana",
    "kuwan",
    "kuw",
    "k",
    "shionagi",
    "汐凪",
    "しおなぎ",
    "汐凪市民",
    "byou",
    "houmonkango",
    "ほうもんかんご",
    "訪問看護",
    "訪看",
    "薬局",
    "クリニック",
    "内科",
    "内科 桑名",
    "桑名 内科",
    "デイ 町",
    "kuwana 内科",
    "特養",
    "tokuyou",
    "0594",
    "0594-2",
    "059",
    "22",
    "1",
    "0594221711",
    "03-0",
    "2410",
    "24",
    "種別:訪問看護",
    "種別:特養,老健",
    "kind:clinic 桑名",
    "空き:有",
    "医療:胃ろう",
    "胃ろう",
    "住所:町",
    "名前:会 -株式",
    "地区:桑名",
    "法人:会",
    "電話:0594",
    "番号:24",
    "\"医療法人 \"",
    "\"内科\" -クリニック",
    "桑名病",
    "桑病",
    "桑病院",
    "訪看ション",
    "中央院",
    "さくら会",
    "サクラ院",
    "hsp",
    "あああ",
    "髙",
];

fn indexed(docs: &[Document], text: &str, limit: usize) -> Hits {
    Index::build(docs.to_vec()).search(&Query::parse(text), limit)
}

/// In pieces, so that what was put aside early must still be right at the end. Beside each hit stands its own record.
fn scanned(docs: &[Document], text: &str, limit: usize, piece: usize) -> Hits {
    let query = Query::parse(text);
    let mut scan = Scan::new(&query, limit);
    for some in docs.chunks(piece.max(1)) {
        scan.read(some.to_vec(), Document::clone);
    }
    let (hits, kept) = scan.finish();
    assert_eq!(hits.rows.len(), kept.len(), "{text}");
    assert!(hits.rows.iter().zip(&kept).all(|(hit, doc)| hit.id == doc.id), "{text}");
    hits
}

/// Every `step`th query; the limits take turns. The index is made once.
fn compare(docs: &[Document], step: usize) {
    let index = Index::build(docs.to_vec());
    let mut found = 0;
    for (text, limit) in QUERIES.into_iter().zip([50, 500, 0, 20, 1].into_iter().cycle()).step_by(step) {
        let wanted = index.search(&Query::parse(text), limit);
        found += wanted.rows.len();
        assert_eq!(scanned(docs, text, limit, 700), wanted, "{text:?}, {limit} rows");
    }
    assert!(found > 50, "queries that find nothing compare nothing: {found}");
}

/// What the sieve in front of the scan must not hold back: names over spaces and seams of replaced readings, digits over dashes and
/// brackets, halves of words, codes, more letters than it has bits.
const SIEVED: [&str; 34] = [
    "はなかわ病院",
    "くわな病院",
    "デイ花川",
    "わ病",
    "名びょ",
    "たど",
    "tado",
    "みえけん",
    "mieken kuwanashi",
    "桑",
    "わ",
    "9",
    "b",
    "24b",
    "5942",
    "42-1",
    "594 桑名",
    "0594 くわな",
    "訪問看護 くわな",
    "houmon 0594",
    "くわな 内科 -歯科",
    "桑名 kuwana くわな",
    "空き有",
    "満床",
    "種別:診療所 桑名",
    "種別:care:130",
    "種別:local:unknown",
    "医療:透析,胃ろう",
    "医療法人社団",
    "医療法人 社団",
    "社団桑",
    "さくらの里デイサービスセンターくわなケアプラン相談室訪問看護ステーション医療法人社団桑名病院居宅介護支援事業所三重県津市四日市",
    "佐々木 霞ヶ",
    "くわ院",
];

/// The scan with its sieve against an index, over every query.
fn compare_sieved(facilities: &[Facility], readings: &Readings) {
    let docs = facilities.iter().map(|facility| Document::of(facility, readings));
    let index = Index::build(docs);
    let mut found = 0;
    for (text, limit) in QUERIES.into_iter().chain(SIEVED).zip([50, 500, 0, 20, 1].into_iter().cycle()) {
        let query = Query::parse(text);
        let wanted = index.search(&query, limit);
        found += wanted.rows.len();
        let mut scan = Scan::new(&query, limit);
        scan.read_facilities(facilities.to_vec(), readings);
        let (hits, kept) = scan.finish();
        assert_eq!(hits, wanted, "{text:?}, {limit} rows");
        assert!(hits.rows.iter().zip(&kept).all(|(hit, facility)| hit.id == facility.id), "{text}");
    }
    assert!(found > 50, "queries that find nothing compare nothing: {found}");
}

#[test]
fn the_demo_city_is_found_alike() {
    let fixture = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo").join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let places: Vec<PlaceTable> = serde_json::from_str(&fixture("places.json")).expect("place tables");
    let facilities: Vec<Facility> =
        fixture("facilities.jsonl").lines().map(|line| serde_json::from_str(line).expect("a facility")).collect();
    let readings = Readings::of(&places);
    let docs: Vec<Document> = facilities.iter().map(|facility| Document::of(facility, &readings)).collect();
    compare(&docs, 1);
    compare_sieved(&facilities, &readings);
    // And where only the names tell how a place is read.
    let mut readings = Readings::default();
    readings.learn_names(&facilities);
    compare_sieved(&facilities, &readings);
}

#[test]
fn the_real_prefecture_is_found_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let names =
        ["KEN_ALL_24mie.cp932.csv", "all_med_inst_cd_202409_mie.csv", "todokede_202510_mie_ika_kuwana_area.csv"];
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    if let Some(path) = paths.iter().find(|path| !path.is_file()) {
        eprintln!("SKIPPED: {} is not there: the real open data are not part of the repository", path.display());
        return;
    }
    let day = Some(jiff::civil::date(2025, 6, 30));
    let files = read_files(&paths, &ReadOptions { as_of: day, ..ReadOptions::default() }, &|_| {}).expect("readable");
    let options = PlanOptions { cities: Vec::new(), force: false, today: jiff::civil::date(2026, 1, 1) };
    let (mut facilities, mut places) = (Vec::<Facility>::new(), Vec::<PlaceTable>::new());
    for put in plan(files, Present::default(), &options).puts {
        match put {
            Put::Save(Record::Facility(facility)) => facilities.push(facility),
            Put::Save(Record::PlaceTable(table)) => places.push(table),
            Put::Save(_) | Put::Remove { .. } | Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => {}
        }
    }
    // With the postal tables, and with what names alone tell.
    for (places, step) in [(places, 1), (Vec::new(), 7)] {
        let mut readings = Readings::of(&places);
        readings.learn_names(&facilities);
        compare_sieved(&facilities, &readings);
        compare(&facilities.iter().map(|facility| Document::of(facility, &readings)).collect::<Vec<_>>(), step);
    }
}

/// More records that may meet a word with gaps than are tried: both must try the same ones.
#[test]
fn the_same_records_are_tried_with_gaps() {
    let docs: Vec<Document> = (0..6_000_u32)
        .map(|n| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
            let mut doc = Document::new(FacilityId::from_bytes(id));
            let gap = "あ".repeat((n % 23) as usize);
            doc.push(Field::Name, &format!("花{gap}川{n}院"));
            doc.push(Field::Phone, &format!("03-0000-{n:04}"));
            doc
        })
        .collect();
    let index = Index::build(docs.clone());
    for text in ["花川院", "院花", "花院", "花川院 03", "花川院 -1"] {
        let wanted = index.search(&Query::parse(text), 50);
        assert_eq!(scanned(&docs, text, 50, 1_000), wanted, "{text}");
    }
    assert_eq!(index.search(&Query::parse("花川院"), 50).rows.len(), 50);
}

/// Letters that meet each other often, and the difficult ones.
const NAME: &str = "[花川桑名病院髙高﨑ーあいかがカガｶﾞ々ヴァＡb1 　・-]{1,10}";

fn records() -> impl Strategy<Value = Vec<Document>> {
    let fields = vec![Field::Name, Field::Name, Field::Kana, Field::Address, Field::Phone, Field::Note, Field::Area];
    let text = (prop::sample::select(fields), NAME);
    prop::collection::vec(prop::collection::vec(text, 0..5), 0..40).prop_map(|records| {
        let doc = |(number, texts): (usize, Vec<(Field, String)>)| {
            let mut doc = Document::new(FacilityId::from_bytes([number as u8; 16]));
            for (field, text) in texts {
                doc.push(field, &text);
            }
            doc
        };
        records.into_iter().enumerate().map(doc).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_found_alike(
        docs in records(),
        words in prop::collection::vec(prop_oneof![NAME, "[花川桑院か]{1,3}", "-?[a-k]{1,4}", "[0-9]{1,3}"], 1..3),
        limit in 0_usize..60,
        piece in 1_usize..50,
    ) {
        let text = words.join(" ");
        prop_assert_eq!(scanned(&docs, &text, limit, piece), indexed(&docs, &text, limit), "{}", text);
    }
}
