//! The rules of the trade from data files: checklists, fees, forms of sheets, professions, fees of talks, surveys, hours,
//! holidays.
//!
//! What is built in lies beside this file. A centre's own files go over it, each kind for itself; one that is wrong is told with
//! every fault in it and changes nothing.

mod checklist;
mod fault;
mod fees;
mod flaw;
mod form;
mod holidays;
mod hours;
mod kind;
mod professions;
mod rule;
mod source;
mod survey;
mod talk_fees;

use std::sync::Arc;

pub use checklist::{duty_name, phase_name};
pub use fault::{Fault, FaultKind, Wanted};
pub use flaw::flaw_sentence;
pub use kind::{BUILT_IN, FileKind, built_in};
use strum::IntoEnumIterator;

use self::source::Faults;
use crate::domain::Rulebook;
use crate::domain::calendar::Holidays;
use crate::words::nearest;

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
    let files = BUILT_IN.map(|(name, text)| RuleFile { name: format!("{name}.toml"), bytes: text.into() });
    read(&files, Rulebook { holidays: Holidays::by_law(), ..Rulebook::default() }).rulebook
}

/// Reads files over a rulebook, in their order. A checklist, a form and a survey take the place of the one of their name, a fee and a fee of
/// talks the place of all versions of its code, professions the place of all professions, hours the place of what they speak of, a table
/// of holidays the place of the years that it covers.
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
    match put(kind, text, rulebook, &mut faults) {
        Some(()) => Ok(()),
        None => Err(faults.finish()),
    }
}

/// What a file of TOML says, where nothing is wrong with it.
fn put<'t>(kind: FileKind, text: &'t str, rulebook: &mut Rulebook, faults: &mut Faults<'t>) -> Option<()> {
    match kind {
        FileKind::Checklist => replace(&mut rulebook.templates, checklist::read(text, faults)?, |one| &one.name),
        FileKind::Fees => {
            let fees = fees::read(text, faults)?;
            rulebook.fees.retain(|known| fees.iter().all(|fee| fee.code != known.code));
            rulebook.fees.extend(fees);
        }
        FileKind::Professions => rulebook.professions = professions::read(text, faults)?,
        FileKind::TalkFees => rulebook.talk_fees = talk_fees::read(text, &rulebook.talk_fees, faults)?,
        FileKind::Form => replace(&mut rulebook.forms, form::read(text, faults)?, |one| &one.name),
        FileKind::Survey => replace(&mut rulebook.surveys, survey::read(text, faults)?, |one| &one.name),
        FileKind::Hours => {
            (rulebook.hours, rulebook.settings) = hours::read(text, &rulebook.hours, rulebook.settings, faults)?;
        }
        FileKind::Syukujitsu => {}
    }
    Some(())
}

/// In the place of the one of its name, else behind the others.
fn replace<T>(known: &mut Vec<Arc<T>>, read: T, name: fn(&T) -> &String) {
    match known.iter_mut().find(|one| name(one) == name(&read)) {
        Some(one) => *one = Arc::new(read),
        None => known.push(Arc::new(read)),
    }
}

fn unknown_name(name: &str) -> Fault {
    let nearest = nearest(file_name(name), FileKind::iter().map(Into::into)).to_owned();
    Fault { file: name.to_owned(), line: 1, column: 1, kind: FaultKind::FileName { nearest } }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
