//! The importer's rules (SOURCES.md, R1-R7) on small files of places that do not exist.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use encoding_rs::SHIFT_JIS;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use renkei::domain::facility::{Facility, SourceKey};
use renkei::domain::{Doubt, DoubtReason, FacilityId, Municipality, PlaceTable, Source, Verdict};
use renkei::exchange::import::{
    ColumnMap, Counts, Format, Plan, PlanOptions, Present, ReadCause, ReadOptions, Reason, Report, SourceFile, plan,
    read_file, split,
};
use renkei::port::{EntityKind, Put, Record};
use rstest::rstest;

const CARE: &str = "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,高齢者の方と障害者の方が同時一体的に利用できるサービス,介護保険の通常の指定基準を満たしている,障害福祉の通常の指定基準を満たしている,備考";
const NOTICE: &str = "項番,都道府県コード,都道府県名,区分,医療機関番号,併設医療機関番号,医療機関記号番号,医療機関名称,医療機関所在地（郵便番号）,医療機関所在地（住所）,電話番号,FAX番号,病床数,受理届出名称,受理記号,受理番号,算定開始年月日,個別有効開始年月日,備考（見出し）,備考（データ）,市町村コード,市町村名,種別コード,種別";
const NET: &str = "\"ID\",\"正式名称\",\"正式名称（フリガナ）\",\"機関区分\",\"都道府県コード\",\"市区町村コード\",\"所在地\",\"所在地座標（緯度）\",\"所在地座標（経度）\",\"毎週決まった曜日に休診（月）\",\"毎週決まった曜日に休診（火）\",\"祝日に休診\",\"一般病床\",\"合計病床数\"";

/// A care row of 府中市 in 東京都, where no 虹町 is.
fn care(number: &str, name: &str, lot: &str, phone: &str, capacity: &str) -> String {
    format!(
        "132063,{number},東京都,府中市,{name},ニジ,訪問看護,東京都府中市虹町{lot},,35.6000000,139.5000000,{phone},,,虹の会,{number},\"平日,土曜日\",,{capacity},,,,,"
    )
}

fn notice(number: &str, name: &str, lot: &str, symbol: &str) -> String {
    format!(
        "1,13,東京都,医科,{number},,虹医1,{name},183-0000,府中市虹町{lot},042-000-0001,,一般　　655／精神　　30,何か,{symbol},第1号,令和 6年 6月 1日,,,,,,,"
    )
}

fn net(id: &str, name: &str, lot: &str) -> String {
    format!(
        "\"{id}\",\"{name}\",\"ニジ\",\"1\",\"13\",\"206\",\"東京都府中市虹町{lot}\",0.0,0.0,\"1\",\"0\",\"0\",\"655\",\"655\""
    )
}

/// A folder of files and the store that they are imported into.
struct Bench {
    folder: tempfile::TempDir,
    facilities: BTreeMap<FacilityId, Facility>,
    doubts: Vec<Doubt>,
    places: Vec<PlaceTable>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder, facilities: BTreeMap::new(), doubts: Vec::new(), places: Vec::new() }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn csv(&self, name: &str, header: &str, rows: &[String]) -> SourceFile {
        let text = format!("\u{feff}{header}\r\n{}\r\n", rows.join("\r\n"));
        read_file(&self.file(name, text), &ReadOptions::default()).unwrap()
    }

    fn plan(&self, files: Vec<SourceFile>, options: &PlanOptions) -> Plan {
        let facilities = self.facilities.values().cloned().collect();
        plan(
            files,
            Present { facilities, doubts: self.doubts.clone(), places: self.places.clone(), ..Present::default() },
            options,
        )
    }

    fn import(&mut self, files: Vec<SourceFile>) -> Report {
        self.import_with(files, &options())
    }

    fn import_with(&mut self, files: Vec<SourceFile>, options: &PlanOptions) -> Report {
        let Plan { puts, report } = self.plan(files, options);
        self.write(puts);
        report
    }

    fn write(&mut self, puts: Vec<Put>) {
        for put in puts {
            match put {
                Put::Save(Record::Facility(facility)) => drop(self.facilities.insert(facility.id, facility)),
                Put::Save(Record::Doubt(doubt)) => {
                    self.doubts.retain(|d| d.id != doubt.id);
                    self.doubts.push(doubt);
                }
                Put::Save(Record::PlaceTable(table)) => self.places.push(table),
                Put::Remove { kind: EntityKind::Facility, key, .. } => {
                    self.facilities.remove(&FacilityId::from_bytes(key));
                }
                Put::Remove { kind: EntityKind::Doubt, key, .. } => self.doubts.retain(|d| d.id.to_bytes() != key),
                Put::Save(other) => panic!("an import brings no {}", other.kind()),
                Put::Remove { kind, .. } => panic!("an import takes no {kind} away"),
                Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => panic!("an import has no trash"),
            }
        }
    }

    fn one(&self) -> &Facility {
        assert_eq!(self.facilities.len(), 1);
        self.facilities.values().next().unwrap()
    }
}

