//! The rows of the copy menu.

use crate::exchange::export::Format;
use crate::message::FileFormat;

/// What can be chosen; the digit is the row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    Text(Format),
    Qr,
    File,
    /// Leave the screen and print the text, to be selected by hand.
    Manual,
}

impl Choice {
    pub const fn all() -> [Self; 9] {
        [
            Self::Text(Format::Phone),
            Self::Text(Format::Line),
            Self::Text(Format::Card),
            Self::Text(Format::Table),
            Self::Text(Format::Vcard),
            Self::Text(Format::Markdown),
            Self::Qr,
            Self::File,
            Self::Manual,
        ]
    }

    /// The last part of its words' keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text(format) => format.into(),
            Self::Qr => "qr",
            Self::File => "file",
            Self::Manual => "manual",
        }
    }
}

/// The formats of a file, in the order of the page.
pub const FILES: [(FileFormat, Format); 7] = [
    (FileFormat::Txt, Format::Card),
    (FileFormat::Csv, Format::Csv),
    (FileFormat::Tsv, Format::Tsv),
    (FileFormat::Json, Format::Json),
    (FileFormat::Jsonl, Format::Jsonl),
    (FileFormat::Md, Format::Markdown),
    (FileFormat::Vcf, Format::Vcard),
];
