//! Help, usage, completions and the man page, in both languages.

use std::io::Write;
use std::process::{Command, Stdio};

use rstest::rstest;

use renkei::cli::args;
use renkei::words::{Language, Words};

use crate::stage::Stage;

fn texts(command: &clap::Command, path: &str, faults: &mut Vec<String>) {
    let missing = |text: Option<String>| text.is_none_or(|text| text.is_empty() || text.starts_with("cli."));
    if missing(command.get_about().map(ToString::to_string)) {
        faults.push(format!("{path}: about"));
    }
    for arg in command.get_arguments() {
        if missing(arg.get_help().map(ToString::to_string)) {
            faults.push(format!("{path}: {}", arg.get_id()));
        }
    }
    for sub in command.get_subcommands() {
        texts(sub, &format!("{path} {}", sub.get_name()), faults);
    }
}

fn verbs() -> Vec<String> {
    let command = args::command(Words::of(Language::En));
    command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect()
}

#[rstest]
#[case(Language::Ja)]
#[case(Language::En)]
fn every_verb_and_option_says_what_it_is(#[case] language: Language) {
    let mut command = args::command(Words::of(language));
    command.build();
    let mut faults = Vec::new();
    texts(&command, "renkei", &mut faults);
    assert_eq!(faults, Vec::<String>::new());
    assert!(verbs().len() >= 12, "{:?}", verbs());
}

#[test]
fn help_speaks_the_language_of_the_flag_and_of_the_locale() {
    let stage = Stage::new();
    for verb in verbs() {
        for (lang, word) in [("ja", "オプション"), ("en", "Options")] {
            let ran = stage.run(&[&verb, "--help", "--lang", lang]).ok();
            assert!(ran.text().contains(word), "{verb} {lang}: {}", ran.text());
            assert_eq!(ran.err, "");
        }
    }
    let locale = |name: &str| {
        let ran = stage.command(&["-h"]).env("LC_ALL", name).output().unwrap();
        String::from_utf8(ran.stdout).unwrap()
    };
    assert!(locale("ja_JP.UTF-8").contains("終了コード") && locale("").contains("終了コード"));
    assert!(locale("en_GB.UTF-8").contains("Exit codes"));
    assert!(!stage.data().exists(), "asking for help makes no folder");
}

#[rstest]
#[case(&["--bogus"])]
#[case(&["frobnicate"])]
#[case(&["find"])]
#[case(&["import"])]
#[case(&["find", "x", "--json", "--plain"])]
#[case(&["find", "x", "--limit", "many"])]
#[case(&["import", "x.csv", "--format", "excel"])]
#[case(&["import", "x.csv", "--as-of", "yesterday"])]
#[case(&["import", "x.csv", "--map", "colour=色"])]
#[case(&["export", "everything"])]
#[case(&["export", "--format", "pdf"])]
#[case(&["export", "--encoding", "ebcdic"])]
#[case(&["export", "doubt", "--format", "csv"])]
#[case(&["show", "0000", "--format", "pdf"])]
#[case(&["show", "xyz"])]
#[case(&["set", "0000", "note"])]
#[case(&["keys", "--preset", "nano"])]
#[case(&[])]
fn wrong_usage_is_2_with_a_sentence_on_stderr(#[case] args: &[&str]) {
    let stage = Stage::new();
    let ran = stage.run(args).code(2);
    assert_eq!(ran.text(), "");
    assert!(!ran.err.trim().is_empty());
    assert!(!stage.data().exists(), "a mistake makes no folder");
}

#[test]
fn completions_of_bash_are_bash() {
    let stage = Stage::new();
    let script = stage.run(&["completions", "bash"]).ok();
    for verb in verbs() {
        assert!(script.text().contains(&verb), "{verb}");
    }
    for shell in ["zsh", "fish"] {
        assert!(!stage.run(&["completions", shell]).ok().out.is_empty());
    }
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn() else {
        eprintln!("SKIPPED: bash is not there to read the completions");
        return;
    };
    bash.stdin.take().unwrap().write_all(&script.out).unwrap();
    let output = bash.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[rstest]
#[case("ja")]
#[case("en")]
fn the_man_page_has_every_verb_and_renders(#[case] lang: &str) {
    let stage = Stage::new();
    let page = stage.run(&["man", "--lang", lang]).ok();
    assert!(page.text().contains(".TH renkei 1"), "{}", page.text());
    for verb in verbs() {
        assert!(page.text().contains(&format!("renkei\\-{verb}")) || page.text().contains(&verb), "{verb}");
    }
    let file = stage.path("renkei.1");
    std::fs::write(&file, &page.out).unwrap();
    let rendered =
        Command::new("man").args(["--warnings", "-E", "UTF-8", "-l"]).arg(&file).stdin(Stdio::null()).output();
    let Ok(rendered) = rendered else {
        eprintln!("SKIPPED: man is not there to render the page");
        return;
    };
    let text = String::from_utf8_lossy(&rendered.stdout);
    if text.contains("has been minimized") {
        eprintln!("SKIPPED: man is a placeholder on this machine");
        return;
    }
    assert!(rendered.status.success(), "{}", String::from_utf8_lossy(&rendered.stderr));
    assert!(text.contains("import") && text.contains("--city"), "{text}");
}
