//! A filled sheet on paper and in files, one file a target format; and the cover that goes before it on a FAX.
//!
//! What must not be faxed is taken out in one place, before any format sees the values (`laid`).

mod cells;
mod cover;
mod cover_html;
mod cover_text;
pub(in crate::exchange::export) mod html;
mod json;
mod laid;
mod markdown;
mod spelling;
mod text;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub(in crate::exchange::export) use cells::cells as paper_cells;
pub use cover::{CoverFormat, FaxCover, initials, render_cover};
pub(in crate::exchange::export) use html::escape as html_text;
pub(in crate::exchange::export) use spelling::Spelling;

use super::{ExportError, Options, Rendered};
use crate::domain::sheet::{SheetForm, Values};
use laid::Laid;

/// Cells of a line of the A4 text: every character that some printer draws wide counts two.
pub const PAGE_CELLS: usize = 82;
/// Lines of a page of the A4 text.
pub const PAGE_LINES: usize = 60;

/// A sheet that is to be printed, kept or sent.
#[derive(Clone, Copy, Debug)]
pub struct SheetPage<'a> {
    pub form: &'a SheetForm,
    pub values: &'a Values,
    pub head: &'a SheetHead,
    /// For a FAX: the fields that must not be faxed say 電話で, filled or not.
    pub fax: bool,
    /// Fields that this receiver is not given for other reasons: treated the same way.
    pub withheld: &'a BTreeSet<String>,
}

/// What stands on every page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SheetHead {
    /// Who made it: the centre or the office.
    pub office: String,
    /// `None`: not said. It is left off by itself where the field of the name is held back.
    pub person: Option<String>,
    pub on: Option<Date>,
    /// One of the demo's, who does not exist: said beside the name.
    pub fictional: bool,
}

/// The target formats of a sheet.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum SheetFormat {
    /// A4 pages of [`PAGE_LINES`] lines, a form feed between them.
    Text,
    Markdown,
    Json,
    /// One file without anything from outside, which prints on A4.
    Html,
}

/// The sheet in a format.
pub fn render(format: SheetFormat, page: &SheetPage<'_>, options: &Options) -> Result<Rendered, ExportError> {
    let mut spelling = Spelling::new(options.cp932_safe);
    let laid = Laid::of(page, options.words, &mut spelling);
    let text = match format {
        SheetFormat::Text => text::write(&laid, options.words),
        SheetFormat::Markdown => markdown::write(&laid, options.words),
        SheetFormat::Json => json::write(&laid)?,
        SheetFormat::Html => html::write(&laid, options.words),
    };
    Ok(Rendered { text, replaced: spelling.replaced() })
}
