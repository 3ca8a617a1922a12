//! The tables in the documents are those that the program makes. `RENKEI_BLESS=1 cargo test --test docs` writes them anew.

use std::fs;
use std::path::Path;

use renkei::keymap;
use renkei::words::{Language, Words};
use rstest::rstest;

const BEGIN: &str = "<!-- keys:begin -->\n";
const END: &str = "<!-- keys:end -->";

#[rstest]
#[case("README.md", Language::En)]
#[case("README.ja.md", Language::Ja)]
fn the_keys_table_is_the_generated_one(#[case] file: &str, #[case] language: Language) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (before, rest) = text.split_once(BEGIN).unwrap_or_else(|| panic!("{file} has no line {BEGIN}"));
    let (table, after) = rest.split_once(END).unwrap_or_else(|| panic!("{file} has no line {END}"));
    let wanted = keymap::table(Words::of(language));
    #[expect(clippy::disallowed_methods, reason = "the way to rewrite the tables; the program does not read it")]
    let bless = std::env::var_os("RENKEI_BLESS").is_some();
    if bless {
        fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).expect("the document can be written");
        return;
    }
    assert_eq!(table, wanted, "{file}: run RENKEI_BLESS=1 cargo test --test docs");
}

#[test]
fn the_table_has_a_row_for_every_command_and_no_empty_cell() {
    use strum::IntoEnumIterator;
    for language in Language::iter() {
        let table = keymap::table(Words::of(language));
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows.len(), renkei::command::Command::iter().count());
        for row in rows {
            assert!(!row.contains("|  |"), "{row}");
        }
    }
}