fn today() -> Date {
    date(2026, 7, 1)
}

fn options() -> PlanOptions {
    PlanOptions { cities: Vec::new(), force: false, today: today() }
}

fn nurse(lot: &str) -> String {
    care("1360000001", "虹の里訪問看護", lot, "042-000-0002", "0")
}

#[test]
fn services_of_one_number_are_one_facility_and_a_second_run_writes_nothing() {
    let mut bench = Bench::new();
    let files = |bench: &Bench| {
        vec![
            bench.csv("jigyosho_130_202512.csv", CARE, &[nurse("1-2")]),
            bench.csv("jigyosho_430_202512.csv", CARE, &[care("1360000001", "虹の里居宅", "1-2", "0420000002", "")]),
        ]
    };
    let report = bench.import(files(&bench));
    assert_eq!(report.counts, Counts { new: 1, ..Counts::default() });
    let facility = bench.one();
    assert_eq!(facility.listings.len(), 2);
    assert_eq!(facility.municipality(), Some("13206"));
    assert_eq!(facility.listings[0].capacity, None);
    let again = bench.plan(files(&bench), &options());
    assert!(again.puts.is_empty());
    assert_eq!(again.report.counts, Counts { unchanged: 1, ..Counts::default() });
}

#[test]
fn a_newer_file_changes_what_it_says_and_nothing_else() {
    let mut bench = Bench::new();
    bench.import(vec![bench.csv("jigyosho_130_202511.csv", CARE, &[nurse("1-2")])]);
    let id = bench.one().id;
    bench.facilities.get_mut(&id).unwrap().local.note.facts = "坂の上".into();
    // Without FAX, capacity, coordinates and most others (as Excel leaves it), and with another phone.
    let header = "都道府県コード又は市町村コード,都道府県名,市区町村名,事業所名,サービスの種類,住所,緯度,経度,電話番号,事業所番号";
    let row =
        "132063,東京都,府中市,虹の里訪問看護,訪問看護,東京都府中市虹町1-2,35.60000001,139.5,042-000-0009,1360000001";
    let report = bench.import(vec![bench.csv("jigyosho_130_202512.csv", header, &[row.into()])]);
    assert_eq!(report.counts, Counts { changed: 1, ..Counts::default() });
    let fields = &report.changes[0].fields;
    assert_eq!(fields.len(), 1, "{fields:?}");
    assert_eq!(
        (fields[0].field, fields[0].old.as_deref(), fields[0].new.as_deref()),
        ("phone", Some("042-000-0002"), Some("042-000-0009"))
    );
    let listing = &bench.one().listings[0];
    assert_eq!((listing.kana.as_deref(), listing.corporation.as_deref()), (Some("ニジ"), Some("虹の会")));
    assert_eq!(bench.one().local.note.facts, "坂の上");
    assert_eq!(listing.as_of, date(2025, 12, 31));
}

#[test]
fn an_older_file_writes_nothing_without_force() {
    let mut bench = Bench::new();
    bench.import(vec![bench.csv("jigyosho_130_202512.csv", CARE, &[nurse("1-2")])]);
    let older = |bench: &Bench| {
        vec![bench.csv("jigyosho_130_202506.csv", CARE, &[nurse("9-9"), care("1360000002", "森の家", "3", "", "")])]
    };
    let refused = bench.plan(older(&bench), &options());
    assert!(refused.puts.is_empty());
    assert_eq!(refused.report.files[0].older_than, Some(date(2025, 12, 31)));
    assert_eq!(refused.report.older().count(), 1);
    let report = bench.import_with(older(&bench), &PlanOptions { force: true, ..options() });
    assert_eq!((report.counts.new, report.counts.changed), (1, 1));
}

