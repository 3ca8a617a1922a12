//! Data that would take over a terminal, a clipboard or a spreadsheet.

use std::fs;

use renkei::domain::text::is_unsafe;

use crate::stage::{Ran, Stage, fixture};

/// No character that acts on a terminal; line breaks and what the format itself is made of may stay.
#[track_caller]
fn harmless(text: &str, format: &str, what: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let of_format = |c: char| c == '\n' || (c == '\r' || c == '\t') && matches!(format, "csv" | "vcf" | "tsv");
    let found: Vec<char> = text.chars().filter(|&c| is_unsafe(c) && !of_format(c)).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
    assert!(!text.contains("\\u00") && !text.contains("\\u20"), "{what}: escaped into JSON");
}

#[track_caller]
fn ran(ran: &Ran, format: &str, what: &str) {
    harmless(&ran.text(), format, what);
    harmless(&ran.err, "words", what);
}

/// The cells that a spreadsheet would calculate.
fn formulas(csv: &str, delimiter: u8) -> Vec<String> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).has_headers(false).delimiter(delimiter).from_reader(csv.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    let cells: Vec<String> = rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.iter().any(|cell| cell.starts_with("'=")), "the guard was needed: {cells:?}");
    let starts = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cells.into_iter().filter(|cell| starts(cell) && cell.parse::<f64>().is_err()).collect()
}

fn hostile() -> Stage {
    let stage = Stage::new();
    for lang in ["ja", "en"] {
        let file = fixture("hostile_202601/jigyosho_520.csv");
        let list = stage.path(&format!("rejected-{lang}.csv"));
        let dry = stage.import(std::slice::from_ref(&file), &["--dry-run", "--lang", lang]).code(5);
        ran(&dry, "words", "dry run");
        let json = stage.import(&[file], &["--json", "--lang", lang, "--rejected", list.to_str().unwrap()]).code(5);
        ran(&json, "json", "import --json");
        assert_eq!(json.json()["rejected"].as_array().unwrap().len(), 1);
        let list = fs::read_to_string(list).unwrap();
        harmless(&list, "csv", "rejected");
        assert_eq!(formulas(&list, b','), Vec::<String>::new());
    }
    stage
}

#[test]
fn no_escape_sequence_and_no_formula_leaves_the_register() {
    let stage = hostile();
    // The same again, newer and different, so that old and new values are printed.
    let newer = stage.path("jigyosho_520_20260401.csv");
    let text = fs::read_to_string(fixture("hostile_202601/jigyosho_520.csv")).unwrap();
    fs::write(&newer, text.replace("悪い施設", "悪い\u{1b}[1m施設二")).unwrap();
    let changed = stage.import(&[newer], &[]).code(5);
    assert!(changed.text().contains("->"), "{}", changed.text());
    ran(&changed, "words", "import");

    for args in [&["find", "悪い", "--json"][..], &["find", "悪い"], &["history"], &["history", "--json"], &["doctor"]]
    {
        let result = stage.run(args);
        assert!(!result.out.is_empty());
        // The doctor's lines have a tab between name and value.
        ran(&result, if args[0] == "doctor" { "tsv" } else { "json" }, &format!("{args:?}"));
    }
    ran(&stage.run(&["find", "悪い", "--plain"]).ok(), "tsv", "plain");
    let id = stage.first("悪い");
    for format in ["txt", "md", "vcf", "tsv", "csv", "json"] {
        ran(&stage.run(&["show", &id, "--format", format]).ok(), format, format);
    }
    for format in ["csv", "tsv", "json", "jsonl", "md", "vcf"] {
        for encoding in ["utf8", "utf8-bom", "cp932"] {
            let export = stage.run(&["export", "facility", "--format", format, "--encoding", encoding]).ok();
            let text = match encoding {
                "cp932" => encoding_rs::SHIFT_JIS.decode(&export.out).0.into_owned(),
                _ => export.text(),
            };
            assert!(text.contains("悪い"));
            harmless(&text, format, &format!("{format} {encoding}"));
            harmless(&export.err, "words", "export");
            match format {
                "csv" => assert_eq!(formulas(&text, b','), Vec::<String>::new()),
                "tsv" => assert_eq!(formulas(&text, b'\t'), Vec::<String>::new()),
                _ => {}
            }
        }
    }
}

#[test]
fn what_is_typed_is_sanitised_at_the_door() {
    let stage = Stage::demo();
    let id = stage.first("梟谷診療所");
    let evil = "\u{1b}]52;c;aGk=\u{7}\u{9b}31m\u{202e}裏";
    stage.run(&["set", &id, &format!("desk={evil}"), &format!("person={evil}")]).ok();
    stage.run_with(&["set", &id, "note=-"], &format!("=1{evil}\r\n二行")).ok();
    for args in [&["show", &id][..], &["export", "--format", "md"], &["export", "--format", "jsonl"]] {
        let result = stage.run(args).ok();
        assert!(result.text().contains("]52;c;aGk=31m裏"), "{args:?}");
        ran(&result, "words", &format!("{args:?}"));
    }
    let field = format!("{evil}=x");
    let name = format!("x{evil}.csv");
    let bad = format!("/nowhere/{evil}");
    let file = fixture("care_202601/jigyosho_520.csv");
    for (args, code) in [
        (&[evil][..], 2),
        (&["find", &format!("--{evil}")], 2),
        (&["set", &id, &field], 2),
        (&["find", evil, "--plain", "--kind", evil], 3),
        (&["show", evil], 2),
        (&["import", &name], 1),
        (&["import", &name, "--city", evil], 2),
        (&["import", &name, "--format", evil], 2),
        (&["import", &name, "--as-of", evil], 2),
        (&["import", &name, "--map", &field], 2),
        (&["import", file.to_str().unwrap(), "--map", &format!("name={evil}")], 2),
        (&["import", file.to_str().unwrap(), "--rejected", &bad], 1),
        (&["export", evil], 2),
        (&["export", "-o", &bad], 1),
        (&["keys", "--check", &bad], 1),
        (&["keys", "--preset", evil], 2),
        (&["find", "x", "--data-dir", &bad], 3),
    ] {
        ran(&stage.run(args).code(code), "words", &format!("{args:?}"));
    }
    ran(&stage.run(&["find", "裏"]).ok(), "words", "find");
    assert_eq!(stage.run(&["find", "なぎさの家"]).code, 3, "where the list cannot be written, nothing is taken in");
    let header = stage.path("t_20260101.csv");
    fs::write(&header, format!("名{evil},電話{evil}\nあ,1\n")).unwrap();
    ran(&stage.import(std::slice::from_ref(&header), &[]).code(1), "words", "header");
    ran(&stage.import(&[header], &["--map", "name=無い"]).code(2), "words", "no such column");
    let keymap = stage.path("keymap.toml");
    fs::write(&keymap, format!("[list]\n\"{}\" = \"quit\"\n", "\\u001b]52;c;aGk=\\u0007")).unwrap();
    let check = stage.run(&["keys", "--check", keymap.to_str().unwrap()]).code(1);
    ran(&check, "words", "keymap");
}
