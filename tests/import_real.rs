//! The importer on the real open data of `../shared/data`, where they are present.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use jiff::civil::date;
use renkei::exchange::import::{Format, ReadOptions, SourceFile, read_files};

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
    let taken: usize = files.iter().map(|f| f.listings.len() + f.repeated + f.rejected.len()).sum();
    assert_eq!(taken, 56_442);
    let placeless = files.iter().flat_map(|f| &f.listings).filter(|r| r.listing.municipality.is_none()).count();
    assert_eq!(placeless, 0);
}
