//! FAX送付状: what goes before the sheet. It may lie open in a tray, so it never names the person.

use jiff::civil::{Date, Time};
use unicode_segmentation::UnicodeSegmentation;

use super::{Spelling, cover_html, cover_text};
use crate::domain::era;
use crate::exchange::export::{Options, Rendered};
use crate::words::Words;

/// From whom to whom, and what goes with it. There is no place for the person's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaxCover {
    pub to_place: String,
    pub to_desk: String,
    /// The number that is dialled, from the register.
    pub to_number: String,
    pub from_place: String,
    pub from_name: String,
    pub from_phone: String,
    pub from_fax: String,
    pub on: Date,
    pub at: Option<Time>,
    /// This page counted.
    pub pages: usize,
    /// From [`initials`]; `None` says nothing of who it is.
    pub initials: Option<String>,
    pub documents: Vec<String>,
    pub remarks: String,
}

/// The formats of a cover.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, strum::Display, strum::EnumString, strum::EnumIter, strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum CoverFormat {
    Text,
    Html,
}

/// The cover in a format.
pub fn render_cover(format: CoverFormat, cover: &FaxCover, options: &Options) -> Rendered {
    let mut spelling = Spelling::new(options.cp932_safe);
    let laid = LaidCover::of(cover, options.words, &mut spelling);
    let text = match format {
        CoverFormat::Text => cover_text::write(&laid, options.words),
        CoverFormat::Html => cover_html::write(&laid, options.words),
    };
    Rendered { text, replaced: spelling.replaced() }
}

/// `Y.T.` of ヤマダ タロウ: the first letters of the parts of a reading. `None` where there are not two parts in kana or letters.
pub fn initials(kana: &str) -> Option<String> {
    let letters: Vec<String> = kana.split_whitespace().filter_map(initial).collect();
    (letters.len() > 1).then(|| letters.concat())
}

fn initial(part: &str) -> Option<String> {
    use wana_kana::ConvertJapanese;
    // The first two signs together: キョ is K, but so is キ; シャ is S in both, チ C.
    let start: String = part.graphemes(true).take(2).collect();
    let first = start.to_romaji().chars().next().filter(char::is_ascii_alphabetic)?;
    Some(format!("{}.", first.to_ascii_uppercase()))
}

/// The cover's lines, sanitised.
pub(super) struct LaidCover {
    pub rows: Vec<(&'static str, String)>,
    pub by_phone: &'static str,
    /// How to say that it arrived.
    pub ask: String,
    pub misdelivery: String,
    /// The sender's, as they stand in the two sentences.
    pub numbers: Vec<String>,
}

impl LaidCover {
    fn of(cover: &FaxCover, words: &'static Words, spelling: &mut Spelling) -> Self {
        let mut line = |text: &str| spelling.line(text);
        let (phone, fax) = (line(&cover.from_phone), line(&cover.from_fax));
        let subject = match &cover.initials {
            Some(initials) => words.say("sheet.cover.subject_of", &[("initials", &line(initials))]),
            None => words.get("sheet.cover.subject_plain").to_owned(),
        };
        let clock = cover.at.map(|time| time.strftime(" %H:%M").to_string()).unwrap_or_default();
        let documents = cover.documents.iter().map(|document| line(document)).collect::<Vec<_>>().join("\n");
        let rows = vec![
            ("sheet.cover.to", words.say("sheet.cover.honoured", &[("name", &line(&cover.to_place))])),
            ("sheet.cover.to_desk", line(&cover.to_desk)),
            ("sheet.cover.to_number", line(&cover.to_number)),
            ("sheet.cover.from", line(&cover.from_place)),
            ("sheet.cover.from_name", line(&cover.from_name)),
            ("sheet.cover.from_phone", phone.clone()),
            ("sheet.cover.from_fax", fax.clone()),
            ("sheet.cover.on", format!("{}{clock}", era::japanese(cover.on))),
            ("sheet.cover.pages", words.say("sheet.cover.pages_value", &[("pages", &cover.pages)])),
            ("sheet.cover.subject", subject),
            ("sheet.cover.documents", documents),
            ("sheet.cover.remarks", spelling.text(&cover.remarks)),
        ];
        let ask = if fax.is_empty() { "sheet.cover.receipt_ask_phone" } else { "sheet.cover.receipt_ask" };
        Self {
            rows: rows.into_iter().map(|(key, text)| (words.get(key), text)).collect(),
            by_phone: words.get("sheet.cover.by_phone"),
            ask: words.say(ask, &[("fax", &fax), ("phone", &phone)]),
            misdelivery: words.say("sheet.cover.misdelivery", &[("phone", &phone)]),
            numbers: if phone == fax { vec![phone] } else { vec![phone, fax] },
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ミホン ハナコ", Some("M.H."))]
    #[case("みほん\u{3000}たろう", Some("M.T."))]
    #[case("キョウ シャロン", Some("K.S."))]
    #[case("Mihon Hanako", Some("M.H."))]
    #[case("ミホン", None)]
    #[case("見本 花子", None)]
    #[case("", None)]
    fn initials_come_from_the_reading(#[case] kana: &str, #[case] letters: Option<&str>) {
        assert_eq!(initials(kana).as_deref(), letters);
    }
}
