//! The real open data of `../shared/data`, where they are present.

use std::fs;
use std::path::{Path, PathBuf};

use crate::stage::{Stage, names};

/// The folder of real data, or a line that says why the test did nothing.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder.canonicalize().unwrap());
    }
    eprintln!("SKIPPED: {} is not there: the real open data are not part of the repository", folder.display());
    None
}

fn care(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.join("kaigo_202512")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn every(folder: &Path) -> Vec<PathBuf> {
    let mut files = care(folder);
    let others = ["todokede_202510_mie_ika.xlsx", "all_med_inst_cd_202409_mie.csv"];
    files.extend(others.map(|name| folder.join(name)));
    files
}

#[test]
fn the_whole_country_comes_in_and_goes_again_without_a_trace() {
    let Some(folder) = data() else { return };
    let stage = Stage::new();
    // Earlier records and local facts.
    stage.import(&[folder.join("kaigo_202512_kuwana_area.csv")], &["--as-of", "2025-06-30", "--quiet"]).ok();
    let id = stage.first("桑名病院");
    stage.run(&["set", &id, "note=相談は午前", "desk=地域連携室"]).ok();
    let before = stage.everything();

    let report = stage.import(&care(&folder), &["--json"]).ok().json();
    let rows: u64 = report["files"].as_array().unwrap().iter().map(|file| file["rows"].as_u64().unwrap()).sum();
    assert_eq!((rows, report["facilities"].as_u64()), (56_442, Some(40_420)));
    let again = stage.import(&care(&folder), &["--json"]).ok().json();
    assert_eq!((&again["new"], &again["changed"], &again["rejected"]), (&0.into(), &0.into(), &serde_json::json!([])));
    assert!(stage.run(&["show", &id]).ok().text().contains("相談は午前"));

    stage.run(&["undo"]).ok();
    assert!(stage.everything() == before, "the export after the undo differs from the one before the import");
}

/// The first result of every spelling, and that they are the same.
fn kuwana(stage: &Stage) -> String {
    let first = |query: &str| {
        let found = stage.run(&["find", "--json", "--limit", "1", query]).ok().json();
        assert_eq!(names(&found["items"][0]).last(), Some(&"matched"));
        (found["items"][0]["id"].as_str().unwrap().to_owned(), found["items"][0]["name"].as_str().unwrap().to_owned())
    };
    let wanted = first("桑名");
    for query in ["くわな", "クワナ", "ｸﾜﾅ", "kuwana", "ＫＵＷＡＮＡ", "Kuwana"] {
        assert_eq!(first(query), wanted, "{query}");
    }
    wanted.1
}

#[test]
fn a_city_is_found_in_every_script_and_a_phone_in_every_spelling() {
    let Some(folder) = data() else { return };
    let stage = Stage::new();
    let report = stage.import(&every(&folder), &["--city", "桑名市", "--json"]).ok().json();
    assert!(report["facilities"].as_u64().unwrap() > 100, "{}", report["facilities"]);
    eprintln!("without KEN_ALL: {}", kuwana(&stage));
    let ken_all = folder.join("KEN_ALL_24mie.cp932.csv");
    stage.import(&[ken_all], &["--city", "桑名市", "--as-of", "2026-01-01"]).ok();
    eprintln!("with KEN_ALL: {}", kuwana(&stage));

    let first = stage.first("0594-25-8556");
    for query in ["0594258556", "０５９４－２５－８５５６", "(0594)25-8556", "25-8556", "0594 25 8556"] {
        assert_eq!(stage.first(query), first, "{query}");
    }
    let item = stage.run(&["show", &first, "--json"]).ok().text();
    assert!(item.contains("0594-25-8556"), "{item}");
}

#[test]
fn a_row_that_is_gone_marks_the_facility_and_undo_takes_the_mark_off() {
    let Some(folder) = data() else { return };
    let stage = Stage::new();
    let whole = fs::read_to_string(folder.join("kaigo_202512_kuwana_area.csv")).unwrap();
    let (old, new) = (stage.path("area_20250601.csv"), stage.path("area_20250701.csv"));
    fs::write(&old, &whole).unwrap();
    // Without an institution that has one row; its number stands twice in it.
    let number = |line: &str| line.split(',').nth(1).unwrap_or_default().to_owned();
    let alone = |line: &&str| whole.matches(&format!(",{},", number(line))).count() == 2;
    let gone = whole.split_inclusive('\n').skip(1).find(alone).unwrap();
    fs::write(&new, whole.replacen(gone, "", 1)).unwrap();
    assert_eq!(fs::read_to_string(&new).unwrap().lines().count() + 1, whole.lines().count());
    stage.import(&[old], &[]).ok();
    let before = stage.everything();
    let report = stage.import(&[new], &["--json"]).ok().json();
    assert_eq!((&report["new"], &report["vanished"]), (&0.into(), &1.into()), "{report}");
    let all = stage.everything();
    assert_eq!(all.lines().count(), before.lines().count(), "nothing is deleted");
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before);
}

#[test]
fn whole_records_of_a_real_register_come_back_byte_for_byte() {
    let Some(folder) = data() else { return };
    let stage = Stage::new();
    let mut files = every(&folder);
    files.push(folder.join("KEN_ALL_24mie.cp932.csv"));
    stage
        .import(
            &files,
            &["--as-of", "2026-01-01", "--quiet", "--city", "桑名市", "--city", "四日市市", "--city", "津市"],
        )
        .ok();
    stage.run(&["set", &stage.first("桑名病院"), "note=相談は午前\n面会は午後"]).ok();
    let text = stage.everything();
    let copy = stage.path("copy.jsonl");
    fs::write(&copy, &text).unwrap();
    let to = Stage::new();
    let report = to.import(&[copy], &["--json"]).ok().json();
    assert!(report["facilities"].as_u64().unwrap() > 500, "{}", report["facilities"]);
    assert!(to.everything() == text, "the export of the copy differs");
}
