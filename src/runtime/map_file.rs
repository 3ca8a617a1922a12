//! The lines of the map from a file that the centre or the person has put there. Nothing is ever fetched.

use std::io;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::paths::Paths;
use crate::domain::ground::Outline;
use crate::exchange::import::geojson::{self, GeoJsonFault};
use crate::message::sentence;
use crate::paint::DotSet;
use crate::words::Words;

/// The file's name in each folder.
pub const NAME: &str = "map.geojson";
/// The centre's, which holds for everybody on the machine.
pub const SYSTEM_MAP: &str = "/etc/renkei/map.geojson";

/// The limits of a prefecture as they are published have some ten million bytes; what is much larger is none.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a file of lines was not taken. The map goes on without lines.
#[derive(Debug)]
pub enum MapFault {
    Size,
    Open(io::Error),
    Read(GeoJsonFault),
}

/// What the map draws under the facilities, and the file that was not taken. The person's own file stands for the centre's.
pub fn load(paths: &Paths) -> (Outline, Option<(PathBuf, MapFault)>) {
    load_from(&[paths.user_map(), PathBuf::from(SYSTEM_MAP)])
}

/// The first of these files that is there.
pub fn load_from(files: &[PathBuf]) -> (Outline, Option<(PathBuf, MapFault)>) {
    for path in files {
        match read(path) {
            Ok(outline) => return (outline, None),
            Err(MapFault::Open(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err(fault) => return (Outline::default(), Some((path.clone(), fault))),
        }
    }
    (Outline::default(), None)
}

fn read(path: &Path) -> Result<Outline, MapFault> {
    let metadata = std::fs::metadata(path).map_err(MapFault::Open)?;
    // A pipe would never end.
    if !metadata.is_file() || metadata.len() > LARGEST {
        return Err(MapFault::Size);
    }
    let bytes = std::fs::read(path).map_err(MapFault::Open)?;
    geojson::outline(&bytes).map_err(MapFault::Read)
}

/// What happened, where, and what to do.
pub fn said(words: &Words, path: &Path, fault: &MapFault) -> String {
    let why = match fault {
        MapFault::Size => words.say("map.fault.size", &[("mib", &(LARGEST >> 20))]),
        MapFault::Open(error) => words.say("map.fault.open", &[("cause", &sentence::cause(words, error))]),
        MapFault::Read(fault) => of_file(words, fault),
    };
    words.say("map.fault.unread", &[("path", &path.display()), ("why", &why)])
}

fn of_file(words: &Words, fault: &GeoJsonFault) -> String {
    match fault {
        GeoJsonFault::Syntax { line, column, cause } => {
            words.say("map.fault.syntax", &[("line", line), ("column", column), ("cause", cause)])
        }
        GeoJsonFault::NoType => words.get("map.fault.no-type").to_owned(),
        GeoJsonFault::Coordinates { feature, what } => {
            words.say("map.fault.coordinates", &[("feature", feature), ("what", what)])
        }
        GeoJsonFault::Elsewhere { feature, x, y } => {
            words.say("map.fault.elsewhere", &[("feature", feature), ("x", x), ("y", y)])
        }
        GeoJsonFault::Empty => words.get("map.fault.empty").to_owned(),
        GeoJsonFault::TooMany { points } => words.say("map.fault.too-many", &[("points", points)]),
    }
}

/// What lines are made of: Braille, but on terminals whose fonts have none. A setting is stronger.
pub fn dots(set: Option<DotSet>, environment: &Environment) -> DotSet {
    let term = environment.text("TERM").unwrap_or_default();
    // The console of Linux has 512 signs; the others are terminals of their time.
    let without = ["linux", "dumb", "cons", "vt1", "vt2", "ansi"].iter().any(|name| term.starts_with(name));
    set.unwrap_or(if without { DotSet::Plain } else { DotSet::Braille })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const LINE: &str = r#"{"type": "LineString", "coordinates": [[143.1, 32.1], [143.2, 32.3]]}"#;

    #[test]
    fn the_person_s_own_file_stands_for_the_centre_s() {
        let folder = tempfile::tempdir().unwrap();
        let files = [folder.path().join("own"), folder.path().join("centre")];
        assert!(load_from(&files).0.is_empty(), "none is no fault");
        assert!(load_from(&files).1.is_none());
        std::fs::write(&files[1], LINE).unwrap();
        assert_eq!(load_from(&files).0.points(), 2);
        std::fs::write(&files[0], LINE.replace("143.2, 32.3", "143.2, 32.3], [143.3, 32.3")).unwrap();
        assert_eq!(load_from(&files).0.points(), 3);
    }

    #[test]
    fn a_file_that_is_not_taken_is_told_of_with_path_and_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NAME);
        std::fs::write(&file, LINE.replace("[143.1, 32.1]", "[32.1, 143.1]")).unwrap();
        let (outline, fault) = load_from(std::slice::from_ref(&file));
        assert!(outline.is_empty());
        let (path, fault) = fault.expect("a fault");
        let ja = said(Words::of(Language::Ja), &path, &fault);
        assert!(
            ja.contains("map.geojson を使っていません") && ja.contains("1番目の地物: 32.1, 143.1 は日本の外です"),
            "{ja}"
        );
        let en = said(Words::of(Language::En), &path, &fault);
        assert!(en.contains("feature 1: 32.1, 143.1 is not in Japan"), "{en}");
        // A folder is no file.
        let (_, fault) = load_from(&[folder.path().to_owned()]);
        assert!(matches!(fault, Some((_, MapFault::Size))));
    }

    #[test]
    fn every_fault_is_a_sentence_in_both_languages() {
        let faults = [
            GeoJsonFault::Syntax { line: 3, column: 7, cause: "架空".to_owned() },
            GeoJsonFault::NoType,
            GeoJsonFault::Coordinates { feature: 2, what: "Polygon" },
            GeoJsonFault::Elsewhere { feature: 2, x: 1.5, y: 2.0 },
            GeoJsonFault::Empty,
            GeoJsonFault::TooMany { points: 300_000 },
        ];
        for language in [Language::Ja, Language::En] {
            for fault in &faults {
                let text = of_file(Words::of(language), fault);
                assert!(text.chars().count() > 8 && !text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn braille_is_drawn_where_the_font_has_it() {
        let on = |term: &str, set| dots(set, &Environment::from([("TERM", term)]));
        assert_eq!(on("xterm-256color", None), DotSet::Braille);
        assert_eq!(on("tmux-256color", None), DotSet::Braille);
        assert_eq!(on("linux", None), DotSet::Plain);
        assert_eq!(on("linux", Some(DotSet::Braille)), DotSet::Braille);
        assert_eq!(on("xterm", Some(DotSet::Plain)), DotSet::Plain);
    }
}
