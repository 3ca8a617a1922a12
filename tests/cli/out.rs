//! What the verbs that only read print, and where it goes.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;

use rstest::rstest;
use serde_json::Value;

use crate::stage::{Stage, names};

#[test]
fn an_empty_register_has_nothing_and_looking_makes_nothing() {
    let stage = Stage::new();
    let ran = stage.run(&["find", "x"]).code(3);
    assert!(ran.err.contains("The register is empty") && ran.out.is_empty(), "{}", ran.err);
    assert_eq!(stage.run(&["find", "--json", "x"]).code(3).text(), "{\"schema\":1,\"items\":[]}\n");
    stage.run(&["history"]).code(3);
    stage.run(&["doubts"]).code(3);
    stage.run(&["show", "01a19468-36a2-7032-8574-447e5b6274a7"]).code(3);
    assert_eq!(stage.everything(), "");
    assert!(!stage.data().exists(), "looking into a folder that is not there makes none");
    stage.run(&["undo"]).code(3);
    stage.run(&["undo", "99"]).code(3);
    stage.run(&["redo"]).code(3);
}

#[test]
fn find_as_json_has_the_promised_shape() {
    let stage = Stage::demo();
    let found = stage.run(&["find", "--json", "診療所", "--limit", "3"]).ok();
    assert!(found.err.contains("3 of "), "what was cut off is said: {}", found.err);
    let found = found.json();
    assert_eq!(names(&found), ["schema", "items"]);
    assert_eq!(found["schema"], 1);
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    for item in items {
        assert_eq!(
            names(item),
            ["kind", "id", "name", "kana", "services", "address", "phone", "fax", "latitude", "longitude", "matched"]
        );
        assert_eq!(item["kind"], "facility");
        assert!(item["name"].is_string() && item["latitude"].is_f64() | item["latitude"].is_null());
        let matched = item["matched"].as_array().unwrap();
        assert!(!matched.is_empty());
        for why in matched {
            assert_eq!(names(why), ["field", "how"]);
            let snake = |v: &Value| v.as_str().unwrap().bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            assert!(snake(&why["field"]) && snake(&why["how"]), "{why}");
        }
        for service in item["services"].as_array().unwrap() {
            assert!(names(service).starts_with(&["kind", "label", "name", "number"]), "{service}");
        }
    }
}

#[test]
fn a_query_may_come_on_standard_input_and_be_narrowed() {
    let stage = Stage::demo();
    let said = stage.run(&["find", "--plain", "訪問看護", "汐凪"]).ok().text();
    assert_eq!(stage.run_with(&["find", "--plain", "-"], "訪問看護\u{3000}汐凪\r\n").ok().text(), said);
    let lines: Vec<Vec<&str>> = said.lines().map(|line| line.split('\t').collect()).collect();
    assert!(!lines.is_empty() && lines.iter().all(|cells| cells.len() == 5 && cells[0].len() == 36), "{said}");
    let kind = stage.run(&["find", "--json", "汐凪", "--kind", "care:130", "--limit", "5"]);
    for item in kind.ok().json()["items"].as_array().unwrap() {
        let services = item["services"].as_array().unwrap();
        assert!(services.iter().any(|service| service["kind"] == "care:130"), "{item}");
    }
    let people = stage.run(&["find", "診療所", "--limit", "2"]).ok();
    assert_eq!(people.text().lines().count(), 4, "two lines each");
    stage.run(&["find", "ぬるぽがっさいたま"]).code(3);
    stage.run_with(&["find", "-"], "").code(0);
}

#[test]
fn show_knows_every_format_and_the_beginning_of_an_id() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let item = stage.run(&["show", &id, "--json"]).ok().json();
    assert_eq!(item["items"][0]["id"], id.as_str());
    assert_eq!(stage.run(&["show", &id, "--format", "json"]).ok().json(), item);
    for (format, start) in [("txt", "梟谷診療所"), ("md", "#"), ("vcf", "BEGIN:VCARD\r\n"), ("tsv", ""), ("csv", "ID,")]
    {
        let text = stage.run(&["show", &id, "--format", format, "--lang", "ja"]).ok().text();
        assert!(text.starts_with(start) && text.contains("梟谷診療所") && text.ends_with('\n'), "{format}: {text}");
    }
    let short = &id[..23];
    assert_eq!(stage.run(&["show", &short.to_uppercase(), "--json"]).ok().json(), item);
    let many = stage.run(&["show", &id[..4]]).code(2);
    assert!(many.err.contains("begins"), "{}", many.err);
    let none = stage.run(&["show", "ffffffff"]).code(3);
    assert!(none.err.contains("ffffffff"), "{}", none.err);
}

