//! The table: 66 lines, one test each; its commands and keys are those of the program; the pages are made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use renkei::keymap::{Chord, Scope};
use renkei::words::{Language, Words};
use rstest::rstest;

use crate::desk::Desk;
use crate::row::{Line, Row, lines};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// S01 to S96, by the subjects of the presentation; the numbers have gaps.
const NUMBERS: [(u8, u8); 11] =
    [(1, 6), (10, 15), (20, 23), (30, 36), (40, 46), (50, 56), (60, 69), (70, 76), (80, 86), (90, 92), (95, 96)];

#[test]
fn each_row_has_one_line_and_one_test() {
    let wanted: Vec<String> = NUMBERS.iter().flat_map(|(from, to)| *from..=*to).map(|n| format!("S{n:02}")).collect();
    assert_eq!(wanted.len(), 66);
    assert_eq!(lines().iter().map(|line| line.number).collect::<Vec<_>>(), wanted);
    let mut tests: BTreeMap<String, usize> = BTreeMap::new();
    for file in fs::read_dir(folder().join("tests/source_rows")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for (_, rest) in text.match_indices("#[test]\nfn s").map(|(at, found)| text.split_at(at + found.len())) {
            let (number, rest) = rest.split_at(2);
            assert!(number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with('_'), "fn s{number}{}", &rest[..20]);
            *tests.entry(format!("S{number}")).or_default() += 1;
        }
    }
    assert_eq!(tests, wanted.into_iter().map(|number| (number, 1)).collect());
}

#[test]
fn each_line_says_what_serves_it_in_both_languages() {
    for line in lines() {
        for text in line.name.iter().chain(&line.does) {
            assert!(!text.trim().is_empty() && !text.contains('|'), "{}: {text}", line.number);
        }
        assert!(line.does[1].is_ascii() && line.name[1].is_ascii(), "{}: English in the second column", line.number);
        assert!(!line.commands.is_empty() || !line.screens.is_empty(), "{} is served by nothing", line.number);
    }
}

#[test]
fn every_command_of_the_table_is_one_of_the_program() {
    let row = Row::demo("S21");
    let commands: BTreeSet<&str> = lines().iter().flat_map(|line| line.commands.iter().copied()).collect();
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let help = row.ok(&[&words[..], &["--help"]].concat());
        assert!(help.contains(&format!("renkei {command}")), "{command}: {help}");
    }
}

/// The table's keys, pressed on the demo city.
#[test]
fn every_key_of_the_table_leads_to_the_place_that_it_names() {
    let screens: BTreeSet<(&str, &str)> = lines().iter().flat_map(|line| line.screens.iter().copied()).collect();
    for (keys, place) in screens {
        let scope: Scope = place.parse().unwrap_or_else(|_| panic!("no such place: {place}"));
        let mut desk = Desk::demo_with_people(80, 24, renkei::paint::Widths::Wide);
        desk.press(keys);
        assert_eq!(desk.app.scope(), scope, "{keys}: {}", desk.screen());
    }
}

fn page(language: Language) -> String {
    let words = Words::of(language);
    let at = usize::from(language == Language::En);
    let [title, about, head] = match language {
        Language::Ja => [
            "# 発表資料の66の行と、renkei のどこがそれに応えるか",
            "センターの発表資料が名を挙げる66の事 (番号は飛んでいます) のそれぞれに、renkei の何が応えるかの表です。\nキーは最初の画面から順に押す「やさしい」の配置、コマンドは `renkei` の後に続けて打つ物です。\nどの行にも、見本の市か沿革の上でその事を実際に行い、結果を確かめるテストが1つあります (`tests/source_rows/`)。\nこの表は `source_rows.tsv` から作られます。[English](source-rows.md)",
            "| 番号 | 何のこと | renkei では | 画面 | コマンド |",
        ],
        Language::En => [
            "# The 66 rows of the presentation, and what of renkei serves each",
            "The centre's presentation names 66 things (the numbers have gaps); this is what serves each of them.\nKeys are pressed one after the other from the first screen, in the preset yasashii; commands are typed behind `renkei`.\nEach row has one test that does its act on the demo city or on the history, and looks at what came of it (`tests/source_rows/`).\nThis table is made from `source_rows.tsv`. [日本語](source-rows.ja.md)",
            "| Row | What | In renkei | Screen | Command |",
        ],
    };
    let mut text = format!("{title}\n\n{about}\n\n{head}\n|---|---|---|---|---|\n");
    for line in lines() {
        let commands: Vec<String> = line.commands.iter().map(|command| format!("`{command}`")).collect();
        let (name, does) = (line.name[at], line.does[at]);
        text += &format!("| {} | {name} | {does} | {} | {} |\n", line.number, screens(line, words), commands.join(" "));
    }
    text
}

/// `4` 会議録, one after the other.
fn screens(line: &Line, words: &Words) -> String {
    let screen = |(keys, place): &(&str, &str)| {
        let keys = keys.split(' ').map(|key| format!("`{}`", Chord::parse(key).unwrap().label(words)));
        format!("{} {}", keys.collect::<Vec<_>>().join(" "), words.get(&format!("scope.{place}")))
    };
    line.screens.iter().map(screen).collect::<Vec<_>>().join("<br>")
}

#[rstest]
#[case("source-rows.ja.md", Language::Ja)]
#[case("source-rows.md", Language::En)]
fn the_pages_are_made_from_the_table(#[case] file: &str, #[case] language: Language) {
    let path = folder().join("fixtures/docs").join(file);
    let made = page(language);
    #[expect(clippy::disallowed_methods, reason = "the way to rewrite the pages; the program does not read it")]
    let bless = std::env::var_os("RENKEI_BLESS").is_some();
    if bless {
        fs::write(&path, made).unwrap();
        return;
    }
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(text == made, "{file}: run RENKEI_BLESS=1 cargo test --test source_rows");
}
