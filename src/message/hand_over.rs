//! Something about persons on its way out of the program.

use crate::domain::Disclosure;
use crate::port::clipboard::CopyText;

use super::FileFormat;

/// It leaves once the records of it are written, and not otherwise.
#[derive(Clone, PartialEq, Debug)]
pub struct HandOver {
    /// One for each person: who was given what, and on what ground (個人情報保護法 29条).
    pub disclosures: Vec<Disclosure>,
    /// For the audit: a stable word (`copy`, `export`, `qr`, `show`).
    pub action: &'static str,
    /// For the audit: the form in which it leaves; no personal data.
    pub note: String,
    pub outlet: Outlet,
}

impl Outlet {
    /// What it is called in the audit.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Copy { .. } => "copy",
            Self::File { .. } => "export",
            Self::Show(_) => "show",
            Self::Code(_) => "qr",
        }
    }
}

/// The way out.
#[derive(Clone, PartialEq, Debug)]
pub enum Outlet {
    /// Into the clipboard, from which it is taken away again after a while.
    Copy { text: CopyText, items: usize },
    /// Into a file of the output folder (0600).
    File { format: FileFormat, text: CopyText },
    /// On the screen, plain, to be copied by hand.
    Show(CopyText),
    /// On the screen, for a camera.
    Code(CopyText),
}
