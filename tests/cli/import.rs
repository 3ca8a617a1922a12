//! `renkei import` on fictional files: all of a command or nothing, and every sentence says what and where.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;
use serde_json::{Value, json};

use crate::stage::{Stage, fixture, names};

fn care() -> Vec<PathBuf> {
    vec![fixture("care_202601/jigyosho_520.csv"), fixture("care_202601/jigyosho_130.csv")]
}

const OWN: &str = "name=なまえ,kana=よみ,phone=でんわ,address=ところ,kind=@local:salon";

/// A register with everything in it: another source, a table of one's own, local facts.
fn lived_in() -> Stage {
    let stage = Stage::new();
    stage.import(&[fixture("medical_202601.csv")], &[]).ok();
    stage.import(&[fixture("own_2026-01-10.csv")], &["--map", OWN]).ok();
    let id = stage.first("梟谷病院");
    stage.run(&["set", &id, "note=相談は午前", "desk=地域連携室", "vacancy=1"]).ok();
    stage
}

fn counts(report: &Value) -> [u64; 6] {
    ["new", "joined", "changed", "unchanged", "vanished", "facilities"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn the_report_as_json_has_the_promised_shape() {
    let stage = Stage::new();
    let report = stage.import(&care(), &["--json"]).ok().json();
    assert_eq!(
        names(&report)[..10],
        ["schema", "files", "new", "joined", "changed", "unchanged", "vanished", "doubtful", "rejected", "facilities"]
    );
    assert_eq!(report["schema"], 1);
    assert_eq!(counts(&report), [4, 0, 0, 0, 0, 4]);
    assert_eq!((&report["doubtful"], &report["rejected"]), (&json!(0), &json!([])));
    let mut files: Vec<Value> = report["files"].as_array().unwrap().clone();
    files.sort_by_key(|file| file["rows"].as_u64());
    for (file, (path, rows)) in files.iter().zip([(&care()[1], 2), (&care()[0], 3)]) {
        assert!(names(file).starts_with(&["path", "format", "encoding", "rows"]), "{file}");
        assert_eq!(file["path"], path.to_str().unwrap());
        assert_eq!((file["format"].as_str(), file["encoding"].as_str()), (Some("care"), Some("utf8-bom")));
        assert_eq!(file["rows"], rows);
    }
    let left_out = stage.import(&[fixture("rejected_202601/jigyosho_520.csv")], &["--json"]).code(5).json();
    let rejected = left_out["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), 2);
    for (row, (line, column)) in rejected.iter().zip([(3, json!("事業所名")), (4, Value::Null)]) {
        assert_eq!(names(row), ["file", "line", "column", "reason"]);
        assert_eq!((&row["line"], &row["column"]), (&json!(line), &column));
    }
}

#[test]
fn all_files_of_a_command_are_one_import_and_one_undo() {
    let stage = lived_in();
    let before = stage.everything();
    let ran = stage.import(&care(), &[]).ok();
    assert!(ran.err.contains("writing: facilities"), "progress goes to stderr: {}", ran.err);
    let history = stage.run(&["history", "--json", "--limit", "1"]).ok().json();
    assert_eq!(history["items"][0]["action"], "import");
    assert_eq!(history["items"][0]["changes"], 4);
    let after = stage.everything();
    assert_ne!(after, before);
    stage.run(&["undo"]).ok();
    assert_eq!(stage.everything(), before, "byte for byte");
    stage.run(&["redo"]).ok();
    assert_eq!(stage.everything(), after);
}

#[test]
fn one_institution_has_its_services_under_one_number() {
    let stage = Stage::new();
    stage.import(&care(), &[]).ok();
    let found = stage.run(&["find", "--json", "なぎさの家"]).ok().json();
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    let services: Vec<(&str, &str)> = items[0]["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["kind"].as_str().unwrap(), s["phone"].as_str().unwrap()))
        .collect();
    assert_eq!(services, [("care:520", "03-0111-2201"), ("care:130", "03-0111-2209")]);
    let hotaru = stage.run(&["find", "--json", "ほたる野"]).ok().json();
    assert_eq!(hotaru["items"][0]["latitude"], Value::Null, "0,0 is no place");
}

#[test]
fn cp932_is_read_and_a_table_of_one_s_own_is_mapped() {
    let stage = lived_in();
    let found = stage.run(&["find", "--json", "髙橋医院"]).ok().json();
    assert_eq!(found["items"][0]["name"], "汐凪髙橋医院");
    let salon = stage.run(&["find", "--json", "さざなみ"]).ok().json();
    assert_eq!(salon["items"][0]["services"][0]["kind"], "local:salon");
    assert_eq!(salon["items"][0]["phone"], "03-0444-5501");
    let unmapped = stage.import(&[fixture("own_2026-01-10.csv")], &["--map", "name=名称"]).code(2);
    assert!(unmapped.err.contains("名称") && unmapped.err.contains("なまえ"), "{}", unmapped.err);
}

#[rstest]
#[case("empty.csv", "is empty")]
#[case("blank.csv", "is empty")]
#[case("binary.csv", "no table of text")]
#[case("bytes.csv", "line 2")]
#[case("other.csv", "番号, 行事, 日付")]
#[case("quote.csv", "line 3, column 27")]
#[case("not-a-workbook.xlsx", "zip")]
#[case("", "is a folder")]
#[case("no-such-file.csv", "cannot be opened")]
fn a_file_that_cannot_be_read_says_what_and_where_and_nothing_is_written(#[case] name: &str, #[case] said: &str) {
    let stage = lived_in();
    let before = stage.everything();
    let bad = fixture("broken_202601").join(name);
    for files in [vec![bad.clone()], vec![care()[0].clone(), bad.clone(), care()[1].clone()]] {
        let ran = stage.import(&files, &[]).code(1);
        assert!(ran.err.contains(said) && ran.err.contains(bad.to_str().unwrap()), "{}", ran.err);
        assert!(ran.err.contains("Nothing was written"), "{}", ran.err);
        assert!(ran.out.is_empty());
        assert_eq!(stage.everything(), before, "one unreadable file among good ones writes nothing");
    }
    let ja = stage.import(&[bad], &["--lang", "ja"]).code(1);
    assert!(ja.err.contains("何も書いていません"), "{}", ja.err);
}

#[test]
fn a_file_without_a_date_asks_for_one() {
    let stage = Stage::new();
    let file = stage.path("table.csv");
    fs::copy(fixture("own_2026-01-10.csv"), &file).unwrap();
    let ran = stage.import(std::slice::from_ref(&file), &["--map", OWN]).code(2);
    assert!(ran.err.contains("--as-of"), "{}", ran.err);
    stage.import(&[file], &["--map", OWN, "--as-of", "2026-01-10"]).ok();
}

#[test]
fn a_cell_of_4999_characters_is_taken_whole_and_fills_no_screen() {
    // The real jigyosho_170.csv has one such note.
    let stage = Stage::new();
    let ran = stage.import(&[fixture("long_202601/jigyosho_520.csv")], &[]).ok();
    assert!(ran.text().len() < 1_000, "{}", ran.text());
    let stored = stage.everything();
    assert!(stored.contains(&"あ".repeat(4_999)));
    // As a number it is no number: the reason does not repeat it.
    let long = fs::read_to_string(fixture("long_202601/jigyosho_520.csv")).unwrap();
    let file = stage.path("jigyosho_520_20260301.csv");
    fs::write(&file, long.replacen(",9950180010,", &format!(",{},", "9".repeat(4_999)), 2)).unwrap();
    let ran = stage.import(&[file], &[]).code(5);
    assert!(ran.text().len() < 2_000 && ran.text().contains("is no number"), "{}", ran.text());
}

#[test]
fn a_dry_run_prints_what_the_real_run_does_and_writes_nothing() {
    let stage = lived_in();
    let before = stage.everything();
    let file = fixture("rejected_202601/jigyosho_520.csv");
    let dry = stage.import(&[file.clone(), care()[1].clone()], &["--dry-run", "--json"]).code(5).json();
    assert_eq!(stage.everything(), before);
    let real = stage.import(&[file, care()[1].clone()], &["--json"]).code(5).json();
    assert_eq!(dry, real);
    let empty = Stage::new();
    let said = empty.import(&care(), &["--dry-run"]).ok();
    assert!(
        said.text().contains("this would be: new 4") && said.err.contains("nothing was written"),
        "{}",
        said.text()
    );
    assert!(!empty.data().exists());
}

#[test]
fn rejected_rows_are_written_with_their_reasons() {
    let stage = Stage::new();
    let path = stage.path("rejected.csv");
    let file = fixture("rejected_202601/jigyosho_520.csv");
    let ran = stage.import(std::slice::from_ref(&file), &["--rejected", path.to_str().unwrap()]).code(5);
    assert!(ran.text().contains(":3 事業所名: there is no name"), "{}", ran.text());
    let csv = fs::read_to_string(path).unwrap();
    let csv = csv.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][..4], [file.to_str().unwrap(), "3", "事業所名", "there is no name"]);
    assert!(rows[0].contains(&"汐凪市月見坂4-5-6".to_owned()) && rows[1].contains(&"汐凪市".to_owned()));
    let en = stage.run(&["find", "なぎさの家"]).ok();
    assert!(!en.out.is_empty(), "the good rows are taken");
}

#[test]
fn the_same_again_changes_nothing_and_a_newer_file_says_what_changed() {
    let stage = lived_in();
    stage.import(&care(), &[]).ok();
    let before = stage.everything();
    let again = stage.import(&care(), &["--json"]).ok();
    assert_eq!(counts(&again.json())[..4], [0, 0, 0, 4]);
    assert!(again.err.contains("Nothing was different"), "{}", again.err);
    assert_eq!(stage.everything(), before);
    let id = stage.first("なぎさの家");
    stage.run(&["set", &id, "note=玄関は裏"]).ok();
    let newer = fixture("care_202602/jigyosho_520.csv");
    let ran = stage.import(&[newer], &[]).ok();
    assert!(ran.text().contains("03-0111-2201 -> 03-0111-2299"), "{}", ran.text());
    assert!(stage.run(&["show", &id]).ok().text().contains("玄関は裏"), "local facts survive");
}

#[test]
fn an_older_file_says_so_and_writes_nothing() {
    let stage = lived_in();
    stage.import(&[fixture("care_202602/jigyosho_520.csv")], &[]).ok();
    let before = stage.everything();
    let changes = || stage.run(&["history", "--json"]).ok().json()["items"].as_array().unwrap().len();
    let count = changes();
    let older = fixture("care_202601/jigyosho_520.csv");
    let ran = stage.import(std::slice::from_ref(&older), &[]).code(5);
    for word in ["2026-01-31", "2026-02-28", "older", "nothing was written", older.to_str().unwrap()] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    assert_eq!(stage.everything(), before);
    assert_eq!(changes(), count);
    stage.import(&[older], &["--force"]).ok();
    assert_ne!(stage.everything(), before);
}

#[test]
fn an_unknown_or_ambiguous_city_lists_what_can_be_said() {
    let stage = Stage::new();
    let unknown = stage.import(&care(), &["--city", "汐凪市"]).code(2);
    assert!(unknown.err.contains("汐凪市") && unknown.err.contains("5 or 6 digits"), "{}", unknown.err);
    let ambiguous = stage.import(&care(), &["--city", "府中市"]).code(2);
    for choice in ["東京都府中市 132063", "広島県府中市 342084"] {
        assert!(ambiguous.err.contains(choice), "{}", ambiguous.err);
    }
    assert!(!stage.data().exists());
    // Nobody can tell that a row without a known municipality lies in the city: it is rejected, not dropped.
    let ran = stage.import(&care(), &["--city", "342084", "--json"]).code(5).json();
    assert_eq!((counts(&ran)[0], ran["rejected"].as_array().unwrap().len()), (0, 5));
}