#[test]
fn what_a_newer_file_lacks_is_maybe_closed_and_comes_back() {
    let mut bench = Bench::new();
    let other = care("1360000002", "森の家", "3", "", "");
    let elsewhere = "342084,3460000003,広島県,府中市,海の家,ウミ,訪問看護,広島県府中市虹町5,,,,,,,,3460000003,,,,,,,,";
    let all = [nurse("1"), other.clone(), elsewhere.to_owned()];
    bench.import(vec![bench.csv("jigyosho_130_202510.csv", CARE, &all)]);
    assert_eq!(bench.facilities.len(), 3);
    let report = bench.import(vec![bench.csv("jigyosho_130_202511.csv", CARE, &[nurse("1")])]);
    // The file covers 府中市 of Tokyo only: that of Hiroshima is not judged.
    assert_eq!(report.counts, Counts { unchanged: 1, vanished: 1, ..Counts::default() });
    let closed: Vec<&str> = bench
        .facilities
        .values()
        .filter(|f| f.maybe_closed() == Some(date(2025, 11, 30)))
        .map(Facility::name)
        .collect();
    assert_eq!(closed, ["森の家"]);
    // Another service of the same number in a newer file tells nothing about 訪問看護.
    bench.import(vec![bench.csv("jigyosho_430_202512.csv", CARE, &[care("1360000001", "虹の里居宅", "1", "", "")])]);
    assert_eq!(bench.facilities.values().filter(|f| f.maybe_closed().is_some()).count(), 1);
    let report = bench.import(vec![bench.csv("jigyosho_130_202512.csv", CARE, &[nurse("1"), other])]);
    assert_eq!(report.counts.changed, 1);
    assert_eq!(report.changes[0].fields[0].field, "gone");
    assert!(bench.facilities.values().all(|f| f.maybe_closed().is_none()));
}

#[rstest]
#[case::no_name("132063,1360000002,東京都,府中市,,ニジ,訪問看護,東京都府中市虹町3,,,,,,,,1360000002,,,,,,,,")]
#[case::one_cell_too_many(
    "132063,1360000002,東京都,府中市,森,の家,ニジ,訪問看護,東京都府中市虹町3,,,,,,,,1360000002,,,,,,,,"
)]
#[case::one_cell_too_few("132063,1360000002,東京都,府中市,森の家,訪問看護,東京都府中市虹町3,,,,,,,,1360000002,,,,,,,,")]
fn a_row_that_cannot_be_taken_closes_nobody(#[case] broken: &str) {
    let mut bench = Bench::new();
    let rows = [nurse("1"), care("1360000002", "森の家", "3", "", ""), care("1360000003", "谷の家", "4", "", "")];
    bench.import(vec![bench.csv("jigyosho_130_202510.csv", CARE, &rows)]);
    let report = bench.import(vec![bench.csv("jigyosho_130_202511.csv", CARE, &[nurse("1"), broken.to_owned()])]);
    assert_eq!(report.rejected.len(), 1);
    let closed: Vec<&str> =
        bench.facilities.values().filter(|f| f.maybe_closed().is_some()).map(Facility::name).collect();
    assert_eq!(closed, ["谷の家"]);
    // A newer file that has it in no row at all says something else.
    let report = bench.import(vec![bench.csv("jigyosho_130_202512.csv", CARE, &[nurse("1")])]);
    assert_eq!(report.counts.vanished, 1);
}

#[test]
fn an_institution_without_a_name_is_still_listed() {
    let mut bench = Bench::new();
    let rows = [notice("0000001", "虹病院", "1", ""), notice("0000002", "森病院", "2", "")];
    bench.import(vec![bench.csv("notice_202510.csv", NOTICE, &rows)]);
    let unnamed = notice("0000002", "", "2", "");
    let report = bench.import(vec![bench.csv("notice_202511.csv", NOTICE, &[rows[0].clone(), unnamed])]);
    assert_eq!((report.rejected.len(), report.counts.vanished), (1, 0));
}

#[test]
fn what_is_no_regular_file_is_refused_and_not_waited_for() {
    let error = read_file(std::path::Path::new("/dev/null"), &ReadOptions::default()).err().unwrap();
    assert_eq!(error.cause, ReadCause::NoFile);
}

