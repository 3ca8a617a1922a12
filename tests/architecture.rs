//! The rooms of ARCHITECTURE.md and the rules of the house, held by reading the source; and held to report what it must.

#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use rooms::{DRAWING, ROOMS};
use rules::{Breach, breaches};
use source::Source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            // What a build of `benches/peers` leaves there is not ours.
            if path.file_name().is_some_and(|name| name != "target") {
                rust_files(&path, into);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let mut files = Vec::new();
    rust_files(&root().join(folder), &mut files);
    files.sort();
    files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(root()).expect("under the root").to_string_lossy().replace('\\', "/");
            Source::read(&path, &fs::read_to_string(file).expect("UTF-8"))
        })
        .collect()
}

/// The dependencies of Cargo.toml as the code names them, and the package itself.
fn crates() -> Vec<String> {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = toml::from_str(&text).expect("TOML");
    let mut names = vec!["renkei".to_owned()];
    for part in ["dependencies", "dev-dependencies"] {
        let table = manifest[part].as_table().expect("a table");
        names.extend(table.keys().map(|name| name.replace('-', "_")));
    }
    names
}

fn show(found: &[Breach]) -> String {
    let lines: Vec<String> =
        found.iter().map(|breach| format!("{}:{}: {}", breach.path, breach.line, breach.what)).collect();
    lines.join("\n")
}

#[test]
fn the_source_keeps_to_the_rooms_and_the_rules() {
    let crates = crates();
    let sources = sources("src");
    assert!(sources.len() > 60, "the source was read");
    let found: Vec<Breach> = sources.iter().flat_map(|source| breaches(source, &crates)).collect();
    assert!(found.is_empty(), "\n{}", show(&found));
}

#[test]
fn the_tests_and_benches_allow_nothing_and_name_things() {
    let mut found = Vec::new();
    for folder in ["tests", "benches"].into_iter().filter(|folder| root().join(folder).is_dir()) {
        for source in sources(folder) {
            // Rooms and lengths are rules for the program only.
            found.extend(
                breaches(&source, &[])
                    .into_iter()
                    .filter(|breach| breach.what.contains("`allow`") || breach.what.contains("says nothing")),
            );
        }
    }
    assert!(found.is_empty(), "\n{}", show(&found));
}

#[test]
fn every_room_stands_in_the_table_and_in_the_document() {
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for room in ROOMS {
        assert!(root().join("src").join(room.name).join("mod.rs").is_file(), "no room {}", room.name);
        assert!(document.contains(&format!("| `{}", room.name)), "ARCHITECTURE.md does not know {}", room.name);
        for other in room.may {
            assert!(ROOMS.iter().any(|room| room.name == *other), "{}: no room {other}", room.name);
        }
    }
    for (path, reason) in DRAWING {
        assert!(!reason.is_empty(), "{path}");
    }
}

/// No two rooms may import each other: the rooms stand one over the other.
#[test]
fn the_table_has_no_circle() {
    for (index, room) in ROOMS.iter().enumerate() {
        for other in room.may {
            let at = ROOMS.iter().position(|room| room.name == *other).expect("a room");
            assert!(at < index, "`{}` may enter `{other}`, which stands above it", room.name);
        }
    }
}

/// Each fixture says in its first line where it would stand (`// as src/domain/x.rs`), and in each line that must be reported
/// why (`//~ part of the sentence`).
#[test]
fn every_breach_of_the_fixtures_is_reported_and_nothing_else() {
    let crates = crates();
    let folder = root().join("fixtures/architecture");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut expected_in_all = 0;
    for file in &files {
        let text = fs::read_to_string(file).expect("UTF-8");
        let first = text.lines().next().expect("a first line");
        let place = first.strip_prefix("// as ").unwrap_or_else(|| panic!("{}: no place", file.display()));
        let place = place.split_whitespace().next().expect("a path");
        let found = breaches(&Source::read(place, &text), &crates);
        let expected: Vec<(usize, &str)> = text
            .lines()
            .enumerate()
            .flat_map(|(index, line)| line.split("//~ ").skip(1).map(move |what| (index + 1, what.trim())))
            .collect();
        for (line, what) in &expected {
            let reported = found.iter().any(|breach| breach.line == *line && breach.what.contains(what));
            assert!(reported, "{}:{line}: not reported: {what}\n{}", file.display(), show(&found));
        }
        for breach in &found {
            let known = expected.iter().any(|(line, what)| breach.line == *line && breach.what.contains(what));
            assert!(known, "{}: not expected: {}", file.display(), show(std::slice::from_ref(breach)));
        }
        expected_in_all += expected.len();
    }
    assert!(files.len() >= 8 && expected_in_all >= 40, "{} fixtures, {expected_in_all} breaches", files.len());
}

#[test]
fn a_file_that_is_too_long_is_reported_and_tests_do_not_count() {
    let long = "fn f() {}\n".repeat(401);
    let found = breaches(&Source::read("src/domain/x.rs", &long), &[]);
    assert_eq!(show(&found), "src/domain/x.rs:401: 401 lines, at most 400");
    let tests = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert!(breaches(&Source::read("src/domain/x.rs", &tests), &[]).is_empty());
}
