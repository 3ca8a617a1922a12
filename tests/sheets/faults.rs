//! A broken form file is told fault by fault, at its line and column.

use std::fs;
use std::path::Path;

use renkei::domain::Rulebook;
use renkei::rulebook::{Fault, RuleFile, flaw_sentence, read};
use renkei::words::{Language, Words};

fn faults(name: &str) -> Vec<Fault> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules/invalid").join(name);
    let file = RuleFile { name: name.to_owned(), bytes: fs::read(path).expect("a fixture") };
    let reading = read(&[file], Rulebook::default());
    assert_eq!(reading.rulebook, Rulebook::default(), "it is broken");
    reading.faults
}

fn codes(name: &str) -> Vec<(usize, usize, &'static str)> {
    faults(name).iter().map(|fault| (fault.line, fault.column, fault.kind.code())).collect()
}

#[test]
fn every_fault_is_told_with_its_place() {
    let wanted = [
        (1, 1, "missing"),
        (1, 8, "name"),
        (2, 11, "empty"),
        (3, 1, "unknown-key"),
        (4, 22, "duplicate"),
        (4, 30, "type"),
        (8, 11, "empty"),
        (14, 37, "choice"),
        (15, 12, "duplicate"),
        (16, 12, "name"),
        (16, 57, "choice"),
        (17, 3, "no-options"),
        (18, 55, "not-for-kind"),
        (18, 68, "type"),
        (19, 3, "missing"),
        (19, 3, "missing"),
        (20, 37, "choice"),
        (20, 74, "choice"),
        (21, 78, "code"),
        (21, 89, "type"),
        (22, 3, "missing"),
        (23, 3, "type"),
        (26, 1, "missing"),
        (27, 8, "duplicate"),
        (30, 1, "missing"),
        (33, 10, "type"),
    ];
    assert_eq!(codes("form-several.toml"), wanted);
}

#[test]
fn what_is_no_toml_and_what_is_empty_is_told() {
    assert_eq!(codes("form-not-toml.toml").first().map(|fault| (fault.0, fault.2)), Some((3, "toml")));
    let missing: Vec<&str> = codes("form-empty.toml").into_iter().map(|fault| fault.2).collect();
    assert_eq!(missing, ["missing"; 4], "name, version, title, part");
}

#[test]
fn a_fault_and_a_flaw_are_sentences_in_both_languages() {
    let flaws = {
        let form = super::sample::form("admission_sheet");
        let mut values = super::sample::admission();
        for (name, value) in
            [("age", "x"), ("admitted_on", "x"), ("sex", "x"), ("phone", "x-"), ("gone", "x"), ("name", "")]
        {
            values.insert(name.to_owned(), value.to_owned());
        }
        renkei::domain::sheet::check(&form, &values)
    };
    assert_eq!(flaws.len(), 6);
    for words in [Words::of(Language::Ja), Words::of(Language::En)] {
        let mut sentences: Vec<String> = flaws.iter().map(|flaw| flaw_sentence(flaw, words)).collect();
        let found = ["form-several.toml", "form-not-toml.toml", "form-empty.toml"];
        sentences.extend(found.iter().flat_map(|name| faults(name)).map(|fault| fault.sentence(words)));
        for sentence in sentences {
            let key = ["sheet.", "rulebook."].iter().any(|section| sentence.contains(section));
            assert!(!key && (!sentence.contains('{') || sentence.contains("{ ... }")), "{sentence}");
        }
    }
    let nearest = faults("form-several.toml").into_iter().find(|fault| fault.line == 20).expect("a fault");
    assert!(nearest.sentence(Words::of(Language::Ja)).contains("person/name"), "{nearest}");
}