#[test]
fn the_city_filter_keeps_and_judges_one_municipality() {
    let mut bench = Bench::new();
    let elsewhere = "342084,3460000003,広島県,府中市,海の家,ウミ,訪問看護,広島県府中市虹町5,,,,,,,,3460000003,,,,,,,,";
    let rows = [nurse("1"), elsewhere.to_owned()];
    assert_eq!(Municipality::parse("府中市").len(), 2);
    let tokyo = PlanOptions { cities: Municipality::parse("132063"), ..options() };
    let report = bench.import_with(vec![bench.csv("jigyosho_130_202512.csv", CARE, &rows)], &tokyo);
    assert_eq!((report.facilities, report.files[0].outside), (1, 1));
}

#[rstest]
#[case::numberless_first(true)]
#[case::number_first(false)]
fn a_row_without_a_number_joins_by_name_and_place_in_either_order(#[case] numberless_first: bool) {
    let mut bench = Bench::new();
    let net = bench.csv(
        "01-1_hospital_20251201.csv",
        NET,
        &[net("0131300000010", "医療法人虹会　虹の里病院", "１丁目２番地")],
    );
    let notice = bench.csv("todokede_202510.csv", NOTICE, &[notice("1234567", "虹の里病院", "１－２", "支援病３")]);
    let (first, second) = if numberless_first { (net, notice) } else { (notice, net) };
    assert_eq!(bench.import(vec![first]).counts.new, 1);
    let report = bench.import(vec![second]);
    assert_eq!((report.counts.joined, report.counts.new, report.doubts.len()), (1, 0, 0));
    let facility = bench.one();
    assert_eq!(facility.name(), "虹の里病院");
    assert_eq!(facility.published_capabilities(), ["home_support_3"]);
    assert_eq!(facility.kinds()[0].code(), "medical:hospital");
    let days = facility.listings.iter().find_map(|l| l.days.as_deref());
    assert_eq!(days, Some("月"), "the flag called 休診 means open");
}

#[test]
fn a_care_number_with_a_medical_digit_is_the_institution_itself() {
    let mut bench = Bench::new();
    let files = vec![
        bench.csv("todokede_202510.csv", NOTICE, &[notice("1234567", "虹の里病院", "1-2", "酸単")]),
        bench.csv("jigyosho_160_202512.csv", CARE, &[care("1311234567", "虹の里病院通所リハビリ", "1-2", "", "")]),
        // The same seven digits behind another kind digit are another institution.
        bench.csv("jigyosho_430_202512.csv", CARE, &[care("1371234567", "海の家", "8", "", "")]),
    ];
    let report = bench.import(files);
    assert_eq!((report.counts.new, report.counts.joined, report.facilities), (2, 1, 2));
    let joined = bench.facilities.values().find(|f| f.listings.len() == 2).unwrap();
    assert_eq!(joined.name(), "虹の里病院");
    assert_eq!(joined.listings[0].beds.as_deref(), Some("一般 655／精神 30"));
}

#[test]
fn doubtful_pairs_are_listed_once_and_never_merged() {
    let mut bench = Bench::new();
    let files = |bench: &Bench| {
        vec![
            bench.csv("todokede_202510.csv", NOTICE, &[notice("1234567", "医療法人虹会　虹の里病院", "1-2", "酸単")]),
            bench.csv("jigyosho_130_202512.csv", CARE, &[care("1360000001", "虹の里病院", "1丁目2", "", "")]),
            bench.csv("jigyosho_430_202512.csv", CARE, &[care("1370000002", "月の家", "1-2", "042-000-0001", "")]),
        ]
    };
    let report = bench.import(files(&bench));
    let mut reasons: Vec<DoubtReason> = report.doubts.iter().map(|d| d.reason).collect();
    reasons.sort_by_key(ToString::to_string);
    assert_eq!(reasons, [DoubtReason::NameAndLot, DoubtReason::PhoneAndLot]);
    assert_eq!((report.facilities, report.open_doubts), (3, 2));
    let again = bench.plan(files(&bench), &options());
    assert!(again.puts.is_empty());
    assert_eq!((again.report.doubts.len(), again.report.open_doubts), (0, 2));
}

