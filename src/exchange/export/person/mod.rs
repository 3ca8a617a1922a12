//! An emergency card on its way out: laid out once, with everything masked and left out that is to be, then written in a format.
//!
//! No format sees the person: it sees a [`CardPage`], so what a mask hides is hidden in all of them. That the wish against
//! resuscitation goes with what lacks for it, and with the sentence that the fire service decides, is one text of the page.

mod contact;
mod disclosure;
mod facts;
mod fit;
mod html;
mod json;
mod kit;
mod lists;
mod narrow;
mod numbers;
mod page;
mod rows;
mod text;
mod vcard;
pub mod vcard_names;
mod veil;
mod wallet;
mod wishes;

use std::collections::BTreeSet;

pub use disclosure::{Giving, REASONS, called};
pub use page::{CardPage, Fact, Number};

use super::{Rendered, Replacement};
use crate::domain::card::CardPart;
use crate::words::Words;

/// What is hidden.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Masks {
    /// Names become initials, contacts their relation; address, day of birth and numbers of insurance are left out.
    pub names: bool,
    /// `090-****-0111`
    pub phones: bool,
}

/// How a card is laid out.
#[derive(Clone, Debug)]
pub struct CardOptions {
    pub words: &'static Words,
    pub masks: Masks,
    /// What the receiver is given.
    pub parts: BTreeSet<CardPart>,
    /// Replace what CP932 lacks, and list what was replaced.
    pub cp932_safe: bool,
    /// Lines of the card take at most so many cells; `None` leaves them as long as they are.
    pub line_cells: Option<usize>,
    /// The centre, for the foot of what is printed; may be empty.
    pub office: String,
}

impl CardOptions {
    /// Everything, as it is.
    pub fn new(words: &'static Words) -> Self {
        Self {
            words,
            masks: Masks::default(),
            parts: <CardPart as strum::IntoEnumIterator>::iter().collect(),
            cp932_safe: false,
            line_cells: None,
            office: String::new(),
        }
    }
}

/// The target formats.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum CardFormat {
    /// The numbers that are answered now, one a line.
    Phone,
    /// One line a person.
    Line,
    /// The whole card as plain text, for a record system.
    Card,
    /// A header and a row a person.
    Tsv,
    Csv,
    Json,
    Markdown,
    /// The key contact and the institutions, vCard 4.0 (RFC 6350).
    Vcard,
    /// One contact for a telephone's camera: name, role, number.
    Contact,
    /// A4 as text: 82 columns, 60 lines a page.
    PageText,
    PageHtml,
    /// 携帯用カード: 名刺大 (91 x 55 mm), folded, two sides.
    WalletText,
    WalletHtml,
    /// 救急医療情報キットの用紙
    KitText,
    KitHtml,
    /// 訪問の一覧
    VisitsText,
    VisitsCsv,
    VisitsHtml,
    /// 災害時の一覧
    DisastersText,
    DisastersCsv,
    DisastersHtml,
}

impl CardFormat {
    /// What it is for the record of the disclosure: a stable word.
    pub const fn document(self) -> &'static str {
        match self {
            Self::Phone | Self::Line | Self::Card | Self::Tsv | Self::Csv | Self::Json | Self::Markdown => {
                "emergency_card"
            }
            Self::Vcard | Self::Contact | Self::PageText | Self::PageHtml => "emergency_card",
            Self::WalletText | Self::WalletHtml => "wallet_card",
            Self::KitText | Self::KitHtml => "kit_sheet",
            Self::VisitsText | Self::VisitsCsv | Self::VisitsHtml => "visit_list",
            Self::DisastersText | Self::DisastersCsv | Self::DisastersHtml => "disaster_list",
        }
    }

    /// The parts that it can say something of, whatever the receiver may be given: what the record of the disclosure calls its contents.
    pub fn parts(self) -> Vec<CardPart> {
        use CardPart::{Alerts, Contacts, Identity, Kit, Supporters};
        match self {
            Self::Phone | Self::Contact => vec![Contacts],
            Self::Line => vec![Identity, Contacts, Alerts],
            Self::Vcard => vec![Contacts, Supporters],
            Self::WalletText | Self::WalletHtml => wallet::PARTS.to_vec(),
            Self::KitText | Self::KitHtml => kit::PARTS.to_vec(),
            Self::VisitsText | Self::VisitsCsv | Self::VisitsHtml => vec![Identity, Kit],
            Self::DisastersText | Self::DisastersCsv | Self::DisastersHtml => vec![Identity, Contacts, Alerts],
            Self::Card | Self::Tsv | Self::Csv | Self::Json | Self::Markdown | Self::PageText | Self::PageHtml => {
                <CardPart as strum::IntoEnumIterator>::iter().collect()
            }
        }
    }
}

/// The cards in a format.
pub fn render(format: CardFormat, pages: &[CardPage], options: &CardOptions) -> Rendered {
    let words = options.words;
    let text = match format {
        CardFormat::Phone => text::phone(pages, words),
        CardFormat::Line => text::line(pages, words),
        CardFormat::Card => text::card(pages, options),
        CardFormat::Tsv => rows::tsv(pages, words),
        CardFormat::Csv => rows::csv(pages, words),
        CardFormat::Json => json::write(pages),
        CardFormat::Markdown => text::markdown(pages, words),
        CardFormat::Vcard => vcard::write(pages, words),
        CardFormat::Contact => contact::write(pages, words),
        CardFormat::PageText => text::a4(pages, words),
        CardFormat::PageHtml => html::a4(pages, words),
        CardFormat::WalletText => wallet::text(pages, words),
        CardFormat::WalletHtml => wallet::html(pages, words),
        CardFormat::KitText => kit::text(pages, words),
        CardFormat::KitHtml => kit::html(pages, words),
        CardFormat::VisitsText => lists::text(lists::List::Visits, pages, words),
        CardFormat::VisitsCsv => lists::csv(lists::List::Visits, pages, words),
        CardFormat::VisitsHtml => lists::html(lists::List::Visits, pages, words),
        CardFormat::DisastersText => lists::text(lists::List::Disasters, pages, words),
        CardFormat::DisastersCsv => lists::csv(lists::List::Disasters, pages, words),
        CardFormat::DisastersHtml => lists::html(lists::List::Disasters, pages, words),
    };
    Rendered { text, replaced: replaced(pages) }
}

/// What was replaced on any of the pages.
fn replaced(pages: &[CardPage]) -> Vec<Replacement> {
    let mut all: Vec<Replacement> = Vec::new();
    for one in pages.iter().flat_map(|page| &page.replaced) {
        match all.iter_mut().find(|known| known.from == one.from) {
            Some(known) => known.count += one.count,
            None => all.push(one.clone()),
        }
    }
    all
}