#[rstest]
#[case("csv")]
#[case("tsv")]
#[case("json")]
#[case("jsonl")]
#[case("md")]
#[case("vcf")]
fn an_export_is_the_same_in_every_encoding_and_in_a_file(#[case] format: &str) {
    let stage = Stage::demo();
    let utf8 = stage.run(&["export", "facility", "--format", format]).ok().text();
    let entries = match format {
        "csv" => csv::Reader::from_reader(utf8.as_bytes()).records().map(Result::unwrap).count(),
        "tsv" => utf8.lines().count() - 1,
        "json" => serde_json::from_str::<Value>(&utf8).unwrap()["items"].as_array().unwrap().len(),
        "jsonl" => {
            utf8.lines().filter(|line| serde_json::from_str::<Value>(line).unwrap()["kind"] == "facility").count()
        }
        "md" => utf8.lines().filter(|line| line.starts_with('#')).count(),
        _ => utf8.matches("BEGIN:VCARD\r\n").count(),
    };
    assert_eq!(entries, 650, "{format}");

    let bom = stage.run(&["export", "facility", "--format", format, "--encoding", "utf8-bom"]).ok().text();
    assert_eq!(bom.strip_prefix('\u{feff}'), Some(utf8.as_str()));

    let cp932 = stage.run(&["export", "facility", "--format", format, "--encoding", "cp932"]).ok();
    let (back, _, broken) = encoding_rs::SHIFT_JIS.decode(&cp932.out);
    assert!(!broken);
    assert_eq!(
        back.chars().filter(|c| *c == '〓').count(),
        utf8.chars().filter(|c| *c == '〓').count(),
        "{}",
        cp932.err
    );
    assert_eq!(back.lines().count(), utf8.lines().count());

    let file = stage.path("out");
    let to_file = stage.run(&["export", "facility", "--format", format, "-o", file.to_str().unwrap()]).ok();
    assert!(to_file.out.is_empty());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), utf8);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(stage.run(&["export", "facility", "--format", format, "-o", "-"]).ok().text(), utf8);
    let lost = stage.run(&["export", "--format", format, "-o", "/nowhere/at/all"]).code(1);
    assert!(lost.err.contains("/nowhere/at/all"), "{}", lost.err);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly_and_a_full_disk_does_not() {
    let stage = Stage::demo();
    for args in [&["export", "--format", "jsonl"][..], &["find", "汐凪", "--limit", "9999"], &["keys"], &["--help"]] {
        let mut child = stage.command(args).spawn().unwrap();
        // As `| head -c 10`.
        child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = stage.command(&["export"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn keys_are_listed_and_every_fixture_is_judged() {
    let stage = Stage::new();
    for preset in ["yasashii", "vim", "emacs"] {
        let text = stage.run(&["keys", "--preset", preset]).ok().text();
        assert!(text.contains("\tsearch\t") && text.lines().count() > 40, "{text}");
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keymaps");
    for (name, code) in [("valid", 0), ("invalid", 1)] {
        let mut seen = 0;
        for entry in std::fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            let ran = stage.run(&["keys", "--check", path.to_str().unwrap()]).code(code);
            assert_eq!(ran.err.contains(path.to_str().unwrap()), code == 1, "{}", ran.err);
            seen += 1;
        }
        assert!(seen > 3, "{name}");
    }
    stage.run(&["keys", "--check", "no-such-file.toml"]).code(1);
    let config = stage.path(".config/renkei");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::copy(folder.join("invalid/several.toml"), config.join("keymap.toml")).unwrap();
    let own = stage.run(&["keys"]).code(1);
    assert!(own.err.lines().count() > 1 && own.err.contains("keymap.toml"), "every fault is said: {}", own.err);
}

#[test]
fn damaged_data_are_6_and_data_in_use_are_4() {
    let stage = Stage::demo();
    let file = stage.data().join("renkei.redb");
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 3]).unwrap();
    let ran = stage.run(&["find", "x"]).code(6);
    assert!(ran.err.contains("damaged"), "{}", ran.err);
    std::fs::write(&file, "this is no database".repeat(1_000)).unwrap();
    let ran = stage.run(&["find", "x"]).code(1);
    assert!(ran.err.contains("no data file of renkei"), "{}", ran.err);

    let stage = Stage::demo();
    let mut builder = redb::Builder::new();
    builder.set_concurrency_mode(redb::ConcurrencyMode::MultiWriter);
    let database = builder.open(stage.data().join("renkei.redb")).unwrap();
    let writing = database.begin_write().unwrap();
    let ran = stage.run(&["undo"]).code(4);
    assert!(ran.err.contains("Another program"), "{}", ran.err);
    stage.run(&["find", "診療所"]).ok();
    writing.abort().unwrap();
}