#[test]
fn what_was_split_is_not_joined_again() {
    let mut bench = Bench::new();
    let net =
        |bench: &Bench| bench.csv("01-1_hospital_20251201.csv", NET, &[net("0131300000010", "虹の里病院", "1-2")]);
    let notice = bench.csv("todokede_202510.csv", NOTICE, &[notice("1234567", "虹の里病院", "1-2", "酸単")]);
    bench.import(vec![notice, net(&bench)]);
    let puts = split(bench.one().clone(), &[], today()).unwrap();
    bench.write(puts);
    assert_eq!(bench.facilities.len(), 2);
    let again = bench.plan(vec![net(&bench)], &options());
    assert_eq!((again.puts.len(), again.report.counts.unchanged), (0, 1));
    assert_eq!(bench.doubts[0].verdict, Some(Verdict::Different));
}

#[test]
fn damaged_numbers_are_restored_or_refused() {
    let bench = Bench::new();
    // As Excel saves it: zeros lost in front of the number and of the code.
    let rows = [
        "11029,170200001,北海道,札幌市北区,虹の家,ニジ,訪問看護,札幌市北区虹町1,,,,112223333,,,,170200001,,,,,,,,"
            .to_owned(),
        "132063,170200002,東京都,府中市,月の家,ツキ,訪問看護,府中市虹町1,,,,,,,,170200002,,,,,,,,".to_owned(),
        "132063,1,東京都,府中市,,ツキ,訪問看護,府中市虹町1,,,,,,,,1360000009,,,,,,,,".to_owned(),
    ];
    let file = bench.csv("jigyosho_130_202512.csv", CARE, &rows);
    let listing = &file.listings[0].listing;
    assert_eq!(listing.key, SourceKey::Number("0170200001".into()));
    assert_eq!(listing.municipality.as_deref(), Some("01102"));
    assert_eq!(listing.phone.as_ref().unwrap().display(), "011-222-3333");
    let refused: Vec<(u64, Option<&str>)> = file.rejected.iter().map(|r| (r.line, r.column.as_deref())).collect();
    assert_eq!(refused, [(3, Some("事業所番号")), (4, Some("事業所名"))]);
}

#[test]
fn without_a_code_in_the_name_the_label_decides_or_the_row_is_refused() {
    let bench = Bench::new();
    let vague = nurse("3").replace("訪問看護,東京", "短期入所療養介護,東京");
    let file = bench.csv("area_202512.csv", CARE, &[nurse("1"), vague]);
    assert_eq!(file.listings[0].listing.kind.code(), "care:130");
    assert_eq!(file.rejected[0].reason, Reason::AmbiguousService("短期入所療養介護".into()));
}

#[test]
fn of_two_files_of_one_date_one_stands_for_good() {
    let mut bench = Bench::new();
    let files = |bench: &Bench| {
        let other = care("1360000001", "虹の里訪看", "1", "", "");
        vec![
            bench.csv("jigyosho_130_b_202512.csv", CARE, &[other]),
            bench.csv("jigyosho_130_a_202512.csv", CARE, &[nurse("1")]),
        ]
    };
    bench.import(files(&bench));
    assert_eq!(bench.one().name(), "虹の里訪問看護");
    assert!(bench.plan(files(&bench), &options()).puts.is_empty());
}

#[test]
fn escape_sequences_do_not_come_in() {
    let bench = Bench::new();
    let file =
        bench.csv("jigyosho_130_202512.csv", CARE, &[care("1360000001", "虹\u{1b}]52;c;aGk=\u{7}の里", "1", "", "")]);
    assert_eq!(file.listings[0].listing.name, "虹]52;c;aGk=の里");
}

#[test]
fn municipal_sets_are_read_in_cp932_with_preamble_and_line_breaks() {
    let bench = Bench::new();
    let text = "# 2026年3月31日現在\r\n都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,介護サービス事業所名称,介護サービス事業所名称_カナ,実施サービス,住所,方書,緯度,経度,電話番号,内線番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL,備考\r\n132063,1,東京都,府中市,虹の家,ニジノイエ,訪問介護・訪問看護、通所介護,府中市虹町1,,,,042-000-0001,12,,,,1370000001,,,,,\"一行\r\n二行\"\r\n";
    let (bytes, _, lossy) = SHIFT_JIS.encode(text);
    assert!(!lossy);
    let file = read_file(&bench.file("kaigo.csv", bytes), &ReadOptions::default()).unwrap();
    assert_eq!(
        (file.format, file.as_of, file.encoding.to_string().as_str()),
        (Format::MunicipalCare, date(2026, 3, 31), "cp932")
    );
    assert_eq!(file.listings[0].listing.source, Source::MunicipalCare);
    let note = file.listings[0].listing.note.as_deref();
    assert_eq!(note, Some("一行\n二行"));
    assert_eq!(file.listings[0].listing.phone.as_ref().unwrap().extension(), Some("12"));
    let kinds: Vec<&str> = file.listings.iter().map(|r| r.listing.kind.code()).collect();
    assert!(kinds.contains(&"care:150"), "{kinds:?}");
}

