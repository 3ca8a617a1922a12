//! The importer on the real open data of `../shared/data`, where they are present.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::date;
use renkei::domain::facility::SourceKey;
use renkei::domain::{Doubt, Facility, FacilityId, Municipality, PlaceTable, Source, municipality};
use renkei::exchange::import::{
    Counts, Format, Plan, PlanOptions, Present, ReadOptions, Report, SourceFile, plan, read_files,
};
use renkei::port::{Put, Record};

/// The folder of real data, or a line that says why the test did nothing.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not there: the real open data are not part of the repository", folder.display());
    None
}

fn care_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.join("kaigo_202512")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn read(paths: &[PathBuf]) -> Vec<SourceFile> {
    let options = ReadOptions { as_of: Some(date(2025, 6, 30)), ..ReadOptions::default() };
    read_files(paths, &options, &|_| {}).unwrap()
}

#[test]
fn every_real_file_is_recognised() {
    let Some(folder) = data() else { return };
    let cases = [
        ("kaigo_202512_kuwana_area.csv", Format::Care, 89, 89),
        ("todokede_202510_mie_ika.xlsx", Format::Notification, 16_996, 1_213),
        ("todokede_202510_mie_ika_kuwana_area.csv", Format::Notification, 1_891, 118),
        ("all_med_inst_cd_202409_mie.csv", Format::CodeList, 1_327, 1_327),
        ("iryojoho_01-1_hospital_65col_sample.csv", Format::Hospital, 7, 7),
    ];
    for (name, format, rows, listings) in cases {
        let files = read(&[folder.join(name)]);
        let file = &files[0];
        assert_eq!((file.format, file.rows, file.listings.len()), (format, rows, listings), "{name}");
        assert!(file.rejected.is_empty(), "{name}: {:?}", file.rejected);
        let placeless = file.listings.iter().filter(|row| row.listing.municipality.is_none()).count();
        assert_eq!(placeless, 0, "{name}");
    }
    let postal = &read(&[folder.join("KEN_ALL_24mie.cp932.csv")])[0];
    assert_eq!((postal.format, postal.rows, postal.places.len()), (Format::Postal, 2_481, 29));
    let kuwana = postal.places.iter().find(|p| p.code == "24205").unwrap();
    assert_eq!((kuwana.municipality.name.as_str(), kuwana.municipality.kana.as_str()), ("桑名市", "くわなし"));
}

#[test]
fn all_care_rows_are_read() {
    let Some(folder) = data() else { return };
    let files = read(&care_files(&folder));
    assert_eq!(files.len(), 27);
    assert_eq!(files.iter().map(|f| f.rows).sum::<usize>(), 56_442);
    for rejected in files.iter().flat_map(|f| &f.rejected) {
        eprintln!("{}:{} {:?} {}", rejected.file, rejected.line, rejected.column, rejected.reason);
    }
    let taken: usize = files.iter().map(|f| f.listings.len() + f.repeated + f.replaced.len()).sum();
    assert_eq!(taken, 56_442);
    let placeless = files.iter().flat_map(|f| &f.listings).filter(|r| r.listing.municipality.is_none()).count();
    assert_eq!(placeless, 0);
}

/// A store in a few lines: what the puts leave.
#[derive(Default)]
struct Kept {
    facilities: BTreeMap<FacilityId, Facility>,
    doubts: Vec<Doubt>,
    places: Vec<PlaceTable>,
}

impl Kept {
    fn present(&self) -> Present {
        Present {
            facilities: self.facilities.values().cloned().collect(),
            doubts: self.doubts.clone(),
            places: self.places.clone(),
            others: Vec::new(),
        }
    }

    fn write(&mut self, puts: Vec<Put>) {
        for put in puts {
            match put {
                Put::Save(Record::Facility(mut facility)) => {
                    facility.rev += 1;
                    self.facilities.insert(facility.id, facility);
                }
                Put::Save(Record::Doubt(doubt)) => self.doubts.push(doubt),
                Put::Save(Record::PlaceTable(mut table)) => {
                    self.places.retain(|t| t.code != table.code);
                    table.rev += 1;
                    self.places.push(table);
                }
                Put::Save(other) => panic!("an import brings no {}", other.kind()),
                Put::Remove { .. } | Put::Trash { .. } | Put::Restore { .. } | Put::Purge { .. } => {
                    panic!("an import removes nothing")
                }
            }
        }
    }

    fn import(&mut self, files: Vec<SourceFile>, options: &PlanOptions) -> Report {
        let Plan { puts, report } = plan(files, self.present(), options);
        self.write(puts);
        assert_eq!(self.facilities.len(), report.facilities);
        report
    }
}

fn options(city: Option<&str>) -> PlanOptions {
    PlanOptions { cities: city.map(Municipality::parse).unwrap_or_default(), force: false, today: date(2026, 1, 15) }
}

#[test]
fn all_care_files_make_40420_facilities_and_a_second_run_changes_nothing() {
    let Some(folder) = data() else { return };
    let mut kept = Kept::default();
    let report = kept.import(read(&care_files(&folder)), &options(None));
    assert_eq!((report.counts.new, report.facilities), (40_420, 40_420));
    eprintln!("doubtful nationally: {}", report.doubts.len());
    let again = plan(read(&care_files(&folder)), kept.present(), &options(None));
    assert_eq!(again.puts.len(), 0);
    assert_eq!(again.report.counts, Counts { unchanged: 40_420, ..Counts::default() });
}

