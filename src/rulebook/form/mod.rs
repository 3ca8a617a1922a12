//! The forms of sheets: TOML to [`SheetForm`], every fault with its place.

mod fault;
mod flaw;
mod node;
mod read;

pub use fault::{FaultKind, FormFault};
pub use flaw::flaw_sentence;

use crate::domain::sheet::SheetForm;

/// The forms that come with the program, in the order in which they are offered.
const BUILTIN: [&str; 3] = [
    include_str!("../form-admission-sheet.toml"),
    include_str!("../form-discharge-record.toml"),
    include_str!("../form-conference-record.toml"),
];

/// The forms that come with the program. That all of them read without a fault is held by a test.
pub fn builtin() -> Vec<SheetForm> {
    BUILTIN.iter().filter_map(|text| read(text).ok()).collect()
}

/// The form of a file, or every fault in it in the order of the lines.
pub fn read(text: &str) -> Result<SheetForm, Vec<FormFault>> {
    read::form(text)
}

#[cfg(test)]
mod tests;