#[test]
fn the_postal_table_gives_readings() {
    let mut bench = Bench::new();
    let row = |town: &str, kana: &str| {
        format!(
            "13206,\"183  \",\"1830000\",\"ﾄｳｷｮｳﾄ\",\"ﾌﾁｭｳｼ\",\"{kana}\",\"東京都\",\"府中市\",\"{town}\",0,0,0,0,0,0\r\n"
        )
    };
    let text = [
        row("以下に掲載がない場合", "ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ"),
        row("虹町（１～３丁目、", "ﾆｼﾞﾏﾁ(1-3ﾁｮｳﾒ"),
        row("４丁目）", "ﾆｼﾞﾏﾁ"),
        row("月ヶ丘（その他）", "ﾂｷｶﾞｵｶ(ｿﾉﾀ)"),
    ]
    .concat();
    let (bytes, _, _) = SHIFT_JIS.encode(&text);
    let path = bench.file("KEN_ALL.csv", bytes);
    assert!(read_file(&path, &ReadOptions::default()).is_err(), "nothing tells its date");
    let on = |today| ReadOptions { today: Some(today), ..ReadOptions::default() };
    let file = read_file(&path, &on(date(2026, 1, 1))).unwrap();
    let towns: Vec<(&str, &str)> = file.places[0].towns.iter().map(|t| (t.name.as_str(), t.kana.as_str())).collect();
    assert_eq!(towns, [("虹町", "にじまち"), ("月ヶ丘", "つきがおか")]);
    assert_eq!(bench.import(vec![file]).places, 1);
    let again = read_file(&path, &on(date(2026, 2, 1))).unwrap();
    assert_eq!(bench.import(vec![again]).places, 0, "the same readings a month later are no news");
}

#[test]
fn a_table_of_ones_own_is_mapped() {
    let bench = Bench::new();
    let path = bench.file("salon_202601.csv", "会場名,電話,所在地\r\n虹の茶話会,042-000-0001,府中市虹町7\r\n,,\r\n");
    let map: ColumnMap = "name=会場名,phone=電話,address=所在地,kind=@local:salon,prefecture=@東京都".parse().unwrap();
    let options = ReadOptions { map: Some(map), ..ReadOptions::default() };
    let file = read_file(&path, &options).unwrap();
    let listing = &file.listings[0].listing;
    assert_eq!((listing.kind.code(), listing.municipality.as_deref()), ("local:salon", Some("13206")));
    let wrong = ReadOptions { map: Some("name=名前".parse().unwrap()), ..ReadOptions::default() };
    let error = read_file(&path, &wrong).err().unwrap();
    assert!(matches!(error.cause, ReadCause::NoColumn { ref column, .. } if column == "名前"), "{error}");
}

#[test]
fn a_code_list_whose_check_digits_tell_nothing_asks_for_the_format() {
    let bench = Bench::new();
    let rows: Vec<String> = (0..20)
        .map(|n| format!("1100000{n:02},00000{n:02},虹の里{n}医院,3500000,さいたま市大宮区虹町{n}\r\n"))
        .collect();
    let path = bench.file("code_202409.csv", rows.concat());
    let error = read_file(&path, &ReadOptions::default()).err().unwrap();
    assert_eq!(error.cause, ReadCause::UnknownKind { prefecture: "11".into() });
    let options = ReadOptions { format: Some(Format::CodeListDental), ..ReadOptions::default() };
    let file = read_file(&path, &options).unwrap();
    assert_eq!(file.listings[3].listing.key, SourceKey::Number("1130000003".into()));
}

