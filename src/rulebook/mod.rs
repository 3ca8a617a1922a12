//! The rules of the trade from data files: checklists, fees, hours, holidays.
//!
//! What is built in lies beside this file. A centre's own files go over it, each kind for itself; one that is wrong is told with
//! every fault in it and changes nothing.

mod checklist;
mod fault;
mod fees;
pub mod form;
mod holidays;
mod hours;
mod rule;
mod source;
pub mod talk;

use std::sync::Arc;

pub use checklist::{duty_name, phase_name};
pub use fault::{Fault, FaultKind, Wanted};

use self::source::Faults;
use crate::domain::Rulebook;
use crate::domain::calendar::Holidays;

/// What a rule file is about; its name begins so.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum FileKind {
    Checklist,
    Fees,
    Hours,
    Syukujitsu,
}

impl FileKind {
    /// By a file's name: `checklist-kuwana.toml`, `syukujitsu.csv`.
    pub fn of(file_name: &str) -> Option<Self> {
        use strum::IntoEnumIterator;
        Self::iter().find(|kind| {
            let name: &'static str = (*kind).into();
            file_name.starts_with(name) && file_name.ends_with(kind.ending())
        })
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Checklist | Self::Fees | Self::Hours => ".toml",
            Self::Syukujitsu => ".csv",
        }
    }

    /// The file that is built in, with its comments; holidays are computed and have none.
    pub const fn built_in(self) -> Option<&'static str> {
        match self {
            Self::Checklist => Some(include_str!("checklist.toml")),
            Self::Fees => Some(include_str!("fees.toml")),
            Self::Hours => Some(include_str!("hours.toml")),
            Self::Syukujitsu => None,
        }
    }
}

/// A file as the caller has read it; the name is shown in faults, and its last part says what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What came of some files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    pub rulebook: Rulebook,
    /// Every fault of every file, file by file.
    pub faults: Vec<Fault>,
    /// The files that were taken, in the order of reading; a later one may have replaced what an earlier one said.
    pub taken: Vec<(String, FileKind)>,
}

/// The rules that the program brings with it.
///
/// The files are part of it and a test reads them, so what is wrong in them is a fault of the build; an empty kind shows it.
pub fn builtin() -> Rulebook {
    let read = |kind: FileKind| (kind.built_in().unwrap_or_default(), Faults::new("", ""));
    let (text, mut faults) = read(FileKind::Checklist);
    let templates = checklist::read(text, &mut faults).into_iter().map(Arc::new).collect();
    let (text, mut faults) = read(FileKind::Fees);
    let fees = fees::read(text, &mut faults).unwrap_or_default();
    let (text, mut faults) = read(FileKind::Hours);
    let (hours, settings) = hours::read(text, None, &mut faults).unwrap_or_else(hours::never);
    Rulebook { templates, fees, hours, holidays: Holidays::by_law(), settings }
}

/// Reads files over a rulebook, in their order. A checklist takes the place of the one of its name, a fee the place of all versions
/// of its code, hours the place of what they speak of, a table of holidays the place of the years that it covers.
pub fn read(files: &[RuleFile], base: Rulebook) -> Reading {
    let mut reading = Reading { rulebook: base, faults: Vec::new(), taken: Vec::new() };
    for file in files {
        match FileKind::of(file_name(&file.name)) {
            Some(kind) => match take(kind, file, &mut reading.rulebook) {
                Ok(()) => reading.taken.push((file.name.clone(), kind)),
                Err(faults) => reading.faults.extend(faults),
            },
            None => reading.faults.push(unknown_name(&file.name)),
        }
    }
    reading
}

fn take(kind: FileKind, file: &RuleFile, rulebook: &mut Rulebook) -> Result<(), Vec<Fault>> {
    if kind == FileKind::Syukujitsu {
        let rows = holidays::read(&file.name, &file.bytes)?;
        let holidays = std::mem::take(&mut rulebook.holidays);
        rulebook.holidays = holidays.with_table(rows);
        return Ok(());
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return Err(vec![Fault { file: file.name.clone(), line: 1, column: 1, kind: FaultKind::Encoding }]);
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut faults = Faults::new(&file.name, text);
    match kind {
        FileKind::Checklist => {
            let Some(template) = checklist::read(text, &mut faults) else { return Err(faults.finish()) };
            let same = rulebook.templates.iter_mut().find(|known| known.name == template.name);
            match same {
                Some(known) => *known = Arc::new(template),
                None => rulebook.templates.push(Arc::new(template)),
            }
        }
        FileKind::Fees => {
            let Some(fees) = fees::read(text, &mut faults) else { return Err(faults.finish()) };
            rulebook.fees.retain(|known| fees.iter().all(|fee| fee.code != known.code));
            rulebook.fees.extend(fees);
        }
        FileKind::Hours => {
            let base = Some((&rulebook.hours, rulebook.settings));
            let Some(read) = hours::read(text, base, &mut faults) else { return Err(faults.finish()) };
            (rulebook.hours, rulebook.settings) = read;
        }
        FileKind::Syukujitsu => {}
    }
    Ok(())
}

fn unknown_name(name: &str) -> Fault {
    use strum::IntoEnumIterator;
    let nearest = source::nearest(file_name(name), FileKind::iter().map(Into::into));
    let kind = FaultKind::Name { nearest: nearest.unwrap_or_default() };
    Fault { file: name.to_owned(), line: 1, column: 1, kind }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn what_is_built_in_has_no_fault() {
        let files: Vec<RuleFile> = FileKind::iter()
            .filter_map(|kind| Some(RuleFile { name: format!("{kind}.toml"), bytes: kind.built_in()?.into() }))
            .collect();
        let reading = read(&files, builtin());
        assert_eq!(reading.faults, []);
        assert_eq!(reading.taken.len(), 3);
        assert_eq!(reading.rulebook, builtin(), "read again it is the same");
        let template = builtin().templates[0].clone();
        assert_eq!(template.items.len(), 45);
        let packed = rmp_serde::to_vec_named(&*template).unwrap();
        assert_eq!(rmp_serde::from_slice::<crate::domain::Template>(&packed).unwrap(), *template);
    }
}
