//! The ways out for a card.

use crate::domain::disclosure::Way;
use crate::exchange::export::person::CardFormat;
use crate::message::{FileFormat, Outlet};
use crate::port::clipboard::CopyText;
use crate::words::Words;

/// A row of the menu, or of the page of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    Copy(CardFormat),
    /// A code for a camera: the numbers, or the contact.
    Code(CardFormat),
    /// The page of files.
    Files,
    File(CardFormat),
    /// Plain on the screen, to be copied by hand.
    Show(CardFormat),
}

impl Exit {
    pub const fn menu() -> &'static [Self] {
        &[
            Self::Copy(CardFormat::Phone),
            Self::Copy(CardFormat::Line),
            Self::Copy(CardFormat::Card),
            Self::Copy(CardFormat::Tsv),
            Self::Copy(CardFormat::Vcard),
            Self::Copy(CardFormat::Markdown),
            Self::Code(CardFormat::Phone),
            Self::Files,
            Self::Show(CardFormat::Card),
            // Last, so that no digit that hands know means something else.
            Self::Code(CardFormat::Contact),
        ]
    }

    pub const fn files() -> &'static [Self] {
        &[
            Self::File(CardFormat::PageHtml),
            Self::File(CardFormat::PageText),
            Self::File(CardFormat::WalletHtml),
            Self::File(CardFormat::WalletText),
            Self::File(CardFormat::KitHtml),
            Self::File(CardFormat::KitText),
            Self::File(CardFormat::Csv),
            Self::File(CardFormat::Json),
            Self::File(CardFormat::Vcard),
            Self::File(CardFormat::VisitsHtml),
            Self::File(CardFormat::VisitsText),
            Self::File(CardFormat::VisitsCsv),
            Self::File(CardFormat::DisastersHtml),
            Self::File(CardFormat::DisastersText),
            Self::File(CardFormat::DisastersCsv),
        ]
    }

    pub const fn format(self) -> Option<CardFormat> {
        match self {
            Self::Copy(format) | Self::Code(format) | Self::File(format) | Self::Show(format) => Some(format),
            Self::Files => None,
        }
    }

    pub(super) fn label(self, words: &Words) -> String {
        match self {
            Self::Copy(format) | Self::File(format) => words.get(&format!("hand_over.form.{format}")).to_owned(),
            Self::Code(CardFormat::Contact) => words.get("hand_over.form.code_contact").to_owned(),
            Self::Code(_) => words.get("hand_over.form.code").to_owned(),
            Self::Files => words.get("hand_over.form.files").to_owned(),
            Self::Show(_) => words.get("hand_over.form.show").to_owned(),
        }
    }

    /// For the audit.
    pub(super) const fn action(self) -> &'static str {
        match self {
            Self::Copy(_) => "copy",
            Self::Code(_) => "qr",
            Self::File(_) | Self::Files => "export",
            Self::Show(_) => "show",
        }
    }

    pub(super) const fn way(self) -> Way {
        match self {
            Self::Copy(_) => Way::Copied,
            Self::File(_) | Self::Files => Way::Printed,
            Self::Code(_) | Self::Show(_) => Way::Shown,
        }
    }

    pub(super) fn outlet(self, text: String, items: usize) -> Outlet {
        let text = CopyText(text);
        match self {
            Self::Copy(_) => Outlet::Copy { text, items },
            Self::Code(_) => Outlet::Code(text),
            Self::Show(_) | Self::Files => Outlet::Show(text),
            Self::File(format) => Outlet::File { format: file(format), text },
        }
    }
}

const fn file(format: CardFormat) -> FileFormat {
    match format {
        CardFormat::PageHtml | CardFormat::WalletHtml | CardFormat::KitHtml => FileFormat::Html,
        CardFormat::VisitsHtml | CardFormat::DisastersHtml => FileFormat::Html,
        CardFormat::Csv | CardFormat::VisitsCsv | CardFormat::DisastersCsv => FileFormat::Csv,
        CardFormat::Json => FileFormat::Json,
        CardFormat::Vcard => FileFormat::Vcf,
        CardFormat::Markdown => FileFormat::Md,
        CardFormat::Tsv => FileFormat::Tsv,
        CardFormat::PageText | CardFormat::WalletText | CardFormat::KitText => FileFormat::Txt,
        CardFormat::Phone | CardFormat::Line | CardFormat::Card | CardFormat::Contact => FileFormat::Txt,
        CardFormat::VisitsText | CardFormat::DisastersText => FileFormat::Txt,
    }
}