#[rstest]
#[case::empty("a_202512.csv", b"".as_slice(), "is empty")]
#[case::blank("a_202512.csv", b" \r\n\r\n".as_slice(), "is empty")]
#[case::binary("a_202512.csv", b"\x7fELF\x00\x01".as_slice(), "not a table of text")]
#[case::not_japanese("a_202512.csv", b"a,b\n\xff\xff,1\n".as_slice(), "line 2")]
#[case::quote("a_202512.csv", b"a,b\n1,\"x\n".as_slice(), "line 2, column 3")]
#[case::unknown("a_202512.csv", b"colour,size\nred,1\n".as_slice(), "no known format")]
#[case::zip("a_202512.csv", b"PK\x03\x04nothing".as_slice(), "unpack")]
#[case::workbook("a_202512.xlsx", b"PK\x03\x04[Content_Types].xml".as_slice(), "workbook")]
fn what_cannot_be_read_is_said(#[case] name: &str, #[case] bytes: &[u8], #[case] says: &str) {
    let bench = Bench::new();
    let error = read_file(&bench.file(name, bytes), &ReadOptions::default()).err().unwrap().to_string();
    assert!(error.contains(says) && error.contains(name), "{error}");
}

#[test]
fn folders_undated_files_and_wrong_formats_are_said() {
    let bench = Bench::new();
    let folder = read_file(bench.folder.path(), &ReadOptions::default()).err().unwrap();
    assert_eq!(folder.cause, ReadCause::Directory);
    let path = bench.file("jigyosho_130.csv", format!("{CARE}\r\n{}\r\n", nurse("1")));
    assert_eq!(read_file(&path, &ReadOptions::default()).err().unwrap().cause, ReadCause::NoDate);
    let forced = ReadOptions { format: Some(Format::Notification), ..ReadOptions::default() };
    let error = read_file(&path, &forced).err().unwrap();
    assert!(matches!(error.cause, ReadCause::WrongFormat { format: Format::Notification, .. }), "{error}");
}

#[test]
fn rejected_rows_go_to_a_csv_that_starts_no_formula() {
    let mut bench = Bench::new();
    let bad = nurse("1").replace("1360000001", "=CMD()");
    let report = bench.import(vec![bench.csv("jigyosho_130_202512.csv", CARE, &[bad])]);
    let text = report.rejected_csv(&ToString::to_string);
    assert!(text.starts_with("\u{feff}file,line,column,reason"));
    assert!(text.contains(",'=CMD(),"), "{text}");
    let json = report.to_json();
    assert_eq!((json["schema"].as_u64(), json["rejected"][0]["line"].as_u64()), (Some(1), Some(2)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_plan_written_leaves_nothing_to_plan(
        cares in prop::collection::vec((0..6_u8, 0..3_usize, 1..3_u8), 0..12),
        nets in prop::collection::vec((0..4_u8, 0..3_usize, 1..3_u8), 0..6),
        notices in prop::collection::vec((0..4_u8, 0..3_usize, 1..3_u8), 0..6),
    ) {
        const NAMES: [&str; 3] = ["虹の里病院", "医療法人虹会　虹の里病院", "月の家"];
        let mut bench = Bench::new();
        let files = |bench: &Bench| {
            let cares: Vec<String> =
                cares.iter().map(|(n, name, lot)| care(&format!("131123456{n}"), NAMES[*name], &lot.to_string(), "", "")).collect();
            let nets: Vec<String> = nets.iter().map(|(n, name, lot)| net(&format!("1{n}"), NAMES[*name], &lot.to_string())).collect();
            let notices: Vec<String> =
                notices.iter().map(|(n, name, lot)| notice(&format!("123456{n}"), NAMES[*name], &lot.to_string(), "在総")).collect();
            vec![
                bench.csv("jigyosho_130_202512.csv", CARE, &[cares, vec![nurse("9")]].concat()),
                bench.csv("01-1_hospital_20251201.csv", NET, &[nets, vec![net("99", "森の病院", "9")]].concat()),
                bench.csv("todokede_202510.csv", NOTICE, &[notices, vec![notice("7654321", "海の医院", "9", "酸単")]].concat()),
            ]
        };
        let first = bench.import(files(&bench));
        prop_assert_eq!(first.facilities, bench.facilities.len());
        let again = bench.plan(files(&bench), &options());
        prop_assert_eq!(again.puts.len(), 0);
        prop_assert_eq!((again.report.counts.new, again.report.counts.joined, again.report.counts.changed), (0, 0, 0));
        // Two numbers never merge, and no row is lost.
        for facility in bench.facilities.values() {
            let mut numbers: Vec<&str> = facility
                .listings
                .iter()
                .filter(|l| matches!(l.key, SourceKey::Number(_)))
                .map(|l| l.key.as_str())
                .collect();
            numbers.dedup();
            prop_assert!(numbers.len() <= 1);
        }
    }
}