fn every_file(folder: &Path) -> Vec<PathBuf> {
    let mut paths = care_files(folder);
    paths.extend(
        [
            "kaigo_202512_kuwana_area.csv",
            "todokede_202510_mie_ika.xlsx",
            "todokede_202510_mie_ika_kuwana_area.csv",
            "all_med_inst_cd_202409_mie.csv",
            "iryojoho_01-1_hospital_65col_sample.csv",
            "KEN_ALL_24mie.cp932.csv",
        ]
        .map(|name| folder.join(name)),
    );
    paths
}

#[test]
fn all_sources_together_give_one_record_per_institution_of_kuwana() {
    let Some(folder) = data() else { return };
    let mut kept = Kept::default();
    let report = kept.import(read(&every_file(&folder)), &options(Some("桑名市")));
    eprintln!("{}", serde_json::to_string_pretty(&report.by_source).unwrap());
    for doubt in &report.doubts {
        eprintln!("{:?}: {} / {}", doubt.reason, doubt.a_name, doubt.b_name);
    }
    eprintln!("{} facilities, {} doubtful, {} rejected", report.facilities, report.doubts.len(), report.rejected.len());
    assert!(report.rejected.is_empty());
    let mut numbers = HashSet::new();
    for facility in kept.facilities.values() {
        let numbered = facility.listings.iter().filter(|l| matches!(l.key, SourceKey::Number(_)));
        let own: HashSet<&str> = numbered.map(|l| l.key.as_str()).collect();
        assert_eq!(own.len(), 1, "two numbers never merge: {own:?}");
        for number in own {
            assert!(numbers.insert(number.to_owned()), "{number} stands on two records");
        }
    }
    let again = plan(read(&every_file(&folder)), kept.present(), &options(Some("桑名市")));
    assert_eq!((again.puts.len(), again.report.counts.new, again.report.counts.changed), (0, 0, 0));
}

/// What a registry holds, without ids: for comparing two of them.
fn content(kept: &Kept) -> Vec<String> {
    let mut lines: Vec<String> =
        kept.facilities.values().map(|f| serde_json::to_string(&f.listings).unwrap()).collect();
    lines.sort();
    lines
}

#[test]
fn the_order_of_files_and_commands_does_not_matter() {
    let Some(folder) = data() else { return };
    let kuwana = options(Some("桑名市"));
    let mut together = Kept::default();
    together.import(read(&every_file(&folder)), &kuwana);
    let mut backwards = every_file(&folder);
    backwards.reverse();
    let mut reversed = Kept::default();
    reversed.import(read(&backwards), &kuwana);
    assert_eq!(content(&together), content(&reversed));
    // One command for each source, 医療情報ネット (without numbers) first; the workbook before the newer CSV of its area.
    let names = [
        "iryojoho_01-1_hospital_65col_sample.csv",
        "all_med_inst_cd_202409_mie.csv",
        "kaigo_202512_kuwana_area.csv",
        "todokede_202510_mie_ika.xlsx",
        "todokede_202510_mie_ika_kuwana_area.csv",
    ];
    let mut single = Kept::default();
    for name in names {
        single.import(read(&[folder.join(name)]), &kuwana);
    }
    single.import(read(&care_files(&folder)), &kuwana);
    assert_eq!(content(&together), content(&single));
    assert_eq!(together.doubts.len(), single.doubts.len());
}

#[test]
fn care_numbers_of_mie_with_a_medical_digit_join_by_number() {
    let Some(folder) = data() else { return };
    let mie = PlanOptions { cities: municipality::table().iter().filter(|m| m.is_in("24")).collect(), ..options(None) };
    let mut kept = Kept::default();
    let mut paths = care_files(&folder);
    paths.push(folder.join("todokede_202510_mie_ika.xlsx"));
    paths.push(folder.join("all_med_inst_cd_202409_mie.csv"));
    let report = kept.import(read(&paths), &mie);
    let medical_digit = |f: &&Facility| {
        f.listings
            .iter()
            .any(|l| l.source == Source::CareService && matches!(l.key.as_str().as_bytes().get(2), Some(b'1')))
    };
    let care: Vec<&Facility> = kept.facilities.values().filter(medical_digit).collect();
    let joined = care.iter().filter(|f| f.listings.iter().any(|l| l.kind.is_medical())).count();
    // A pair of which one stands under such a number is about another number of the same house (its 介護医療院 has one of
    // its own): the number itself is never in doubt.
    for doubt in &report.doubts {
        let keys = |id: &FacilityId| -> HashSet<&str> {
            kept.facilities[id].listings.iter().map(|l| l.key.as_str()).collect()
        };
        assert!(keys(&doubt.a).is_disjoint(&keys(&doubt.b)));
        if care.iter().any(|f| f.id == doubt.a || f.id == doubt.b) {
            eprintln!(
                "{}: {} {:?} / {} {:?}",
                doubt.reason,
                doubt.a_name,
                keys(&doubt.a),
                doubt.b_name,
                keys(&doubt.b)
            );
        }
    }
    eprintln!("{joined} of {} join; {} doubtful in Mie", care.len(), report.doubts.len());
    let mut by_reason: BTreeMap<String, usize> = BTreeMap::new();
    report.doubts.iter().for_each(|d| *by_reason.entry(d.reason.to_string()).or_default() += 1);
    eprintln!("{by_reason:?}");
    assert_eq!((joined, care.len()), (71, 71));
}
