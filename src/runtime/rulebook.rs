//! Finds the centre's and the person's rule files.

use std::io;
use std::path::{Path, PathBuf};

use super::paths::Paths;
use crate::rulebook::{self, FileKind, Reading, RuleFile};

/// The centre's rules, which hold for everybody on the machine.
pub const SYSTEM_RULES: &str = "/etc/renkei/rules";

/// A rule file is some ten kilobytes; what is much larger is none.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What was read, and what could not be.
#[derive(Debug)]
pub struct Loaded {
    pub reading: Reading,
    pub unreadable: Vec<(PathBuf, io::Error)>,
}

/// The rules that hold: what is built in, the centre's files over it, the person's over those.
pub fn load(paths: &Paths) -> Loaded {
    load_from(&[PathBuf::from(SYSTEM_RULES), paths.user_rules()])
}

/// The same with other folders, the later over the earlier; a folder that is not there is empty.
pub fn load_from(folders: &[PathBuf]) -> Loaded {
    let mut loaded = Vec::new();
    let mut unreadable = Vec::new();
    for folder in folders {
        match in_folder(folder) {
            Ok(paths) => loaded.extend(paths),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => unreadable.push((folder.clone(), error)),
        }
    }
    let files = read(&loaded, &mut unreadable);
    Loaded { reading: rulebook::read(&files, rulebook::builtin()), unreadable }
}

/// Files that somebody has named, whatever their folder.
pub fn load_files(paths: &[PathBuf]) -> Loaded {
    let mut unreadable = Vec::new();
    let files = read(paths, &mut unreadable);
    Loaded { reading: rulebook::read(&files, rulebook::builtin()), unreadable }
}

fn read(paths: &[PathBuf], unreadable: &mut Vec<(PathBuf, io::Error)>) -> Vec<RuleFile> {
    let mut files = Vec::new();
    for path in paths {
        match read_file(path) {
            Ok(bytes) => files.push(RuleFile { name: path.display().to_string(), bytes }),
            Err(error) => unreadable.push((path.clone(), error)),
        }
    }
    files
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe would never end.
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    std::fs::read(path)
}

/// The rule files of a folder, by name; other files are none of ours.
fn in_folder(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_str().and_then(FileKind::of).is_some() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
